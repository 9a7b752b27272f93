"""Tables of a document that has markup: which row names the columns, which table only arranges paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.piece import Piece, Words
from ingest.readers.writing import Writing
from ingest.source import Role

_LONGEST_CELL = 1_500  # characters of a cell; beyond, the table sets text side by side rather than data
_LONGEST_HEAD = 60  # characters of a cell that names its column
# Columns of a transcript that is a table.
_WHO = {"redner", "rednerin", "redner/in", "rednerin/redner", "sprecher", "sprecherin", "sprecher/in", "speaker"}
_SAID = {"text", "beitrag", "wortbeitrag", "redebeitrag", "wortlaut", "aussage", "transkript", "transcript"}
# A column of these is counted, so that the row above it that has none names it.
_COUNTED = re.compile(r"[\d.,:%€$£ +/()–−-]+(?:h|Uhr|EUR|Euro|€)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words that name columns, seen in tables of minutes.
_NAMES = {
    "abstained", "action", "against", "amount", "aufgabe", "bemerkung", "bemerkungen", "beschluss", "betrag", "bis",
    "date", "datum", "deadline", "decision", "due", "enthaltung", "enthaltungen", "ergebnis", "for", "fraktion",
    "frist", "function", "funktion", "item", "ja", "lfd.", "maßnahme", "name", "nein", "nr", "nr.", "owner", "partei",
    "party", "responsible", "role", "status", "task", "termin", "thema", "top", "topic", "uhrzeit", "verantwortlich",
    "vorname", "vote", "wann", "was", "wer", "what", "when", "who", "zuständig",
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; nothing where it goes on from the row above."""

    content: Writing

    @property
    def words(self) -> str:
        """The words without footnotes, line under line."""
        return "\n".join(_marked(piece) for piece in self.content.pieces if piece.role is not Role.NOTE)

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold, or head cells by their markup."""
        return all(piece.bold for piece in self.content.pieces)


@dataclass(frozen=True)
class Row:
    """Cells from left to right; `header` where the format says that they name the columns."""

    cells: tuple[Cell, ...]
    header: bool = False


def put_table(writing: Writing, rows: Sequence[Row], speaker: str | None = None) -> None:
    """Write a table row by row; one that only arranges paragraphs is paragraphs.

    Args:
        writing: the document so far.
        rows: from top to bottom; empty ones are left out.
        speaker: where the format says who shows it.
    """
    rows = [row for row in rows if any(cell.words for cell in row.cells)]
    if _only_arranges(rows):
        for row in rows:
            for cell in row.cells:
                writing.pieces += cell.content.pieces
        return
    marked = any(row.header for row in rows)
    speakers = None
    for number, row in enumerate(rows):
        header = row.header if marked else number == 0 and _names_columns(rows)
        if header:
            speakers = _speakers(row)
        named = row.cells[speakers].words if speakers is not None and speakers < len(row.cells) and not header else ""
        writing.put(_line(row), Role.HEADER if header else Role.ROW, speaker=named.rstrip(" :") or speaker)
    for row in rows:
        for cell in row.cells:
            writing.pieces += [piece for piece in cell.content.pieces if piece.role is Role.NOTE]


def _only_arranges(rows: Sequence[Row]) -> bool:
    """Say whether a table has one column, or holds whole parts of the document in a cell."""
    if all(sum(bool(cell.words) for cell in row.cells) <= 1 for row in rows):
        return True
    cells = [cell.content.pieces for row in rows for cell in row.cells]
    inner = (Role.HEADING, Role.ROW, Role.HEADER)
    if any(len(pieces) > 2 and any(piece.role in inner for piece in pieces) for pieces in cells):
        return True
    return any(len(pieces) > 2 and sum(len(piece.words) for piece in pieces) > _LONGEST_CELL for pieces in cells)


def _speakers(header: Row) -> int | None:
    """Return the column that says who speaks, where another one holds what is said."""
    names = [cell.words.lower().rstrip(":") for cell in header.cells]
    if not _SAID.intersection(names):
        return None
    return next((number for number, name in enumerate(names) if name in _WHO), None)


def _marked(piece: Piece) -> str:
    return f"{piece.mark} {piece.words}" if piece.mark else piece.words


def _line(row: Row) -> Words:
    """Put the cells beside each other; page breaks keep their place."""
    line = Words()
    for cell in row.cells:
        if not cell.words:
            continue
        line.add(" | " if line else "")
        for number, piece in enumerate(piece for piece in cell.content.pieces if piece.role is not Role.NOTE):
            if number:
                line.line_break()
            line.add(f"{piece.mark} " if piece.mark else "")
            line.pages += [(len(line) + at, printed) for at, printed in piece.pages]
            line.add_lines(piece.words)
    return line


def _names_columns(rows: Sequence[Row]) -> bool:
    """Say whether the first row names the columns, by its type or by its words."""
    first, rest = rows[0].cells, rows[1:]
    named = [cell.words for cell in first if cell.words]
    if not rest or len(named) < 2 or any(len(words) > _LONGEST_HEAD for words in named):
        return False
    if all(cell.bold for cell in first if cell.words) and not all(c.bold for r in rest for c in r.cells if c.words):
        return True
    if sum(words.lower().rstrip(":") in _NAMES for words in named) >= 2:
        return True
    return heads_numbers([cell.words for cell in first], [[cell.words for cell in row.cells] for row in rest])


def heads_numbers(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Say whether a row stands over columns of numbers: "Gebäude | Verbrauch 2022 (MWh) | 2023 | Veränderung".

    Args:
        first: its cells.
        rest: those of the rows below it.

    Returns:
        True where each cell has words of its own, or is a year, and all below one of them is counted; of two columns
        ("Datum | 3. Mai 2024") only where none has a digit.
    """
    if len(first) < 3 and any(re.search(r"\d", words) for words in first):
        return False
    if any(words and _COUNTED.fullmatch(words) and not _YEAR.fullmatch(words) for words in first):
        return False
    return any(_is_counted([row[n] for row in rest if n < len(row) and row[n]]) for n in range(len(first)) if first[n])


def _is_counted(cells: Sequence[str]) -> bool:
    return all(map(_COUNTED.fullmatch, cells)) and not all(map(_YEAR.fullmatch, cells))
