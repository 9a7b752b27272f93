"""The lines of a plain text with their place: indentation, wrap width, blank lines, rows of tables, underlining."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout import ENDLESS, Line
from ingest.readers.textcells import cell_rows
from ingest.readers.textpages import Paged
from ingest.shapes import ends_sentence
from ingest.source import Role

_LINE = re.compile(r"(?P<words>[^\r\n\f\v]*)(?:\r\n|\r|\n|\f|\v|$)")
_RULE = re.compile(r"[-=_*~–—#]{3,}|(?:[-_*=] ){3,}[-_*=]?")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_GAP = re.compile(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{2,}")
_BLANK = " \t\xa0\u2002\u2003\u2009\ufeff"
# A line this long was never wrapped by hand.
_UNWRAPPED = 160
_RAGGED = 0.88


def lines_of(text: str, sheets: Paged) -> list[Line]:
    """Tell the lines of a text.

    Args:
        text: as decoded.
        sheets: its pages and feet.

    Returns:
        The lines that say something, in order; feet, rules and blank lines are left out.
    """
    lines = _underlined(_raw(text, {edit.start for edit in sheets.feet}))
    edge = _edge(lines)
    return _rows([replace(line, edge=edge) for line in lines])


def _raw(text: str, feet: set[int]) -> list[Line]:
    """Return the lines with indentation and what lies above; a rule is kept for now."""
    lines: list[Line] = []
    gap, turned = 0, False
    rows = {start: (end, cells) for start, end, cells in cell_rows(text)}
    covered = 0
    for found in _LINE.finditer(text):
        words = found["words"].strip(_BLANK)
        if found.start() < covered:
            continue
        if found.start() in rows:
            covered, cells = rows[found.start()]
            lines.append(Line(text[found.start() : covered], role=Role.ROW, cells=cells, start=found.start()))
            gap, turned = 0, False
        elif found.start() in feet:
            turned = True
        elif not words:
            gap += 1
            turned = turned or text[found.end() - 1 : found.end()] == "\f"
        else:
            start = found.start() + len(found["words"]) - len(found["words"].lstrip(_BLANK))
            left = len(found["words"][: start - found.start()].expandtabs(4))
            lines.append(Line(words, left, left + len(words), 0, left, gap, turned, start=start))
            gap, turned = 0, text[found.end() - 1 : found.end()] == "\f"
    return lines


def _underlined(lines: list[Line]) -> list[Line]:
    """Take the rules out; a line with a rule right below it, about as long, is a heading."""
    kept: list[Line] = []
    gap = 0.0
    for line in lines:
        if not _RULE.fullmatch(line.words):
            kept.append(replace(line, gap=max(gap, line.gap)))
            gap = 0.0
            continue
        above = kept[-1] if kept else None
        fits = above and not line.gap and not gap and 0.5 < len(line.words) / len(above.words) < 2
        if above and fits and _UNDERLINE.fullmatch(line.words) and (above.gap or len(kept) == 1):
            kept[-1] = replace(above, level=1 if line.words[0] == "=" else 2, role=Role.HEADING)
        gap = 1.0
    return kept


def _edge(lines: Sequence[Line]) -> float:
    """Return how far lines go before they are wrapped; endless where a line is a paragraph."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap and len(a.words) > 40]
    long = sum(len(line.words) for line in lines if len(line.words) > _UNWRAPPED)
    if not pairs or long > 0.3 * sum(len(line.words) for line in lines):
        return ENDLESS
    open_ended = sum(not ends_sentence(a.words) for a, _ in pairs) / len(pairs)
    if open_ended < 0.4:
        return ENDLESS
    rights = sorted(a.right for a, _ in pairs)
    return _RAGGED * rights[int(0.97 * (len(rights) - 1))]


def _rows(lines: list[Line]) -> list[Line]:
    """Tell the rows of tables: three lines or more whose cells stand under each other."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        cells = _starts(lines[at])
        end = at + 1
        while end < len(lines) and len(cells) > 1 and not lines[end].gap and _alike(cells, lines[end]):
            end += 1
        if end - at >= 3:
            rows = [replace(line, role=Role.ROW, cells=len(_starts(line))) for line in lines[at:end]]
            found += rows
        else:
            # A line in two columns stands by itself: "Dr. Anna Beispiel      Vorsitz".
            apart = len(cells) > 1 and _is_wide(lines[at].words)
            found.append(replace(lines[at], edge=ENDLESS) if apart else lines[at])
            end = at + 1
        at = end
    return found


def _starts(line: Line) -> list[int]:
    """Return where the cells of a line start, in columns."""
    if line.role:
        return []
    pieces, place = [0], 0
    for gap in _GAP.finditer(line.words):
        place = len(line.words[: gap.end()].expandtabs(8)) if "\t" in line.words else gap.end()
        pieces.append(place)
    return pieces


def _alike(cells: list[int], line: Line) -> bool:
    own = _starts(line)
    if "\t" in line.words:
        return len(own) == len(cells)
    return len(own) > 1 and sum(start in cells for start in own[1:]) >= max(1, len(own) - 2)


def _is_wide(words: str) -> bool:
    return bool(re.search(r"\S(?:\t| {3,})\S", words))
