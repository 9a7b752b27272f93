// Where a statement of the protocol stands on the host's page: verbatim and whole, or nowhere.

const SKIPPED = new Set(["script", "style", "noscript", "template", "textarea", "select", "iframe", "protokoll-widget"]);
const NOTHING = /[\u00ad\u200b\u2060\ufeff]/; // soft hyphens and what else splits words without being seen
const BULLET = /^\s*(?:[-–—•❖▪·*]|o|\d+[.)])?\s*$/; // all that may stand between a block's start and its statement
const ENDED = /[.!?…][“”"»«)]*\s*$/;
const LONG = 40; // characters; a shorter statement inside a paragraph could be part of another sentence

/**
 * Find a statement and, in it, the words that are quoted.
 * @param {{statement: string, quote: string, before: string, after: string}} wanted neighbours tell apart what is
 *   written twice
 * @returns {Range|null} null where it does not stand verbatim, or where that is not certain
 */
export function find(wanted) {
  const page = read(document.body);
  const words = fold(wanted.statement);
  const quote = fold(wanted.quote);
  const alike = places(page.text, words).filter((at) => whole(page, at, words));
  const found = alike.length > 1 ? alike.filter((at) => between(page, at, words, wanted)) : alike;
  const inner = words.indexOf(quote);
  if (!words || found.length !== 1 || inner < 0) return null;
  const twice = words.indexOf(quote, inner + 1) >= 0;
  const start = found[0] + (twice ? 0 : inner);
  return rangeOf(page, start, start + (twice ? words : quote).length);
}

/** The visible text of a page with the place of each character; `edges` are where blocks and lines begin and end. */
function read(root) {
  const page = { ...empty(), edges: [0] };
  gather(root, page);
  edge(page);
  return { ...page, text: page.letters.join("") };
}

/** A text in the making: its letters, and for each the node and the place in the node. */
const empty = () => ({ letters: [], nodes: [], starts: [], ends: [] });

function gather(node, page) {
  if (node.nodeType === Node.TEXT_NODE) return append(page, node.data, node);
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.localName)) return;
  const { display, visibility } = getComputedStyle(node);
  if (display === "none") return;
  const block = node.localName === "br" || !(display.startsWith("inline") || display === "contents");
  if (block) edge(page);
  for (const child of node.childNodes) {
    if (child.nodeType !== Node.TEXT_NODE || visibility === "visible") gather(child, page);
  }
  if (block) edge(page);
}

function edge(page) {
  append(page, " ", null);
  if (page.edges.at(-1) !== page.letters.length) page.edges.push(page.letters.length);
}

/** White space of any kind becomes one space, an accent joins its letter, invisible characters go. */
function append(page, text, node) {
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    const last = page.letters.length - 1;
    if (NOTHING.test(letter)) continue;
    if (/\s/.test(letter)) {
      if (last >= 0 && page.letters[last] !== " ") push(page, " ", node, at);
      continue;
    }
    const joined = /\p{M}/u.test(letter) && last >= 0 ? (page.letters[last] + letter).normalize("NFC") : "";
    if (joined.length === 1) {
      page.letters[last] = joined;
      if (page.nodes[last] === node) page.ends[last] = at + 1;
    } else push(page, letter, node, at);
  }
}

function push(page, letter, node, at) {
  page.letters.push(letter);
  page.nodes.push(node);
  page.starts.push(at);
  page.ends.push(at + 1);
}

function fold(text) {
  const page = empty();
  append(page, text, null);
  return page.letters.join("").trim();
}

function places(text, words) {
  const found = [];
  for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}

/** Whether the match is a block, a line or an item of its own, or, if long, whole sentences of a paragraph. */
function whole(page, at, words) {
  const end = at + words.length;
  const begins = page.edges.findLast((place) => place <= at) ?? 0;
  const ends = page.edges.find((place) => place >= end) ?? page.text.length;
  const prefix = page.text.slice(begins, at);
  const suffix = page.text.slice(end, ends);
  const long = words.length >= LONG;
  const opened = BULLET.test(prefix) || (long && ENDED.test(prefix) && prefix.endsWith(" "));
  const closed = !suffix.trim() || (long && ENDED.test(words) && suffix.startsWith(" "));
  return opened && closed;
}

/** Whether a neighbour of the protocol is the neighbour here. */
function between(page, at, words, { before, after }) {
  const ahead = page.text.slice(0, at).replace(/\s*(?:[-–—•❖▪·*]|\bo|\d+[.)])?\s*$/, "");
  const behind = page.text.slice(at + words.length).replace(/^\s*(?:[-–—•❖▪·*]|o\b|\d+[.)])?\s*/, "");
  return Boolean((before && ahead.endsWith(fold(before))) || (after && behind.startsWith(fold(after))));
}

function rangeOf(page, start, end) {
  const range = document.createRange();
  range.setStart(page.nodes[start], page.starts[start]);
  range.setEnd(page.nodes[end - 1], page.ends[end - 1]);
  return range;
}
