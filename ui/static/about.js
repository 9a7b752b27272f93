// "About this tool": what it does, how good it is, what is stored; a dialog that any part of the page can open.

import { make, sheets } from "./dom.js";
import { language, site } from "./words.js";

const styles = await sheets("base", "about");

export class ProtokollAbout extends HTMLElement {
  #dialog = make("dialog", { "aria-labelledby": "title" });

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = styles;
    this.shadowRoot.append(this.#dialog);
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close()); // beside it
  }

  /** Open the dialog in the language that is on; closing it gives the focus back. */
  open() {
    const texts = site.about[language()];
    const close = make("button", { type: "button", class: "plain", onclick: () => this.#dialog.close() }, texts.close);
    const head = make("header", { role: "presentation" }, make("h2", { id: "title" }, texts.open), close);
    this.#dialog.replaceChildren(make("div", { class: "sheet", lang: language() }, head, ...texts.sections.flatMap(section)));
    this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }
}

function section({ title, paragraphs, list, link }) {
  const items = list.map((words) => make("li", {}, words));
  return [
    title ? make("h3", {}, title) : "",
    ...paragraphs.map((words) => make("p", {}, words)),
    items.length ? make("ul", {}, ...items) : "",
    link ? make("p", {}, make("a", { href: link.href }, link.text)) : "",
  ];
}

customElements.define("protokoll-about", ProtokollAbout);
