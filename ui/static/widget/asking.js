// What the widget asks: in the documents that the visitor or the editors chose.

import { post } from "../post.js";
import { scope } from "../scope.js";
import { asked } from "./settings.js";

/**
 * @param {string} question
 * @param {Array<{role: string, content: string}>} history oldest first
 * @returns {Promise<{answer?: object, problem?: string}>}
 */
export const put = (question, history) => post({ question, history, ...chosen() });

/** The one document that the visitor or the editors chose, else the several that the editors did. */
function chosen() {
  if (scope()) return { document: scope() };
  return asked.documents.length ? { documents: asked.documents } : {};
}
