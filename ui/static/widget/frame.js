// The page inside the frame: the conversation of the page, its own field, and the reader when it is wanted.

import "../conversation.js";
import { fill, make } from "../dom.js";
import { catalogue, documentOf, fetchBook, permalink, root, statementOf } from "../library.js";
import { keepAnswers, keptAnswers } from "../remembering.js";
import { restrict, scope, scopeChoice } from "../scope.js";
import { language, site, speak, words } from "../words.js";
import { narrow, put } from "./asking.js";
import { embedded, listen, showOnPage, tell } from "./bridge.js";
import { paint } from "./colour.js";
import { asked } from "./settings.js";
import { field, foot, masthead, opening, write } from "./setting.js";

const KEPT = `protokoll:widget ${asked.documents.join(" ")}`; // browsers keep it apart for each website around the frame
const conversation = document.createElement("protokoll-conversation");
const scroll = make("main", { id: "scroll" });
const reading = make("div", { id: "reading" });
const status = make("p", { id: "status", role: "status" });
let busy = false;
let talks = 0; // how often a visitor began anew
let reader = null;
let shown = null;
let known = null;
let listing = null; // the list of documents on its way
let warned = false;
let visited = null; // the marker whose passage was shown on the page around us

async function ask(question) {
  const words = question.trim().slice(0, site.questionLength);
  if (!words || busy) return;
  busy = true;
  status.textContent = "";
  conversation.wait();
  const mine = talks;
  if (asked.documents.length) await list().catch(() => {}); // one that is not there is never asked
  const { answer, problem } = await put(words, conversation.history);
  if (mine !== talks) return; // it belongs to a conversation that is gone
  busy = false;
  if (!answer) return conversation.refuse(problem);
  talk(true); // first, since what is hidden then moves the answer
  conversation.show({ ...answer, scope: scope() });
  const textarea = document.querySelector("#question");
  if (textarea.value.trim() === words) textarea.value = "";
}

/** Whether there is a conversation, which takes the opening's place. */
const talk = (on) => document.body.classList.toggle("talking", on);

/** The list of documents, fetched once; again where that failed. */
function list() {
  listing ??= catalogue().then(learn);
  return listing.catch((error) => {
    listing = null;
    throw error;
  });
}

/** A document, fetched when first needed; without a name the one asked for here, or the first. */
async function openBook(name) {
  await list();
  return fetchBook(name ?? (scope() || known[0].id));
}

/** What the list of documents changes: those asked for here, a choice among them, and whether they tell who spoke. */
function learn(books) {
  const wanted = books.filter((one) => asked.documents.includes(one.id));
  known = wanted.length ? wanted : books;
  document.querySelector(".scope")?.remove();
  const lacking = asked.documents.filter((name) => !books.some((one) => one.id === name));
  if (lacking.length) tellEditors(lacking, !wanted.length);
  if (wanted.length) narrow(asked.documents.filter((name) => !lacking.includes(name))); // of none that is there, the server says so, and asks no other
  const whatever = asked.documents.length > 0 && !wanted.length;
  if (!whatever) document.querySelector("#asking").prepend(scopeChoice(known) ?? "");
  const only = wanted.length === 1 && !asked.greeting(language()) ? wanted[0] : null;
  if (only) document.querySelector("#opening p").replaceChildren(`${words().purposes.one} ${words().recorded[only.speakers_recorded]}`);
}

/** Name the documents that are not there: in the console, and where there is no other, before anybody asks in vain. */
function tellEditors(names, all) {
  const told = fill(site.widget[language()].unknown, { names: names.join(", "), list: new URL("api/documents", root).href });
  if (!warned) console.warn(told);
  warned = true;
  if (all) document.querySelector("#opening").append(make("p", { class: "paused", role: "note" }, told));
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
  const name = documentOf(citation.statement_id);
  const answer = from.getRootNode().host;
  const found = embedded && (await showOnPage(await wantedOf(citation, name)));
  const button = from.isConnected ? from : markerOf(answer, citation); // a document that has just come redraws answers
  if (!found) return (await openReader(button, name)).reveal(citation, button);
  visited = button;
  status.textContent = site.widget[language()].shown;
  keepInView(button);
}

