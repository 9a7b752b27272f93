"""A tree of elements becomes blocks: elements that are blocks part the text, all others are words inside."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.markup import Element, entity_text
from ingest.readers.piece import Piece, Words
from ingest.readers.rows import Cell, Row, put_table
from ingest.readers.writing import Writing
from ingest.source import Role

# What is nobody's speech though it stands in one.
_UNSPOKEN = (Role.STAGE, Role.NOTE, Role.HEADING, Role.SPEAKER, Role.CONTENTS)


def walk(
    root: Element,
    enter: Callable[[Element], bool],
    leave: Callable[[Element], None],
    text: Callable[[str | None], None],
) -> None:
    """Go through a tree in the order of its text, however deep it is.

    Args:
        root: its own tail is not part of it.
        enter: called before an element's text; False leaves out what is in it (and `leave`).
        leave: called after its last child.
        text: called with every stretch of text.
    """
    if not enter(root):
        return
    text(root.text)
    open_elements = [(root, iter(root))]
    while open_elements:
        element, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            leave(element)
            if open_elements:
                text(element.tail)
            continue
        if not isinstance(child.tag, str):
            text(entity_text(child) if isinstance(child, etree._Entity) else None)
            text(child.tail)
        elif enter(child):
            text(child.text)
            open_elements.append((child, iter(child)))
        else:
            text(child.tail)


@dataclass
class _Place:
    """What the words are that are found now."""

    role: Role = Role.PARAGRAPH
    level: int = 0
    mark: str = ""


@dataclass
class _Table:
    """A table as it is read; `around` is where it stands, `heads` says of each cell of the row whether it is a head."""

    around: Writing
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)
    header: bool = False

    def end_row(self) -> None:
        """A row ends; it names the columns where it is marked so, or all its cells are heads."""
        if self.cells:
            self.rows.append(Row(tuple(self.cells), self.header or all(self.heads)))
        self.cells, self.heads, self.header = [], [], False


class Builder:
    """Collects words into blocks; `speaker` holds for all blocks until it is changed, `weight` above 0 is bold."""

    def __init__(self) -> None:
        self.writing = Writing()
        self.words = Words()
        self.speaker: str | None = None
        self.weight = 0
        self._places = [_Place()]
        self._tables: list[_Table] = []
        self._notes: list[Piece] = []
        self._held: list[tuple[Writing, Words, str]] = []

    def text(self, text: str | None) -> None:
        """Add words to the block that is open."""
        self.words.add(text, self.weight)

    def begin(self, role: Role, level: int = 0, mark: str = "") -> None:
        """A block begins inside the one that is open, which goes on after it."""
        self.flush()
        self._places.append(_Place(role, level, mark))

    def begin_same(self) -> None:
        """A block begins that is what the one around it is: a paragraph of an item."""
        self.flush()
        place = self._places[-1]
        self._places.append(_Place(place.role, place.level, place.mark))
        place.mark = ""

    def end(self) -> str:
        """End the innermost block; return the words that stood at its end."""
        words = str(self.words)
        self.flush()
        self._places.pop()
        return words

    def flush(self) -> None:
        """Write the words found so far as a block, then the notes they carry."""
        place, words = self._places[-1], self.words
        self.words = Words()
        for _, printed in words.pages if not words else []:
            self.writing.page(printed)
        if words:
            speaker = self.speaker if place.role not in _UNSPOKEN else None
            self.writing.put(words, place.role, place.level, place.mark, speaker)
            place.mark = ""
        if place.role is not Role.NOTE:
            self.writing.pieces += self._notes
            self._notes = []

    def begin_note(self, mark: str = "") -> None:
        """A note begins in the middle of a block."""
        self._held.append((self.writing, self.words, mark))
        self.writing, self.words = Writing(), Words()
        self._places.append(_Place(Role.NOTE))

    def end_note(self) -> None:
        """The note ends; it is written after the block that carries it."""
        self.end()
        pieces = self.writing.pieces
        self.writing, self.words, mark = self._held.pop()
        for number, piece in enumerate(pieces):
            self._notes.append(replace(piece, role=Role.NOTE, level=0, mark="" if number else mark, speaker=None))

    def end_box(self) -> None:
        """What began as a note was a text box: its blocks stay what they are."""
        self.end()
        self._notes += [replace(p, role=Role.PARAGRAPH) if p.role is Role.NOTE else p for p in self.writing.pieces]
        self.writing, self.words, _ = self._held.pop()

    def begin_part(self, part: str, *, head: bool = False) -> None:
        """A table, row or cell begins.

        Args:
            part: which; a row or cell outside a table is a block.
            head: a cell that names its column or row, a row that names the columns.
        """
        self.flush()
        if part == "table":
            self._tables.append(_Table(self.writing))
        elif self._tables and part == "row":
            self._tables[-1].end_row()
            self._tables[-1].header = head
        elif self._tables:
            self.writing = Writing()
            self._places.append(_Place())
            self._tables[-1].heads.append(head)
            self.weight += 1000 * head

    def end_part(self, part: str, *, head: bool = False) -> None:
        """A table, row or cell ends; the arguments are those it began with."""
        if part == "table":
            table = self._tables.pop()
            table.end_row()
            self.flush()
            put_table(table.around, table.rows, self.speaker)
        elif self._tables and part == "row":
            self.flush()
            self._tables[-1].end_row()
        elif self._tables:
            self.end()
            self._tables[-1].cells.append(Cell(self.writing))
            self.writing = self._tables[-1].around
            self.weight -= 1000 * head
        else:
            self.flush()
