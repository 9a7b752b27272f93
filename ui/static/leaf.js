// A document set as a text to read: sections, nested statements, translations.

import { make } from "./dom.js";
import { language, words } from "./words.js";

/** The id under which a statement stands in the reader. */
export const anchor = (id) => `s-${id}`;

/**
 * Set a document.
 * @param {object} book from library.js
 * @param {Function} link called with a statement whose link is wanted
 * @returns {Array<Node>} one section element for each heading
 */
export function leaves(book, link) {
  const bySection = new Map();
  for (const statement of book.statements) {
    const name = statement.section[0];
    if (!bySection.has(name)) bySection.set(name, []);
    bySection.get(name).push(statement);
  }
  const titles = new Set(book.sections.map((section) => section.title));
  const untitled = [...bySection.keys()].filter((name) => !titles.has(name));
  const front = untitled.map((name) => leaf(book, null, bySection.get(name), link));
  return [...front, ...book.sections.map((section) => leaf(book, section, bySection.get(section.title) ?? [], link))];
}

/** The sections as a list of links. */
export function contents(book, go) {
  const rows = book.sections.map((section) =>
    make("li", {}, make("button", { type: "button", onclick: () => go(section.slug) }, heading(section, "span").at(-1))),
  );
  return make("ol", {}, ...rows);
}

function leaf(book, section, statements, link) {
  const content = statements.length ? nested(book, statements, link) : null;
  if (!section) return make("section", { class: "front" }, content);
  return make("section", { id: section.slug, "aria-labelledby": `${section.slug}-title` },
    make("h3", { id: `${section.slug}-title`, tabindex: "-1" }, ...heading(section, "span")), content);
}

function heading(section, tag) {
  const translated = language() === "en" && section.translation;
  const german = make(tag, { lang: "de" }, section.title);
  return translated ? [german, " ", make(tag, { lang: "en", class: "translated" }, section.translation)] : [german];
}

/** Statements as lists within lists, as deep as they truly are. */
function nested(book, statements, link) {
  const top = make("ul", { class: "statements" });
  const lists = new Map();
  const here = new Set(statements.map((statement) => statement.id));
  for (const statement of statements) {
    const item = row(book, statement, link);
    const parent = here.has(statement.parent) ? lists.get(statement.parent) : null;
    (parent ? sublist(parent) : top).append(item);
    lists.set(statement.id, item);
  }
  return top;
}

function sublist(item) {
  let list = item.querySelector(":scope > ul");
  if (!list) item.append((list = make("ul")));
  return list;
}

function row(book, statement, link) {
  const text = make("p", { class: "text", lang: "de" });
  setWords(text, segments(book, statement));
  const translation =
    language() === "en" && statement.translation
      ? make("p", { class: "translated", lang: "en" }, make("span", { class: "tag" }, words().translation), statement.translation)
      : null;
  const name = `${words().statement_link}: ${statement.text.slice(0, 60)}`;
  const button = make("button", { type: "button", class: "pilcrow", "aria-label": name, onclick: () => link(statement) }, "¶");
  const set = statement.text.toLowerCase() === book.title.toLowerCase() ? "title" : null;
  return make("li", { id: anchor(statement.id), tabindex: "-1", class: set }, make("div", { class: "line" }, button, text, translation));
}

/** The statement's words with the bold of the source: [{text, bold}]; together they are the statement's text. */
export function segments(book, statement) {
  const source = book.points.slice(statement.start, statement.end).join("");
  const parts = source.split("**").map((text, place) => ({ text: text.replace(/\s+/g, " "), bold: place % 2 === 1 }));
  const kept = parts.filter((part) => part.text);
  if (kept.length) {
    kept[0].text = kept[0].text.trimStart();
    kept.at(-1).text = kept.at(-1).text.trimEnd();
  }
  const same = kept.map((part) => part.text).join("") === statement.text;
  return same ? kept : [{ text: statement.text, bold: false }];
}

/**
 * Put words into a paragraph, some of them marked.
 * @param {Element} paragraph
 * @param {Array<{text: string, bold: boolean}>} parts
 * @param {{start: number, end: number}|null} span of the joined text, in UTF-16 units
 */
export function setWords(paragraph, parts, span = null) {
  paragraph.replaceChildren();
  let at = 0;
  for (const part of parts) {
    const box = part.bold ? paragraph.appendChild(document.createElement("b")) : paragraph;
    const from = span ? clamp(span.start - at, part.text) : 0;
    const to = span ? clamp(span.end - at, part.text) : 0;
    box.append(part.text.slice(0, from));
    if (to > from) box.append(make("mark", {}, part.text.slice(from, to)));
    box.append(part.text.slice(to));
    at += part.text.length;
  }
  paragraph.normalize();
}

const clamp = (place, text) => Math.max(0, Math.min(text.length, place));
