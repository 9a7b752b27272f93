"""The numbers that a statement gives, as they stand in it."""

import re

from ingest.statement import Statement

_UNIT = r"(?:\s?(?:%|‰|€|\$)|\s(?:Prozent|Euro|Mio\.?|Mrd\.?|Millionen|Milliarden|percent|million|billion)\b)*"
_FIGURE = re.compile(rf"(?<![\w.,-])\d+(?:[.,:]\d+)*(?![\w)])(?!\.\s[A-ZÄÖÜ]){_UNIT}")
_TELLS = 4  # words from which a line is a statement; a date or a file number alone is none
_COUNTED_OFF = re.compile(r"^\W*\(?\d{1,2}[.)]\s")  # "3) Vertrauen: …"


def figures(statement: Statement) -> list[str]:
    """Return the numbers of a statement with their units, without those that only count it off.

    Args:
        statement: any.

    Returns:
        In order, each once; none for a line of the list of participants, or a date alone.
    """
    tells = len(re.findall(r"[^\W\d_]{2,}", statement.quote)) >= _TELLS and "participant" not in statement.kind_names
    return figures_in(statement.quote) if tells else []


def figures_in(text: str) -> list[str]:
    """Return the numbers of a text with their units."""
    counted = _COUNTED_OFF.match(text)
    found = _FIGURE.finditer(text, counted.end() if counted else 0)
    return list(dict.fromkeys(match[0].strip() for match in found if not re.match(r"0\d", match[0])))
