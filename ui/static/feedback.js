// Thumbs and an optional comment.

import { fill, make } from "./dom.js";
import { root } from "./library.js";
import { site, words } from "./words.js";

/** "Was this helpful?" with two buttons; either opens a comment field. */
export function feedback(answer) {
  const status = make("span", { class: "status", role: "status" });
  const box = make("div", { class: "feedback" });
  const buttons = { up: button("up", words().helpful_yes), down: button("down", words().helpful_no) };
  const question = make("span", { id: "helpful" }, words().helpful);
  const group = make("div", { role: "group", "aria-labelledby": "helpful" }, question, buttons.up, buttons.down);
  box.append(group, status);

  function button(rating, name) {
    const attributes = { type: "button", class: "quiet", "aria-pressed": "false", onclick: () => rate(rating) };
    return make("button", attributes, name);
  }

  async function rate(rating) {
    for (const [name, one] of Object.entries(buttons)) one.setAttribute("aria-pressed", String(name === rating));
    box.querySelector("form")?.remove();
    box.append(commentForm((comment) => send(rating, comment)));
    await send(rating, "");
  }

  async function send(rating, comment) {
    const body = {
      rating,
      comment,
      question: answer.question,
      language: answer.language,
      answered: answer.answered,
      statements: answer.citations.map((citation) => citation.statement_id),
      index: answer.index,
    };
    const sent = await post(body);
    status.textContent = sent;
    if (comment) box.querySelector("form")?.remove();
  }
  return box;
}

async function post(body) {
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  try {
    const response = await fetch(new URL("api/feedback", root), { method: "POST", headers, body: JSON.stringify(body) });
    return response.ok ? words().thanks : (await response.json()).error.message;
  } catch {
    return words().unreachable;
  }
}

function commentForm(send) {
  const field = make("textarea", { id: "comment", rows: "2", maxlength: "2000", "aria-describedby": "kept" });
  const submit = (event) => {
    event.preventDefault();
    if (field.value.trim()) send(field.value.trim());
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
