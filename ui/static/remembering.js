// What the browser keeps: the conversation, in this tab until it is closed, and the language that was chosen.

const CONVERSATION = "protokoll:conversation";
const DRAFT = "protokoll:draft";
const LANGUAGE = "protokoll:language";
const MANY = 60; // answers; a tab may keep 5 MB, and a long answer has 20 kB

/** A browser may keep nothing at all (its settings forbid it, the storage is full): then nothing is kept. */
function attempt(work) {
  try {
    return work() ?? null;
  } catch {
    return null;
  }
}

/** Keep the answers of a conversation; none forgets it. A widget's have a name of their own. */
export function keepAnswers(answers, name = CONVERSATION) {
  if (!answers.length) attempt(() => sessionStorage.removeItem(name));
  else attempt(() => sessionStorage.setItem(name, JSON.stringify(answers.slice(-MANY))));
}

/** The answers kept in this tab, oldest first. */
export function keptAnswers(name = CONVERSATION) {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(name)));
  const whole = (one) => typeof one?.answer === "string" && Array.isArray(one.citations) && Array.isArray(one.closest);
  return Array.isArray(kept) && kept.every(whole) ? kept : [];
}

/** Keep what stands in the field, so that a reload while an answer is on its way loses no question. */
export const keepDraft = (words) => attempt(() => (words ? sessionStorage.setItem(DRAFT, words) : sessionStorage.removeItem(DRAFT)));

export const keptDraft = () => attempt(() => sessionStorage.getItem(DRAFT)) ?? "";

export const keepLanguage = (language) => attempt(() => localStorage.setItem(LANGUAGE, language));

export const keptLanguage = () => attempt(() => localStorage.getItem(LANGUAGE));
