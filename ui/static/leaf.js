// A document set as a text to read: sections, nested statements, translations.

import { make } from "./dom.js";
import { original } from "./library.js";
import { language, pageOf, words } from "./words.js";

const TOLD = ["decision", "vote", "task"]; // kinds that one looks for when leafing through minutes

/** The id under which a statement stands in the reader. */
export const anchor = (id) => `s-${id}`;

/**
 * Set a document.
 * @param {object} book from library.js
 * @param {{link: Function, ask: Function|null}} tools called with a statement whose link is wanted, or that is asked about
 * @returns {Array<Node>} one section element for each heading
 */
export function leaves(book, tools) {
  const course = { page: null, speaker: undefined };
  const [front, ...groups] = grouped(book);
  const opening = front.length ? [leaf(book, null, front, tools, course)] : [];
  return [...opening, ...groups.map((statements, place) => leaf(book, place, statements, tools, course))];
}

/** The statements before the first heading, then those of each: they belong to the last heading before them. */
function grouped(book) {
  const groups = [[], ...book.sections.map(() => [])];
  let open = 0;
  for (const statement of book.statements) {
    while (book.sections[open]?.start <= statement.start) open++;
    groups[open].push(statement);
  }
  return groups;
}

/** The id of a heading; two may have the same words. */
export const headingId = (place) => `h-${place}`;

/** How deep each section lies, from 0; levels that nobody uses are not counted. */
function depths(book) {
  const levels = [...new Set(book.sections.map((section) => section.level))].sort((one, other) => one - other);
  return book.sections.map((section) => Math.min(3, levels.indexOf(section.level)));
}

/** The sections as a list of links. */
export function contents(book, go) {
  const deep = depths(book);
  const rows = book.sections.map((section, place) => {
    const attributes = { type: "button", "data-section": headingId(place), onclick: () => go(place) };
    return make("li", { class: `deep-${deep[place]}` }, make("button", attributes, heading(book, section).at(-1)));
  });
  return make("ol", {}, ...rows);
}

function leaf(book, place, statements, tools, course) {
  const section = book.sections[place];
  course.speaker = undefined;
  course.title = section?.title ?? "";
  const content = statements.length ? nested(book, statements, tools, course) : null;
  if (!section) return make("section", { class: "front" }, content);
  const title = `${headingId(place)}-title`;
  const words = make(`h${3 + depths(book)[place]}`, { id: title, tabindex: "-1" }, ...heading(book, section));
  return make("section", { id: headingId(place), "aria-labelledby": title }, words, content);
}

function heading(book, section) {
  const translated = language() === "en" && section.translation;
  const own = make("span", { lang: book.language }, section.title);
  return translated ? [own, " ", make("span", { lang: "en", class: "translated" }, section.translation)] : [own];
}