const markerOf = (answer, { marker }) =>
  [...answer.shadowRoot.querySelectorAll(".marker")].find((one) => one.textContent.replace(/\D/g, "") === String(marker));

/** The line that tells of the passage must not push what was clicked out of sight. */
function keepInView(element) {
  const low = getComputedStyle(scroll).overflowY === "visible";
  const room = low ? { top: 0, bottom: innerHeight - status.offsetHeight } : scroll.getBoundingClientRect();
  const place = element.getBoundingClientRect();
  const beyond = Math.max(0, place.bottom - room.bottom + 4) || Math.min(0, place.top - room.top - 4);
  (low ? document.scrollingElement : scroll).scrollTop += beyond;
}

/** The whole statement and its neighbours, so that no other sentence can be taken for it. */
async function wantedOf(citation, name) {
  const source = await openBook(name).catch(() => null);
  const here = source?.byId.get(citation.statement_id);
  const neighbour = (step) => source?.statements[here?.place + step]?.text ?? "";
  return { statement: here?.text ?? "", quote: citation.quote ?? here?.text ?? "", before: neighbour(-1), after: neighbour(1) };
}

function anew() {
  talks++;
  busy = false;
  conversation.clear();
  document.querySelector("#question").focus();
}

/** The full page, which asks the same questions once more; they stay behind the #, where no server sees them. */
function whole() {
  const questions = conversation.answers.slice(-site.historyLength / 2).map((answer) => answer.question.replace(/\s+/g, " "));
  const link = new URL(permalink("t", questions.join("\n"), { in: scope(), lang: language() }));
  link.search = `?lang=${language()}`;
  return link.href;
}

function place() {
  const typed = document.querySelector("#question")?.value ?? "";
  for (const old of document.querySelectorAll(".ours")) old.remove();
  document.title = asked.title(language()) ?? words().title;
  const close = embedded ? () => tell({ type: "close" }) : null;
  const turn = () => {
    speak(language() === "de" ? "en" : "de");
    place();
    document.querySelector("#language").focus();
  };
  const read = ({ currentTarget }) => openReader(currentTarget);
  document.body.prepend(masthead({ title: asked.title(language()), close, turn, read, whole }));
  scroll.prepend(opening({ greeting: asked.greeting(language()), questions: asked.questions, ask }));
  status.after(field({ ask, anew }), foot());
  document.querySelector("#question").value = typed;
  if (known) learn(known);
  reader?.setAttribute("aria-label", words().reader);
}

/** WebKit gives a frame of another site no focus before the visitor has touched it: there the first sign typed leads in. */
function toField() {
  const question = document.querySelector("#question");
  question.focus();
  if (document.activeElement === question) return;
  addEventListener("keydown", ({ key }) => key.length === 1 && question.focus(), { once: true });
}

/** Come back from a passage on the page: to the marker that led there. */
function comeBack() {
  visited.scrollIntoView({ block: "center", behavior: "instant" });
  visited.focus();
}

document.body.append(make("div", { id: "desk" }, scroll, status), reading);
scroll.append(conversation);
speak(asked.language);
if (asked.accent) paint(asked.accent);
place();
if (asked.documents.length === 1) restrict(asked.documents[0]);
document.addEventListener("protokoll:ask", (event) => ask(event.detail.question));
document.addEventListener("protokoll:edit", (event) => write(event.detail.question));
document.addEventListener("protokoll:cite", (event) => cite(event.detail));
document.addEventListener("protokoll:answered", ({ detail }) => {
  talk(conversation.size > 0);
  keepAnswers(conversation.answers, KEPT);
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
const earlier = keptAnswers(KEPT);
talk(earlier.length > 0);
conversation.restore(earlier);
listen((question, back) => {
  if (back && visited?.isConnected) comeBack();
  else toField();
  if (question) ask(question);
});
tell({ type: "ready" });
performance.mark("protokoll:ready");
(globalThis.requestIdleCallback ?? setTimeout)(() => openBook().catch(() => {}));
