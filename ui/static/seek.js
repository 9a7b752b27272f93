// Searching inside the document: every place, counted and highlighted, the next one with a key.

import { fill, make } from "./dom.js";
import { words } from "./words.js";

const ALL = "protokoll-found";
const HERE = "protokoll-here";
const PATIENCE = 120; // milliseconds after the last letter
const LOOKED_AT = ".text, .line > .translated, section > :is(h3, h4, h5, h6)";

/**
 * A search field with its counter and two buttons.
 * @param {Function} text gives the element to search in
 * @param {Function} bring scrolls to an element
 * @returns {{element: Element, again: Function, clear: Function}} `again` searches anew, when the text was redrawn
 */
export function seek(text, bring) {
  let found = [];
  let at = -1;
  let timer = 0;
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
  const count = make("span", { class: "count", role: "status" });
  const step = (by) => make("button", { type: "button", class: "step", onclick: () => move(by) }, by > 0 ? "↓" : "↑");
  const [previous, next] = [step(-1), step(1)];
  const element = make("search", { class: "seek" }, field, count, previous, next);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(), PATIENCE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (found.length && field.dataset.sought === field.value) move(event.shiftKey ? -1 : 1);
      else search();
    }
    if (event.key === "Escape" && field.value) {
      event.preventDefault(); // which would close the sheet
      event.stopPropagation();
      clear();
    }
  });

  function search({ moving = true } = {}) {
    const wanted = fold(field.value).letters.trim();
    field.dataset.sought = field.value;
    found = wanted.length > 1 ? places(text(), wanted) : [];
    at = -1;
    paint();
    if (found.length && moving) move(1);
    else tell();
  }

  function move(by) {
    if (!found.length) return;
    at = (at + by + found.length) % found.length;
    paint();
    tell();
    bring(found[at]);
  }

  function tell() {
    const { length } = field.value.trim();
    const shown = found.length ? fill(words().search_found, { place: at + 1, count: found.length }) : words().search_none;
    count.textContent = length > 1 ? shown : length ? words().search_short : "";
    for (const button of [previous, next]) button.disabled = found.length < 2;
  }

  function paint() {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.set(ALL, new Highlight(...found));
    CSS.highlights.set(HERE, new Highlight(...(at < 0 ? [] : [found[at]])));
  }

  function clear() {
    field.value = "";
    search();
  }

  function again() {
    for (const [one, name] of [[field, words().search], [previous, words().search_previous], [next, words().search_next]]) {
      one.setAttribute("aria-label", name);
    }
    field.placeholder = words().search;
    search({ moving: false });
  }
  return { element, again, clear };
}

/** Every place where the words stand, as ranges, in the order of the text; case and white space do not count. */
function places(root, wanted) {
  const ranges = [];
  for (const element of root.querySelectorAll(LOOKED_AT)) {
    const { letters, starts } = fold(element.textContent);
    for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + wanted.length)) {
      ranges.push(rangeOf(element, starts[at], starts[at + wanted.length - 1] + 1));
    }
  }
  return ranges;
}

/** A text as it is compared: small letters, one space for any white space, no soft hyphens; and where each letter stood. */
function fold(text) {
  const letters = [];
  const starts = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\u00ad") continue;
    const letter = /\s/.test(text[at]) ? " " : text[at].toLowerCase();
    if (letter === " " && letters.at(-1) === " ") continue;
    letters.push(letter.length === 1 ? letter : text[at]);
    starts.push(at);
  }
  return { letters: letters.join(""), starts };
}

/** The range of an element's text from one place to another. */
function rangeOf(element, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + node.data.length;
    if (before <= start && start < after) range.setStart(node, start - before);
    if (before < end && end <= after) {
      range.setEnd(node, end - before);
      break;
    }
    before = after;
  }
  return range;
}
