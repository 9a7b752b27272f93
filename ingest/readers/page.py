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
_CONTENT = {"article", "main", "section"}
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
    r"(?i)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0(?![.\d])"
    r"|(?:^|[;{\s])(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?\b|clip-path\s*:\s*inset\(\s*(?:50|100)%)"
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
    kept = _holders(root)
    around = {e for e in body.iter("*") if e not in hidden | kept and _is_around(e, words[e], _SHARE * words[body])}
    for part in (_main(body, hidden | around), body):
        if 3 * _counted(part, hidden | around)[part] >= words[body]:
            return Content(part, hidden | around)
    return Content(body, hidden)


def _holders(root: Element) -> set[Element]:
    """Return what holds the content for certain: whatever stands around a `main` or `article`, or the only h1."""
    titles = list(root.iter("h1"))
    found: set[Element] = set()
    for inner in list(root.iter("main", "article")) or (titles if len(titles) == 1 else []):
        for element in inner.iterancestors():
            if element in found:
                break
            found.add(element)
    return found


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


def _is_around(element: Element, words: int, most: float) -> bool:
    """Say whether an element stands around the content: by its name, role or class, if it holds few words.

    Args:
        element: of the body; its own class counts as much as its name.
        words: that are seen in it.
        most: words that something around the content has; navigation may have more.

    Returns:
        True where it is left out.
    """
    name = local(element)
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if name in ("body", "main", "article"):
        return False
    if name in ("header", "footer") and any(local(above) in _CONTENT for above in element.iterancestors()):
        return name == "footer" and bool(_NAMES.search(named))
    if name not in _AROUND and element.get("role") not in _ROLES and not _NAMES.search(named):
        return False
    return name == "nav" or words <= most


def _main(body: Element, left_out: set[Element]) -> Element:
    """Return the element that holds the content: the first `main`, else the only article, else the body."""
    mains = [e for e in body.iter("*") if local(e) == "main" or e.get("role") == "main"]
    articles = [e for e in body.iter("article") if not any(local(a) == "article" for a in e.iterancestors())]
    for found, several in ((mains, True), (articles, False)):
        seen = [e for e in found if not left_out.intersection((e, *e.iterancestors()))]
        if seen and (several or len(seen) == 1):
            return seen[0]
    return body
