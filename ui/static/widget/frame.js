// The page inside the frame: the conversation of the page, its own field, and the reader when it is wanted.

import "../conversation.js";
import { make } from "../dom.js";
import { catalogue, fetchBook, statementOf } from "../library.js";
import { restrict, scopeChoice } from "../scope.js";
import { language, site, speak, words } from "../words.js";
import { put } from "./asking.js";
import { embedded, listen, showOnPage, tell } from "./bridge.js";
import { paint } from "./colour.js";
import { asked } from "./settings.js";
import { field, foot, masthead, opening } from "./setting.js";

const own = site.widget;
const conversation = document.createElement("protokoll-conversation");
const scroll = make("main", { id: "scroll" });
const reading = make("div", { id: "reading" });
const status = make("p", { id: "status", role: "status" });
let busy = false;
let reader = null;
let shown = null;
let known = null;

async function ask(question) {
  const words = question.trim().slice(0, site.questionLength);
  if (!words || busy) return;
  busy = true;
  status.textContent = "";
  conversation.wait();
  tell({ type: "grow" });
  const { answer, problem } = await put(words, conversation.history);
  busy = false;
  if (!answer) return conversation.refuse(problem);
  conversation.show(answer);
  const textarea = document.querySelector("#question");
  if (textarea.value.trim() === words) textarea.value = "";
}

/** A document, fetched when first needed; without a name the one asked for here, or the first. */
async function openBook(name) {
  if (!known) learn(await catalogue());
  return fetchBook(name ?? (known.find((one) => one.id === asked.document) ?? known[0]).id);
}

/** What the list of documents changes: there may be a choice, and the one asked for here may tell who spoke. */
function learn(books) {
  known = books;
  offerChoice();
  const only = known.find((one) => one.id === asked.document);
  if (only) document.querySelector("#opening p").replaceChildren(words().purposes.one, " ", words().recorded[only.speakers_recorded]);
}

function offerChoice() {
  document.querySelector(".scope")?.remove();
  if (known && !asked.document) document.querySelector("#asking").prepend(scopeChoice(known) ?? "");
}

async function openReader(from, name) {
  if (!reader) {
    await import("../reader.js");
    reader = document.createElement("protokoll-reader");
    reading.append(reader);
    document.body.classList.add("reading");
    reader.setAttribute("aria-label", words().reader);
  }
  try {
    const wanted = await openBook(name);
    if (wanted !== shown) reader.show(wanted, (statement) => conversation.citing(statement), known);
    shown = wanted;
  } catch {
    reader.fail(known?.length === 0 ? "reader_empty" : "reader_failed");
  }
  reader.open(from);
  return reader;
}

/** Show a citation on the page around us where it stands there, else in our reader. */
async function cite({ citation, from }) {
  status.textContent = "";
  const found = embedded && (await showOnPage(await wantedOf(citation)));
  if (found) status.textContent = own[language()].shown;
  else (await openReader(from, citation.document)).reveal(citation, from);
}

/** The whole statement and its neighbours, so that no other sentence can be taken for it. */
async function wantedOf(citation) {
  const source = await openBook(citation.document).catch(() => null);
  const here = statementOf(citation);
  const neighbour = (step) => source?.statements[here?.place + step]?.text ?? "";
  return { statement: here?.text ?? "", quote: citation.quote, before: neighbour(-1), after: neighbour(1) };
}

function anew() {
  conversation.clear();
  document.querySelector("#question").focus();
}

function place() {
  const typed = document.querySelector("#question")?.value ?? "";
  for (const old of document.querySelectorAll(".ours")) old.remove();
  document.title = words().title;
  const close = embedded ? () => tell({ type: "close" }) : null;
  const turn = () => {
    speak(language() === "de" ? "en" : "de");
    place();
    document.querySelector("#language").focus();
  };
  document.body.prepend(masthead({ close, turn, read: ({ currentTarget }) => openReader(currentTarget) }));
  scroll.prepend(opening(asked.questions, ask));
  status.after(field({ ask, anew }), foot());
  document.querySelector("#question").value = typed;
  if (known) learn(known);
  reader?.setAttribute("aria-label", words().reader);
}

document.body.append(make("div", { id: "desk" }, scroll, status), reading);
scroll.append(conversation);
speak(asked.language);
if (asked.accent) paint(asked.accent);
place();
document.addEventListener("protokoll:ask", (event) => ask(event.detail.question));
document.addEventListener("protokoll:cite", (event) => cite(event.detail));
document.addEventListener("protokoll:answered", ({ detail }) => {
  document.body.classList.toggle("talking", conversation.size > 0);
  const named = detail.answer?.citations.map((citation) => citation.document) ?? [];
  for (const name of new Set(named)) openBook(name).catch(() => {}); // for its English headings and the neighbours
  reader?.refresh();
});
document.addEventListener("protokoll:choose", (event) => {
  restrict(event.detail);
  openReader(null, event.detail);
});
addEventListener("keydown", (event) => {
  const sheet = reader?.shadowRoot.querySelector("dialog[open]");
  if (event.key === "Escape" && !sheet && !event.defaultPrevented) tell({ type: "close" });
});
listen((question) => {
  document.querySelector("#question").focus();
  if (question) ask(question);
});
tell({ type: "ready" });
performance.mark("protokoll:ready");
(globalThis.requestIdleCallback ?? setTimeout)(() => openBook().catch(() => {}));
