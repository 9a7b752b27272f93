"""A text becomes blocks: paragraphs and list items with offset, indentation and marker."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Marks seen in real protocols, possibly several in a row: "- ❖ ", "  - o ", "* ".
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<marks>(?:[-*+•❖▪–][ \t]+)(?:[❖▪•o][ \t]+)?|[❖▪•][ \t]+)")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
_HEADING = re.compile(r"[ \t]*(?P<marks>#{1,6})[ \t]+")


@dataclass(frozen=True)
class Block:
    """A paragraph or list item; the words stand at [start, end) of the document's text (code points).

    `indent` counts columns before the bullet; `heading` is the number of `#`, 0 where there is none.
    """

    start: int
    end: int
    indent: int
    bullet: bool
    heading: int


def blocks(text: str) -> Iterator[Block]:
    """Cut the text into blocks; white space, bullets and rules are between them.

    Args:
        text: the document's text.

    Yields:
        Blocks in the order of the text, none empty.
    """
    current: Block | None = None
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        words = line.rstrip()
        if not words or _RULE.match(words):
            current, finished = None, current
        else:
            current, finished = _extend(current, words, start)
        if finished:
            yield finished
    if current:
        yield current


def _extend(current: Block | None, words: str, start: int) -> tuple[Block | None, Block | None]:
    """Return the block that goes on after this line, and the one that ended before it."""
    end = start + len(words)
    if heading := _HEADING.match(words):
        return Block(start + heading.end(), end, 0, False, len(heading["marks"])), current
    if bullet := _BULLET.match(words):
        return Block(start + bullet.end(), end, len(bullet["indent"].expandtabs(4)), True, 0), current
    if current and not current.heading and not _is_label(words):
        return Block(current.start, end, current.indent, current.bullet, 0), None
    indent = len(words) - len(words.lstrip())
    return Block(start + indent, end, indent, False, 0), current


def _is_label(words: str) -> bool:
    """Say whether the line is a numbered label ("2. Impuls:"), which never continues the line before."""
    return re.fullmatch(r"\s*\d+\.\s+\w+:?", words) is not None
