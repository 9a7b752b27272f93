// A question to the API and what comes back: an answer, or a sentence that says what went wrong.

import { root } from "./library.js";
import { words } from "./words.js";

const PATIENCE = 40_000; // milliseconds; the server gives up after 10 s, with a chat model after 30 s

/**
 * @param {object} body of the request, as the API describes it
 * @returns {Promise<{answer?: object, problem?: string}>}
 */
export async function post(body) {
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
