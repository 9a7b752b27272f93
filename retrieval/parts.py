"""A message that asks several things is taken apart; each is answered by itself, or named as lacking."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Reason
from retrieval.evidence import Evidence
from retrieval.followup import leans
from retrieval.question import Query
from retrieval.who import says

MOST = 5  # questions of a message that are answered
_FEWEST = 3  # from which whole questions are answered one by one; two are judged together (`halves`)
_WHOLE = 4  # words of the first of two that is a question by itself: "Wer ist für …" is none
_SHORTEST = 2  # words of either half; the second may lean on the first ("und seit wann")
_SHORTEST_ALONE = 3  # words of a part that can be understood alone; "bis wann" cannot
_WHAT = (
    r"(?:wer|wen|wem|wessen|wo|woher|wohin|wann|warum|wieso|weshalb|wie|wieviele?|welche[rsnm]?|womit|wofür|wozu|woran|"
    r"worin|worum|wodurch|worüber|wovon|what|who|whom|whose|where|when|why|how|which)\b"
)
_ASKING = rf"(?:was\b|{_WHAT})"
_ABOUT = r"(?:zum|zur|zu|über|about|on)"
_JOINED_BY = r"(?:\s*,\s*|\s*,?\s+(?:und|sowie|and)\s+)"
_TAIL = r"(?:\s+(?:im protokoll|gesagt|festgehalten|besprochen|diskutiert|in the minutes|said|recorded|discussed)\b.*)?"
# "Was sagt das Protokoll zu Steuern, zu Quantencomputern und zu Heilbronn?"
_TOPICS = re.compile(
    rf"^(?P<lead>(?:{_ASKING}|nenn|sag|tell|give)\W?[^?]*?)\s(?P<topics>{_ABOUT}\s(?:(?!\b{_ABOUT}\b)[^?,])+?"
    rf"(?:{_JOINED_BY}(?:auch\s+|also\s+)?{_ABOUT}\s(?:(?!\b{_ABOUT}\b)[^?,])+?)+)(?P<tail>{_TAIL})\W*$",
    re.IGNORECASE,
)
# Where whole questions meet, and where two halves of one do.
_BETWEEN = re.compile(
    rf"\s*[?;]\s+(?:und\s+|and\s+)?(?=\w)|\s*,?\s+(?:und|and)\s+(?={_ASKING})|\s*,\s*(?={_ASKING})", re.IGNORECASE
)
_JOINTS = re.compile(
    r"[?.;]\s+(?:und\s+|and\s+|außerdem:?\s+|also,?\s+)?(?=\w)|,?\s+(?:und|sowie|and|as well as|plus|aber|but|oder|or"
    r"|außerdem|bzw\.)[:,]?\s+|\s+[+&/]\s+",
    re.IGNORECASE,
)
# How a half, or a clause of it, begins that asks something of its own: "und wie alt ist sie" does, "und Wissenschaft",
# "private sector are suggested" and "My dad was an engineer" do not. In the bank 90 % of the questions of which only
# one half has an answer can be cut so, and 4 % of those that ask one thing.
_LEAD = r"(?:(?:und|aber|oder|also|and|but|or|so)\s+)?"
_ASKS = re.compile(
    rf"""
    {_LEAD}(?:was|
      (?:ist|sind|war|waren|hat|haben|gibt|gab|soll|sollen|muss|müssen|kann|können|darf|gilt|wird|werden|wurde|wurden
        |is|are|were|did|does|do|has|have|can|could|should|might|would)(?!\s+(?:be|been|being|\w+ed)\b)
      |(?:nenne?|sag|zeige?|gib|liste|erkläre?|beschreib|fasse?|vergleiche?
        |name|tell|list|give|show|explain|describe|summari[sz]e|compare)
        ,?\s+(?:mir|uns|me|us|bitte|please|auch|also|die|das|den|the|their|its|deren|alle|all|ihre?n?|was|what|why|how))\b
    |{_LEAD}(?:\w+\s+){{0,2}}{_WHAT}
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Part:
    """One question of a message: as it is asked, the asker's words for it, and whether they name a topic alone."""

    question: str
    words: str
    topic: bool = False

    @property
    def heading(self) -> str:
        """The line above its answer."""
        return f"{self.words[:1].upper()}{self.words[1:]}{':' if self.topic else '?'}"


def halves(query: Query) -> tuple[Query, Query] | None:
    """Return the two halves of a question as questions, in the asker's words; None of one that asks one thing."""
    question = query.asked
    for joint in _JOINTS.finditer(question):
        first, second = _tidy(question[: joint.start()]), _tidy(question[joint.end() :])
        if min(len(first.split()), len(second.split())) < _SHORTEST:
            continue  # "Wann und wo fand es statt?" asks both of one thing
        # Whether a clause of the first half asks: what comes before it may be the asker's story.
        asks = joint[0].startswith("?") or any(_ASKS.match(each.strip()) for each in re.split(r"[,.:;?!–]", first))
        if asks and _ASKS.match(second):
            return _of_part(first, query, ""), _of_part(second, query, first)
    return None


