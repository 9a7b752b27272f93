// The minutes' own words in place of what a chat model wrote from them.

import { root } from "./library.js";

/**
 * Ask for the same answer in the minutes' own words.
 * @param {object} answer written by a chat model
 * @returns {Promise<object|null>} the answer, null where the server cannot be reached or has enough of questions
 */
export async function verbatim(answer) {
  const body = {
    question: answer.understood || answer.question,
    language: answer.language,
    engine: "extractive",
    documents: [...new Set(answer.citations.map((citation) => citation.document))],
  };
  try {
    const response = await fetch(new URL("api/ask", root), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.ok ? { ...(await response.json()), question: answer.question, passage: answer.passage } : null;
  } catch {
    return null;
  }
}
