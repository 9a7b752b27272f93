"""What of a web page is its content: neither hidden, nor navigation, nor a banner, nor a form."""

import re
from dataclasses import dataclass, field

from ingest.readers.markup import Element, local

# Never seen, or controls.
_UNSEEN = {
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "svg", "iframe", "object", "embed",
    "audio", "video", "canvas", "input", "select", "option", "textarea", "button", "datalist", "progress", "meter",
    "map", "rp", "rt", "del", "s", "strike", "img",
}  # fmt: skip
_AROUND = {"nav", "footer", "aside", "form", "header", "menu", "search"}
_ROLES = {
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
    "toolbar",
}  # fmt: skip
# Words of a class or id, seen on pages of councils and parliaments.
_NAMES = re.compile(
    r"(?i)(?:^|[\s_-])(?:cookies?|consent|gdpr|dsgvo|breadcrumbs?|menu|navi?|navbar|navigation|sidebar|share|sharing|social|footer|newsletter|"
    r"pagination|pager|toolbar|skip-?links?|to-?top|metanav)(?:$|[\s_-])|cookie-?(?:banner|consent|notice)|breadcrumb"
)
_UNSEEN_NAMES = re.compile(
    r"(?i)(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|hidden|d-none|invisible|is-hidden)(?:$|\s)"
)
_UNSEEN_STYLE = re.compile(
    r"(?i)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0(?![.\d]))"
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?[.#][\w-]+")
_LARGEST_STYLE = 300_000  # characters of style sheets that are looked through
# A banner or form that holds more than this of the page is the page.
_SHARE = 0.25


@dataclass
class Content:
    """What is read of a page: `root`, without the elements in `left_out`."""

    root: Element
    left_out: set[Element] = field(default_factory=set)


def content(root: Element) -> Content:
    """Tell what of a page is read.

    Args:
        root: the page's `html`.

    Returns:
        The main part; the whole body where the main part has less than a third of the words that are seen.
    """
    hidden = set(_hidden(root))
    words = _counted(root, hidden)
    body = next((element for element in root if local(element) == "body"), root)
    around = {e for e in body.iter("*") if e not in hidden and _is_around(e, words, words[body])}
    for part, left_out in ((_main(body, hidden | around), hidden | around), (body, hidden | around)):
        kept = _counted(part, left_out)[part]
        if kept * 3 >= words[body]:
            return Content(part, left_out)
    return Content(body, hidden)


def _hidden(root: Element) -> list[Element]:
    rules = _hiding(root)
    return [element for element in root.iter("*") if _is_hidden(element, rules)]


def _is_hidden(element: Element, rules: set[str]) -> bool:
    name = local(element)
    if name in _UNSEEN or (name == "dialog" and element.get("open") is None):
        return True
    if element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    classes = element.get("class") or ""
    if _UNSEEN_STYLE.search(element.get("style") or "") or _UNSEEN_NAMES.search(classes):
        return True
    marks = [f".{one}" for one in classes.split()] + [f"#{element.get('id')}"]
    return bool(rules) and any(mark in rules or name + mark in rules for mark in marks)


def _hiding(root: Element) -> set[str]:
    """Return the simple selectors that the page's own style sheets hide on a screen."""
    sheets = "\n".join(style.text or "" for style in root.iter("style"))[:_LARGEST_STYLE]
    found: set[str] = set()
    for selectors, body in _RULE.findall(_MEDIA.sub("", sheets)):
        if _UNSEEN_STYLE.search(body):
            found |= {one for one in (s.strip() for s in selectors.split(",")) if _SELECTOR.fullmatch(one)}
    return found


def _counted(root: Element, left_out: set[Element]) -> dict[Element, int]:
    """Count the words in each element, without those left out."""
    counts: dict[Element, int] = {}
    elements = list(root.iter("*"))
    for element in reversed(elements):
        inside = 0 if element in left_out else len((element.text or "").split())
        if element not in left_out:
            for child in element:
                inside += (counts.get(child, 0)) + len((child.tail or "").split())
        counts[element] = inside
    return counts


def _is_around(element: Element, words: dict[Element, int], whole: int) -> bool:
    """Say whether an element stands around the content."""
    name = local(element)
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if name in ("body", "main", "html", "article") or not (
        name in _AROUND or element.get("role") in _ROLES or _NAMES.search(named)
    ):
        return False
    inside = any(local(above) in ("article", "main", "section") for above in element.iterancestors())
    if name in ("header", "footer") and inside:
        return name == "footer" and bool(_NAMES.search(named))
    if next(element.iter("main", "article"), None) is not None:
        return False
    if name == "header" and next(element.iter("h1"), None) is not None:
        top = element.getroottree().getroot()
        if sum(1 for _ in top.iter("h1")) == 1 and next(top.iter("main", "article"), None) is None:
            return False
    return name == "nav" or words.get(element, 0) <= _SHARE * whole


def _main(body: Element, left_out: set[Element]) -> Element:
    """Return the element that holds the content: `main`, else the only article, else the body."""
    for found in (
        [e for e in body.iter("*") if local(e) == "main" or e.get("role") == "main"],
        [e for e in body.iter("article") if not any(local(a) == "article" for a in e.iterancestors())],
    ):
        seen = [e for e in found if e not in left_out]
        if len(seen) == 1 or (seen and (local(seen[0]) == "main" or seen[0].get("role") == "main")):
            return seen[0]
    return body
