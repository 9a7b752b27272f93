// Talking with the page around the frame, if it is one of those that may embed it.

import { asked } from "./settings.js";

const ALLOWED = JSON.parse(document.documentElement.dataset.origins);
const PATIENCE = 3_000; // milliseconds until a page that says nothing has not found the passage
const waiting = new Map();
let number = 0;

/** Whether there is a page that may be talked to. */
export const embedded = parent !== window && ALLOWED.includes(asked.host);

/** Tell the page something; it reaches no other origin than the one that is allowed. */
export function tell(message) {
  if (embedded) parent.postMessage({ protokoll: 1, ...message }, asked.host);
}

/**
 * Have the page show a passage.
 * @param {{statement: string, quote: string, before: string, after: string}} wanted
 * @returns {Promise<boolean>} whether it stands there, verbatim
 */
export function showOnPage(wanted) {
  if (!embedded) return Promise.resolve(false);
  const id = ++number;
  tell({ type: "show", id, wanted });
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    setTimeout(() => settle({ id, found: false }), PATIENCE);
  });
}

function settle({ id, found }) {
  waiting.get(id)?.(found === true);
  waiting.delete(id);
}

/** Listen to the page; `open` is called with its question, "" without one, and whether it comes back from a passage. */
export function listen(open) {
  addEventListener("message", (event) => {
    if (!embedded || event.source !== parent || event.origin !== asked.host || event.data?.protokoll !== 1) return;
    const { type, question, back } = event.data;
    if (type === "shown") settle(event.data);
    if (type === "open") open(typeof question === "string" ? question : "", back === true);
  });
}
