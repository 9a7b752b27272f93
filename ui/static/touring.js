// Getting about in the reader: contents that show where one is, one tab stop for the tools of all statements, and
// what the visitor marks with the mouse.

import { make } from "./dom.js";
import { words } from "./words.js";

const UNDER = 8; // pixels below the place to which a heading is brought: the section that begins above is being read
const TOOLS = ":scope > .line > .tools button, :scope > .line > .citing > button";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const LONGEST = 300; // characters of a passage to ask about

/**
 * Show in the contents which section is being read.
 * @param {ShadowRoot} root of the reader
 * @param {Element} scroller holds contents and sections
 * @param {Function} told called with the section's button, or null before the first one
 * @returns {Function} looks again; `hold` names the section that was gone to, until the visitor moves on
 */
export function whereabouts(root, scroller, told) {
  let pending = false;
  let held = null;
  const look = () => {
    pending = false;
    const above = Math.max(scroller.getBoundingClientRect().top, 0) + parseFloat(getComputedStyle(scroller).scrollPaddingTop);
    const begun = (section) => {
      const box = section.getBoundingClientRect();
      return box.height > 0 && box.top <= above + UNDER; // in a closed sheet nothing has a place
    };
    const sections = [...scroller.querySelectorAll("section[id]")];
    const read = sections.find((section) => section.id === held) ?? sections.findLast(begun) ?? null;
    for (const button of scroller.querySelectorAll("nav button")) {
      const here = read !== null && button.dataset.section === read.id;
      if (here === (button.getAttribute("aria-current") === "location")) continue;
      if (here) button.setAttribute("aria-current", "location");
      else button.removeAttribute("aria-current");
      if (here) keepInSight(button);
    }
    told(scroller.querySelector("nav [aria-current]"));
  };
  const later = () => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(look);
  };
  root.addEventListener("scroll", later, { capture: true, passive: true }); // of the text, or of the sheet around it
  return Object.assign(later, { hold: (id) => ((held = id), later()) });
}

/** Long contents scroll by themselves, and never the text. */
function keepInSight(button) {
  const nav = button.closest("nav");
  if (getComputedStyle(nav).overflowY !== "auto") return;
  const [box, frame] = [button.getBoundingClientRect(), nav.getBoundingClientRect()];
  if (box.top < frame.top) nav.scrollTop -= frame.top - box.top;
  else if (box.bottom > frame.bottom) nav.scrollTop += box.bottom - frame.bottom;
}

/** One statement's tools are a tab stop; the arrow keys lead from statement to statement. */
export function rove(scroller) {
  let stop = null;
  const tools = (item, index) => {
    for (const button of item?.querySelectorAll(TOOLS) ?? []) button.tabIndex = index;
  };
  const settle = (item) => {
    if (!item) return;
    if (stop !== item) tools(stop, -1);
    tools(item, 0);
    stop = item;
  };
  settle(scroller.querySelector(".statements li"));
  return {
    settle,
    step(event) {
      const here = event.target.closest(".tools, .citing")?.closest("li");
      if (!here || !(event.key in STEPS)) return;
      const items = [...scroller.querySelectorAll(".statements li")];
      const next = items[items.indexOf(here) + STEPS[event.key]];
      const place = [...event.target.parentElement.children].indexOf(event.target);
      event.preventDefault();
      if (!next) return;
      settle(next);
      next.querySelectorAll(":scope > .line > .tools button")[place].focus();
    },
  };
}

/**
 * A button beside the words that were marked.
 * @param {ShadowRoot} root
 * @param {Function} ask called with the words and the statement's element
 * @returns {{element: Element, look: Function}} `look` shows or hides it after the marking may have changed
 */
export function marking(root, ask) {
  let asked = null;
  const take = () => {
    element.hidden = true;
    ask(asked.words, asked.item);
  };
  const keep = (event) => event.preventDefault(); // a click must not undo the marking before it counts
  const element = make("button", { type: "button", class: "about", hidden: true, onpointerdown: keep, onclick: take });
  return {
    element,
    look() {
      asked = marked(root);
      element.hidden = !asked;
      if (!asked) return;
      element.textContent = words().passage_ask;
      const frame = element.offsetParent.getBoundingClientRect();
      element.style.top = `${asked.box.bottom - frame.top + 6}px`;
      element.style.left = `${Math.max(8, Math.min(asked.box.left - frame.left, frame.width - element.offsetWidth - 8))}px`;
    },
  };
}

/** What is marked inside one statement: {words, item, box}; null if nothing, too little or too much. */
function marked(root) {
  const selection = root.getSelection?.() ?? document.getSelection();
  const said = selection?.toString().replace(/\s+/g, " ").trim() ?? "";
  if (said.length < 3 || said.length > LONGEST || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = range.startContainer.parentElement?.closest(".text");
  if (!text || !text.contains(range.endContainer) || !root.contains(text)) return null;
  return { words: said, item: text.closest("li"), box: range.getBoundingClientRect() };
}