def parted(query: Query) -> tuple[Part, ...]:
    """Take a message apart.

    Args:
        query: the message; one that leans on an earlier question stays whole.

    Returns:
        Its questions in order; none for a message that asks one thing, or two that are judged together.
    """
    if query.before or not query.usable:
        return ()
    return tuple(_topics(query.asked)) or tuple(_questions(query.asked))


def _of_part(question: str, query: Query, before: str) -> Query:
    """Return a part as a question; one that refers to the part before it ("und wie heißen die") leans on that."""
    leaning = before and (leans(question) or len(question.split()) < _SHORTEST_ALONE)
    return replace(query, asked=question, mended=question, before=before if leaning else query.before)


def in_parts(query: Query, decide: Callable[[Query], Evidence]) -> Evidence | None:
    """Answer the questions of a message one by one; None for one question, and where none of them has an answer."""
    parts = parted(query)
    asked = zip(parts[:MOST], ("", *(part.question for part in parts)), strict=False)
    return gathered(parts, [decide(_of_part(part.question, query, before)) for part, before in asked])


def gathered(parts: Sequence[Part], found: Sequence[Evidence]) -> Evidence | None:
    """Put the answers to the parts together.

    Args:
        parts: of a message, more of them than were asked where there are more than MOST.
        found: what was decided about the first ones.

    Returns:
        The first part with the others behind it and what is lacking named; None where no part has an answer.
    """
    heard = zip(parts, found, strict=False)
    told = [replace(evidence, asked=part.heading) for part, evidence in heard if _has_something(evidence)]
    if not any(evidence.state == "answer" for evidence in told):
        return None
    kept = {evidence.asked for evidence in told}
    lacking = tuple(part.words for part in parts if part.heading not in kept)
    told[-1] = replace(told[-1], lacking=(*told[-1].lacking, *lacking))
    return replace(told[0], others=tuple(told[1:]))


def _has_something(evidence: Evidence) -> bool:
    """Whether a part is told: it has an answer, an uncertain one, or one without a name."""
    return evidence.state in ("answer", "grey") or (evidence.reason is Reason.NOT_ATTRIBUTED and bool(evidence.chosen))


def _topics(question: str) -> Iterator[Part]:
    found = _TOPICS.match(question)
    if not found:
        return
    for topic in re.split(rf"{_JOINED_BY}(?=(?:auch\s+|also\s+)?{_ABOUT}\b)", found["topics"], flags=re.IGNORECASE):
        said = _tidy(re.sub(r"^(?:auch|also)\s+", "", topic.strip(), flags=re.IGNORECASE))
        yield Part(f"{found['lead']} {said}{found['tail']}?", said, topic=True)


def _questions(question: str) -> Iterator[Part]:
    pieces = list(_whole([piece.strip() for piece in _BETWEEN.split(question) if piece.strip(" ?.,")]))
    if len(pieces) < _FEWEST and not _of_people(pieces):
        return
    if not all(re.match(_ASKING, piece, re.IGNORECASE) for piece in pieces):
        return
    about = ""
    for piece in pieces:
        said = _tidy(piece)
        own = re.search(rf"\s{_ABOUT}\s.+$", said, re.IGNORECASE)
        said = said if own or not about or not says(said) else f"{said}{about}"  # "and what did Mr Hallam say?"
        about = own[0] if own and says(said) else ""
        yield Part(f"{said[:1].upper()}{said[1:]}?", said)


def _of_people(pieces: Sequence[str]) -> bool:
    """Whether two questions each want people, or somebody's words: of two people one would be answered alone."""
    if len(pieces) != _FEWEST - 1 or len(pieces[0].split()) < _WHOLE or re.search(r"\b(?:für|gegen|for)$", pieces[0]):
        return False
    people, their_words = r"(?i)(?:wer|wen|who|whom)\b", r"(?i)(?:was|what)\b"
    return all(re.match(people, piece) or (re.match(their_words, piece) and says(piece)) for piece in pieces)


def _whole(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces as whole questions: "Wann" of "Wann und wo fand es statt?" asks what "wo fand es statt" does."""
    bare: list[str] = []
    for piece in pieces:
        if re.fullmatch(_ASKING, piece, re.IGNORECASE):
            bare.append(piece)
            continue
        rest = re.sub(rf"^{_ASKING}", "", piece, flags=re.IGNORECASE)
        yield from (f"{word}{rest}" for word in (*bare, piece[: len(piece) - len(rest)]))
        bare = []


def _tidy(part: str) -> str:
    """Return a part as it is repeated in an answer: without signs that open a quotation or look like a marker."""
    return re.sub(r"[„“”\"\[\]<>]", "", part).strip(" ,.;:?!")
