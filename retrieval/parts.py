"""A question that asks two things is taken apart where it joins them."""

import re
from dataclasses import dataclass

# Where two halves of a question meet.
_JOINTS = re.compile(
    r"[?.;]\s+(?:und\s+|and\s+|außerdem:?\s+|also,?\s+)?(?=\w)|,?\s+(?:und|sowie|and|as well as|plus|aber|but|oder|or"
    r"|außerdem|bzw\.)[:,]?\s+|\s+[+&/]\s+",
    re.IGNORECASE,
)
# Words with which a half asks something of its own: "und wie alt ist sie" does, "und Wissenschaft" does not.
# In the bank 93 % of the questions that ask two things can be cut so, and 2 % of those that ask one.
_ASKING = re.compile(
    r"\b(was|wer|wen|wem|wessen|wo|woher|wohin|wann|warum|wieso|weshalb|wie|welche[rsnm]?|womit|wofür|wozu|woran|worin"
    r"|wodurch|worüber|what|who|whom|whose|where|when|why|how|which|is|are|was|were|did|does|do|has|have|can|could|should"
    r"|ist|sind|hat|haben|war|gibt|gab)\b",
    re.IGNORECASE,
)
_SHORTEST = 3  # words of a half that can be asked alone
_EARLY = 3  # words in which the second half must start to ask; "und Deutsche entwickelt haben" does not
MOST_CUTS = 2  # each cut costs two embeddings


@dataclass(frozen=True)
class Cut:
    """The two halves of a question, in the asker's words."""

    first: str
    second: str


def cuts(question: str) -> list[Cut]:
    """Return where the question is two.

    Args:
        question: as asked.

    Returns:
        At most MOST_CUTS cuts, in the order of the question; empty for a question that asks one thing.
    """
    found = []
    for joint in _JOINTS.finditer(question):
        first, second = _tidy(question[: joint.start()]), _tidy(question[joint.end() :])
        if len(first.split()) < _SHORTEST or len(second.split()) < _SHORTEST:
            continue  # "Wann und wo fand es statt?" asks both of one thing
        if _ASKING.search(first) and _ASKING.search(" ".join(second.split()[:_EARLY])):
            found.append(Cut(first, second))
    return found[:MOST_CUTS]


def _tidy(part: str) -> str:
    """A part is repeated in the answer: without signs that would open a quotation or look like a marker."""
    return re.sub(r"[„“”\"\[\]<>]", "", part).strip(" ,.;:?!")
