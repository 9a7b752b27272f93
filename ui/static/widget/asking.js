// A question to the API and what comes back: an answer, or a sentence that says what went wrong.

import { root } from "../library.js";
import { scope } from "../scope.js";
import { words } from "../words.js";
import { asked } from "./settings.js";

const PATIENCE = 40_000; // milliseconds; the server gives up after 10 s, with a chat model after 30 s

/**
 * @param {string} question
 * @param {Array<{role: string, content: string}>} history oldest first
 * @returns {Promise<{answer?: object, problem?: string}>}
 */
export async function put(question, history) {
  const body = { question, history, ...chosen() };
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  try {
    const response = await fetch(new URL("api/ask", root), {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const told = await response.json();
    return response.ok ? { answer: told } : { problem: told.error.message };
  } catch {
    return { problem: words().unreachable };
  }
}

/** The one document that the visitor or the editors chose, else the several that the editors did. */
function chosen() {
  if (scope()) return { document: scope() };
  return asked.documents.length ? { documents: asked.documents } : {};
}
