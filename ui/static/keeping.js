// Keeping a whole conversation: as a Markdown file, on paper, and what stands above it there.

import { link, sourceOf, tail, translationOf } from "./citing.js";
import { make } from "./dom.js";
import { book, home } from "./library.js";
import { words } from "./words.js";

/**
 * The ways of keeping, as buttons.
 * @param {Function} answers gives the answers, oldest first
 */
export function keeping(answers) {
  const save = make("button", { type: "button", class: "quiet", onclick: () => download(answers()) }, words().save);
  const paper = make("button", { type: "button", class: "quiet", onclick: () => print() }, words().print);
  return make("div", { class: "keeping", role: "group", "aria-label": words().conversation }, make("span", { "aria-hidden": "true" }, words().conversation), save, paper);
}

/** What a printed conversation must say of itself: which documents, which page, which state of them, when. */
export function paperHead(answers) {
  const sources = titles(answers).map((title) => make("p", { class: "talk" }, title));
  return [...sources, make("p", {}, [home().href, ...tail(answers.at(-1))].join(", "))];
}

/** The documents that the answers cite, else all that are here: who made them, title, date. */
function titles(answers) {
  const named = answers.flatMap((answer) => [...answer.citations, ...answer.closest]);
  return [...new Map(named.map((citation) => [citation.document, sourceOf(citation).join(", ")])).values()];
}

/** The conversation as a Markdown text: questions, answers, and every quotation with its place. */
export function markdown(answers) {
  const head = [`# ${words().title}`, ...titles(answers).map(line), words().label];
  const parts = answers.flatMap((answer) => [
    `## ${line(answer.question)}`,
    answer.passage && `> „${line(answer.passage.words)}“`,
    answer.answer.split("\n").map(listed).join("\n"),
    answer.citations.length ? `### ${words().sources}` : "",
    answer.citations.map((one) => cited(one, answer)).join("\n"),
    answer.closest.length ? `### ${words().closest}` : "",
    answer.closest.map((one) => cited(one, answer)).join("\n"),
    [`<${link(answer)}>`, ...tail(answer)].join(", "),
  ]);
  return `${[...head, ...parts].filter(Boolean).join("\n\n")}\n`;
}

function cited(citation, answer) {
  const place = sourceOf(citation, { place: true }).join(", ");
  const marker = citation.marker === null ? "- " : `- [${citation.marker}] `;
  const translation = translationOf(citation, answer);
  return `${marker}„${line(citation.quote)}“ (${line(place)})${translation && ` ${line(translation)}`}`;
}

/** Words of a document or a visitor, on one line, with no sign left that Markdown would read as markup. */
function line(text) {
  const words = text.replace(/\s+/g, " ").trim();
  return words.replace(/[\\`*_<>#[\](){}!&~|$^]/g, "\\$&").replace(/^[-+=:]|(?<=^\d{1,9})[.)]/, "\\$&");
}

/** A line of an answer: what makes it an item of a list stays. */
function listed(text) {
  const [, item, rest] = /^(\s*- )?(.*)$/s.exec(text);
  return (item ?? "") + line(rest);
}

function download(answers) {
  const file = URL.createObjectURL(new Blob([markdown(answers)], { type: "text/markdown;charset=utf-8" }));
  const name = book(answers[0].citations[0]?.document)?.id ?? "protokoll";
  make("a", { href: file, download: `${name}-${new Date().toISOString().slice(0, 10)}.md` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 1_000);
}
