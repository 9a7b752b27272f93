// What stands above the document in the reader: which one it is, the file it was made of, what holds for its words.

import { make } from "./dom.js";
import { original } from "./library.js";
import { language, words } from "./words.js";

/** Whether a document is shown with translations. */
export const translated = (book) => language() === "en" && Boolean(book?.statements.some((statement) => statement.translation));

/** The file that the document was made of. */
export function fileOf(book) {
  const attributes = { class: "quiet", href: original(book.id), target: "_blank", rel: "noopener" };
  return make("a", attributes, `${words().file} (${book.format})`);
}

/**
 * The choice among several documents.
 * @param {Array<object>} books summaries
 * @param {object} book the one that is shown
 * @param {Function} choose called with an id
 */
export function bookChoice(books, book, choose) {
  const titles = books.map(({ id, title }) => make("option", { value: id, selected: id === book.id }, title));
  return make("select", { "aria-label": words().document, onchange: (event) => choose(event.target.value) }, ...titles);
}

/** That the words stand as published, and that translations are a machine's. */
export function noticeOn(book) {
  const notice = translated(book) ? `${words().reader_notice} ${words().translation_notice}` : words().reader_notice;
  return make("p", { class: "notice" }, notice);
}
