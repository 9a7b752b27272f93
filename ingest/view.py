"""A block as a reader sees it, with the way back into the document's text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.source import Edit, Source


@dataclass(frozen=True)
class View:
    """What is seen of text[start:end): `text`, line ends kept, and where each character of it stands (`at`).

    `at` is one longer than `text`: its last is the block's end. `bold` are spans of `text` that stood between `**`.
    """

    text: str
    at: Sequence[int]
    bold: tuple[tuple[int, int], ...] = ()


def view(source: Source, start: int, end: int) -> View:
    """Return a span of the document as seen.

    Args:
        source: the file as read.
        start: code point.
        end: code point.

    Returns:
        Edits applied, `**` removed; a blank that stands for an edit stands at the edit's start.
    """
    raw = source.text[start:end]
    first = bisect_right(source.edits, start, key=lambda edit: edit.end)
    if "*" not in raw and (first == len(source.edits) or source.edits[first].start >= end):
        return View(raw, range(start, end + 1))
    cuts = [(edit.start, edit.end, edit.seen) for edit in _inside(source, first, end)]
    cuts += [(start + m.start(), start + m.end(), "") for m in re.finditer(r"\*\*", raw)]
    letters: list[str] = []
    at: list[int] = []
    marks: list[int] = []
    position = start
    for a, b, seen in sorted(cuts):
        if a < position:
            continue
        letters += source.text[position:a]
        at += range(position, a)
        if source.text[a:b] in ("**", "__"):
            marks.append(len(letters))
        letters += seen
        at += [a] * len(seen)
        position = min(b, end)
    letters += source.text[position:end]
    at += [*range(position, end), end]
    return View("".join(letters), at, tuple(zip(marks[::2], marks[1::2], strict=False)))


def _inside(source: Source, first: int, end: int) -> Iterator[Edit]:
    for number in range(first, len(source.edits)):
        if source.edits[number].start >= end:
            return
        yield source.edits[number]
