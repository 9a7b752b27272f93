// What is sent to the API and what comes back: its answer, or a sentence that says what went wrong.

import { root } from "./library.js";
import { words } from "./words.js";

const PATIENCE = 40_000; // milliseconds; the server gives up after 10 s, with a chat model after 30 s

/**
 * Ask a question.
 * @param {object} body of the request, as the API describes it
 * @returns {Promise<{answer?: object, problem?: string}>}
 */
export async function post(body) {
  const { told, problem } = await send("api/ask", body);
  return problem ? { problem } : { answer: told };
}

/**
 * Ask for the same answer in the minutes' own words.
 * @param {object} written answer of a chat model
 * @returns {Promise<object|null>} the answer, null where the server cannot be reached or has enough of questions
 */
export async function verbatim(written) {
  const { answer } = await post({
    question: written.understood || written.question,
    language: written.language,
    engine: "extractive",
    documents: [...new Set(written.citations.map((citation) => citation.document))],
  });
  return answer ? { ...answer, question: written.question, passage: written.passage } : null;
}

/**
 * @param {string} address relative to the page's root
 * @param {object} body of the request
 * @returns {Promise<{told?: object, problem?: string}>}
 */
export async function send(address, body) {
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  try {
    const response = await fetch(new URL(address, root), {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const told = await response.json();
    return response.ok ? { told } : { problem: told.error.message };
  } catch {
    return { problem: words().unreachable };
  }
}
