// Showing a passage on the host's page without changing the page: a highlight, else the selection.

const NAME = "protokoll-passage";
const STYLE = `::highlight(${NAME}) { background-color: #ffe08a; color: #1c2126; }
@media (forced-colors: active) { ::highlight(${NAME}) { background-color: Highlight; color: HighlightText; } }`;
const AIR = 12; // pixels between the words and what stands above them
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
 * Scroll to the words of a range: to the middle of the window, or above the panel where that would cover them.
 * @param {Range} range
 * @param {Element|null} panel that stands over the page
 */
export function bring(range, panel) {
  const element = range.startContainer.parentElement;
  for (let above = element; above; above = above.parentElement) if (above.localName === "details") above.open = true;
  const place = range.getBoundingClientRect();
  const over = panel?.getBoundingClientRect();
  const covered = over && place.right > over.left - 8 && place.left < over.right + 8;
  const free = head();
  const goal = Math.max(free + AIR, ((covered ? over.top : innerHeight) + free - place.height) / 2);
  const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const margin = element.style.scrollMarginTop;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.style.scrollMarginTop = `${goal - padding - (place.top - element.getBoundingClientRect().top)}px`;
  element.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
  element.style.scrollMarginTop = margin;
}

/** How far a head of the page's that stays in place reaches down. */
function head() {
  let reaches = 0;
  for (let at = document.elementFromPoint(innerWidth / 2, 1); at; at = at.parentElement) {
    const { top, bottom, height } = at.getBoundingClientRect();
    const stays = /fixed|sticky/.test(getComputedStyle(at).position);
    if (stays && top <= 1 && height < innerHeight / 3) reaches = Math.max(reaches, bottom);
  }
  return reaches;
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
