// The Gradio page: puts our elements into its columns, and carries question and answer between them and Gradio.

import "./about.js";
import "./conversation.js";
import "./reader.js";
import { make } from "./dom.js";
import { aboutPassage, choosePassage, fieldNotes, type, watchField, write } from "./field.js";
import { foot, masthead, opening } from "./front.js";
import { asked, catalogue, documentOf, fetchBook, permalink } from "./library.js";
import { keepAnswers, keepLanguage, keptAnswers, keptDraft, keptLanguage } from "./remembering.js";
import { restrict, scope, scopeChoice } from "./scope.js";
import { language, site, speak, words } from "./words.js";

const conversation = document.createElement("protokoll-conversation");
const reader = document.createElement("protokoll-reader");
const about = document.createElement("protokoll-about");
let books = [];
let sent = null; // what is being asked: {text, passage}; null where nobody waits for an answer
let request = null; // that carries it
const find = (selector) => document.querySelector(selector);
const textarea = () => find("#question textarea");

/** Gradio draws its page after this module has run, piece by piece. */
function drawn(...selectors) {
  return new Promise((resolve) => {
    const look = () => selectors.every(find) && (watcher.disconnect(), resolve());
    const watcher = new MutationObserver(look);
    watcher.observe(document.documentElement, { childList: true, subtree: true });
    look();
  });
}

/** Ask through Gradio's own field and button; `after` is a question that this one leans on. */
function ask(question, after = "") {
  const earlier = after ? [{ role: "user", content: after }, { role: "assistant", content: "" }] : [];
  type(textarea(), question);
  tellHistory(earlier);
  requestAnimationFrame(() => find("#ask").click());
}

/** What goes along with the next question. */
function tellHistory(more = []) {
  const history = [...conversation.historyWith(aboutPassage()), ...more].slice(-site.historyLength);
  type(find("#inbox textarea"), JSON.stringify(history));
}

/** A caption of Gradio's that changes. */
function watch(element, changed) {
  new MutationObserver(changed).observe(element, { childList: true, characterData: true, subtree: true });
}

function receive() {
  const packed = find("#outbox").textContent.trim();
  if (!packed) return;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const reply = JSON.parse(new TextDecoder().decode(bytes));
  if (!sent || reply.dropped) return;
  const { text, passage } = sent;
  sent = null;
  if (reply.error) {
    conversation.refuse(reply.error.message);
    return;
  }
  if (textarea().value === text || textarea().value.trim() === reply.question) type(textarea(), "");
  if (passage) choosePassage(null);
  // Whoever follows a link to "Warum?" reads what it goes on from.
  const whole = !conversation.size && reply.after && reply.understood ? { question: reply.understood, after: "" } : {};
  const answer = { ...reply, ...whole, passage, scope: scope() };
  conversation.show(answer);
  tellAddress(answer, scope());
  if (matchMedia("(pointer: coarse)").matches) textarea().blur(); // its keyboard would cover the answer
}

/** The address asks what was asked last. */
function tellAddress(answer, within) {
  const { hash } = new URL(permalink("q", answer.question, { after: answer.after, in: within, lang: language() }));
  history.replaceState(null, "", location.pathname + location.search + hash);
}

const seriesOf = (book) => (books.length > 1 ? null : (book?.series ?? book?.title)) ?? words().subtitle;

/** Put what is ours into Gradio's columns, in the language that is switched on. */
function place() {
  const held = ["within", "turn"].find((id) => document.activeElement?.id === id);
  const skip = (event) => (event.preventDefault(), textarea().focus());
  const toAnswer = (event) => (event.preventDefault(), conversation.visit());
  for (const old of document.querySelectorAll("#stage .ours")) old.remove();
  find("#masthead").prepend(masthead(seriesOf(reader.book), { skip, read: (from) => reader.open(from), explain: () => about.open() }));
  find("#opening").append(opening());
  find("#asking").after(foot() ?? "");
  const read = make("button", { type: "button", class: "way open-reader", onclick: () => reader.open(read) }, words().reader_open);
  const other = { id: "turn", class: "way open-reader", type: "button", lang: language() === "de" ? "en" : "de" };
  const switched = () => (chooseLanguage(other.lang), find("#language").click());
  const turn = make("button", { ...other, onclick: switched }, find("#language").textContent.trim());
  const leap = make("a", { class: "skip", href: "#conversation", onclick: toAnswer }, words().to_answer);
  find("#asking").prepend(scopeChoice(books) ?? "", make("p", { class: "ours leaps" }, leap, read, turn), ...fieldNotes());
  if (held) find(`#${held}`)?.focus();
  find("#language").lang = other.lang;
  document.title = words().title;
  reader.setAttribute("aria-label", words().reader);
  if (language() === first) find("#stage").classList.add("placed");
}

