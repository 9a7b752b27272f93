// Taking an answer away: as text with sources, as a citation, as BibTeX, as a link.

import { fill, make } from "./dom.js";
import { book, permalink } from "./library.js";
import { language, pageOf, words } from "./words.js";

const FORMATS = { copy_answer: withSources, copy_citation: citationLines, copy_bibtex: bibtex, copy_link: link };

/** A button that opens the ways of copying. */
export function copying(answer) {
  const status = make("span", { class: "status", role: "status" });
  const rows = Object.keys(FORMATS)
    .filter((name) => answer.citations.length || !["copy_citation", "copy_bibtex"].includes(name))
    .map((name) => make("button", { type: "button", class: "quiet", onclick: () => take(name) }, words()[name]));
  const choices = make("div", { class: "choices", hidden: true }, ...rows);
  const button = make("button", { type: "button", class: "quiet", "aria-expanded": "false" }, words().copy);
  button.addEventListener("click", () => {
    choices.hidden = !choices.hidden;
    button.setAttribute("aria-expanded", String(!choices.hidden));
  });
  const box = make("div", { class: "copying" }, button, choices, status);

  async function take(name) {
    const text = FORMATS[name](answer);
    box.querySelector("textarea")?.remove();
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = words().copied;
    } catch {
      const field = make("textarea", { readonly: true, rows: "4", "aria-label": words()[name] });
      field.value = text;
      box.append(field);
      field.select();
      status.textContent = words().copy_failed;
    }
  }
  return box;
}

const today = () => new Date().toLocaleDateString(language() === "de" ? "de-DE" : "en-GB", { dateStyle: "long" });
const tail = (answer) => [fill(words().retrieved, { date: today() }), fill(words().index, { hash: answer.index })];

function link(answer) {
  return permalink("q", answer.question);
}

/** Where a quotation stands: section and page. */
const placeOf = (citation) => [citation.section.join(" › "), pageOf(citation)].filter(Boolean);

/** The answer, its sources with their own words and who said them, the link and the state of the index. */
export function withSources(answer) {
  const sources = answer.citations.map(
    (one) => `[${one.marker}] „${one.quote}“ (${[one.speaker, one.title, ...placeOf(one)].filter(Boolean).join(", ")})`,
  );
  const parts = [answer.question, answer.answer, sources.join("\n"), [link(answer), ...tail(answer)].join(", ")];
  return parts.filter(Boolean).join("\n\n");
}

/** One line for each statement: speaker, organisers, title, date, section, page, link, when, index. */
export function citationLines(answer) {
  return answer.citations.map((one) => [...described(one), permalink("s", one.statement_id), ...tail(answer)].join(", ")).join("\n");
}

function described(citation) {
  const source = book(citation.document);
  const organisers = source?.organisers.join(", ") ?? "";
  const series = source?.series ?? "";
  const title = organisers ? `${organisers}: ${citation.title}` : citation.title;
  const speaker = citation.speaker ? `${citation.speaker}, in: ` : "";
  return [speaker + title, series, day(source), ...placeOf(citation)].filter(Boolean);
}

function day(source) {
  if (!source?.date) return "";
  return new Date(`${source.date}T12:00`).toLocaleDateString(language() === "de" ? "de-DE" : "en-GB", { dateStyle: "long" });
}

/** One entry for each statement. */
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
    year: source?.date?.slice(0, 4) ?? "",
    chapter: escaped(citation.section.join(" > ")),
    pages: escaped(String(citation.printed ?? citation.page ?? "")),
    language: source?.language === "en" ? "english" : "german",
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
