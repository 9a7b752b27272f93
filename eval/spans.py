"""When a gold span counts as found in a text that was retrieved, cited or shown."""

from collections.abc import Iterable, Sequence

from ingest.statement import fold

SHORTEST_SHARE = 0.5  # of a span's characters that a shorter quote must hold to stand for it


def holds(text: str, span: str) -> bool:
    """Return whether the span stands verbatim in the text, bold marks removed and white space folded."""
    return fold(span) in fold(text)


def shows(quote: str, span: str) -> bool:
    """Return whether a quote shows a gold span: it holds the span, or is itself the larger part of it."""
    short, long = fold(quote), fold(span)
    return long in short or (short in long and len(short) >= SHORTEST_SHARE * len(long))


def groups_met(groups: Sequence[Sequence[str]], quotes: Iterable[str]) -> list[bool]:
    """Return for each evidence group whether any quote shows any of its spans."""
    shown = list(quotes)
    return [any(shows(quote, span) for quote in shown for span in group) for group in groups]


def supports(groups: Sequence[Sequence[str]], quote: str) -> bool:
    """Return whether the quote shows a span of any group."""
    return any(shows(quote, span) for group in groups for span in group)
