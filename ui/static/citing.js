// An answer and its citations as plain text: with sources, as a citation, as BibTeX, as a link.

import { fill } from "./dom.js";
import { book, permalink } from "./library.js";
import { scope } from "./scope.js";
import { language, pageOf, words } from "./words.js";

const locale = () => (language() === "de" ? "de-DE" : "en-GB");
const long = (date) => date.toLocaleDateString(locale(), { dateStyle: "long" });

/** When it was read, and from which state of the documents. */
export const tail = (answer) => [read(), fill(words().index, { hash: answer.index })];

const read = () => fill(words().retrieved, { date: long(new Date()) });

/** A link that asks the same again: the question it leans on, the language and the document go along. */
export function link(answer) {
  return permalink("q", answer.question, { after: answer.after, in: answer.scope ?? scope(), lang: language() });
}

/** The translation with its notice, as the page shows it beside the words; "" where the page shows none. */
export function translationOf(citation, answer) {
  if (!citation.translation || (language() !== "en" && answer.language !== "en")) return "";
  return ` – “${citation.translation}” (${words().translation_notice})`;
}

/** Where a quotation stands: section and page. */
const placeOf = (citation) => [citation.section.filter((step) => step !== "Titel").join(" › "), pageOf(citation)].filter(Boolean);

/**
 * Who said it, who published it, title, series, date.
 * @param {object} citation
 * @param {{place?: boolean}} [more] `place`: who said it before it, section and page behind it
 */
export function sourceOf(citation, { place = false } = {}) {
  const source = book(citation.document);
  const organisers = source?.organisers.join(", ") ?? "";
  const title = organisers ? `${organisers}: ${citation.title}` : citation.title;
  const speaker = place && citation.speaker ? `${citation.speaker}, in: ` : "";
  const date = source?.date ? long(new Date(`${source.date}T12:00`)) : "";
  return [speaker + title, source?.series, date, ...(place ? placeOf(citation) : [])].filter(Boolean);
}

/** The answer, its sources with their own words and who said them, the link and the state of the index. */
export function withSources(answer) {
  const sources = answer.citations.map((one) => {
    const place = [one.speaker, one.title, ...placeOf(one)].filter(Boolean).join(", ");
    return `[${one.marker}] „${one.quote}“ (${place})${translationOf(one, answer)}`;
  });
  const parts = [answer.question, answer.answer, sources.join("\n"), [link(answer), ...tail(answer)].join(", ")];
  return parts.filter(Boolean).join("\n\n");
}

/** One line for each statement: speaker, organisers, title, series, date, section, page, link, when. */
export function citationLines(answer) {
  const lines = answer.citations.map((one) => [...sourceOf(one, { place: true }), permalink("s", one.statement_id), read()]);
  return lines.map((line) => line.join(", ")).join("\n");
}

/** One entry of biblatex for each statement. */
export function bibtex(answer) {
  return answer.citations.map((one) => entry(one, answer)).join("\n\n");
}

function entry(citation, answer) {
  const source = book(citation.document);
  const fields = {
    title: `{${escaped(citation.title)}}`,
    author: (source?.organisers ?? []).map((name) => `{${escaped(name)}}`).join(" and "),
    series: escaped(source?.series ?? ""),
    date: source?.date ?? "",
    chapter: escaped(citation.section.join(" > ")),
    pages: escaped(String(citation.printed ?? citation.page ?? "")),
    langid: source?.language === "en" ? "english" : "ngerman",
    url: permalink("s", citation.statement_id),
    urldate: new Date().toISOString().slice(0, 10),
    note: `${escaped(citation.speaker ? `${citation.speaker}: ` : "")}${escaped(citation.quote)} (Index ${answer.index})`,
  };
  const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  const key = citation.statement_id.replace(/[^a-z0-9-]+/gi, "-");
  return `@misc{${key},\n${lines.join(",\n")}\n}`;
}

/** TeX's own signs, so that the entry compiles. */
const escaped = (text) => text.replace(/[\\{}]/g, "").replace(/([&%$#_])/g, "\\$1");
