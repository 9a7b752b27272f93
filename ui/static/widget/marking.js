// Showing a passage on the host's page without changing the page: a highlight, else the selection.

const NAME = "protokoll-passage";
const STYLE = `::highlight(${NAME}) { background-color: #ffe08a; color: #1c2126; }
@media (forced-colors: active) { ::highlight(${NAME}) { background-color: Highlight; color: HighlightText; } }`;
const ROOM = 0.15; // of the window's height above a passage that stands beside a lowered panel
let styled = false;

/** Highlight a range, and nothing else. */
export function mark(range) {
  if (!globalThis.CSS?.highlights) {
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    return;
  }
  if (!styled) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    styled = true;
  }
  CSS.highlights.set(NAME, new Highlight(range));
}

/**
 * Scroll to a range.
 * @param {Range} range
 * @param {boolean} high to the upper part of the window, since the panel covers the lower one
 */
export function bring(range, high) {
  const element = range.startContainer.parentElement;
  for (let above = element; above; above = above.parentElement) if (above.localName === "details") above.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const style = getComputedStyle(element);
  const margin = element.style.scrollMarginTop;
  element.style.scrollMarginTop = high ? `${innerHeight * ROOM}px` : style.scrollMarginTop;
  element.scrollIntoView({ block: high ? "start" : "center", behavior: calm ? "instant" : "smooth" });
  element.style.scrollMarginTop = margin;
}

/** Move the focus to the passage, for those who do not see the highlight. */
export function visit(range) {
  const element = range.startContainer.parentElement;
  const had = element.getAttribute("tabindex");
  if (had === null) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}
