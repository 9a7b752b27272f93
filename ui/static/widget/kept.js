// The conversation on the host's next page: kept in this frame's own storage, in this tab, from the first answer on.
// Browsers keep it apart for each website around the frame.

import { asked } from "./settings.js";

const KEY = `protokoll-widget ${asked.documents.join(" ")}`.trim();
const MOST = 20; // answers

/** Keep the answers; none: keep nothing. */
export function keep(answers) {
  try {
    if (answers.length) sessionStorage.setItem(KEY, JSON.stringify(answers.slice(-MOST)));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is closed or full: the conversation lasts as long as this page.
  }
}

/** What was kept, oldest first. */
export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}
