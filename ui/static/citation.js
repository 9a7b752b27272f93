// A cited passage as a row: where it stands, what it is, its words, and its neighbours on request.

import { fill, make } from "./dom.js";
import { book, original, several, statementOf } from "./library.js";
import { plain } from "./prose.js";
import { language, pageOf, words } from "./words.js";

const LONGEST = 60; // characters of a step of the section

/**
 * Make the row of a citation.
 * @param {object} citation as in the answer object
 * @param {Function} open shows it in the reader: (citation, button)
 * @param {object} answer the answer it belongs to: words that it shows already are not repeated
 */
export function citationRow(citation, open, answer) {
  const page = pageOf(citation);
  const place = make("div", { class: "place" }, speakerOf(citation), pathOf(citation), page && make("span", {}, page), kindsOf(citation));
  const row = make("li", { class: "source", value: citation.marker });
  row.append(
    citation.marker === null ? "" : make("span", { class: "number", "aria-hidden": "true" }, String(citation.marker)),
    make("div", { class: "body" }, place, ...wordsOf(citation, answer), actions(citation, open, row)),
  );
  return row;
}

/** The language of a document; of one that is not here yet, the protocols' usual one. */
const languageOf = (citation) => book(citation.document)?.language ?? "de";

/** Who said it, unless the section is named like that. */
function speakerOf(citation) {
  const named = !citation.speaker || citation.section.some((step) => step.startsWith(citation.speaker));
  return named ? null : make("bdi", { class: "speaker", lang: languageOf(citation) }, citation.speaker);
}

/** Title, where there are several, and section, outermost first; in English where there is a translation. */
function pathOf(citation) {
  const translated = language() === "en" ? statementOf(citation)?.section_translation : null;
  const headless = book(citation.document)?.sections.length === 0 || citation.section[0] === "Titel"; // before the first heading
  const steps = [...(several() || headless ? [citation.title] : []), ...(headless ? [] : (translated ?? citation.section))];
  const inEnglish = translated && translated.join() !== citation.section.join();
  const parts = steps.flatMap((words, place) => (place ? [make("span", { "aria-hidden": "true" }, " › "), step(words)] : [step(words)]));
  return make("span", { class: "path", lang: inEnglish ? "en" : languageOf(citation) }, ...parts);
}

/** A step by itself: whichever way it is written, the ones beside it stay where they are. */
const step = (words) => make("bdi", {}, short(words));

/** A parent bullet can be a whole sentence; its beginning says where one is. */
const short = (step) => (step.length > LONGEST ? `${step.slice(0, LONGEST).replace(/\s+\S*$/, "")} …` : step);

function kindsOf(citation) {
  const names = citation.kinds.map((kind) => words().kinds[kind]).filter(Boolean);
  return names.map((name) => make("span", { class: "kind" }, name));
}

/** The German words and, for English readers, the translation with its label. */
function wordsOf(citation, answer) {
  const said = plain(answer.answer);
  const told = (text) => (said.includes(plain(text)) ? "told" : ""); // the answer says it; it stands here on paper alone
  const quote = make("blockquote", { lang: languageOf(citation), class: told(citation.quote) }, citation.quote);
  const translated = citation.translation && (language() === "en" || answer.language === "en");
  if (!translated) return [quote];
  const translation = make("p", { class: `translated ${told(citation.translation)}`, lang: "en" }, citation.translation);
  const notice = told(citation.translation) ? words().translation_above : words().translation_notice;
  return [quote, translation, make("p", { class: "notice" }, notice)];
}

function actions(citation, open, row) {
  const named = (action) => ({ "aria-label": citation.marker === null ? null : fill(words().of_source, { action, n: citation.marker }) });
  const show = make("button", { type: "button", class: "quiet", ...named(words().show_source), onclick: () => open(citation, show) }, words().show_source);
  const around = make("button", { type: "button", class: "quiet", ...named(words().context), "aria-expanded": "false" }, words().context);
  around.addEventListener("click", () => toggle(around, row, citation));
  const link = { class: "quiet", href: original(citation.document, citation.page), target: "_blank", rel: "noopener" };
  const file = make("a", { ...link, ...named(words().file) }, words().file);
  return make("div", { class: "actions" }, show, book(citation.document) ? around : null, file);
}

/** Show the statements before and behind, of the same section, with the passage between them. */
function toggle(button, row, citation) {
  const shown = row.querySelector(".context");
  if (shown) shown.remove();
  else row.querySelector(".body").append(neighbours(citation));
  button.setAttribute("aria-expanded", String(!shown));
  const action = shown ? words().context : words().context_close;
  button.textContent = action;
  if (citation.marker !== null) button.setAttribute("aria-label", fill(words().of_source, { action, n: citation.marker }));
}

function neighbours(citation) {
  const statements = book(citation.document).statements;
  const place = statementOf(citation)?.place;
  if (place === undefined) return make("p", { class: "context" }, words().changed);
  const lines = [place - 1, place, place + 1]
    .map((at) => statements[at])
    .filter((statement) => statement && statement.section[0] === citation.section[0])
    .map((statement) => {
      const here = statement.id === citation.statement_id;
      const translation = language() === "en" && statement.translation;
      return make(
        "li",
        { class: here ? "here" : null },
        make("span", { class: "said", lang: languageOf(citation) }, statement.text),
        translation ? make("span", { class: "translated", lang: "en" }, translation) : null,
      );
    });
  return make("ul", { class: "context" }, ...lines);
}
