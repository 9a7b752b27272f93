"""A message that asks several things is taken apart; each is answered by itself, or named as lacking."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.editing import most_important
from retrieval.evidence import Evidence
from retrieval.followup import leans
from retrieval.parts import tidy
from retrieval.question import Query
from retrieval.rarity import stems, weight, words
from retrieval.who import says

MOST = 5  # questions of a message that are answered
_FEWEST = 3  # from which whole questions are taken apart; others of two are judged together (retrieval/parts.py)
_WHOLE = 4  # words of the first of two that is a question by itself: "Wer ist für …" is none
_EACH = 4  # statements that stand literally on a topic
_RARE = 0.3  # rarity from which a word says what a topic is
_SURE = 0.6
_ASKING = (
    r"(?:wer|wen|wem|wo|woher|wohin|wann|warum|wieso|weshalb|wie|welche[rsnm]?|was|worum|wozu|womit|"
    r"who|whom|whose|where|when|why|how|which|what)\b"
)
_ABOUT = r"(?:zum|zur|zu|über|about|on)"
_TAIL = r"(?:\s+(?:im protokoll|gesagt|festgehalten|besprochen|diskutiert|in the minutes|said|recorded|discussed)\b.*)?"
# "Was sagt das Protokoll zu Steuern, zu Quantencomputern und zu Heilbronn?"
_TOPICS = re.compile(
    rf"^(?P<lead>(?:{_ASKING}|nenn|sag|tell|give)\W?[^?]*?)\s(?P<topics>{_ABOUT}\s(?:(?!\b{_ABOUT}\b)[^?,])+?"
    rf"(?:(?:\s*,\s*|\s*,?\s+(?:und|sowie|and)\s+)(?:auch\s+|also\s+)?{_ABOUT}\s(?:(?!\b{_ABOUT}\b)[^?,])+?)+)(?P<tail>{_TAIL})\W*$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    rf"\s*[?;]\s+(?:und\s+|and\s+)?(?=\w)|\s*,?\s+(?:und|and)\s+(?={_ASKING})|\s*,\s*(?={_ASKING})", re.IGNORECASE
)


@dataclass(frozen=True)
class Part:
    """One question of a message: as it is asked, the asker's words for it, and its topic where it is one of several."""

    question: str
    words: str
    topic: str = ""

    @property
    def heading(self) -> str:
        """The line above its answer."""
        return f"{self.words[:1].upper()}{self.words[1:]}{':' if self.topic else '?'}"


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


def of_part(part: Part, query: Query, before: str) -> Query:
    """Return a part as a question; one that refers to the part before it leans on that."""
    leaning = leans(part.question) or len(part.question.split()) < _FEWEST
    return replace(query, asked=part.question, mended=part.question, before=before if leaning else "")


def gathered(parts: Sequence[Part], found: Sequence[Evidence]) -> Evidence | None:
    """Put the answers to the parts together.

    Args:
        parts: of a message, more of them than were asked where there are more than MOST.
        found: what was decided about the first ones.

    Returns:
        The first part with the others behind it and what is lacking named; None where no part has an answer.
    """
    heard = [(part, _on_topic(part, evidence)) for part, evidence in zip(parts, found, strict=False)]
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


def _on_topic(part: Part, evidence: Evidence) -> Evidence:
    """What stands literally on one topic of several is its answer; a topic that stands nowhere needs a sure judge."""
    if not part.topic:
        return evidence
    document = evidence.document
    wanted = [stems(word) for word in words(part.topic) if weight(word) > _RARE]
    literal = [s for s in document.statements if wanted and all(_holds(s, some) for some in wanted)]
    if not literal and evidence.confidence < _SURE:
        return Evidence(document, "refuse", evidence.confidence, Reason.NOT_IN_PROTOCOL)
    if evidence.state == "answer" or not literal:
        return evidence
    shown = most_important(literal, _EACH, document)
    return Evidence(document, "answer", _SURE, chosen=shown, near=evidence.near)


def _holds(statement: Statement, wanted: Sequence[str]) -> bool:
    """Whether a statement has a word, also as the beginning of a longer one ("Steuern": "Steuergeld")."""
    text = f"{statement.quote} {statement.translation or ''}".lower()
    shapes = (rf"\b{re.escape(stem)}" if len(stem) > 3 else rf"\b{re.escape(stem)}\b" for stem in wanted)
    return any(re.search(shape, text) for shape in shapes)


def _topics(question: str) -> Iterator[Part]:
    found = _TOPICS.match(question)
    if not found:
        return
    for topic in re.split(rf"\s*,\s*|\s*,?\s+(?:und|sowie|and)\s+(?=(?:auch\s+|also\s+)?{_ABOUT}\b)", found["topics"]):
        said = tidy(re.sub(r"^(?:auch|also)\s+", "", topic.strip(), flags=re.IGNORECASE))
        yield Part(f"{found['lead']} {said}{found['tail']}?", said, re.sub(rf"^{_ABOUT}\s", "", said, flags=re.I))


def _questions(question: str) -> Iterator[Part]:
    pieces = [piece.strip() for piece in _JOINT.split(question) if piece.strip(" ?.,")]
    pieces = list(_whole(pieces))
    if len(pieces) < _FEWEST and not _of_people(pieces):
        return
    if not all(re.match(_ASKING, piece, re.IGNORECASE) for piece in pieces):
        return
    about = ""
    for piece in pieces:
        said = tidy(piece)
        own = re.search(rf"\s{_ABOUT}\s.+$", said, re.IGNORECASE)
        said = said if own or not about or not says(said) else f"{said}{about}"  # "and what did Mr Hallam say?"
        about = own[0] if own and says(said) else ""
        yield Part(f"{said[:1].upper()}{said[1:]}?", said)


def _of_people(pieces: Sequence[str]) -> bool:
    """Whether two questions each want people, or somebody's words: of two people one would be answered alone."""
    if len(pieces) != _FEWEST - 1 or len(pieces[0].split()) < _WHOLE or re.search(r"\b(?:für|gegen|for)$", pieces[0]):
        return False
    people, words_of = r"(?i)(?:wer|wen|who|whom)\b", r"(?i)(?:was|what)\b"
    return all(re.match(people, piece) or (re.match(words_of, piece) and says(piece)) for piece in pieces)


def _whole(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces as whole questions: "Wann" of "Wann und wo fand es statt?" asks what "wo fand es statt" does."""
    bare: list[str] = []
    for piece in pieces:
        if re.fullmatch(_ASKING, piece, re.IGNORECASE):
            bare.append(piece)
            continue
        rest = re.sub(rf"^{_ASKING}", "", piece, flags=re.IGNORECASE)
        yield from (f"{word}{rest}" for word in bare)
        bare = []
        yield piece
