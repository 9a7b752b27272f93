// The words of the interface in the language that is switched on; elements redraw when it changes.

import site from "./site.js";

export { site };

let current = "de";

/** The language of the interface: "de" or "en". */
export const language = () => current;

/** The words in that language. */
export const words = () => site.texts[current];

/** Switch the language and tell every element. */
export function speak(next) {
  current = next in site.texts ? next : "de";
  document.documentElement.lang = current;
  document.dispatchEvent(new CustomEvent("protokoll:language"));
}
