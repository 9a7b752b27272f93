"""Which block opens a section: a table of the shapes seen in real protocols."""

import re

from ingest.lines import Block

# Shape of a heading that carries no `#`, and where it was seen.
_SHAPES = (
    (re.compile(r"\d+\.\s+\w+:?"), "1. Impuls:"),
    (re.compile(r"(?=(?:.*[A-ZÄÖÜ]){4})[A-ZÄÖÜ0-9 &,/()–:-]+"), "ZENTRALE THESEN DER DISKUSSION:"),
)


def is_heading(block: Block, words: str) -> bool:
    """Say whether the block opens a section.

    Args:
        block: the block.
        words: its plain text.

    Returns:
        True for a `#` heading, a numbered label and a line in capitals outside a list.
    """
    if block.heading:
        return True
    return not block.bullet and any(shape.fullmatch(words) for shape, _ in _SHAPES)


def shown(words: str) -> str:
    """Return the heading as shown to readers: without the colon, capitals set as words.

    Args:
        words: the heading's plain text.

    Returns:
        The heading.
    """
    title = words.removesuffix(":").strip()
    if title != title.upper() or not any(letter.isalpha() for letter in title):
        return title
    small = {"Der", "Die", "Das", "Und", "Für", "Im", "In", "Des", "Den", "Dem", "Von", "Zu", "Zur", "Zum", "Mit"}
    cased = title.title().split()
    return " ".join([cased[0], *(word.lower() if word in small else word for word in cased[1:])])
