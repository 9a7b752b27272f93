// <protokoll-answer>: one question with its answer, citations, and what one can do with them.

import { citationRow } from "./citation.js";
import { copying } from "./copying.js";
import { fill, make, sheets } from "./dom.js";
import { feedback } from "./feedback.js";
import { verbatim } from "./post.js";
import { blocks } from "./prose.js";
import { site, words } from "./words.js";

const styles = await sheets("base", "answer", "citation");
const PLACE = /^\s*(\([^()]*\))?[.,;]?\s*$/; // what follows a quotation: "(5. Impuls, Infrastruktur)."
const LONG = 70; // characters; a longer quotation stands in lines of its own, as does one with no words of ours beside it
const MANY = 5; // sources; more than that fold away
const REDRAWN = ["protokoll:language", "protokoll:book"];

export class ProtokollAnswer extends HTMLElement {
  #answer = null;
  #number = 0;
  #other = null; // the same answer in the minutes' own words, or as a chat model wrote it
  #kept = { rating: "", commented: false, unfolded: false }; // what a redraw must not undo

  /**
   * Show an answer.
   * @param {object} answer the answer object of the API
   * @param {number} number its place in the conversation, from 1
   */
  show(answer, number) {
    this.#answer = answer;
    this.#number = number;
    this.#draw();
  }