/** The button of the language switch names the other language: it is Gradio's, and what it says holds. */
function listen() {
  const next = find("#language").textContent.trim() === "English" ? "de" : "en";
  if (next !== language()) speak(next);
  place();
}

/** A language that was chosen is kept, here and in the address, so that a reload does not lose it. */
function chooseLanguage(chosen) {
  keepLanguage(chosen);
  const here = new URL(location.href);
  if (here.searchParams.has("lang")) here.searchParams.set("lang", chosen);
  const wish = asked();
  if (wish?.lang) here.hash = new URL(permalink(wish.kind, wish.value, { after: wish.after, in: wish.in, lang: chosen })).hash;
  history.replaceState(null, "", here);
}

/** Fetch the list of documents and open the one that the address asks for, else the first. */
async function openBooks() {
  try {
    books = await catalogue();
    if (!books.length) return reader.fail("reader_empty");
    const wish = asked();
    const known = (id) => books.some((book) => book.id === id);
    const named = wish?.kind === "s" ? documentOf(wish.value) : wish?.in;
    await openBook(known(named) ? named : books[0].id);
    if (known(wish?.in)) restrict(wish.in);
    conversation.restore(keptAnswers());
    if (conversation.size && wish?.kind !== "s") attend(conversation.answers.at(-1));
    follow();
  } catch (error) {
    reader.fail();
    throw error;
  }
}

async function openBook(id) {
  if (reader.book?.id === id) return;
  reader.show(await fetchBook(id), (statement) => conversation.citing(statement), books);
  place();
}

/** Show a passage, in whichever document it stands. */
async function reveal(citation, back) {
  const id = documentOf(citation.statement_id);
  if (books.some((book) => book.id === id)) await openBook(id);
  reader.reveal(citation, back);
}

/** Beside an answer that has just come, its first source. */
async function attend(answer) {
  const [first] = answer.citations;
  if (!first || !reader.beside) return;
  if (!reader.moved) await openBook(documentOf(first.statement_id));
  if (!conversation.answers.includes(answer)) return; // begun anew meanwhile
  reader.attend(first, (from) => reveal(first, from));
}

/** Do what the # of the address asks for. */
function follow() {
  const wish = asked();
  if (wish?.kind === "s") reveal({ statement_id: wish.value }, textarea());
  if (wish?.kind === "t" && !conversation.size) askAll(wish.value.split("\n").slice(0, site.historyLength / 2));
  if (wish?.kind === "q" && wish.value !== conversation.lastQuestion) ask(wish.value, wish.after);
}

/** Ask one question after another: the conversation that a visitor brings along from the widget. */
function askAll([first, ...rest]) {
  if (!first) return;
  document.addEventListener("protokoll:answered", ({ detail }) => detail.answer && askAll(rest), { once: true });
  ask(first);
}

