// The documents, fetched once each, and what an answer wants to know of a statement.

const books = new Map();
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

/** A link to a statement, or to a question, on the page; both stay behind the #, where no server sees them. */
export function permalink(kind, value) {
  const link = new URL(location.search, root);
  link.hash = `${kind}=${encodeURIComponent(value)}`;
  return link.href;
}

/** What the # of this page asks for: {kind: "q"|"s", value} or null. */
export function asked() {
  const match = /^#([qs])=(.*)$/s.exec(location.hash);
  if (!match) return null;
  try {
    return { kind: match[1], value: decodeURIComponent(match[2]) };
  } catch {
    return null;
  }
}
