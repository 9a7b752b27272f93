// Which of several documents is asked: all of them, or one.

import { make } from "./dom.js";
import { words } from "./words.js";

let chosen = "";

/** The id of the only document to ask; "" for all. */
export const scope = () => chosen;

/** Ask one document from now on, or all. */
export function restrict(id) {
  chosen = id;
  for (const select of document.querySelectorAll("#within")) select.value = id;
  document.dispatchEvent(new CustomEvent("protokoll:scope", { detail: id }));
}

/**
 * The choice beside the question.
 * @param {Array<object>} books summaries of all documents
 * @returns {Element|null} null where there is nothing to choose from
 */
export function scopeChoice(books) {
  if (books.length < 2) return null;
  const options = [["", words().scope_all], ...books.map((book) => [book.id, book.title])];
  const rows = options.map(([value, title]) => make("option", { value, selected: value === chosen }, title));
  const select = make("select", { id: "within", onchange: (event) => restrict(event.target.value) }, ...rows);
  return make("p", { class: "ours scope" }, make("label", { for: "within" }, words().scope), " ", select);
}
