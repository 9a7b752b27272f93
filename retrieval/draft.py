"""What an engine hands to the verifier."""

from dataclasses import dataclass

from retrieval.answer import Citation


@dataclass(frozen=True)
class Draft:
    """An answer that nobody has verified: its text with markers, what it cites, and the closest passages."""

    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()
