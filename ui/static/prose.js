// The text of an answer, taken apart: lines, quotations in their language, markers.

import { book } from "./library.js";

const CLOSES = { "„": "“", "“": "”" };

/**
 * Cut an answer into blocks.
 * @returns {Array<{item: boolean, deep: boolean, heading: boolean, pieces: Array}>} a block is a paragraph, an item of
 *   a list (`deep`: one that the item before it introduces), or a line that says where the following items stand; a
 *   piece is {text}, {quote, lang} or {marker}
 */
export function blocks(answer) {
  const known = new Set(answer.citations.map((citation) => citation.marker));
  return answer.answer
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const item = /^\s*[-•–]\s+/.exec(line);
      const parts = pieces(item ? line.slice(item[0].length) : line, answer, known);
      return { item: Boolean(item), deep: /^\s/.test(line), heading: !item && parts.length === 1 && line.endsWith(":"), pieces: parts };
    });
}

function pieces(line, answer, known) {
  const found = [];
  let rest = line;
  while (rest) {
    const at = rest.search(/[„“]|\[\d+\]/);
    if (at < 0) break;
    const marker = /^\[(\d+)\]/.exec(rest.slice(at));
    const end = marker ? at + marker[0].length : quoteEnd(rest, at);
    if (end < 0 || (marker && !known.has(Number(marker[1])))) {
      found.push({ text: rest.slice(0, at + 1) });
      rest = rest.slice(at + 1);
      continue;
    }
    if (at) found.push({ text: rest.slice(0, at) });
    if (marker) found.push({ marker: Number(marker[1]) });
    else found.push({ quote: rest.slice(at, end), lang: languageOf(rest.slice(at + 1, end - 1), answer) });
    rest = rest.slice(end);
  }
  if (rest) found.push({ text: rest });
  return found;
}

/** Where the quotation that opens at `at` ends, inner quotations of the same kind included; -1 if nowhere. */
function quoteEnd(line, at) {
  const opens = line[at];
  let depth = 0;
  for (let place = at; place < line.length; place++) {
    if (line[place] === opens) depth++;
    else if (line[place] === CLOSES[opens] && --depth === 0) return place + 1;
  }
  return -1;
}

/** Words of a document are in its language, whatever the answer's; a translation is in the answer's. */
function languageOf(quote, answer) {
  const core = plain(quote);
  const passage = [...answer.citations, ...answer.closest].find((one) => plain(one.quote).includes(core));
  return passage ? (book(passage.document)?.language ?? "de") : answer.language;
}

/** How many points an answer makes: the items of its list, else the passages that it cites. */
export const points = (answer) => blocks(answer).filter((block) => block.item).length || answer.citations.length;

/** The words without [sic], […] and white space, to compare them. */
export const plain = (text) => text.replace(/\s*\[(?:sic|…|\.\.\.)\]\s*/g, " ").replace(/\s+/g, " ").trim();

/** The answer as it is read aloud: without markers. */
export const spoken = (answer) => answer.answer.replace(/\s*\[\d+\]/g, "").replace(/\s+/g, " ").trim();
