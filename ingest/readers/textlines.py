"""The lines of a plain text with their place: indentation, wrap width, blank lines, rows of tables, underlining."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout import ENDLESS, Line
from ingest.readers.textcells import cell_rows
from ingest.readers.textpages import Paged
from ingest.readers.textrows import cells_of, with_rows
from ingest.shapes import ends_sentence, look
from ingest.source import Role

_LINE = re.compile(r"(?P<words>[^\r\n\f\v]*)(?:\r\n|\r|\n|\f|\v|$)")
_RULE = re.compile(r"[-=_*~–—#]{3,}|(?:[-_*=] ){3,}[-_*=]?")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
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
    return with_rows([replace(line, edge=edge) for line in lines])


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
            lead = len(words.split(maxsplit=1)[0])
            lines.append(Line(words, left, left + len(words), 0, left, gap, turned, lead=lead, start=start))
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
        above = kept[-1] if kept and not line.gap and not gap else None
        gap = 1.0
        if above and len(cells_of(above)) > 1:  # the rule under a table's head, or over its sum
            kept[-1] = replace(above, role=Role.HEADER) if above.gap or len(kept) == 1 else above
            gap = 0.0
        elif above and _underlines(line, above) and (above.gap or len(kept) == 1):
            kept[-1] = replace(above, level=1 if line.words[0] == "=" else 2, role=Role.HEADING)
    return kept


def _underlines(rule: Line, above: Line) -> bool:
    return _UNDERLINE.fullmatch(rule.words) is not None and 0.5 < len(rule.words) / len(above.words) < 2


def _is_prose(line: Line) -> bool:
    """Say whether a line may go on with one before it: no item, no row."""
    shape = look(line.words)
    return not (shape.mark or shape.numbered or len(cells_of(line)) > 1)


def _edge(lines: Sequence[Line]) -> float:
    """Return how far lines go before they are wrapped; endless where a line is a paragraph."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and len(a.words) > 40 and _is_prose(b)]
    long = sum(len(line.words) for line in lines if len(line.words) > _UNWRAPPED)
    if not pairs or long > 0.3 * sum(len(line.words) for line in lines):
        return ENDLESS
    broken = [(a, b) for a, b in pairs if not ends_sentence(a.words)]
    small = sum(b.words[0].islower() for _, b in broken)
    if len(broken) < 0.4 * len(pairs) and small < max(2, 0.15 * len(pairs)):
        return ENDLESS
    if small < 0.15 * len(broken):  # names below each other; of cut sentences more go on in small letters
        return ENDLESS
    pairs = broken or pairs
    rights = sorted(a.right for a, _ in pairs)
    return _RAGGED * rights[int(0.97 * (len(rights) - 1))]
