"""What an engine hands to the verifier."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Citation


@dataclass(frozen=True)
class Draft:
    """An answer that nobody has verified: its text with markers, what it cites, the closest passages, and the rest."""

    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()
    further: tuple[Citation, ...] = ()


def joined(drafts: Sequence[Draft]) -> Draft:
    """Return several drafts as one, their markers counted on.

    Args:
        drafts: verified, one a document; at least one.

    Returns:
        The texts one below the other, with the citations of all.
    """
    texts: list[str] = []
    citations: list[Citation] = []
    for draft in drafts:
        texts.append(_counted_on(draft.text, len(citations)))
        first = len(citations)
        citations += [replace(one, marker=(one.marker or 0) + first) for one in draft.citations]
    further = tuple(citation for draft in drafts for citation in draft.further)
    return Draft("\n\n".join(texts), tuple(citations), drafts[0].closest, further)


def _counted_on(text: str, first: int) -> str:
    """The text with `first` added to each marker."""
    return re.sub(r"\[(\d+)\]", lambda marker: f"[{int(marker[1]) + first}]", text)
