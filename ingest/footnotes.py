"""Footnotes: smaller type at the foot of a page, told after the paragraph that carries their mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout import Group, Line
from ingest.source import Role
from ingest.strips import Strip

_MARK = re.compile(r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\d{1,3}[.)]?(?=\s)|\*{1,3}\)?|\[\d{1,3}\])\s*(?=\S)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Note:
    """A footnote: its lines, and the mark that the text carries."""

    lines: tuple[Line, ...]
    mark: str
    words_from: int
    page: int


def taken_out(pages: Sequence[list[Strip]], size: float) -> tuple[list[list[Strip]], list[Note]]:
    """Take the footnotes out of the pages.

    Args:
        pages: of each page, its rows in reading order.
        size: of the body's type.

    Returns:
        The pages without them, and the footnotes in order.
    """
    bodies: list[list[Strip]] = []
    notes: list[Note] = []
    for page in pages:
        kept: list[Strip] = []
        for column in _columns(page):
            first = _first_note(column, size)
            own = _notes(column[first:])
            # Small type is a footnote's only if the page carries its mark: others are imprints and lists of members.
            if own and all(any(carries(strip.words, note.mark) for strip in page) for note in own):
                kept += column[:first]
                notes += own
            else:
                kept += column
        bodies.append(kept)
    return bodies, notes


def carries(words: str, mark: str) -> bool:
    """Say whether words carry the mark of a footnote.

    Args:
        words: of a line.
        mark: raised digits or stars.

    Returns:
        True where the mark stands by itself behind a word, not before one.
    """
    return bool(mark) and re.search(rf"(?<=\S)(?<![⁰¹²³⁴⁵⁶⁷⁸⁹*]){re.escape(mark)}(?![⁰¹²³⁴⁵⁶⁷⁸⁹*])", words) is not None


def _columns(page: list[Strip]) -> list[list[Strip]]:
    """Return stretches of rows that stand below each other."""
    columns: list[list[Strip]] = []
    for strip in page:
        if columns and columns[-1][-1].column == strip.column and strip.top > columns[-1][-1].top:
            columns[-1].append(strip)
        else:
            columns.append([strip])
    return columns


def _first_note(column: list[Strip], size: float) -> int:
    """Return where the footnotes of a column begin; its length where it has none."""
    first = len(column)
    while first and column[first - 1].size < 0.93 * size:
        first -= 1
    while first < len(column) and not _MARK.match(column[first].words):
        first += 1
    return first


def _notes(strips: list[Strip]) -> list[Note]:
    notes: list[list[Strip]] = []
    for strip in strips:
        if _MARK.match(strip.words) or not notes:
            notes.append([strip])
        else:
            notes[-1].append(strip)
    return [_note(own) for own in notes]


def _note(strips: list[Strip]) -> Note:
    found = _MARK.match(strips[0].words)
    mark = found["mark"].strip(".)[]").translate(_RAISED) if found else ""
    lines = tuple(Line(s.words, s.left, s.right, s.edge, size=s.size, role=Role.NOTE, page=s.page) for s in strips)
    return Note(lines, mark, found.end() if found else 0, strips[0].page)


def placed(groups: list[Group], notes: Sequence[Note]) -> list[Group]:
    """Put each footnote after the block that carries its mark.

    Args:
        groups: the blocks, in order.
        notes: the footnotes, in order.

    Returns:
        All blocks, in order.
    """
    after: dict[int, list[Group]] = {}
    for note in notes:
        at = _carrier(groups, note)
        after.setdefault(at, []).append(Group(Role.NOTE, list(note.lines), 0, note.words_from))
    return [
        *after.get(-1, ()),
        *(own for number, group in enumerate(groups) for own in (group, *after.get(number, ()))),
    ]


def _carrier(groups: list[Group], note: Note) -> int:
    """Return the number of the block that carries the mark, else of the page's last one, -1 for none."""
    last = -1
    for number, group in enumerate(groups):
        if group.lines[0].page > note.page:
            break
        last = number
        if any(carries(line.words, note.mark) for line in group.lines if line.page == note.page):
            return number
    return last
