// What stands around the conversation on the page: masthead, opening, foot.

import { make } from "./dom.js";
import { links } from "./links.js";
import { language, site, words } from "./words.js";

/**
 * The series, the title, what must be known before the first question, and the ways out of here.
 * @param {string} series
 * @param {{skip: Function, read: Function, explain: Function}} go
 */
export function masthead(series, { skip, read, explain }) {
  const open = (event) => read(event.currentTarget);
  return make(
    "header",
    { class: "ours", role: "banner" },
    make("a", { class: "skip", href: "#question", onclick: skip }, words().skip),
    make("p", { class: "series" }, series),
    make("h1", {}, words().title),
    make("p", { class: "label" }, words().label),
    make(
      "p",
      { class: "ways" },
      make("button", { type: "button", class: "way open-reader", onclick: open }, words().reader_open),
      make("button", { type: "button", class: "way", onclick: explain }, site.about[language()].open),
    ),
  );
}

export function opening() {
  const parts = [make("p", { class: "purpose" }, words().purpose, " ", words().speakers)];
  if (site.paused) parts.push(make("p", { class: "paused", role: "note" }, site.paused));
  if (words().examples.length) parts.push(make("h2", {}, words().examples_title));
  return make("div", { class: "ours" }, ...parts);
}

/** The links of the settings; null where there are none. */
export function foot() {
  const entries = links();
  return entries.length ? make("footer", { class: "ours", role: "contentinfo" }, make("ul", {}, ...entries)) : null;
}
