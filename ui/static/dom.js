// Elements are made of names, attributes and text nodes; no string is ever read as markup.

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|Function|null|undefined>} [attributes] functions are listeners
 *   (`onclick`), `true` sets an empty attribute; null, undefined and false leave it out
 * @param {...(Node|string|null|false|undefined|Array)} children strings become text nodes
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Fill the braces of a sentence: fill("Belege: {count}.", {count: 2}). */
export function fill(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in words ? String(words[name]) : whole));
}

/** Read style sheets that lie beside this module, once each, for adoption by shadow roots. */
export async function sheets(...names) {
  return Promise.all(names.map((name) => (loaded[name] ??= load(name))));
}

const loaded = {};

async function load(name) {
  const sheet = new CSSStyleSheet();
  const response = await fetch(new URL(`${name}.css`, import.meta.url));
  sheet.replaceSync(await response.text());
  return sheet;
}

/** Whether the reader asked for less motion. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
