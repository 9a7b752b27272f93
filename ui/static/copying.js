// Taking an answer away: a menu with the ways of copying it.

import { bibtex, citationLines, link, withSources } from "./citing.js";
import { make } from "./dom.js";
import { words } from "./words.js";

const FORMATS = { copy_answer: withSources, copy_citation: citationLines, copy_bibtex: bibtex, copy_link: link };

/** A button that opens the ways of copying; the menu closes when one was taken, with Escape, and with a click elsewhere. */
export function copying(answer) {
  const status = make("span", { class: "status", role: "status" });
  const rows = Object.keys(FORMATS)
    .filter((name) => answer.citations.length || !["copy_citation", "copy_bibtex"].includes(name))
    .map((name) => make("li", {}, make("button", { type: "button", onclick: () => take(name) }, words()[name])));
  const choices = make("ul", { class: "choices", hidden: true }, ...rows);
  const button = make("button", { type: "button", class: "quiet", "aria-expanded": "false" }, words().copy);
  const box = make("div", { class: "copying" }, button, choices, status);
  const open = (wanted) => {
    choices.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
  };
  button.addEventListener("click", () => {
    status.textContent = "";
    open(choices.hidden);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || choices.hidden) return;
    event.preventDefault(); // the widget would close with it
    event.stopPropagation();
    open(false);
    button.focus();
  });
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && open(false));
  box.addEventListener("pointerdown", () => document.addEventListener("pointerdown", outside));

  function outside(event) {
    if (event.composedPath().includes(box)) return;
    open(false);
    document.removeEventListener("pointerdown", outside);
  }

  async function take(name) {
    const text = FORMATS[name](answer);
    box.querySelector("textarea")?.remove();
    open(false);
    button.focus();
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = words().copied;
    } catch {
      const field = make("textarea", { readonly: true, rows: "4", "aria-label": words()[name] });
      field.value = text;
      box.append(field);
      field.select();
      status.textContent = words().copy_failed;
    }
  }
  return box;
}
