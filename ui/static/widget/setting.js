// What stands around the conversation: masthead, opening, field, foot; set anew when the language changes.

import { make } from "../dom.js";
import { site, language, words } from "../words.js";

/** Title, what must be known before the first question, and the ways out of here. */
export function masthead({ close, turn, read }) {
  const other = { de: ["en", "English"], en: ["de", "Deutsch"] }[language()];
  const tools = make(
    "div",
    { class: "tools" },
    make("button", { type: "button", class: "link", id: "read", onclick: read }, words().reader_open),
    make("button", { type: "button", class: "link", id: "language", lang: other[0], onclick: turn }, other[1]),
  );
  const name = site.widget[language()].close;
  const cross = make("button", { type: "button", id: "close", "aria-label": name, onclick: close ?? (() => {}) }, "×");
  return make(
    "header",
    { class: "ours", id: "masthead" },
    make("h1", {}, words().title),
    close && cross,
    make("p", { class: "label" }, words().label),
    tools,
  );
}

/** What this is, a notice of the editors, and questions to begin with. */
export function opening(questions, ask) {
  const examples = questions.length ? questions : words().examples.slice(0, 4);
  const rows = examples.map((question) =>
    make("li", {}, make("button", { type: "button", onclick: () => ask(question) }, question)),
  );
  return make(
    "div",
    { class: "ours", id: "opening" },
    make("p", {}, words().purpose, " ", words().speakers),
    site.paused ? make("p", { class: "paused", role: "note" }, site.paused) : null,
    examples.length ? make("h2", {}, words().examples_title) : null,
    make("ul", { id: "examples" }, ...rows),
  );
}

export function field({ ask, anew }) {
  const question = make("textarea", {
    id: "question",
    rows: "1",
    maxlength: String(site.questionLength),
    placeholder: words().placeholder,
  });
  const send = (event) => {
    event.preventDefault();
    ask(question.value);
  };
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
  );
}

export function foot() {
  const links = Object.entries(site.links).map(([name, link]) =>
    make("li", {}, make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, words()[name])),
  );
  if (site.contact) {
    const mail = /^\S+@\S+$/.test(site.contact);
    links.push(make("li", {}, `${words().contact}: `, mail ? make("a", { href: `mailto:${site.contact}` }, site.contact) : site.contact));
  }
  return make("footer", { class: "ours" }, links.length ? make("ul", {}, ...links) : null);
}
