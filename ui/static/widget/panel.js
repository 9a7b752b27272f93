// The launcher and the panel: a dialog that leaves a desktop page usable and covers a phone's.

const PHONE = matchMedia("(max-width: 640px), (max-height: 420px)");
const SVG = "http://www.w3.org/2000/svg";
const MARKS = "M5 16c0-5 2-8 5-10l1.3 1.8C9.7 9 9 10.4 9 12h2.500v6H5zm9.500 0c0-5 2-8 5-10l1.300 1.800C19.200 9 18.500 10.400 18.500 12H21v6h-6.500z";

export function launcher(texts, toggle) {
  const icon = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of [["viewBox", "0 0 26 24"], ["aria-hidden", "true"]]) icon.setAttribute(name, value);
  path.setAttribute("d", MARKS);
  icon.append(path);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "launcher";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.append(icon, texts.open);
  button.addEventListener("click", toggle);
  return button;
}

/**
 * @param {object} texts of the language
 * @param {string} address of the frame
 * @param {HTMLButtonElement} button the launcher: gets the focus back
 */
export function panel(texts, address, button) {
  const element = document.createElement("dialog");
  const frame = document.createElement("iframe");
  let then = null;
  element.setAttribute("aria-label", texts.open);
  frame.title = texts.open;
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";

  const box = {
    element,
    frame,
    opened() {},
    get open() {
      return element.open;
    },
    get modal() {
      return element.open && PHONE.matches;
    },
    show() {
      if (!frame.src) {
        frame.src = address;
        element.append(frame);
      }
      if (!element.open) spread();
      frame.focus();
      box.opened();
    },
    /** Close; the focus goes back to the launcher, or wherever `next` puts it. */
    hide(next = null) {
      then = next;
      if (element.open) element.close();
    },
    arrive: () => element.querySelector("p")?.remove(),
    /** Say that nothing came, and where the same can be had. */
    fail(home) {
      if (element.querySelector("p")) return;
      const words = document.createElement("p");
      const link = document.createElement("a");
      const close = document.createElement("button");
      link.href = home;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.append(texts.direct);
      close.type = "button";
      close.append(texts.close);
      close.addEventListener("click", () => box.hide());
      words.setAttribute("role", "alert");
      words.append(texts.failed, " ", link, " ", close);
      element.prepend(words);
    },
    /** Make room for a passage that the panel would cover; true if it had to. */
    avoid(place) {
      const mine = element.getBoundingClientRect();
      const covers = place.right > mine.left - 8 && place.left < mine.right + 8;
      element.classList.toggle("low", covers);
      return covers;
    },
    grow: () => element.classList.remove("low"),
  };

  /** A dialog on a desktop, a modal sheet on a phone. */
  function spread() {
    element.classList.toggle("sheet", PHONE.matches);
    if (PHONE.matches) element.showModal();
    else element.show();
    button.setAttribute("aria-expanded", "true");
  }

  element.addEventListener("close", () => {
    button.setAttribute("aria-expanded", "false");
    (then ?? (() => button.focus()))();
    then = null;
  });
  element.addEventListener("keydown", (event) => event.key === "Escape" && box.hide());
  button.addEventListener("keydown", (event) => event.key === "Escape" && box.hide());
  PHONE.addEventListener("change", () => {
    if (!element.open) return;
    then = spread;
    element.close();
  });
  return box;
}
