"""Plain text: the file's own words, cut into the blocks that its lines, blanks and marks mean."""

import re
from collections.abc import Iterator, Sequence

from ingest.agenda import with_numbered_headings
from ingest.contents import with_contents
from ingest.hyphens import Words
from ingest.layout import Group, groups_of
from ingest.readers.decode import decode
from ingest.readers.textlines import lines_of
from ingest.readers.textpages import paged
from ingest.readers.textrows import GAP
from ingest.source import Block, Edit, Source, seen

_MARKS = re.compile(
    r"\xad|\u200b|\ufeff|[ \t]*\[(?:PAGE|SEITE)\s*\d+\]"
    r"|[ \t]{2,}(?:[-–]\s*)?Seite \d+ ?(?:von|/) ?\d+(?=[ \t]*(?:[\r\n\f]|$))"
)


def read(data: bytes) -> Source:
    """Read plain text.

    Args:
        data: the file.

    Returns:
        The text as decoded, with its blocks; edits hide page feet and the hyphens at line ends.

    Raises:
        DocumentError: The bytes are no text.
    """
    text, notes = decode(data)
    sheets = paged(text)
    lines = lines_of(text, sheets)
    groups = with_contents(with_numbered_headings(groups_of(lines)))
    edits = _apart([*_edits(text, groups), *sheets.feet, *_marks(text)])
    blocks = tuple(block for block in map(_block, groups) if seen(text, edits, block.start, block.end))
    return Source(text, blocks, edits, sheets.pages, notes=notes)


def _block(group: Group) -> Block:
    last = group.last
    return Block(group.lines[0].start + group.mark, last.start + len(last.words), group.role, group.level)


def _edits(text: str, groups: Sequence[Group]) -> Iterator[Edit]:
    """Yield the edits inside blocks: cut words, and what parts the cells of a row."""
    words = Words(line.words for group in groups for line in group.lines)
    for group in groups:
        for line, after in zip(group.lines, group.lines[1:], strict=False):
            end = line.start + len(line.words)
            cut, joint = words.joint(line.words, after.words)
            if not joint:
                yield Edit(end - cut, after.start)
        for line in group.lines:
            if line.cells > 1:
                yield from (
                    Edit(line.start + gap.start(), line.start + gap.end(), " | ") for gap in GAP.finditer(line.words)
                )


def _marks(text: str) -> Iterator[Edit]:
    """Yield what no reader of the text sees: soft hyphens, and marks of pages inside a line."""
    return (Edit(found.start(), found.end()) for found in _MARKS.finditer(text))


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """Put edits in order, without those that lie inside another."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)
