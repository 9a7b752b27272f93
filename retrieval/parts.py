"""A question that asks two things is taken apart where it joins them."""

import re
from dataclasses import dataclass

# Where two halves of a question meet. Every place found is tried; the judge decides which cut is one.
_JOINTS = re.compile(
    r"\?\s+(?=\w)|;\s+|,?\s+(?:und|sowie|and|as well as|plus|aber|but|beziehungsweise|bzw\.)\s+|\s+[+&/]\s+",
    re.IGNORECASE,
)
_SHORTEST = 2  # words; "und wann" asks something, "und KI" does not
MOST_CUTS = 3  # each cut costs two embeddings


@dataclass(frozen=True)
class Cut:
    """The two halves of a question, in the asker's words."""

    first: str
    second: str


def cuts(question: str) -> list[Cut]:
    """Return where the question may be two.

    Args:
        question: as asked.

    Returns:
        At most MOST_CUTS cuts, in the order of the question; empty for a question that asks one thing.
    """
    found = []
    for joint in _JOINTS.finditer(question):
        first, second = _tidy(question[: joint.start()]), _tidy(question[joint.end() :])
        if min(len(first.split()), len(second.split())) >= _SHORTEST:
            found.append(Cut(first, second))
    return found[:MOST_CUTS]


def _tidy(part: str) -> str:
    """A part is repeated in the answer: without signs that would open a quotation or look like a marker."""
    return re.sub(r"[„“”\"\[\]<>]", "", part).strip(" ,.;:?!")
