"""A question that asks two things is taken apart where it joins them."""

import re
from dataclasses import dataclass

from retrieval.followup import leans
from retrieval.question import Query

# Where two halves of a question meet.
_JOINTS = re.compile(
    r"[?.;]\s+(?:und\s+|and\s+|außerdem:?\s+|also,?\s+)?(?=\w)|,?\s+(?:und|sowie|and|as well as|plus|aber|but|oder|or"
    r"|außerdem|bzw\.)[:,]?\s+|\s+[+&/]\s+",
    re.IGNORECASE,
)
# How a half, or a clause of it, begins that asks something of its own: "und wie alt ist sie" does, "und Wissenschaft",
# "private sector are suggested" and "My dad was an engineer" do not. In the bank 90 % of the questions of which only
# one half has an answer can be cut so, and 4 % of those that ask one thing.
_LEAD = r"(?:(?:und|aber|oder|also|and|but|or|so)\s+)?"
_ASKING = re.compile(
    rf"""
    {_LEAD}(?:was|
      (?:ist|sind|war|waren|hat|haben|gibt|gab|soll|sollen|muss|müssen|kann|können|darf|gilt|wird|werden|wurde|wurden
        |is|are|were|did|does|do|has|have|can|could|should|might|would)(?!\s+(?:be|been|being|\w+ed)\b)
      |(?:nenne?|sag|zeige?|gib|liste|erkläre?|beschreib|fasse?|vergleiche?
        |name|tell|list|give|show|explain|describe|summari[sz]e|compare)
        ,?\s+(?:mir|uns|me|us|bitte|please|auch|also|die|das|den|the|their|its|deren|alle|all|ihre?n?|was|what|why|how))\b
    |{_LEAD}(?:\w+\s+){{0,2}}(?:wer|wen|wem|wessen|wo|woher|wohin|wann|warum|wieso|weshalb|wie|wieviele?|welche[rsnm]?
      |womit|wofür|wozu|woran|worin|wodurch|worüber|wovon|what|who|whom|whose|where|when|why|how|which)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SHORTEST = 2  # words of either half; the second may lean on the first ("und seit wann")
_SHORTEST_ALONE = 3  # words of a second half that can be understood alone; "bis wann" cannot
MOST_CUTS = 2  # each cut costs two embeddings and two readings


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
        first, second = tidy(question[: joint.start()]), tidy(question[joint.end() :])
        if len(first.split()) < _SHORTEST or len(second.split()) < _SHORTEST:
            continue  # "Wann und wo fand es statt?" asks both of one thing
        if (joint[0].startswith("?") or _asks(first)) and _ASKING.match(second):
            found.append(Cut(first, second))
    return found[:MOST_CUTS]


def halves(cut: Cut, query: Query) -> tuple[Query, Query]:
    """Return the halves as questions; a second half that refers to the first follows it ("und wie heißen die")."""
    leaning = leans(cut.second) or len(cut.second.split()) < _SHORTEST_ALONE
    return (
        Query(cut.first, cut.first, query.language, query.before),
        Query(cut.second, cut.second, query.language, cut.first if leaning else query.before),
    )


def _asks(half: str) -> bool:
    """Whether a clause of the half asks; what comes before it may be the asker's story."""
    return any(_ASKING.match(clause.strip()) for clause in re.split(r"[,.:;?!–]", half))


def tidy(part: str) -> str:
    """Return a part as it is repeated in an answer: without signs that open a quotation or look like a marker."""
    return re.sub(r"[„“”\"\[\]<>]", "", part).strip(" ,.;:?!")
