// Gradio's question field as visitors expect one: an empty question asks nothing, a long one is counted, the arrow
// brings the last one back, and a passage can be asked about.

import { fill, make } from "./dom.js";
import { keepDraft } from "./remembering.js";
import { language, site, words } from "./words.js";

const COUNTED = 0.8; // of the length that is possible; from there on the letters are counted
const find = (selector) => document.querySelector(selector);
const textarea = () => find("#question textarea");
let passage = null;

/** Write into a field of Gradio's the way typing does. */
export function type(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The passage that the next question is about, {statement_id, words}, or null. */
export const aboutPassage = () => passage;

/** What stands above the field: the passage, and how long a long question is. */
export function fieldNotes() {
  return [passage && passageNote(), make("p", { class: "ours counter", id: "counter", role: "status" })].filter(Boolean);
}

/** Ask about a passage from now on, or, with null, about none. */
export function choosePassage(chosen) {
  passage = chosen;
  find("#asking .passage")?.remove();
  if (chosen) find("#asking .counter").before(passageNote());
  document.dispatchEvent(new CustomEvent("protokoll:about-passage"));
}

function passageNote() {
  const drop = () => (choosePassage(null), textarea().focus());
  const cross = make("button", { type: "button", class: "drop", "aria-label": words().passage_drop, onclick: drop }, "×");
  const said = make("q", { id: "passage" }, `„${passage.words}“`);
  return make("p", { class: "ours passage" }, make("span", {}, `${words().passage_about}: `), said, cross);
}

/**
 * Watch the field.
 * @param {{last: Function, asked: Function}} way `last` gives the last question, `asked` is told when one goes out
 */
export function watchField({ last, asked }) {
  const stage = find("#stage");
  const hold = (event) => {
    const text = textarea().value;
    if (text.trim() && text.length <= site.questionLength) return asked();
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!text.trim()) find("#counter").textContent = words().question_empty;
    textarea().focus();
  };
  stage.addEventListener("click", (event) => event.target.closest("#ask") && hold(event), { capture: true });
  find("#question").addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && !event.shiftKey) {
        if (event.isComposing) event.stopImmediatePropagation(); // the end of a word in Japanese, not of the question
        else hold(event);
      }
      if (event.key === "ArrowUp" && !textarea().value && last()) {
        event.preventDefault();
        write(last());
      }
    },
    { capture: true },
  );
  stage.addEventListener("input", (event) => event.target === textarea() && changed(textarea().value));
}

/** Put a question into the field, to be changed and asked again. */
export function write(question) {
  type(textarea(), question);
  textarea().focus();
  textarea().setSelectionRange(question.length, question.length);
}

function changed(text) {
  keepDraft(text);
  const limit = site.questionLength;
  const long = text.length > limit;
  const number = (count) => count.toLocaleString(language());
  const told = fill(long ? words().too_long : words().counted, { count: number(text.length), limit: number(limit) });
  const counter = find("#counter");
  counter.textContent = text.length >= COUNTED * limit ? told : "";
  counter.classList.toggle("long", long);
  textarea().setAttribute("aria-invalid", String(long));
  if (counter.textContent) textarea().setAttribute("aria-describedby", "counter");
  else textarea().removeAttribute("aria-describedby");
}
