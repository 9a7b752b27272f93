// <protokoll-conversation>: the answers of one conversation, oldest first, and the voice that announces them.

import "./answer.js";
import { calm, fill, make, sheets } from "./dom.js";
import { keeping, paperHead } from "./keeping.js";
import { points, spoken } from "./prose.js";
import { site, words } from "./words.js";

const styles = await sheets("base", "conversation");
const PATIENCE = 300; // milliseconds before a wait is mentioned; most answers are there sooner
const SECONDS = /\d+(?= (?:Sekunden|seconds)\b)/; // in a notice: how long to wait
const BRIEF = 160; // characters of an answer that is read out at once; of a longer one, how much it holds

export class ProtokollConversation extends HTMLElement {
  #answers = [];
  #head = make("div", { class: "paper" });
  #list = make("div", { class: "answers" });
  #waiting = make("p", { class: "waiting", hidden: true });
  #tail = make("div", { class: "tail" });
  #voice = make("div", { class: "unseen", role: "status" });
  #timer = 0;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = styles;
    this.shadowRoot.append(this.#head, this.#list, this.#waiting, this.#tail, this.#voice);
    for (const event of ["protokoll:language", "protokoll:book"]) document.addEventListener(event, () => this.#frame());
    addEventListener("beforeprint", () => this.#frame());
  }

  /** How many answers there are. */
  get size() {
    return this.#answers.length;
  }

  /** The answers, oldest first, as they can be kept and given to `restore`. */
  get answers() {
    return this.#answers.map((element) => element.answer);
  }

  /** What was asked last. */
  get lastQuestion() {
    return this.#answers.at(-1)?.answer.question;
  }

  /** Earlier messages as the API wants them, oldest first. */
  get history() {
    return this.historyWith(null);
  }

  /**
   * The same, with a passage of the document that the next question is about.
   * @param {{words: string}|null} passage
   */
  historyWith(passage) {
    const messages = this.#answers.flatMap(({ answer }) => [
      ...about(answer.passage),
      { role: "user", content: answer.question },
      { role: "assistant", content: answer.answer },
    ]);
    return [...messages, ...about(passage)].slice(-site.historyLength);
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
    const first = !this.size;
    const element = this.#append(answer);
    this.#voice.lang = answer.language;
    this.#voice.textContent = announcement(answer, first);
    this.#tell({ answer }); // the page may be laid out anew
    element.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });
  }

  /** Append answers of earlier, without a word; `told` goes along with the event. */
  restore(answers, told = {}) {
    for (const answer of answers) this.#append(answer);
    this.#tell(told);
    this.#answers.at(-1)?.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** Append what went wrong instead of an answer; the next answer takes it away. */
  refuse(message) {
    this.#rest();
    const notice = make("p", { class: "problem" }, message);
    this.#list.append(notice);
    notice.scrollIntoView({ block: "nearest" });
    this.#voice.lang = document.documentElement.lang;
    this.#voice.textContent = message;
    countDown(notice);
  }

  /** Begin anew; until the next answer the old conversation can be had back. */
  clear() {
    const before = this.answers;
    this.#rest();
    this.#answers = [];
    this.#list.replaceChildren();
    this.#voice.textContent = words().anew_done;
    if (before.length) this.#list.append(this.#cleared(before));
    this.#tell({});
  }

  /** Move the focus to the newest answer. */
  visit() {
    const newest = this.#answers.at(-1);
    newest?.scrollIntoView({ block: "start", behavior: "instant" });
    newest?.focus();
  }

  /** The answers that cite a statement, with their numbers. */
  citing(statement) {
    return this.#answers
      .map((element, place) => ({ element, number: place + 1, question: element.answer.question }))
      .filter(({ element }) => element.answer.citations.some((citation) => citation.statement_id === statement));
  }

  #append(answer) {
    this.#rest();
    const element = document.createElement("protokoll-answer");
    this.#answers.push(element);
    this.#list.append(element);
    element.show(answer, this.#answers.length);
    return element;
  }

  #cleared(before) {
    const undo = () => this.restore(before, { undone: before.at(-1) });
    const back = make("button", { type: "button", class: "quiet", onclick: undo }, words().undo);
    return make("p", { class: "notice cleared" }, `${words().anew_done} `, back);
  }

  #tell(detail) {
    this.#frame();
    this.dispatchEvent(new CustomEvent("protokoll:answered", { bubbles: true, composed: true, detail }));
  }

  /** What stands above the conversation on paper and below it on the screen. */
  #frame() {
    this.#head.replaceChildren(...(this.size ? paperHead(this.answers) : []));
    this.#tail.replaceChildren(...(this.size ? [keeping(() => this.answers)] : []));
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#waiting.hidden = true;
    for (const notice of this.#list.querySelectorAll(".problem, .cleared")) notice.remove();
  }
}

/** A notice that says how many seconds to wait counts them down, unheard, and goes with the last. */
function countDown(notice) {
  const step = () => {
    const left = SECONDS.exec(notice.textContent)?.[0] - 1;
    if (left > 1) notice.textContent = notice.textContent.replace(SECONDS, left);
    else notice.remove();
    if (!notice.isConnected) clearInterval(clock);
  };
  const clock = SECONDS.test(notice.textContent) && setInterval(step, 1_000);
}

/** A passage that was asked about, as what was said before the question. */
function about(passage) {
  if (!passage) return [];
  const question = fill(words().passage_question, { words: `„${passage.words}“` });
  return [{ role: "user", content: question }, { role: "assistant", content: `„${passage.words}“` }];
}

/** What is said of an answer: a brief one as a whole, of others the reason and how much there is. */
function announcement(answer, first) {
  const text = spoken(answer);
  const count = answer.citations.length;
  if (text.length <= BRIEF) {
    const sources = count ? fill(words().announced_sources, { count }) : "";
    return [fill(words().announced, { text }), sources].filter(Boolean).join(" ");
  }
  const reason = words().reasons[answer.reason];
  const amount = count ? counted(words().announced_points, points(answer)) : counted(words().announced_closest, answer.closest.length);
  const way = first && !matchMedia("(pointer: coarse)").matches ? words().announced_way : "";
  return [reason && `${reason}.`, amount, way].filter(Boolean).join(" ");
}

const counted = (forms, count) => (count ? fill(count === 1 ? forms.one : forms.other, { count }) : "");

customElements.define("protokoll-conversation", ProtokollConversation);
