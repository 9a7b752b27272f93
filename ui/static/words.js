// The words of the interface in the language that is switched on; elements redraw when it changes.

import site from "./site.js";

export { site };

let current = "de";

/** The language of the interface: "de" or "en". */
export const language = () => current;

/** The words in that language. */
export const words = () => site.texts[current];

/** The page of a citation or statement in words, by the number that stands on it; "" where there are no pages. */
export const pageOf = ({ page, printed }) => (page ? words().page.replace("{page}", printed ?? page) : "");

/** Switch the language and tell every element. */
export function speak(next) {
  current = next in site.texts ? next : "de";
  document.documentElement.lang = current;
  document.dispatchEvent(new CustomEvent("protokoll:language"));
}