  get answer() {
    return this.#answer;
  }

  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = styles;
    this.redraw = () => this.#answer && this.#draw();
    for (const name of REDRAWN) document.addEventListener(name, this.redraw);
    addEventListener("beforeprint", this.unfold);
    this.redraw();
  }

  disconnectedCallback() {
    for (const name of REDRAWN) document.removeEventListener(name, this.redraw);
    removeEventListener("beforeprint", this.unfold);
  }

  /** On paper every source stands open. */
  unfold = () => {
    for (const details of this.shadowRoot.querySelectorAll("details")) details.open = true;
  };

  /** Move the focus to the question, when someone comes back from the reader. */
  focus() {
    this.shadowRoot.querySelector("h2").focus();
  }

  #draw() {
    const answer = this.#answer;
    this.shadowRoot.replaceChildren(
      make(
        "article",
        { "aria-labelledby": "question", class: answer.answered ? "answered" : "declined" },
        make(
          "h2",
          { id: "question", tabindex: "-1", lang: answer.language, dir: "auto" },
          make("span", { class: "unseen" }, `${words().asked} ${this.#number}: `),
          answer.question || "…",
        ),
        this.#passage(),
        this.#reason(),
        make("div", { class: "words", lang: answer.language }, ...this.#prose()),
        this.#lacking(),
        this.#written(),
        this.#sources(),
        this.#further(),
        this.#closest(),
        this.#suggestions(),
        make("div", { class: "foot" }, ...this.#foot()),
      ),
    );
  }

  /** The passage that the question was about, if it was. */
  #passage() {
    const passage = this.#answer.passage;
    if (!passage) return null;
    const citation = { statement_id: passage.statement_id, quote: passage.words };
    const show = (event) => this.#open(citation, event.currentTarget);
    const button = make("button", { type: "button", class: "quiet", onclick: show }, `„${passage.words}“`);
    return make("p", { class: "passage" }, `${words().passage_about}: `, button);
  }

  /** Who wrote it, where that was a chat model, and the way to the minutes' own words. */
  #written() {
    const model = /^llm:(.+)/.exec(this.#answer.engine)?.[1];
    if (!model && !this.#other) return null;
    const swap = (event) => this.#swap(event.currentTarget);
    const button = make("button", { type: "button", class: "quiet", onclick: swap }, model ? words().verbatim : words().summary);
    return make("p", { class: "written" }, model ? `${fill(words().written_by, { model })} ` : "", button);
  }

  async #swap(button) {
    button.disabled = true;
    this.#other ??= await verbatim(this.#answer);
    if (!this.#other) {
      button.replaceWith(words().unreachable);
      return;
    }
    [this.#answer, this.#other] = [this.#other, this.#answer];
    this.#draw();
    this.shadowRoot.querySelector(".written button").focus();
  }

  #foot() {
    if (this.#answer.reason === "conversation") return [];
    const button = (name, label) => make("button", { type: "button", class: "quiet", onclick: () => this.#ask(name) }, label);
    const again = make("div", { class: "again" }, copying(this.#answer), button("protokoll:edit", words().edit), button("protokoll:ask", words().repeat));
    return [again, feedback(this.#answer, this.#kept)];
  }

  #ask(name, question = this.#answer.question) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: { question } }));
  }

  #reason() {
    const reason = words().reasons[this.#answer.reason];
    return reason ? make("p", { class: "reason" }, reason) : null;
  }

  #prose() {
    const drawn = [];
    for (const block of blocks(this.#answer)) {
      const content = this.#pieces(block.pieces);
      if (block.heading && drawn.length) drawn.push(make("h3", { class: "group" }, ...content));
      else if (!block.item) drawn.push(make("p", {}, ...content));
      else {
        if (drawn.at(-1)?.localName !== "ul") drawn.push(make("ul"));
        drawn.at(-1).append(make("li", { class: block.deep ? "deep" : null }, ...content));
      }
    }
    return drawn;
  }

  /** A quotation takes its markers along, one in lines of its own the full stop too, so that no line holds them alone. */
  #pieces(pieces) {
    const box = document.createDocumentFragment();
    const alone = pieces.every(({ text }) => !text || PLACE.test(text));
    let target = box;
    for (const { quote, lang, marker, text } of pieces) {
      if (quote !== undefined) {
        target = make("q", { lang, class: alone || quote.length > LONG ? "long" : null }, quote);
        box.append(target);
      } else if (marker !== undefined) {
        tie(target, this.#marker(marker));
      } else if (target !== box && !text.trim()) {
        continue;
      } else if (target.className === "long" && /^[\s.,;]+$/.test(text)) {
        target.lastChild.append(text.trim());
      } else if (target.className === "long" && PLACE.test(text)) {
        target.append(make("span", { class: "where" }, text.trim()));
        target = box;
      } else {
        target = box;
        box.append(...linked(text));
      }
    }
    return [box];
  }

  #marker(number) {
    const citation = this.#answer.citations.find((one) => one.marker === number);
    return make(
      "button",
      {
        type: "button",
        class: "marker",
        lang: document.documentElement.lang,
        "aria-label": fill(words().marker, { n: number }),
        onclick: (event) => this.#open(citation, event.currentTarget),
      },
      make("span", { class: "unseen" }, "["), // taken along when the text is marked and copied
      String(number),
      make("span", { class: "unseen" }, "]"),
    );
  }

  #open(citation, from) {
    const detail = { citation, from };
    this.dispatchEvent(new CustomEvent("protokoll:cite", { bubbles: true, composed: true, detail }));
  }

  #lacking() {
    const parts = this.#answer.unanswered.filter((part) => !this.#answer.answer.includes(part));
    if (!parts.length) return null;
    const list = parts.map((part) => make("li", { lang: this.#answer.language }, part));
    return make("div", { class: "lacking" }, make("p", {}, words().unanswered), make("ul", {}, ...list));
  }

  #rows(citations) {
    const open = (citation, from) => this.#open(citation, from);
    return citations.map((citation) => citationRow(citation, open, this.#answer));
  }

  #sources() {
    const citations = this.#answer.citations;
    if (!citations.length) return null;
    const list = make("ol", { class: "sources" }, ...this.#rows(citations));
    const title = `${words().sources} (${citations.length})`;
    if (citations.length <= MANY) return make("section", {}, make("h3", {}, title), list);
    const keep = ({ currentTarget }) => (this.#kept.unfolded = currentTarget.open);
    return make("details", { open: this.#kept.unfolded, ontoggle: keep }, make("summary", {}, make("h3", {}, title)), list);
  }

  /** What belongs to a long answer and is only counted in its text: behind one button. */
  #further() {
    const passages = this.#answer.further ?? [];
    if (!passages.length) return null;
    const title = `${words().further} (${passages.length})`;
    const list = make("ul", { class: "sources" }, ...this.#rows(passages));
    return make("details", {}, make("summary", {}, make("h3", {}, title)), list);
  }

  #closest() {
    const passages = this.#answer.closest;
    if (!passages.length) return null;
    return make("section", {}, make("h3", {}, words().closest), make("ul", { class: "sources" }, ...this.#rows(passages)));
  }

  #suggestions() {
    const questions = this.#answer.suggestions;
    if (!questions.length) return null;
    const rows = questions.map((question) =>
      make("li", {}, make("button", { type: "button", class: "suggestion", onclick: () => this.#ask("protokoll:ask", question) }, question)),
    );
    const list = make("ul", { class: "suggestions", lang: this.#answer.language }, ...rows);
    return make("section", {}, make("h3", {}, words().suggestions), list);
  }
}

/** The editors' address, where the text gives it, as a link. */
function linked(text) {
  const [before, after] = site.contact && text.includes(site.contact) ? text.split(site.contact) : [text];
  if (after === undefined) return [text];
  const mail = /^\S+@\S+$/.test(site.contact);
  return [before, mail ? make("a", { href: `mailto:${site.contact}` }, site.contact) : site.contact, after];
}

/** Append a marker so that it stays with the word before it. */
function tie(target, marker) {
  const last = target.lastChild;
  const word = /\S{1,24}\s*$/.exec(last?.data ?? "");
  if (last?.className === "tied") {
    last.append(marker);
  } else if (word) {
    last.data = last.data.slice(0, word.index);
    target.append(make("span", { class: "tied" }, word[0].trimEnd(), "\u00a0", marker));
  } else {
    target.append(marker);
  }
}

customElements.define("protokoll-answer", ProtokollAnswer);
