// "Was this helpful?": a vote, which can be changed, and, where it was not, what was missing.

import { fill, make } from "./dom.js";
import { send } from "./post.js";
import { site, words } from "./words.js";

/**
 * The question with its two answers; "no" asks what was missing.
 * @param {object} answer
 * @param {{rating: string, commented: boolean, key?: string}} kept what was said already, and is kept here
 */
export function feedback(answer, kept) {
  const status = make("span", { class: "status", role: "status" });
  const box = make("div", { class: "feedback" });
  const buttons = { up: button("up", words().helpful_yes), down: button("down", words().helpful_no) };
  const group = make("div", { role: "group", "aria-label": words().helpful }, make("span", { "aria-hidden": "true" }, words().helpful), buttons.up, buttons.down);
  box.append(group, status);
  show();

  function button(rating, name) {
    return make("button", { type: "button", class: "vote", onclick: () => rate(rating) }, name);
  }

  function show() {
    for (const [name, one] of Object.entries(buttons)) one.setAttribute("aria-pressed", String(name === kept.rating));
    const asks = kept.rating === "down" && !kept.commented;
    if (!asks) box.querySelector("form")?.remove();
    else if (!box.querySelector("form")) {
      box.append(commentForm((comment) => tell(comment)));
      box.lastChild.scrollIntoView({ block: "center" }); // not under the field
    }
  }

  async function rate(rating) {
    if (rating === kept.rating) return;
    Object.assign(kept, { rating, commented: false });
    show();
    await tell("");
  }

  async function tell(comment) {
    kept.key ??= crypto.randomUUID?.() ?? String(Math.random()).slice(2); // a second word replaces the first one
    const { problem } = await send("api/feedback", {
      key: kept.key,
      rating: kept.rating,
      comment,
      question: answer.question,
      language: answer.language,
      answered: answer.answered,
      statements: answer.citations.map((citation) => citation.statement_id),
      index: answer.index,
    });
    status.textContent = problem ?? words().thanks;
    if (!comment || problem) return;
    kept.commented = true;
    show();
  }
  return box;
}

function commentForm(tell) {
  const field = make("textarea", { id: "comment", rows: "2", maxlength: "2000", "aria-describedby": "kept" });
  const submit = (event) => {
    event.preventDefault();
    if (field.value.trim()) tell(field.value.trim());
  };
  return make(
    "form",
    { onsubmit: submit },
    make("label", { for: "comment" }, words().comment),
    field,
    make("p", { id: "kept", class: "notice" }, fill(words().comment_notice, { days: site.feedbackDays })),
    make("button", { type: "submit", class: "plain" }, words().send),
  );
}
