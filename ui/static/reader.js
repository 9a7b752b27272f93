// <protokoll-reader>: the document as a pane beside the conversation, or as a sheet where there is no room.

import { bring, bringRange } from "./bringing.js";
import { citedBy } from "./cited.js";
import { calm, make, sheets } from "./dom.js";
import { anchor, contents, headingId, leaves, segments, setWords } from "./leaf.js";
import { permalink } from "./library.js";
import { bookChoice, fileOf, noticeOn, translated } from "./overhead.js";
import { seek } from "./seek.js";
import { marking, rove, whereabouts } from "./touring.js";
import { words } from "./words.js";

const styles = await sheets("base", "leaf", "reader");
const MANY = 500; // statements
const NARROW = matchMedia("(max-width: 999px), (max-height: 26rem)"); // as in narrow.css
const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];

export class ProtokollReader extends HTMLElement {
  #book = null;
  #books = [];
  #citing = () => [];
  #lack = "";
  #back = null;
  #shown = null; // the citation that is marked
  #moved = false; // by the visitor, since we moved it last
  #rover = { settle() {}, step() {} };
  #sheet = make("dialog", { "aria-labelledby": "name" });
  #pane = make("div", { class: "pane" });
  #scroller = make("div", { class: "scroller" });
  #status = make("p", { class: "status", role: "status" });
  #here = make("button", { type: "button", class: "quiet here", hidden: true, onclick: () => this.#toContents() });
  #seek = seek(() => this.#scroller, (range) => this.#bringRange(range));
  #marking = null;
  #look = Object.assign(() => {}, { hold() {} });

