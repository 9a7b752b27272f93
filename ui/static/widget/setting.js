// What stands around the conversation: masthead, opening, field, foot; set anew when the language changes.

import { fill, make } from "../dom.js";
import { links } from "../links.js";
import { site, language, words } from "../words.js";

const NEAR = 0.8; // of the longest question: from here on its length is told

/** Title, what must be known before the first question, and the ways out of here. */
export function masthead({ title, close, turn, read, whole }) {
  const other = { de: ["en", "English"], en: ["de", "Deutsch"] }[language()];
  const own = site.widget[language()];
  const tools = make(
    "div",
    { class: "tools" },
    make("button", { type: "button", class: "link", id: "read", onclick: read }, words().reader_open),
    make("a", { class: "link", id: "whole", target: "_blank", rel: "noopener", href: whole(), onclick: ({ currentTarget }) => (currentTarget.href = whole()) }, own.whole),
    make("button", { type: "button", class: "link", id: "language", lang: other[0], onclick: turn }, other[1]),
  );
  const cross = make("button", { type: "button", id: "close", "aria-label": own.close, onclick: close ?? (() => {}) }, "×");
  return make(
    "header",
    { class: "ours", id: "masthead" },
    make("h1", {}, title ?? words().title),
    close && cross,
    make("p", { class: "label" }, words().label),
    tools,
  );
}

/** What this is, in the editors' words or ours, a notice of the server's, and questions to begin with. */
export function opening({ greeting, questions, ask }) {
  const examples = questions.length ? questions : words().examples.slice(0, 4);
  const rows = examples.map((question) =>
    make("li", {}, make("button", { type: "button", onclick: () => ask(question) }, question)),
  );
  return make(
    "div",
    { class: "ours", id: "opening" },
    make("p", {}, greeting ?? `${words().purpose} ${words().speakers}`),
    site.paused ? make("p", { class: "paused", role: "note" }, site.paused) : null,
    examples.length ? make("h2", {}, words().examples_title) : null,
    make("ul", { id: "examples" }, ...rows),
  );
}

/** The field. What is longer than a question may be stays in it, with the count beside it. */
export function field({ ask, anew }) {
  const question = make("textarea", { id: "question", rows: "1", placeholder: words().placeholder, "aria-describedby": "counter" });
  const counter = make("p", { id: "counter" });
  const count = () => {
    const { length } = question.value.trim();
    const limit = site.questionLength;
    const form = length > limit ? words().too_long : words().counted;
    counter.textContent = length > limit * NEAR ? fill(form, { count: length, limit }) : "";
    counter.role = length > limit ? "alert" : null;
    return length > 0 && length <= limit;
  };
  const send = (event) => {
    event.preventDefault();
    if (count()) ask(question.value);
    else question.focus();
  };
  question.addEventListener("input", count);
  question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  return make(
    "form",
    { class: "ours", id: "asking", onsubmit: send },
    make("label", { for: "question" }, words().question),
    make("button", { type: "button", class: "link", id: "anew", onclick: anew }, words().anew),
    question,
    make("button", { type: "submit", id: "ask" }, words().ask),
    counter,
  );
}

/** Write into the field. */
export function write(text) {
  const question = document.querySelector("#question");
  question.value = text;
  question.dispatchEvent(new Event("input"));
  question.focus();
}

export function foot() {
  const entries = links({ target: "_blank", rel: "noopener noreferrer" });
  return make("footer", { class: "ours" }, entries.length ? make("ul", {}, ...entries) : null);
}
