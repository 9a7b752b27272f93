// Bringing a place of the document before the reader's eyes.

import { calm } from "./dom.js";

const MOST = 0.8; // of the pane's height: what is higher is brought to the top, not to the middle

/**
 * Scroll to an element. In a long document the heights between are guesses until they are seen: jump, then correct.
 * @param {Element} scroller has the class `many` where the document is long
 * @param {Element} element
 * @param {"start"|"center"} block
 * @param {{calmly: boolean}} how not calmly: at once, as where the text was drawn anew
 */
export function bring(scroller, element, block, { calmly = true } = {}) {
  const jump = !calmly || calm() || scroller.classList.contains("many");
  const fits = element.getBoundingClientRect().height < Math.min(scroller.clientHeight, innerHeight) * MOST;
  const where = { block: fits ? block : "start" };
  element.scrollIntoView({ ...where, behavior: jump ? "instant" : "smooth" });
  if (jump) requestAnimationFrame(() => element.scrollIntoView({ ...where, behavior: "instant" }));
}

/**
 * Bring a range to the middle, whatever the length of its paragraph.
 * @param {Element} scroller
 * @param {Element} around scrolls where the scroller itself does not
 * @param {Range} range
 */
export function bringRange(scroller, around, range) {
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  const [box, frame] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const off = box.top + box.height / 2 - (Math.max(frame.top, 0) + Math.min(frame.bottom, innerHeight)) / 2;
  const moving = scroller.scrollHeight > scroller.clientHeight ? scroller : around;
  moving.scrollBy({ top: off, behavior: "instant" });
}
