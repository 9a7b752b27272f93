// The one script on a host's page: a launcher in a shadow root and, when it is first opened, a frame from our origin.
// Until then it requests nothing; it stores nothing at all. TEXTS and STYLES are written in by ui/widget.py.

import { links } from "./link.js";
import { launcher, panel } from "./panel.js";
import { bring, mark, visit } from "./marking.js";
import { find } from "./passage.js";
import { arrange, embedding, languageOf, themeOf } from "./where.js";

const SOON = 1_500; // milliseconds until a frame without a sign of life is given up, if its server does not answer either
const LATE = 30_000; // until a frame is given up in any case: the slowest phone on the slowest line
const script = document.currentScript;

function start() {
  const { server, settings } = embedding(script) ?? { settings: {} };
  const language = languageOf(settings.language);
  const texts = TEXTS[language];
  if (document.querySelector("protokoll-widget")) return console.warn(texts.twice);
  if (!server) return console.error(texts.homeless);
  const home = new URL("widget", server);
  const host = document.createElement("protokoll-widget");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  host.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  host.lang = language;
  arrange(host, settings);
  const words = settings.launcher || texts.open;
  const button = launcher(words, () => (box.open ? box.hide() : open()));
  const box = panel(texts, settings.title || texts.open, button);
  host.shadowRoot.append(button, box.element);
  let state = "closed"; // then "asked", "here", "ready"
  let attempt = 0;
  let question = null;
  let back = false;

  function open(asking = null) {
    question = asking;
    box.show();
    if (state === "closed") load();
    else greet();
  }

  function load() {
    const theme = themeOf(settings);
    host.style.setProperty("--protokoll-theme", theme);
    state = "asked";
    box.load(address(home, settings, { language, theme }));
    findReason(++attempt);
    giveUp(attempt, LATE, ["asked", "here"]);
  }

  /** Whether we may be here stands in a script of the server's: a page can read that, but not why a frame is empty. */
  async function findReason(mine) {
    const origins = await import(`${home}-origins.js?${Date.now()}`).then((told) => told.default, () => null);
    if (mine !== attempt) return;
    if (!origins) giveUp(mine, SOON, ["asked"]);
    else if (!origins.includes(location.origin)) fail(texts.refused);
  }

  function giveUp(mine, patience, states) {
    setTimeout(() => mine === attempt && states.includes(state) && fail(texts.unreachable), patience);
  }

  function fail(reason) {
    const told = reason.replaceAll("{origin}", location.origin).replaceAll("{server}", home.origin);
    state = "closed"; // the next click tries again
    attempt++;
    console.error(`${texts.failed} ${told}`);
    box.fail(new URL(`.?lang=${language}`, home).href, told);
  }

  /** Tell an open frame what it is opened for. */
  function greet() {
    if (state !== "ready" || !box.open) return;
    tell({ type: "open", question, back });
    question = null;
    turnBack(false);
  }

  /** While a passage is visited, the launcher leads back to the answer. */
  function turnBack(on) {
    back = on;
    button.lastChild.textContent = on ? texts.back : words;
  }

  function tell(message) {
    box.frame.contentWindow?.postMessage({ protokoll: 1, ...message }, home.origin);
  }

  function showPassage({ id, wanted }) {
    const range = find(wanted);
    tell({ type: "shown", id, found: Boolean(range) });
    if (!range) return;
    mark(range);
    if (!box.modal) return bring(range, box.element);
    const arrive = () => {
      visit(range);
      bring(range, null);
    };
    turnBack(true);
    box.hide(arrive); // a page under a modal sheet can be neither seen nor scrolled reliably
  }

  const hear = {
    here() {
      state = "here";
    },
    ready() {
      state = "ready";
      box.arrive();
      greet();
    },
    close: () => box.hide(),
    show: showPassage,
  };

  addEventListener("message", (event) => {
    if (event.origin !== home.origin || event.source !== box.frame.contentWindow || state === "closed") return;
    if (event.data?.protokoll === 1 && Object.hasOwn(hear, event.data.type)) hear[event.data.type](event.data);
  });
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    if (effectiveDirective === "frame-src" && blockedURI.startsWith(home.origin) && state !== "closed") fail(texts.blocked);
  });
  document.addEventListener("protokoll:open", ({ detail }) => {
    open(typeof detail?.question === "string" ? detail.question : null);
  });
  document.documentElement.append(host);
  document.dispatchEvent(new CustomEvent("protokoll:ready"));
  links(open);
}

/** All that the frame must know stands behind the #, which no server sees. */
function address(home, settings, known) {
  const given = { host: location.origin, ...known };
  for (const name of ["accent", "document", "questions", "title", "greeting"]) if (settings[name]) given[name] = settings[name];
  return `${home}#${new URLSearchParams(given)}`;
}

if (document.body) start();
else addEventListener("DOMContentLoaded", start, { once: true });
