// The one script on a host's page: a launcher in a shadow root and, when it is first opened, a frame from our origin.
// Until then it requests nothing; it stores nothing at all. TEXTS and STYLES are written in by ui/widget.py.

import { launcher, panel } from "./panel.js";
import { bring, mark, visit } from "./marking.js";
import { find } from "./passage.js";

const PATIENCE = 10_000; // milliseconds until a frame that says nothing counts as refused
const script = document.currentScript;

function start() {
  if (document.querySelector("protokoll-widget")) return;
  const home = new URL("widget", script.src);
  const settings = script.dataset;
  const language = languageOf(settings.language);
  const texts = TEXTS[language];
  const host = document.createElement("protokoll-widget");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  host.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  host.lang = language;
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(settings.accent ?? "")) paint(host, settings.accent);
  const button = launcher(texts, () => (box.open ? box.hide() : box.show()));
  const box = panel(texts, address(home, settings, language), button);
  host.shadowRoot.append(button, box.element);
  let ready = false;
  let question = null;

  box.opened = () => {
    setTimeout(() => ready || box.fail(home), PATIENCE);
    tell({ type: "open", question });
    if (ready) question = null;
  };

  function tell(message) {
    if (ready) box.frame.contentWindow.postMessage({ protokoll: 1, ...message }, home.origin);
  }

  function showPassage({ id, wanted }) {
    const range = find(wanted);
    tell({ type: "shown", id, found: Boolean(range) });
    if (!range) return;
    mark(range);
    const arrive = () => {
      visit(range);
      bring(range, false);
    };
    if (box.modal) box.hide(arrive); // a page under a modal sheet can be neither seen nor scrolled reliably
    else bring(range, box.avoid(range.getBoundingClientRect()));
  }

  const hear = {
    ready() {
      ready = true;
      box.arrive();
      tell({ type: "open", question });
      question = null;
    },
    close: () => box.hide(),
    show: showPassage,
    grow: () => box.grow(),
  };

  addEventListener("message", (event) => {
    if (event.origin !== home.origin || event.source !== box.frame.contentWindow) return;
    if (event.data?.protokoll === 1 && Object.hasOwn(hear, event.data.type)) hear[event.data.type](event.data);
  });
  document.addEventListener("protokoll:open", (event) => {
    question = typeof event.detail?.question === "string" ? event.detail.question : null;
    box.show();
  });
  document.documentElement.append(host);
  document.dispatchEvent(new CustomEvent("protokoll:ready"));
}

/** What is asked for, else the page's language, else the visitor's. */
function languageOf(wish) {
  const known = [wish, document.documentElement.lang, navigator.language].map((name) => name?.slice(0, 2).toLowerCase());
  return known.find((name) => Object.hasOwn(TEXTS, name)) ?? "en";
}

/** All that the frame must know stands behind the #, which no server sees. */
function address(home, settings, language) {
  const known = { host: location.origin, language };
  for (const name of ["accent", "document", "questions"]) if (settings[name]) known[name] = settings[name];
  return `${home}#${new URLSearchParams(known)}`;
}

/** The launcher in the host's colour, its words in black or white, whichever stands out more. */
function paint(host, accent) {
  const hex = accent.length === 4 ? accent.replace(/[^#]/g, "$&$&") : accent;
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
  host.style.setProperty("--protokoll-accent", hex);
  host.style.setProperty("--protokoll-on-accent", light ? "#000" : "#fff");
}

if (document.body) start();
else addEventListener("DOMContentLoaded", start, { once: true });