function connect() {
  watch(find("#outbox"), receive);
  watch(find("#language"), listen);
  document.addEventListener("protokoll:ask", (event) => ask(event.detail.question));
  document.addEventListener("protokoll:edit", (event) => write(event.detail.question));
  document.addEventListener("protokoll:cite", (event) => reveal(event.detail.citation, event.detail.from));
  document.addEventListener("protokoll:choose", (event) => restrict(event.detail));
  document.addEventListener("protokoll:passage", (event) => (choosePassage(event.detail), textarea().focus()));
  document.addEventListener("protokoll:about-passage", () => tellHistory());
  document.addEventListener("protokoll:scope", ({ detail }) => {
    type(find("#scope textarea"), scope());
    if (detail) openBook(detail);
  });
  document.addEventListener("protokoll:answered", ({ detail }) => {
    document.body.classList.toggle("talking", conversation.size > 0);
    tellHistory();
    keepAnswers(conversation.answers);
    reader.refresh();
    if (detail.answer) attend(detail.answer);
    else if (detail.undone) tellAddress(detail.undone, detail.undone.scope);
  });
  const example = ({ target }) => target.closest("#examples button");
  find("#stage").addEventListener("click", (event) => example(event) && going(example(event).textContent), { capture: true });
  find("#stage").addEventListener("click", (event) => {
    if (event.target.closest("#anew")) anew();
    if (event.isTrusted && event.target.closest("#language")) chooseLanguage(language() === "de" ? "en" : "de");
  });
  watchField({ last: () => conversation.lastQuestion, asked: () => going(textarea().value) });
  addEventListener("hashchange", follow);
  document.addEventListener("protokoll:sheet", ({ detail }) => {
    if (detail) history.pushState({ sheet: true }, ""); // so that a phone's way back closes the sheet, not the page
    else if (history.state?.sheet) history.back();
  });
  addEventListener("popstate", () => reader.close());
}

/** A question is on its way. */
function going(text) {
  sent = { text, passage: aboutPassage() };
  conversation.wait();
}

/**
 * A question that does not reach the server gets the answer that it did not. Gradio would show a box of its own, in
 * English, refuse further questions and reload the page once the server is back: the conversation would be gone. One
 * that nobody waits for any more ends at once, since Gradio asks nothing as long as another question is on its way.
 */
function mendConnection() {
  const send = window.fetch;
  const asks = (options) => typeof options?.body === "string" && JSON.parse(options.body).data?.length === 4;
  window.fetch = async (address, options) => {
    if (!String(address).endsWith("/run/predict") || !asks(options)) return send(address, options);
    const own = new AbortController();
    request = own;
    if (!sent) own.abort();
    const told = await send(address, { ...options, signal: own.signal })
      .then((response) => (response.ok ? response.json() : null))
      .catch(() => null);
    const instead = own.signal.aborted ? { dropped: true } : { error: { message: words().unreachable } };
    return Response.json(told && !own.signal.aborted ? told : { data: [packed(instead)] });
  };
}

/** What the outbox would hold; the time makes each one different from the one before. */
function packed(reply) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify({ ...reply, time: Date.now() }))));
}

/** Begin anew; an answer that is still on its way belongs to what is gone. */
function anew() {
  sent = null;
  request?.abort();
  conversation.clear();
  history.replaceState(null, "", location.pathname + location.search);
  textarea().focus();
}

/** Gradio sets the page's language from the browser; the switch decides. */
function holdLanguage() {
  const root = document.documentElement;
  new MutationObserver(() => root.lang !== language() && (root.lang = language())).observe(root, { attributeFilter: ["lang"] });
}

/** Gradio's whole page is one `main`; ours has a head, a foot and a form beside it. */
function setLandmarks() {
  find("main").setAttribute("role", "none");
  find("#scroll").setAttribute("role", "main");
  find("#asking").setAttribute("role", "search");
}

await drawn("#masthead", "#language", "#opening", "#examples", "#conversation", "#reading");
await drawn("#question textarea", "#ask", "#anew", "#inbox textarea", "#scope textarea", "#outbox");
reader.asks = true;
find("#conversation").append(conversation);
find("#reading").append(reader);
document.body.append(about);
const wishes = [asked()?.lang, new URLSearchParams(location.search).get("lang"), keptLanguage(), navigator.language.slice(0, 2)];
const first = wishes.find(Boolean) === "de" ? "de" : "en";
if (history.state?.sheet) history.replaceState(null, "");
speak("de");
holdLanguage();
setLandmarks();
connect();
mendConnection();
place();
if (keptDraft()) type(textarea(), keptDraft());
if (first === "en") find("#language").click();
openBooks();
