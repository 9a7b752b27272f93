// The launcher and the panel: a dialog that leaves a desktop page usable and covers a phone's.

const PHONE = matchMedia("(max-width: 640px), (max-height: 420px)");
const SVG = "http://www.w3.org/2000/svg";
const MARKS = "M5 16c0-5 2-8 5-10l1.3 1.8C9.7 9 9 10.4 9 12h2.5v6H5zm9.5 0c0-5 2-8 5-10l1.3 1.8C19.2 9 18.5 10.400 18.500 12H21v6h-6.500z";

/** An element of attributes and children; strings are text, functions listeners. */
function build(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function launcher(words, toggle) {
  const icon = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of [["viewBox", "0 0 26 24"], ["aria-hidden", "true"]]) icon.setAttribute(name, value);
  path.setAttribute("d", MARKS);
  icon.append(path);
  const state = { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false" };
  return build("button", { ...state, click: toggle }, icon, build("span", {}, words));
}

/**
 * @param {object} texts of the language
 * @param {string} name of the window
 * @param {HTMLButtonElement} button the launcher: gets the focus back, unless something else had it
 */
export function panel(texts, name, button) {
  const frame = build("iframe", { title: name, allow: "clipboard-write", referrerpolicy: "no-referrer" });
  const notice = build("div", {});
  const element = build("dialog", { "aria-label": name }, notice);
  let then = null;
  let had = null;

  const box = {
    element,
    frame,
    get open() {
      return element.open;
    },
    get modal() {
      return element.open && PHONE.matches;
    },
    show() {
      if (element.open) return frame.focus();
      had = document.activeElement;
      spread();
      frame.focus();
    },
    /** Close; the focus goes back to where it was, or wherever `next` puts it. */
    hide(next = null) {
      then = next;
      if (element.open) element.close();
    },
    /** Begin to load the frame; until it is there, no picture of the browser's for "refused" is seen. */
    load(address) {
      notice.replaceChildren(build("p", { role: "status" }, texts.opening));
      element.classList.add("waiting");
      frame.src = address;
      element.append(frame);
    },
    arrive() {
      notice.replaceChildren();
      element.classList.remove("waiting");
      if (element.open) frame.focus();
    },
    /** Say that nothing came, where the same can be had, and to the editors, why. */
    fail(page, reason) {
      const way = build("a", { href: page, target: "_blank", rel: "noopener noreferrer" }, texts.direct);
      const close = build("button", { type: "button", click: () => box.hide() }, texts.close);
      const words = build("p", { role: "alert" }, texts.failed);
      notice.replaceChildren(words, build("p", {}, way), build("p", { class: "editors" }, reason), build("p", {}, close));
      frame.remove();
    },
  };

  /** A dialog on a desktop, a modal sheet on a phone. */
  function spread() {
    element.classList.toggle("sheet", PHONE.matches);
    if (PHONE.matches) element.showModal();
    else element.show();
    tell();
  }

  function tell() {
    button.setAttribute("aria-expanded", String(element.open));
    element.getRootNode().host.toggleAttribute("data-open", element.open);
  }

  function back() {
    const known = had?.isConnected && had !== document.body && had.localName !== "protokoll-widget";
    (known ? had : button).focus();
  }

  element.addEventListener("close", () => {
    tell();
    (then ?? back)();
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
