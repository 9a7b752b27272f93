"""Tables of which only the cells are left: a lone carriage return behind each, as Word exports them.

Seen in 2010 records of the Bundestag: "Beck (Köln), Volker␍BÜNDNIS 90/DIE GRÜNEN␍02.07.2010␍Beckmeyer, Uwe␍…".
"""

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_LEAST = 6
# What a cell holds, told by its look: the same in each row of a column.
_LOOKS = (
    (re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}"), "date"),
    (re.compile(r"[\d.,%€ –-]+"), "number"),
    (re.compile(r"[A-ZÄÖÜ0-9 /.&-]+"), "capitals"),
)


def cell_rows(text: str) -> Iterator[tuple[int, int, int]]:
    """Find the rows of such tables.

    Args:
        text: as decoded.

    Yields:
        Start and end of each row in the text, and how many cells it has.
    """
    if "\r\n" not in text:
        return
    for line in _LINE.finditer(text):
        if line.group().count("\r") < _LEAST:
            continue
        cells = [(found.start(), found.end()) for found in _CELL.finditer(text, line.start(), line.end())]
        first, width = _period([_look(text[start:end].strip()) for start, end in cells])
        if width:
            for at in range(first, len(cells) - width + 1, width):
                yield cells[at][0], cells[at + width - 1][1], width


def _look(cell: str) -> str:
    return next((name for shape, name in _LOOKS if shape.fullmatch(cell)), "words")


def _period(looks: list[str]) -> tuple[int, int]:
    """Return where the rows begin and how many cells each has; (0, 0) where nothing returns."""
    for width in range(2, 7):
        fits = []
        for first in range(width):
            own = looks[first:]
            again = [a == b for a, b in zip(own, own[width:], strict=False)]
            if len(own) >= 3 * width and len(set(own[:width])) > 1:
                fits.append((sum(again) / len(again), -first))
        if fits and max(fits)[0] > 0.9:
            return -max(fits)[1], width
    return 0, 0
