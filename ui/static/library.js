// The documents, fetched once each, and what an answer wants to know of a statement.

import site from "./site.js";

const books = new Map();
const coming = new Map(); // documents that are being fetched: an answer and the reader may want one at once
let summaries = [];

/** The addresses of the API are relative to the page's root, two folders above this module. */
export const root = new URL("../../", import.meta.url);

/** All documents' summaries. */
export async function catalogue() {
  const response = await fetch(new URL("api/documents", root));
  if (!response.ok) throw new Error(`documents: ${response.status}`);
  summaries = (await response.json()).documents;
  return summaries;
}

/** Whether there is more than one document, so that its title must be told. */
export const several = () => summaries.length > 1;

/** The address of a document's file; a PDF opens at the page. */
export function original(id, page = null) {
  const link = new URL(`api/documents/${encodeURIComponent(id)}/original`, root);
  const format = summaries.find((one) => one.id === id)?.format ?? "PDF";
  if (page && format === "PDF") link.hash = `page=${page}`;
  return link.href;
}

/** The document that a statement's id names. */
export const documentOf = (statement) => statement.split("/")[0];

/** A document with its statements by id; null until it has been fetched. */
export const book = (id) => books.get(id) ?? null;

/** Fetch a document. Offsets are code points, hence `points`. */
export async function fetchBook(id) {
  if (books.has(id)) return books.get(id);
  if (!coming.has(id)) coming.set(id, fetched(id).finally(() => coming.delete(id)));
  return coming.get(id);
}

async function fetched(id) {
  const response = await fetch(new URL(`api/documents/${encodeURIComponent(id)}`, root));
  if (!response.ok) throw new Error(`document ${id}: ${response.status}`);
  const found = await response.json();
  found.points = Array.from(found.text);
  found.byId = new Map(found.statements.map((statement, place) => [statement.id, { ...statement, place }]));
  books.set(id, found);
  document.dispatchEvent(new CustomEvent("protokoll:book", { detail: found }));
  return found;
}

/** The statement of a citation, if its document is here. */
export const statementOf = (citation) => book(citation.document)?.byId.get(citation.statement_id) ?? null;

/**
 * A link to a statement (`s`), a question (`q`) or a talk (`t`: its questions, one a line) on the page; all of it stays behind the #, where no server sees it.
 * @param {"q"|"s"|"t"} kind
 * @param {string} value
 * @param {{after?: string, in?: string, lang?: string}} [more] the question it leans on, the only document, the language
 */
export function permalink(kind, value, more = {}) {
  const link = new URL(location.search, home());
  const parts = Object.entries({ [kind]: value, ...more }).filter(([, words]) => words);
  link.hash = parts.map(([name, words]) => `${name}=${encodeURIComponent(words)}`).join("&");
  return link.href;
}

/** The page's public address, where the settings name one, else the one that it was loaded from. */
export const home = () => (site.home ? new URL(site.home) : root);

/** What the # of this page asks for: {kind: "q"|"s"|"t", value, after, in, lang} or null. */
export function asked() {
  const parts = Object.fromEntries(location.hash.slice(1).split("&").map((part) => part.split(/=(.*)/s, 2)));
  const kind = ["q", "s", "t"].find((name) => parts[name]);
  if (!kind) return null;
  try {
    const [value, after, only, lang] = [parts[kind], parts.after, parts.in, parts.lang].map((part) => part && decodeURIComponent(part));
    return { kind, value, after, in: only, lang };
  } catch {
    return null;
  }
}
