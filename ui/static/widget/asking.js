// What the widget asks: in the documents that the visitor or the editors chose.

import { post } from "../post.js";
import { scope } from "../scope.js";
import { asked } from "./settings.js";

let wanted = asked.documents;

/** Ask these of the documents that the editors chose from now on: those that are there. */
export const narrow = (names) => (wanted = names);

/**
 * @param {string} question
 * @param {Array<{role: string, content: string}>} history oldest first
 * @returns {Promise<{answer?: object, problem?: string}>}
 */
export const put = (question, history) => post({ question, history, ...chosen() });

/** The one document that the visitor or the editors chose, else the several that the editors did. */
function chosen() {
  if (scope()) return { document: scope() };
  return wanted.length ? { documents: wanted } : {};
}
