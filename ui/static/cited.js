// Which answers cite a statement: a button beneath it with the way back to each of them.

import { fill, make } from "./dom.js";
import { words } from "./words.js";

/**
 * @param {Array<{element: Element, number: number, question: string}>} answers at least one
 * @param {Function} go leads to an answer's element
 * @returns {{element: Element, toggle: Function}} `toggle` opens and closes the list
 */
export function citedBy(answers, go) {
  const count = answers.length;
  const name = count === 1 ? words().cited_once : fill(words().cited_often, { count });
  const rows = answers.map(({ element, number, question }) =>
    make("li", {}, make("button", { type: "button", onclick: () => go(element) }, `${words().answered} ${number}: ${question}`)),
  );
  const list = make("ul", { hidden: true, "aria-label": words().cited_in }, ...rows);
  const button = make("button", { type: "button", tabindex: "-1", "aria-expanded": "false" }, name); // see touring.js
  const toggle = () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  };
  button.addEventListener("click", toggle);
  return { element: make("div", { class: "citing" }, button, list), toggle };
}
