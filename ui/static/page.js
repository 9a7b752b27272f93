// The Gradio page: puts our elements into its columns, and carries question and answer between them and Gradio.

import "./conversation.js";
import "./reader.js";
import { make } from "./dom.js";
import { restrict, scope, scopeChoice } from "./scope.js";
import { asked, catalogue, documentOf, fetchBook, permalink } from "./library.js";
import { language, site, speak, words } from "./words.js";

const conversation = document.createElement("protokoll-conversation");
const reader = document.createElement("protokoll-reader");
let books = [];
const find = (selector) => document.querySelector(selector);

/** Gradio draws its page after this module has run, piece by piece. */
function drawn(...selectors) {
  return new Promise((resolve) => {
    const look = () => selectors.every(find) && (watcher.disconnect(), resolve());
    const watcher = new MutationObserver(look);
    watcher.observe(document.documentElement, { childList: true, subtree: true });
    look();
  });
}

/** Write into a field of Gradio's the way typing does. */
function type(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Ask through Gradio's own field and button. */
function ask(question) {
  type(find("#question textarea"), question);
  requestAnimationFrame(() => find("#ask").click());
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
  if (reply.error) {
    conversation.refuse(reply.error.message);
    return;
  }
  conversation.show(reply);
  type(find("#inbox textarea"), JSON.stringify(conversation.history));
  type(find("#question textarea"), "");
  history.replaceState(null, "", permalink("q", reply.question));
}

function masthead() {
  const open = make("button", { type: "button", class: "open-reader", onclick: () => reader.open(open) }, words().reader_open);
  const skip = (event) => (event.preventDefault(), find("#question textarea").focus());
  return make(
    "header",
    { class: "ours" },
    make("a", { class: "skip", href: "#question", onclick: skip }, words().skip),
    make("p", { class: "series" }, seriesOf(reader.book)),
    make("h1", {}, words().title),
    make("p", { class: "label" }, words().label),
    open,
  );
}

const seriesOf = (book) => (books.length > 1 ? null : (book?.series ?? book?.title)) ?? words().subtitle;

function opening() {
  const parts = [make("p", { class: "purpose" }, words().purpose, " ", words().speakers)];
  if (site.paused) parts.push(make("p", { class: "paused", role: "note" }, site.paused));
  if (words().examples.length) parts.push(make("h2", {}, words().examples_title));
  return make("div", { class: "ours" }, ...parts);
}

function foot() {
  const links = Object.entries(site.links).map(([name, link]) => make("li", {}, make("a", { href: link }, words()[name])));
  if (site.contact) {
    const address = /^\S+@\S+$/.test(site.contact) ? `mailto:${site.contact}` : null;
    const contact = address ? make("a", { href: address }, site.contact) : site.contact;
    links.push(make("li", {}, `${words().contact}: `, contact));
  }
  return make("footer", { class: "ours" }, links.length ? make("ul", {}, ...links) : null);
}

/** Put what is ours into Gradio's columns, in the language that is switched on. */
function place() {
  const choosing = document.activeElement?.id === "within";
  for (const old of document.querySelectorAll("#stage .ours")) old.remove();
  find("#masthead").prepend(masthead());
  find("#opening").append(opening());
  find("#asking").after(foot());
  find("#asking").prepend(scopeChoice(books) ?? "");
  if (choosing) find("#within").focus();
  find("#language").lang = language() === "de" ? "en" : "de";
  document.title = words().title;
  reader.setAttribute("aria-label", words().reader);
}

/** The button of the language switch names the other language: it is Gradio's, and what it says holds. */
function listen() {
  const next = find("#language").textContent.trim() === "English" ? "de" : "en";
  if (next !== language()) speak(next);
  place();
}

/** Fetch the list of documents and open the one that the address asks for, else the first. */
async function openBooks() {
  try {
    books = await catalogue();
    if (!books.length) return reader.fail("reader_empty");
    const wish = asked();
    const named = wish?.kind === "s" ? documentOf(wish.value) : null;
    await openBook(books.some((book) => book.id === named) ? named : books[0].id);
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

/** Do what the # of the address asks for. */
function follow() {
  const wish = asked();
  if (wish?.kind === "s") reveal({ statement_id: wish.value }, find("#question textarea"));
  if (wish?.kind === "q" && wish.value !== conversation.lastQuestion) ask(wish.value);
}

function connect() {
  watch(find("#outbox"), receive);
  watch(find("#language"), listen);
  document.addEventListener("protokoll:ask", (event) => ask(event.detail.question));
  document.addEventListener("protokoll:cite", (event) => reveal(event.detail.citation, event.detail.from));
  document.addEventListener("protokoll:choose", (event) => restrict(event.detail));
  document.addEventListener("protokoll:scope", ({ detail }) => {
    type(find("#scope textarea"), scope());
    if (detail) openBook(detail);
  });
  document.addEventListener("protokoll:answered", () => {
    document.body.classList.toggle("talking", conversation.size > 0);
    reader.refresh();
  });
  find("#stage").addEventListener("click", (event) => {
    if (event.target.closest("#ask, #examples button")) conversation.wait();
    if (event.target.closest("#anew")) anew();
  });
  find("#question").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) conversation.wait();
  });
  addEventListener("hashchange", follow);
}

/**
 * A question that does not reach the server gets the answer that it did not. Gradio would show a box of its own, in
 * English, refuse further questions and reload the page once the server is back: the conversation would be gone.
 */
function mendConnection() {
  const send = window.fetch;
  const asks = (options) => typeof options?.body === "string" && JSON.parse(options.body).data?.length === 4;
  window.fetch = async (address, options) => {
    if (!String(address).endsWith("/run/predict") || !asks(options)) return send(address, options);
    const response = await send(address, options).catch(() => null);
    return response?.ok ? response : Response.json({ data: [lost()] });
  };
}

/** What the outbox would hold; the time makes each one different from the one before. */
function lost() {
  const reply = JSON.stringify({ error: { message: words().unreachable }, time: Date.now() });
  return btoa(String.fromCharCode(...new TextEncoder().encode(reply)));
}

function anew() {
  conversation.clear();
  type(find("#inbox textarea"), "[]");
  history.replaceState(null, "", location.pathname + location.search);
  find("#question textarea").focus();
}

/** Gradio sets the page's language from the browser; the switch decides. */
function holdLanguage() {
  const root = document.documentElement;
  new MutationObserver(() => root.lang !== language() && (root.lang = language())).observe(root, { attributeFilter: ["lang"] });
}

await drawn("#masthead", "#language", "#opening", "#examples", "#conversation", "#reading");
await drawn("#question textarea", "#ask", "#anew", "#inbox textarea", "#scope textarea", "#outbox");
find("#conversation").append(conversation);
find("#reading").append(reader);
speak("de");
holdLanguage();
connect();
mendConnection();
place();
const wanted = new URLSearchParams(location.search).get("lang") ?? (navigator.language.startsWith("de") ? "de" : "en");
if (wanted === "en") find("#language").click();
openBooks();