  /** Whether passages can be asked about here; then `protokoll:passage` is sent with {statement_id, words}. */
  asks = false;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = styles;
    this.shadowRoot.append(this.#pane, this.#sheet);
    this.setAttribute("role", "region");
    this.#marking = marking(this.shadowRoot, (said, item) => this.#ask(this.#statementOf(item), said));
    this.#sheet.addEventListener("close", () => {
      this.#back?.focus();
      this.#tell("protokoll:sheet", false);
    });
    this.#pane.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.#back?.focus());
    this.#scroller.addEventListener("keydown", (event) => this.#rover.step(event));
    this.#scroller.addEventListener("focusin", ({ target }) => this.#rover.settle(target.closest("li[id]")));
    for (const name of MOVES) this.#scroller.addEventListener(name, () => this.#leave(), { passive: true });
    for (const name of ["pointerup", "keyup"]) this.#scroller.addEventListener(name, () => this.asks && setTimeout(this.#marking.look));
    this.#scroller.addEventListener("scroll", () => (this.#marking.element.hidden = true), { passive: true });
    this.#look = whereabouts(this.shadowRoot, this.#scroller, (button) => this.#tellPlace(button));
    NARROW.addEventListener("change", () => this.#settle());
    document.addEventListener("protokoll:language", () => (this.#book ? this.#redraw() : this.#lack && this.fail(this.#lack)));
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
    this.#shown = null;
    this.#moved = false;
    this.#draw();
    this.#scroller.scrollTop = 0;
  }

  get book() {
    return this.#book;
  }

  /** Whether the visitor has gone to a place of their own since we moved the text last. */
  get moved() {
    return this.#moved;
  }

  /** Whether the document stands beside the conversation, so that both are seen at once. */
  get beside() {
    return !NARROW.matches;
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
    this.#look();
    this.#tell("protokoll:sheet", true);
  }

  close() {
    if (this.#sheet.open) this.#sheet.close();
  }

  /**
   * Scroll to a statement, mark the quoted words, exactly those, and move the focus there.
   * @param {{statement_id: string, quote?: string}} citation
   * @param {Element|null} back gets the focus when the sheet is closed
   * @returns {boolean} false if the statement is not in this document
   */
  reveal(citation, back = null) {
    this.open(back);
    this.#back = back;
    const item = this.#mark(citation);
    this.#status.replaceChildren(item ? "" : words().changed);
    if (!item) return false;
    item.dataset.marked = "flash";
    this.#bring(item.querySelector("mark"), "center");
    item.focus({ preventScroll: true });
    return true;
  }

  /**
   * Show the first source of an answer that has just come: quietly, and not where the visitor is reading.
   * @param {object} citation
   * @param {Function} go shows it all the same, when the visitor asks for it
   */
  attend(citation, go) {
    if (this.#moved || document.activeElement === this) {
      const take = ({ currentTarget }) => (this.#status.replaceChildren(), go(currentTarget));
      this.#status.replaceChildren(make("button", { type: "button", class: "quiet", onclick: take }, words().reader_first));
      return;
    }
    this.#status.replaceChildren();
    const item = this.#mark(citation);
    if (item) this.#bring(item.querySelector("mark"), "center");
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
      if (answers.length) this.#cite(this.#itemOf(statement.id), answers);
    }
  }

  #itemOf = (id) => this.shadowRoot.getElementById(anchor(id));
  #statementOf = (item) => this.#book.byId.get(item.id.slice(2));

  #cite(item, answers) {
    const { element, toggle } = citedBy(answers, (answer) => this.#backTo(answer));
    item.dataset.cited = "";
    item.querySelector(":scope > .line").append(element);
    item.querySelector(":scope > .line > .text").onclick = () => item.dataset.cited === "" && getSelection().isCollapsed && toggle();
  }

  #backTo(answer) {
    this.#back = answer;
    this.close();
    answer.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });
    answer.focus();
  }

  /** The same content stands in the pane or in the sheet, never in both. */
  #settle() {
    this.close();
    const frame = NARROW.matches ? this.#sheet : this.#pane;
    const head = make("header", { role: "presentation" }, ...this.#head());
    this.#pane.replaceChildren();
    this.#sheet.replaceChildren();
    const corner = make("button", { type: "button", "aria-label": words().reader_close, onclick: () => this.close() }, "×");
    if (NARROW.matches) frame.append(make("div", { class: "corner" }, corner));
    frame.append(head, this.#status, this.#scroller, this.#marking.element);
  }

  #head() {
    const close = make("button", { type: "button", class: "plain close", onclick: () => this.close() }, words().reader_close);
    return [
      make("h2", { id: "name" }, words().reader),
      ...(NARROW.matches ? [close] : []),
      ...(this.#books.length > 1 ? [bookChoice(this.#books, this.#book, (id) => this.#tell("protokoll:choose", id))] : []),
      this.#book && fileOf(this.#book),
      this.#book && this.#seek.element,
      this.#here,
      this.#book && noticeOn(this.#book),
    ];
  }

  #draw() {
    this.#settle();
    const list = contents(this.#book, (place) => this.#go(headingId(place)));
    const nav = list.children.length
      ? make("nav", { "aria-label": words().contents }, make("h3", {}, words().contents), list)
      : "";
    const tools = { link: (statement) => this.#link(statement), ask: this.asks ? (statement) => this.#ask(statement) : null };
    const columns = make("div", { class: "columns", "aria-hidden": "true" }, make("span", {}, words().original), make("span", {}, words().translation));
    const text = make("div", { class: "text-column" }, noticeOn(this.#book), translated(this.#book) ? columns : null, ...leaves(this.#book, tools));
    this.#scroller.classList.toggle("many", this.#book.statements.length > MANY);
    this.#scroller.replaceChildren(nav, text);
    this.#rover = Object.assign(this.#rover, rove(this.#scroller));
    this.#seek.again();
    this.#look();
    this.refresh();
  }

  /** Draw in another language: what was marked stays in the middle, else the place stays the same. */
  #redraw() {
    const held = !this.#moved;
    const top = this.#scroller.getBoundingClientRect().top;
    const items = [...this.#scroller.querySelectorAll(".statements li")];
    const first = this.#scroller.scrollTop > 0 ? items.find((item) => item.getBoundingClientRect().bottom > top) : null;
    this.#draw();
    const mark = this.#shown && this.#mark(this.#shown)?.querySelector("mark");
    if (mark && held) this.#bring(mark, "center", { calmly: false });
    else if (first) this.shadowRoot.getElementById(first.id).scrollIntoView({ block: "start", behavior: "instant" });
  }

  #mark(citation) {
    const statement = this.#book?.byId.get(citation.statement_id);
    const item = statement && this.#itemOf(statement.id);
    this.#clearMarks();
    this.#shown = item ? citation : null;
    if (!item) return null;
    const quote = citation.quote ?? statement.text;
    const start = statement.text.indexOf(quote);
    const span = start < 0 ? { start: 0, end: statement.text.length } : { start, end: start + quote.length };
    setWords(item.querySelector(".text"), segments(this.#book, statement), span);
    item.dataset.marked = "";
    return item;
  }

  #clearMarks() {
    for (const item of this.shadowRoot.querySelectorAll("li[data-marked]")) {
      delete item.dataset.marked;
      setWords(item.querySelector(".text"), segments(this.#book, this.#statementOf(item)));
    }
  }

  /** The visitor goes to a place of their own. */
  #leave() {
    this.#moved = true;
    this.#look.hold(null);
  }

  #go(id) {
    this.#bring(this.shadowRoot.getElementById(id), "start");
    this.shadowRoot.getElementById(`${id}-title`).focus({ preventScroll: true });
  }

  #toContents() {
    const nav = this.#scroller.querySelector("nav");
    nav.scrollIntoView({ block: "start", behavior: "instant" });
    (nav.querySelector("[aria-current]") ?? nav.querySelector("button")).focus({ preventScroll: true });
  }

  #tellPlace(button) {
    this.#here.hidden = !button || !NARROW.matches;
    this.#here.textContent = button ? `${words().contents}: ${button.textContent}` : "";
  }

  #bring(element, block, how) {
    this.#moved = false;
    bring(this.#scroller, element, block, how);
    this.#look.hold(element.closest("section")?.id);
  }

  #bringRange(range) {
    this.#moved = true;
    bringRange(this.#scroller, this.#sheet, range);
  }

  #ask(statement, said = statement.text) {
    this.close();
    this.#tell("protokoll:passage", { statement_id: statement.id, words: said });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  async #link(statement) {
    const link = permalink("s", statement.id);
    history.replaceState(history.state, "", location.pathname + location.search + new URL(link).hash);
    this.reveal({ statement_id: statement.id }, this.#back);
    try {
      await navigator.clipboard.writeText(link);
      this.#status.textContent = words().copied;
    } catch {
      this.#status.textContent = link;
    }
  }
}

customElements.define("protokoll-reader", ProtokollReader);
