"""Rows of a page without their words' boxes: what the layout needs to know of a line, light enough for 5,000 pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.columns import GAP, Row, Word

# A first cell that is no cell but introduces the rest of its line.
_LEADS = re.compile(
    r"(?:[^\w\s]|o|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\(?[a-zA-Z]\)"
    r"|(?:Zu\s+)?(?:TOP|Top|Punkt|Item|Ö|N)\s*\d+[a-z]?(?:\.\d+)*[.:)]?|§\s?\d+)"
)


class Cell(NamedTuple):
    """A piece of a row between two wide gaps."""

    left: float
    right: float
    words: str
    bold: bool


@dataclass(frozen=True)
class Strip:
    """A row: its words, its place on the page, its type, its column's edges, and its cells where wide gaps part it."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    column: int
    start: float
    edge: float
    page: int
    cells: tuple[Cell, ...] = ()


def strips_of(rows: Sequence[Row], page: int, rules: Sequence[float] = ()) -> Iterator[Strip]:
    """Yield the rows as strips; words of very different size beside each other are two.

    Args:
        rows: of one page, in reading order.
        page: its number, from 0.
        rules: places of upright rules of the page.

    Yields:
        Strips in the same order.
    """
    for row in rows:
        parts = _parts(row, rules)
        groups: list[list[list[Word]]] = []
        for part in parts:
            # A title beside the small print of a letterhead.
            if groups and 0.75 < part[0].size / groups[-1][-1][0].size < 1.34:
                groups[-1].append(part)
            else:
                groups.append([part])
        for group in groups:
            yield _strip(group, row, page, ruled=bool(rules))


def _parts(row: Row, rules: Sequence[float]) -> list[list[Word]]:
    """Cut a row where a wide gap or an upright rule parts it."""
    parts: list[list[Word]] = []
    for word in row.items:
        last = parts[-1][-1] if parts else None
        wide = last and word.left - last.right >= GAP * min(word.size, last.size)
        if last is None or wide or any(last.right - 1 <= rule <= word.left + 1 for rule in rules):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _strip(parts: list[list[Word]], row: Row, page: int, *, ruled: bool) -> Strip:
    words = [word for part in parts for word in part]
    cells = tuple(
        Cell(part[0].left, part[-1].right, " ".join(w.words for w in part), all(w.bold for w in part)) for part in parts
    )
    if len(cells) == 2 and not ruled and _LEADS.fullmatch(cells[0].words):
        cells = ()
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.words)
    return Strip(
        " ".join(word.words for word in words),
        words[0].left,
        max(word.right for word in words),
        min(word.top for word in words),
        max(words, key=lambda word: word.size).bottom,
        sizes.most_common(1)[0][0],
        all(word.bold for word in words if any(map(str.isalnum, word.words))),
        row.column,
        row.left_edge,
        row.right_edge,
        page,
        cells if len(cells) > 1 else (),
    )
