// <protokoll-conversation>: the answers of one conversation, oldest first, and the voice that announces them.

import "./answer.js";
import { calm, fill, make, sheets } from "./dom.js";
import { spoken } from "./prose.js";
import { site, words } from "./words.js";

const styles = await sheets("base", "conversation");
const PATIENCE = 300; // milliseconds before a wait is mentioned; most answers are there sooner

export class ProtokollConversation extends HTMLElement {
  #answers = [];
  #list = make("div", { class: "answers" });
  #waiting = make("p", { class: "waiting", hidden: true });
  #voice = make("div", { class: "unseen", role: "status" });
  #timer = 0;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = styles;
    this.shadowRoot.append(this.#list, this.#waiting, this.#voice);
  }

  /** How many answers there are. */
  get size() {
    return this.#answers.length;
  }

  /** What was asked last. */
  get lastQuestion() {
    return this.#answers.at(-1)?.answer.question;
  }

  /** Earlier messages as the API wants them, oldest first. */
  get history() {
    const messages = this.#answers.flatMap(({ answer }) => [
      { role: "user", content: answer.question },
      { role: "assistant", content: answer.answer },
    ]);
    return messages.slice(-site.historyLength);
  }

  /** Say, after a moment, that the answer is on its way. */
  wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#waiting.textContent = words().searching;
      this.#waiting.hidden = false;
    }, PATIENCE);
  }

  /** Append an answer, bring its question to the top and announce it once. */
  show(answer) {
    this.#rest();
    const element = document.createElement("protokoll-answer");
    this.#answers.push(element);
    this.#list.append(element);
    element.show(answer, this.#answers.length);
    element.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });
    const count = answer.citations.length;
    const sources = count ? ` ${fill(words().announced_sources, { count })}` : "";
    this.#voice.lang = answer.language;
    this.#voice.textContent = fill(words().announced, { text: spoken(answer) }) + sources;
    this.dispatchEvent(new CustomEvent("protokoll:answered", { bubbles: true, composed: true, detail: { answer } }));
  }

  /** Append what went wrong instead of an answer; the next answer takes it away. */
  refuse(message) {
    this.#rest();
    const notice = make("p", { class: "problem" }, message);
    this.#list.append(notice);
    notice.scrollIntoView({ block: "nearest" });
    this.#voice.lang = document.documentElement.lang;
    this.#voice.textContent = message;
  }

  /** Begin anew. */
  clear() {
    this.#rest();
    this.#answers = [];
    this.#list.replaceChildren();
    this.#voice.textContent = words().anew_done;
    this.dispatchEvent(new CustomEvent("protokoll:answered", { bubbles: true, composed: true, detail: {} }));
  }

  /** The answers that cite a statement, with their numbers. */
  citing(statement) {
    return this.#answers
      .map((element, place) => ({ element, number: place + 1, question: element.answer.question }))
      .filter(({ element }) => element.answer.citations.some((citation) => citation.statement_id === statement));
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#waiting.hidden = true;
    for (const notice of this.#list.querySelectorAll(".problem")) notice.remove();
  }
}

customElements.define("protokoll-conversation", ProtokollConversation);