/** Statements as lists within lists, as deep as they truly are. */
function nested(book, statements, tools, course) {
  const top = make("ul", { class: "statements" });
  const lists = new Map();
  const here = new Set(statements.map((statement) => statement.id));
  for (const statement of statements) {
    const item = row(book, statement, tools, course);
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

function row(book, statement, tools, course) {
  const text = make("p", { class: "text", lang: book.language });
  setWords(text, segments(book, statement));
  const translation =
    language() === "en" && statement.translation
      ? make("p", { class: "translated", lang: "en" }, make("span", { class: "tag" }, words().translation), statement.translation)
      : null;
  const set = statement.text.toLowerCase() === book.title.toLowerCase() ? "title" : null;
  const mark = pageMark(book, statement, course);
  const line = make("div", { class: "line" }, headOf(book, statement, course), text, translation, toolsOf(statement, tools));
  return make("li", { id: anchor(statement.id), tabindex: "-1", class: set }, mark, line);
}

/** What can be done with a statement; which of the statements' tools Tab leads to is decided in touring.js. */
function toolsOf(statement, tools) {
  const named = statement.text.slice(0, 60);
  const button = (name, label, act) =>
    make("button", { type: "button", tabindex: "-1", "aria-label": `${label}, ${name}: ${named}`, onclick: () => act(statement) }, label);
  const link = button(words().statement_link, words().statement_link_short, tools.link);
  const ask = tools.ask && button(words().passage_about, words().passage_ask, tools.ask);
  return make("div", { class: "tools" }, link, ask);
}

/** The page, where it changes: in a PDF a link to it. */
function pageMark(book, statement, course) {
  if (!statement.page || statement.page === course.page) return null;
  course.page = statement.page;
  const mark = { class: "page", href: original(book.id, statement.page), target: "_blank", rel: "noopener" };
  return book.format === "PDF" ? make("a", mark, pageOf(statement)) : make("span", { class: "page" }, pageOf(statement));
}

/** What stands above a statement: who speaks, where that changes, and whether it is a decision, a vote, a task. */
function headOf(book, statement, course) {
  const kinds = TOLD.filter((kind) => statement.kinds.some((span) => span.kind === kind));
  const who = speaking(statement, course, kinds.length > 0);
  if (!who && !kinds.length) return null;
  const tags = kinds.map((kind) => make("span", { class: "kind" }, words().kinds[kind]));
  const name = who && make("span", { class: "who", lang: statement.speaker ? book.language : null }, who);
  return make("p", { class: "head" }, name, ...tags);
}

/** The speaker's name, unless it is the one before or the words or the heading name it; `told`: a tag says enough. */
function speaking(statement, course, told) {
  const { speaker, text } = statement;
  const before = course.speaker;
  if (speaker === before || (!speaker && /^\(.*\)$/s.test(text))) return null; // "(Beifall)" takes nobody the floor
  course.speaker = speaker;
  if (!speaker) return before && !told ? words().nobody : null;
  const surname = speaker.replace(/\s*[([].*$/, "").split(" ").at(-1);
  const named = statement.lead || (statement.reported && text.includes(surname)) || (before === undefined && course.title.includes(surname));
  return named ? null : speaker;
}

/** The statement's words with the bold of the source: [{text, bold}]; together they are the statement's text. */
export function segments(book, statement) {
  const lead = Array.from(statement.text).slice(0, statement.lead).join("").length;
  const parts = bolded(book, statement);
  return lead ? [{ text: statement.text.slice(0, lead), bold: true }, ...behind(parts, lead)] : parts;
}

/** The parts behind the first characters. */
function behind(parts, count) {
  let left = count;
  const cut = parts.map(({ text, bold }) => {
    const rest = { text: text.slice(left), bold };
    left = Math.max(0, left - text.length);
    return rest;
  });
  return cut.filter((part) => part.text);
}

/** Where the paragraph begins in which a place lies. */
function paragraph(points, place) {
  let start = place;
  while (start > 1 && !(points[start - 1] === "\n" && points[start - 2] === "\n")) start -= 1;
  return start;
}

/** Where a document is seen otherwise than it is written, the words stand without bold. */
function bolded(book, statement) {
  const source = book.points.slice(statement.start, statement.end).join("");
  const before = book.points.slice(paragraph(book.points, statement.start), statement.start).join("");
  const inside = before.split("**").length - 1; // of "**Ort:** Kiel" the statement begins in bold
  const parts = source
    .split("**")
    .map((text, place) => ({ text: text.replace(/\s+/g, " "), bold: (place + inside) % 2 === 1 }));
  const kept = parts.filter((part) => part.text);
  if (kept.length) {
    kept[0].text = kept[0].text.trimStart();
    kept.at(-1).text = kept.at(-1).text.trimEnd();
  }
  const same = kept.map((part) => part.text).join("") === statement.text;
  return same ? kept : [{ text: statement.text, bold: false }];
}

/**
 * Put words into a paragraph, some of them in one mark.
 * @param {Element} paragraph
 * @param {Array<{text: string, bold: boolean}>} parts
 * @param {{start: number, end: number}|null} span of the joined text, in UTF-16 units
 */
export function setWords(paragraph, parts, span = null) {
  const { start, end } = span ?? { start: Infinity, end: Infinity };
  const mark = span ? make("mark") : "";
  paragraph.replaceChildren(...cut(parts, 0, start));
  if (mark) mark.append(...cut(parts, start, end));
  paragraph.append(mark, ...cut(parts, end, Infinity));
  paragraph.normalize();
}

/** The parts between two places as nodes. */
function cut(parts, start, end) {
  let at = 0;
  return parts.flatMap(({ text, bold }) => {
    const within = text.slice(clamp(start - at, text), clamp(end - at, text));
    at += text.length;
    return !within ? [] : bold ? [make("b", {}, within)] : [within];
  });
}

const clamp = (place, text) => Math.max(0, Math.min(text.length, place));
