"""What an engine hands to the verifier."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Citation


@dataclass(frozen=True)
class Draft:
    """An answer that nobody has verified: its text with markers, what it cites, and the closest passages."""

    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()


def joined(drafts: Sequence[Draft]) -> Draft:
    """Return several drafts as one, their markers counted on.

    Args:
        drafts: verified, one a document; at least one.

    Returns:
        The texts one below the other, with the citations of all.
    """
    texts, citations = [], []
    for draft in drafts:
        first = len(citations)
        texts.append(re.sub(r"\[(\d+)\]", lambda marker, first=first: f"[{int(marker[1]) + first}]", draft.text))
        citations += [replace(citation, marker=(citation.marker or 0) + first) for citation in draft.citations]
    return Draft("\n\n".join(texts), tuple(citations), drafts[0].closest)
