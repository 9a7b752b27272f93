// The minutes' own words in place of what a chat model wrote from them.

import { post } from "./post.js";

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
