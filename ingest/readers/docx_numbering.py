"""Automatic numbers of a Word document: computed, as Word does, from numbering.xml and the order of the paragraphs."""

import re
from dataclasses import dataclass, field

from ingest.readers.docx_styles import Styles
from ingest.readers.markup import Element, child, get, local
from ingest.readers.numbers import shown

_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_DEEPEST = 9
# Signs of lists in fonts of symbols are shown as this; those that are letters of any font stay.
_BULLET = "•"
_BULLETS = "•–—-▪◦‣*→"


@dataclass(frozen=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class _List:
    """A list definition: its levels, and the numbers reached."""

    levels: dict[int, _Level]
    styles: dict[str, int]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts a document's lists; ask for each numbered paragraph once, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the lists.

        Args:
            root: of numbering.xml; None where the document has none.
            styles: a list may be defined by a style.
        """
        parts = list(root) if root is not None else []
        self._abstract = {get(e, "abstractNumId") or "": e for e in parts if local(e) == "abstractNum"}
        self._numbers = {get(e, "numId") or "": e for e in parts if local(e) == "num"}
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._used: set[str] = set()

    def mark(self, number: str, depth: int | None, style: str) -> tuple[str, int] | None:
        """Count a paragraph and return its mark.

        Args:
            number: the list (numId).
            depth: the level, from 0; None to find it by the style.
            style: the paragraph's style id.

        Returns:
            The mark ("" for one without) and the level; None where there is no such list.
        """
        element = self._numbers.get(number)
        own = self._list(element) if element is not None else None
        if element is None or own is None:
            return None
        level = min(_DEEPEST - 1, depth if depth is not None else own.styles.get(style, 0))
        if number not in self._used:
            self._used.add(number)
            self._restart(element, own)
        self._count(own, level)
        return _text(own, level), level

    def _list(self, number: Element) -> _List | None:
        name = child(number, "abstractNumId")
        key = (get(name, "val") or "") if name is not None else ""
        for _ in range(5):  # a list that is a style's, whose list may again be another style's
            link = child(self._abstract.get(key), "numStyleLink")
            if link is None:
                break
            linked = self._numbers.get(self._styles.style(get(link, "val") or "").number or "")
            name = child(linked, "abstractNumId")
            key = (get(name, "val") or "") if name is not None else ""
        if key not in self._abstract:
            return None
        if key not in self._lists:
            levels = [e for e in self._abstract[key] if local(e) == "lvl"]
            self._lists[key] = _List({_depth(e): _level(e) for e in levels}, {_style(e): _depth(e) for e in levels})
        return self._lists[key]

    def _restart(self, number: Element, own: _List) -> None:
        """A number that overrides its list's start begins anew where it is first used."""
        for override in number:
            if local(override) != "lvlOverride":
                continue
            level = _depth(override)
            if (defined := child(override, "lvl")) is not None:
                own.levels[level] = _level(defined)
                own.counts.pop(level, None)
            if (start := child(override, "startOverride")) is not None:
                own.counts[level] = _int(get(start, "val"), 1) - 1

    @staticmethod
    def _count(own: _List, level: int) -> None:
        start = own.levels.get(level, _Level()).start
        own.counts[level] = own.counts.get(level, start - 1) + 1
        for above in range(level):
            own.counts.setdefault(above, own.levels.get(above, _Level()).start)
        for deeper in [other for other in own.counts if other > level]:
            restart = own.levels.get(deeper, _Level()).restart
            if restart is None or (restart > 0 and level < restart):
                del own.counts[deeper]


def _text(own: _List, level: int) -> str:
    rule = own.levels.get(level, _Level())
    if rule.kind == "bullet":
        sign = rule.text.strip()
        return sign if len(sign) == 1 and sign in _BULLETS else _BULLET
    if rule.kind == "none" and "%" not in rule.text:
        return rule.text.strip()

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        kind = "decimal" if rule.legal else own.levels.get(at, _Level()).kind
        count = own.counts.get(at, own.levels.get(at, _Level()).start)
        if kind == "none":
            return ""
        return f"{count:02}" if kind == "decimalZero" else shown(count, _KINDS.get(kind, "1"))

    return " ".join(re.sub(r"%([1-9])", number, rule.text).split())


def _level(element: Element) -> _Level:
    values = {local(e): get(e, "val") for e in element if local(e) in ("start", "numFmt", "lvlText", "lvlRestart")}
    restart = values.get("lvlRestart")
    legal = child(element, "isLgl")
    return _Level(
        _int(values.get("start"), 1),
        values.get("numFmt") or "decimal",
        values.get("lvlText") or "",
        None if restart is None else _int(restart, 0),
        legal is not None and get(legal, "val") not in ("0", "false", "off"),
    )


def _depth(element: Element) -> int:
    return min(_DEEPEST - 1, max(0, _int(get(element, "ilvl"), 0)))


def _style(level: Element) -> str:
    named = child(level, "pStyle")
    return (get(named, "val") or "") if named is not None else ""


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


