"""Styles of a Word document: what a paragraph or run inherits from the style it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.readers.markup import Element, child, get, local

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|nagłówek)\s*([1-9])")
_BODY = 9  # outline level of text that is no heading


@dataclass(frozen=True)
class Style:
    """What a style says, its ancestors included. `level` is a heading's, from 1; 0 for none."""

    name: str = ""
    level: int = 0
    number: str | None = None
    depth: int | None = None
    hidden: bool = False
    bold: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it is the document's title."""
        return self.name in ("title", "titel")

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are lines of the table of contents."""
        return self.name.startswith(("toc ", "contents ", "inhaltsverzeichnis", "table of "))


_PLAIN = Style()


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Read styles.

        Args:
            root: of styles.xml; None where the document has none.
        """
        self._elements = {get(e, "styleId") or "": e for e in (root if root is not None else ()) if local(e) == "style"}
        self._known: dict[str, Style] = {}
        self._usual = next(
            (name for name, e in self._elements.items() if get(e, "type") == "paragraph" and is_on(e, "default")), ""
        )

    def paragraph(self, properties: Element | None) -> tuple[str, Style]:
        """Return the id and the style of a paragraph by its properties."""
        named = child(properties, "pStyle")
        name = (get(named, "val") if named is not None else None) or self._usual
        return name, self.style(name)

    def style(self, name: str) -> Style:
        """Return a style by its id; one that says nothing for an unknown id."""
        if name not in self._known:
            style = _PLAIN
            for element in reversed(list(self._chain(name))):
                style = _with(style, element)
            self._known[name] = style
        return self._known[name]

    def _chain(self, name: str) -> Iterator[Element]:
        """Yield the style and those it is based on; a circle is followed once."""
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield self._elements[name]
            based = child(self._elements[name], "basedOn")
            name = (get(based, "val") or "") if based is not None else ""


def _with(style: Style, element: Element) -> Style:
    named = child(element, "name")
    name = ((get(named, "val") or "") if named is not None else "").lower()
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    level = outline(paragraph)
    if heading := _HEADING.fullmatch(name):
        level = int(heading[1])
    number, depth = numbering(paragraph)
    return replace(
        style,
        name=name,
        level=style.level if level is None else level,
        number=number if number is not None else style.number,
        depth=depth if depth is not None else style.depth,
        hidden=toggled(run, "vanish", otherwise=style.hidden),
        bold=toggled(run, "b", otherwise=style.bold),
    )


def outline(properties: Element | None) -> int | None:
    """Return the heading's level that paragraph properties name: 0 for body text, None where they say nothing."""
    found = child(properties, "outlineLvl")
    value = get(found, "val") if found is not None else None
    if value is None or not value.isdecimal():
        return None
    return 0 if int(value) >= _BODY else int(value) + 1


def numbering(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list (numId) and the level (from 0) that paragraph properties name."""
    number, depth = child(properties, "numPr", "numId"), child(properties, "numPr", "ilvl")
    level = (get(depth, "val") or "") if depth is not None else ""
    return get(number, "val") if number is not None else None, int(level) if level.isdecimal() else None


def toggled(properties: Element | None, name: str, *, otherwise: bool) -> bool:
    """Say whether run properties switch something on; `otherwise` where they say nothing of it."""
    found = child(properties, name)
    return otherwise if found is None else is_on(found, "val", otherwise=True)


def is_on(element: Element, name: str, *, otherwise: bool = False) -> bool:
    """Say whether an attribute is true in Word's ways of writing it."""
    value = get(element, name)
    return otherwise if value is None else value in ("1", "true", "on")
