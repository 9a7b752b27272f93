"""The row of a table, cell by cell, with the names of the columns that stand above it."""

import re

from ingest.statement import Statement

PARTED = " | "


def cells(statement: Statement, words: str | None = None) -> list[tuple[str, str]]:
    """Return the cells of a table's row that hold something, each behind the name of its column.

    Args:
        statement: any.
        words: of the statement, if others than its own: its translation.

    Returns:
        Pairs (column, cell); none where it is no row, or is not all of the row, or nothing is above its columns.
    """
    columns = _columns(statement)
    own = re.split(r"(?:^| )\|(?= |$)", statement.quote if words is None else words)
    if len(columns) < 2 or len(columns) != len(own):
        return []
    pairs = zip(columns, own, strict=True)
    return [(column.strip().rstrip(":"), cell.strip()) for column, cell in pairs if cell.strip()]


def names_columns(heading: str) -> bool:
    """Say whether a heading is the row of a table that names its columns."""
    return PARTED in heading


def _columns(statement: Statement) -> list[str]:
    return statement.section[-1].split(PARTED) if statement.section else []
