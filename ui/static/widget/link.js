// Opening by a plain link, which needs no script of the editors': <a href="#frag-das-protokoll">.

const LINK = /#frag-das-protokoll(?:=(.*))?$/s;

/** Call `open` with the question, or null, whenever such a link is followed or the page's address is one. */
export function links(open) {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((element) => element.localName === "a");
    if (follow(link?.getAttribute("href") ?? "", open)) event.preventDefault();
  });
  addEventListener("hashchange", () => follow(location.hash, open));
  follow(location.hash, open);
}

function follow(address, open) {
  const found = LINK.exec(address);
  if (found) open(decoded(found[1] ?? "") || null);
  return Boolean(found);
}

function decoded(words) {
  try {
    return decodeURIComponent(words.replaceAll("+", " ")).trim();
  } catch {
    return words.trim();
  }
}
