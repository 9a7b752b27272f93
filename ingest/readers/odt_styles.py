"""Styles of an OpenDocument text: what a paragraph, span, section or list inherits from the style it names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.readers.markup import Element, child, get, local
from ingest.readers.numbers import shown

_BOLD = {"bold", "600", "700", "800", "900"}
_BULLET = "•"
_BULLETS = "•–—-▪◦‣*→"


@dataclass(frozen=True)
class Style:
    """What a style says, its ancestors included; `names` are its own and theirs, `lists` is the list style it names."""

    names: tuple[str, ...] = ()
    bold: bool = False
    hidden: bool = False
    lists: str = ""

    def named(self, *names: str) -> bool:
        """Say whether the style is one of these or made from one of them."""
        return any(name in names for name in self.names)


@dataclass(frozen=True)
class Level:
    """A level of a list: its kind ("" for bullets), what stands around the number, how many levels are shown."""

    kind: str | None = None
    sign: str = _BULLET
    before: str = ""
    after: str = ""
    shows: int = 1
    start: int = 1


class Styles:
    """The styles of a document by family and name; lists by name."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        """Read styles.

        Args:
            roots: of the parts that hold some: styles.xml, content.xml.
        """
        self._elements: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self._known: dict[tuple[str, str], Style] = {}
        kinds = ("{*}style", "{*}list-style", "{*}outline-style")
        for element in (e for root in roots if root is not None for e in root.iter(*kinds)):
            if local(element) == "style":
                self._elements[get(element, "family") or "", get(element, "name") or ""] = element
            elif local(element) == "list-style":
                self.lists[get(element, "name") or ""] = _levels(element)
            else:
                self.outline = _levels(element)

    def style(self, family: str, name: str | None) -> Style:
        """Return a style; one that says nothing for an unknown name."""
        key = (family, name or "")
        if key not in self._known:
            self._known[key] = Style()  # for one that is made from itself
            element = self._elements.get(key)
            if element is not None:
                above = self.style(family, get(element, "parent-style-name"))
                self._known[key] = _with(above, element, name or "")
            elif name:
                self._known[key] = Style((_plain(name),))
        return self._known[key]


def _with(above: Style, element: Element, name: str) -> Style:
    text, section = child(element, "text-properties"), child(element, "section-properties")
    weight = get(text, "font-weight") if text is not None else None
    display = get(text, "display") if text is not None else None
    edited = get(section, "display") if section is not None else None
    return replace(
        above,
        names=(_plain(get(element, "display-name") or name), *above.names),
        bold=above.bold if weight is None else weight in _BOLD,
        hidden=above.hidden if display is None and edited is None else "none" in (display, edited),
        lists=get(element, "list-style-name") or above.lists,
    )


def _plain(name: str) -> str:
    """Return a style's name as shown: "Heading_20_1" is "heading 1"."""
    return name.replace("_20_", " ").lower()


def _levels(element: Element) -> dict[int, Level]:
    return {_number(get(one, "level"), 1): _level(one) for one in element if get(one, "level")}


def _level(element: Element) -> Level:
    before, after = get(element, "num-prefix") or "", get(element, "num-suffix") or ""
    if local(element) == "list-level-style-bullet":
        sign = get(element, "bullet-char") or ""
        return Level(None, sign if sign in _BULLETS and sign else _BULLET)
    kind = get(element, "num-format") or ""
    shows, start = (_number(get(element, name), 1) for name in ("display-levels", "start-value"))
    return Level(kind, "", before, after, shows, start)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise


class Counter:
    """Counts one list, or the headings."""

    def __init__(self, levels: dict[int, Level]) -> None:
        """Begin.

        Args:
            levels: of the list's style, from 1.
        """
        self.levels = levels
        self._counts: dict[int, int] = {}

    def mark(self, level: int, start: int | None = None) -> str:
        """Count an item.

        Args:
            level: from 1.
            start: the number that the item gets by hand.

        Returns:
            Its mark, "" for one without.
        """
        rule = self.levels.get(level, Level())
        self._counts[level] = start if start is not None else self._counts.get(level, rule.start - 1) + 1
        self._counts = {other: count for other, count in self._counts.items() if other <= level}
        if rule.kind is None:
            return rule.sign
        if not rule.kind:
            return (rule.before + rule.after).strip()
        shown_levels = range(max(1, level - rule.shows + 1), level + 1)
        numbers = [self._shown(other) for other in shown_levels]
        return f"{rule.before}{'.'.join(filter(None, numbers))}{rule.after}".strip()

    def restart(self, level: int) -> None:
        """The items of a level and below begin anew."""
        self._counts = {other: count for other, count in self._counts.items() if other < level}

    def _shown(self, level: int) -> str:
        rule = self.levels.get(level, Level())
        count = self._counts.get(level, rule.start)
        return shown(count, rule.kind) if rule.kind else "" if rule.kind == "" else str(count)
