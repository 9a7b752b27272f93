"""The numbers of a text: written in one way ("10.000" is 10000, "75 Prozent" 75%), and those that it gives."""

import re
from collections.abc import Mapping
from functools import cache

from ingest.packaged import read_table
from ingest.statement import Statement

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?![\d])")
_UNIT = r"(?:\s?(?:%|‰|€|\$)|\s(?:Prozent|Euro|Mio\.?|Mrd\.?|Millionen|Milliarden|percent|million|billion)\b)*"
_FIGURE = re.compile(rf"(?<![\w.,-])\d+(?:[.,:]\d+)*(?![\w)])(?!\.\s[A-ZÄÖÜ]){_UNIT}")
_TELLS = 4  # words from which a line is a statement; a date or a file number alone is none
_COUNTED_OFF = re.compile(r"^\W*\(?\d{1,2}[.)]\s")  # "3) Vertrauen: …"


def written_alike(text: str, *, english: bool) -> str:
    """Return a text with its numbers written in one way.

    Args:
        text: a question.
        english: units are written as in English.

    Returns:
        The text; thousands have no signs between them, and units one name.
    """
    text = _GROUPED.sub(lambda match: re.sub(r"[.,' ]", "", match[0]), text)
    for name, shape in _units(english).items():
        text = shape.sub(rf"\g<number>{'' if name == '%' else ' '}{name}", text)
    return text


def figures(statement: Statement) -> list[str]:
    """Return the numbers of a statement; none for a line of the list of participants, or a date alone."""
    tells = len(re.findall(r"[^\W\d_]{2,}", statement.quote)) >= _TELLS and "participant" not in statement.kind_names
    return figures_in(statement.quote) if tells else []


def figures_in(text: str) -> list[str]:
    """Return the numbers of a text with their units, without one that only counts it off."""
    counted = _COUNTED_OFF.match(text)
    found = _FIGURE.finditer(text, counted.end() if counted else 0)
    return list(dict.fromkeys(match[0].strip() for match in found if not re.match(r"0\d", match[0])))


@cache
def _units(english: bool) -> Mapping[str, re.Pattern[str]]:
    rows = read_table("retrieval", "data/plain.toml")["units_en" if english else "units"]
    number = r"(?P<number>\d+(?:[.,]\d+)?)"
    return {
        name: re.compile(rf"{number}[\s-]*(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE) for name, shapes in rows.items()
    }
