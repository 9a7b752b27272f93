"""Lines of Markdown become blocks: paragraphs and list items, with what protocols add to Markdown's own marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.headings import is_label, is_shaped
from ingest.source import Block, Role

# Marks seen in real protocols, possibly several in a row: "- ❖ ", "  - o ", "* ", and Word's own bullet (U+F0B7).
_ODD = "❖▪•◦‣·✓✔➢➤►\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(
    rf"(?P<indent>[ \t>]*)(?:(?:[-*+–{_ODD}][ \t]+)(?:\[[ xX]\][ \t]+)?(?:[{_ODD}o][ \t]+)?"
    rf"|[{_ODD}][ \t]*|o[ \t]+(?=[A-ZÄÖÜ0-9]))"
)
# The number of a list stands in the text, so it is quoted with its item.
_NUMBER = re.compile(r"(?P<indent>[ \t>]*)(?=\d{1,3}[.)][ \t]+\S|[a-z]\)[ \t]+\S)")
# Points of an item, one a line: "9.1 TuS Wohlsdorf: …", "6b) § 9 …". Alone "3.8 mg/l" begins a line as well.
_COUNTED = re.compile(r"[ \t>]*(?P<item>\d{1,2})(?:\.(?P<number>\d{1,2})|(?P<letter>[a-z])\))[ \t]+(?=\S)")
# "… am\n1. April", "… nach Abs.\n2) …": the line before goes on.
_GOES_ON = re.compile(r"(?:\b(?:am|vom|zum|der|des|dem|den|im|bis|seit|ab|zur|die|das|on|of|the)|Nr\.|Abs\.|§)$")
# "Anwesend: 17 von 18", "Vorsitz: …": lines of a head, one a line, that no blank line parts.
_LABELLED = re.compile(r"[ \t>]*\*{0,2}[A-ZÄÖÜ][\w.()/ -]{1,40}:\*{0,2}[ \t]+\S")
_BLANK = re.compile(r"\n[ \t]*\r?\n")
_SENTENCE_END = re.compile(r"[.:?!][)“”\"]?$")
# A line, or the number of a page: "- 3 -", "– Seite 3 –".
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|[-–—] ?(?:(?:Seite|Page) )?\d{1,4} ?[-–—])[ \t]*$")


@dataclass(frozen=True)
class Line:
    """A line of the text at [start, end), its end of line included."""

    start: int
    end: int


def blocks_of(text: str, lines: Iterable[Line]) -> Iterator[Block]:
    """Cut lines into blocks; white space, bullets and rules are between them.

    Args:
        text: the document's text.
        lines: some of its lines, in order.

    Yields:
        Blocks in the order of the text, none empty.
    """
    current: Block | None = None
    lines = list(lines)
    width = max((len(text[line.start : line.end].rstrip()) for line in lines), default=0)
    listed = _in_a_list(text, lines)
    counted = _counted(text, lines)
    for line in lines:
        words = text[line.start : line.end].rstrip()
        if not words.strip(" \t>") or _RULE.match(words):
            current, finished = None, current
        elif line in counted:
            indent = words[: len(words) - len(words.lstrip(" \t>"))]
            item = Block(line.start + len(indent), line.start + len(words), Role.ITEM, _width(indent))
            current, finished = item, current
        elif current and current.role is Role.PARAGRAPH and _ended(text, current, words, width):
            finished, (current, _) = current, _extend(None, words, line.start, False, line in listed)
        else:
            open_ended = current is not None and bool(_GOES_ON.search(text[current.start : current.end]))
            current, finished = _extend(current, words, line.start, open_ended, line in listed)
        if finished:
            yield finished
    if current:
        yield current


def _ended(text: str, current: Block, words: str, width: int) -> bool:
    r"""Say whether a paragraph ended with its line though no blank line follows.

    Its sentence ended, and the next line's first word would still have fitted: whoever wrapped the text broke here on
    purpose ("E-7.1 … genehmigt.\nE-7.2 …").
    """
    if _LABELLED.match(words) and _LABELLED.match(text[current.start : current.end]):
        return True
    if " | " in words and " | " in text[current.start : current.end]:  # "**Dr. Beck** | Leiterin, …", one a line
        return True
    last = text[current.start : current.end].rsplit("\n", 1)[-1].rstrip()
    start = max(text.rfind("\n", 0, current.end), text.rfind("\r", 0, current.end)) + 1
    used = len(text[start : current.end].rstrip())
    first = words.split(maxsplit=1)[0]
    starts_anew = first[:1].isupper() or first[:1].isdigit() or first[:1] in '„“"(*_'
    return bool(_SENTENCE_END.search(last.rstrip("*_"))) and starts_anew and used + 1 + len(first) <= width - 5


def _extend(
    current: Block | None, words: str, start: int, open_ended: bool, listed: bool
) -> tuple[Block | None, Block | None]:
    """Return the block that goes on after this line, and the one that ended before it."""
    end = start + len(words)
    if not listed and not re.match(r"[ \t>]*[-*+][ \t]", words) and is_shaped(words):
        indent = len(words) - len(words.lstrip(" \t>"))
        return Block(start + indent, end, Role.HEADING), current
    if bullet := _BULLET.match(words):
        return Block(start + bullet.end(), end, Role.ITEM, _width(bullet["indent"])), current
    if (number := _NUMBER.match(words)) and not open_ended:
        return Block(start + number.end(), end, Role.ITEM, _width(number["indent"])), current
    if current and current.role is not Role.HEADING and (listed or not is_label(words)):
        return replace(current, end=end), None
    indent = len(words) - len(words.lstrip(" \t>"))
    return Block(start + indent, end), current


def _in_a_list(text: str, lines: list[Line]) -> set[Line]:
    """Return the numbered lines beside other numbered lines: "8. Sonstiges" in an agenda is no heading."""
    filled = [line for line in lines if text[line.start : line.end].strip()]
    numbered = [bool(_NUMBER.match(text[line.start : line.end])) for line in filled]
    beside = zip(filled, numbered, [False, *numbered], [*numbered[1:], False], strict=False)
    return {line for line, own, before, after in beside if own and (before or after)}


def _counted(text: str, lines: Iterable[Line]) -> set[Line]:
    """Return the lines of a paragraph that begin with numbers each of which is the next: "9.1 …", "9.2 …"."""
    found = [(line, match) for line in lines if (match := _COUNTED.match(text[line.start : line.end]))]
    places = [(m["item"], int(m["number"]) if m["number"] else ord(m["letter"])) for _, m in found]
    runs: set[Line] = set()
    for at, (before, after) in enumerate(pairwise(places)):
        one, other = found[at][0], found[at + 1][0]
        together = not _BLANK.search(text[one.start : other.start])
        if together and before[0] == after[0] and after[1] == before[1] + 1:
            runs |= {one, other}
    return runs


def _width(indent: str) -> int:
    """Columns before a mark."""
    return len(indent.replace(">", "").expandtabs(4))
