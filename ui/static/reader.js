// <protokoll-reader>: the document as a pane beside the conversation, or as a sheet where there is no room.

import { calm, fill, make, sheets } from "./dom.js";
import { anchor, contents, headingId, leaves, segments, setWords } from "./leaf.js";
import { original, permalink } from "./library.js";
import { language, words } from "./words.js";

const styles = await sheets("base", "leaf", "reader");
const MANY = 500; // statements
const NARROW = matchMedia("(max-width: 999px)");

export class ProtokollReader extends HTMLElement {
  #book = null;
  #books = [];
  #citing = () => [];
  #lack = "";
  #back = null;
  #sheet = make("dialog", { "aria-labelledby": "name" });
  #pane = make("div", { class: "pane" });
  #scroller = make("div", { class: "scroller" });
  #status = make("p", { class: "status", role: "status" });

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = styles;
    this.shadowRoot.append(this.#pane, this.#sheet);
    this.setAttribute("role", "region");
    this.#sheet.addEventListener("close", () => this.#back?.focus());
    this.#pane.addEventListener("keydown", (event) => event.key === "Escape" && this.#back?.focus());
    NARROW.addEventListener("change", () => this.#settle());
    document.addEventListener("protokoll:language", () => (this.#book ? this.#draw() : this.#lack && this.fail(this.#lack)));
    this.#settle();
  }

  /**
   * Show a document.
   * @param {object} book from library.js
   * @param {(statement: string) => Array<{element: Element, number: number, question: string}>} citing the answers
   *   that cite a statement
   * @param {Array<object>} books summaries of all documents, to choose from where there are several
   */
  show(book, citing, books = []) {
    this.#book = book;
    this.#books = books;
    this.#citing = citing;
    this.#draw();
  }

  get book() {
    return this.#book;
  }

  /** Say that there is nothing to show; `name` is that of the sentence. */
  fail(name = "reader_failed") {
    this.#lack = name;
    this.#settle();
    this.#scroller.replaceChildren(make("p", { class: "failed" }, words()[name]));
  }

  /** Open the sheet where the reader is one; `back` gets the focus afterwards. */
  open(back = null) {
    if (!NARROW.matches || this.#sheet.open) return;
    this.#back = back;
    this.#sheet.showModal();
  }

  close() {
    if (this.#sheet.open) this.#sheet.close();
  }

  /**
   * Scroll to a statement and let the quoted words flash, exactly those.
   * @param {{statement_id: string, quote?: string}} citation
   * @param {Element|null} back gets the focus when the sheet is closed
   * @returns {boolean} false if the statement is not in this document
   */
  reveal(citation, back = null) {
    this.open(back);
    this.#back = back;
    const statement = this.#book?.byId.get(citation.statement_id);
    const item = statement && this.shadowRoot.getElementById(anchor(statement.id));
    this.#clearMarks();
    this.#status.textContent = item ? "" : words().changed;
    if (!item) return false;
    const quote = citation.quote ?? statement.text;
    const start = statement.text.indexOf(quote);
    const span = start < 0 ? { start: 0, end: statement.text.length } : { start, end: start + quote.length };
    setWords(item.querySelector(".text"), segments(this.#book, statement), span);
    item.dataset.marked = "";
    this.#bring(item, "center");
    item.focus({ preventScroll: true });
    return true;
  }

  /** Mark the statements that answers cite; called whenever an answer has come. */
  refresh() {
    if (!this.#book) return;
    for (const item of this.shadowRoot.querySelectorAll("li[data-cited]")) {
      delete item.dataset.cited;
      item.querySelector(":scope > .line > .citing").remove();
    }
    for (const statement of this.#book.statements) {
      const answers = this.#citing(statement.id);
      if (answers.length) this.#cite(this.shadowRoot.getElementById(anchor(statement.id)), answers);
    }
  }

  #cite(item, answers) {
    const count = answers.length;
    const name = count === 1 ? words().cited_once : fill(words().cited_often, { count });
    const list = make("ul", { hidden: true, "aria-label": words().cited_in }, ...answers.map((one) => this.#backLink(one)));
    const button = make("button", { type: "button", "aria-expanded": "false" }, name);
    const toggle = () => {
      list.hidden = !list.hidden;
      button.setAttribute("aria-expanded", String(!list.hidden));
    };
    button.addEventListener("click", toggle);
    item.dataset.cited = "";
    item.querySelector(":scope > .line").append(make("div", { class: "citing" }, button, list));
    item.querySelector(":scope > .line > .text").onclick = () => item.dataset.cited === "" && getSelection().isCollapsed && toggle();
  }

  #backLink({ element, number, question }) {
    const go = () => {
      this.#back = element;
      this.close();
      element.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });
      element.focus();
    };
    return make("li", {}, make("button", { type: "button", onclick: go }, `${words().answered} ${number}: ${question}`));
  }

  /** The same content stands in the pane or in the sheet, never in both. */
  #settle() {
    this.close();
    const frame = NARROW.matches ? this.#sheet : this.#pane;
    const head = make("header", {}, ...this.#head());
    this.#pane.replaceChildren();
    this.#sheet.replaceChildren();
    frame.append(head, this.#status, this.#scroller);
  }

  #head() {
    const close = make("button", { type: "button", class: "plain", onclick: () => this.close() }, words().reader_close);
    const notice = this.#translated() ? `${words().reader_notice} ${words().translation_notice}` : words().reader_notice;
    return [
      make("h2", { id: "name" }, words().reader),
      ...(NARROW.matches ? [close] : []),
      ...(this.#books.length > 1 ? [this.#choice()] : []),
      this.#book && this.#original(),
      this.#book && make("p", { class: "notice" }, notice),
    ];
  }

  #translated() {
    return language() === "en" && Boolean(this.#book?.statements.some((statement) => statement.translation));
  }

  #original() {
    const attributes = { class: "quiet", href: original(this.#book.id), target: "_blank", rel: "noopener" };
    return make("a", attributes, `${words().file} (${this.#book.format})`);
  }

  #choice() {
    const titles = this.#books.map((book) => make("option", { value: book.id, selected: book.id === this.#book.id }, book.title));
    const choose = (event) =>
      this.dispatchEvent(new CustomEvent("protokoll:choose", { bubbles: true, composed: true, detail: event.target.value }));
    return make("select", { "aria-label": words().document, onchange: choose }, ...titles);
  }

  #draw() {
    this.#settle();
    const list = contents(this.#book, (place) => this.#go(headingId(place)));
    const nav = list.children.length
      ? make("nav", { "aria-label": words().contents }, make("h3", {}, words().contents), list)
      : "";
    const columns = make("div", { class: "columns", "aria-hidden": "true" }, make("span", {}, words().original), make("span", {}, words().translation));
    const text = make("div", { class: "text-column" }, this.#translated() ? columns : null, ...leaves(this.#book, (statement) => this.#link(statement)));
    this.#scroller.classList.toggle("many", this.#book.statements.length > MANY);
    this.#scroller.replaceChildren(nav, text);
    this.refresh();
  }

  #go(id) {
    this.#bring(this.shadowRoot.getElementById(id), "start");
    this.shadowRoot.getElementById(`${id}-title`).focus({ preventScroll: true });
  }

  /** In a long document the heights between are guesses until they are seen: jump, then correct. */
  #bring(element, block) {
    const jump = calm() || this.#scroller.classList.contains("many");
    element.scrollIntoView({ block, behavior: jump ? "instant" : "smooth" });
    if (jump) requestAnimationFrame(() => element.scrollIntoView({ block, behavior: "instant" }));
  }

  async #link(statement) {
    const link = permalink("s", statement.id);
    history.replaceState(null, "", link);
    this.reveal({ statement_id: statement.id });
    try {
      await navigator.clipboard.writeText(link);
      this.#status.textContent = words().copied;
    } catch {
      this.#status.textContent = link;
    }
  }

  #clearMarks() {
    for (const item of this.shadowRoot.querySelectorAll("li[data-marked]")) {
      delete item.dataset.marked;
      const statement = this.#book.byId.get(item.id.slice(2));
      setWords(item.querySelector(".text"), segments(this.#book, statement));
    }
  }
}

customElements.define("protokoll-reader", ProtokollReader);
