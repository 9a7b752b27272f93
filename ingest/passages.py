"""A statement as it is read by the encoder: where it stands, who speaks, what it says."""

from collections.abc import Sequence

from ingest.document import Document
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement

LONGEST_CONTEXT, LONGEST_TEXT = 120, 640  # characters
LONGEST_BEFORE, SHORT = 90, 90  # characters of the statement before one that is shorter than `SHORT`


def passages(document: Document) -> list[str]:
    """Return a document's statements as they are read, in order.

    A short one begins with the end of the one before it: "Einstimmig zugestimmt" says nothing alone.

    Args:
        document: any.

    Returns:
        "TOP 4 Haushalt › Stadtrat Riebel (GRÜNE): Das Geld fehlt.", one a statement.
    """
    before: list[Statement | None] = [None, *document.statements]
    return [_passage(each, last) for each, last in zip(document.statements, before, strict=False)]


def placed(section: Sequence[str], words: str) -> str:
    """Return words as they are read: behind the headings under which they stand, both cut to what is read of them."""
    parts = [part.strip(" :") for part in section if part != TITLE_SECTION]
    where = " › ".join(parts)[-LONGEST_CONTEXT:]
    return f"{where} › {words[:LONGEST_TEXT]}" if where else words[:LONGEST_TEXT]


def _passage(statement: Statement, last: Statement | None) -> str:
    words = f"{statement.speaker}: {statement.quote}" if statement.speaker else statement.text
    if len(statement.text) < SHORT and last is not None and last.section == statement.section:
        words = f"(… {last.quote[-LONGEST_BEFORE:]}) {words}"
    return placed(statement.section, f"{statement.label}: {words}" if statement.label else words)
