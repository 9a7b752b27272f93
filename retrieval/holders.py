"""Who holds an opinion, where that is not recorded: never a list of people, always that it is not recorded."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from ingest.packaged import read_table
from ingest.statement import Statement
from ingest.verbs import says
from protokoll.texts import ACTS
from retrieval.acting import topic_of
from retrieval.answer import Reason
from retrieval.attribution import topic_of as words_on
from retrieval.deeds import deed_asked, tells
from retrieval.evidence import CLOSEST, Evidence
from retrieval.matters import touches
from retrieval.question import Query
from retrieval.turns import words_of
from retrieval.who import says as asks_of_saying

MOST = 6  # statements on the topic beside the refusal
_WHO = re.compile(r"\W*(?:(?:und|and)\s+)?(?:wer|von wem|wessen|who|whose|by whom)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\W*(?:(?:und|and)\s+)?(?:welche[rsnm]?|which|what)\s+(?:of the\s+|der\s+)?(?P<group>\w+)", re.IGNORECASE
)
_BOTH = re.compile(r"\b(?:für|for)\b.*\b(?:gegen|against)\b", re.IGNORECASE)


def asks_holder(question: str) -> bool:
    """Say whether a question asks which people hold or utter an opinion ("Wer ist für und wer gegen …?")."""
    asked = words_of(question)
    if not asks_for_people(question) or set(asked) & set(_table()["otherwise"]):
        return False
    return asks_of_saying(question) or any(
        word.startswith(start) if len(start) > 3 else word == start for word in asked for start in _table()["holding"]
    )


def asks_for_people(question: str) -> bool:
    """Say whether a question wants people: "Wer …", "Von wem …", "Which members …"."""
    group = _WHICH.match(question)
    return bool(_WHO.match(question) or (group and group["group"].lower() in _table()["groups"]))


def unattributed(query: Query, evidence: Evidence, decide: Callable[[Query], Evidence]) -> Evidence:
    """Refuse an answer to who holds an opinion where the document attributes nothing, to no body either.

    Args:
        query: the question.
        evidence: what was decided about it.
        decide: decides about the topic without a name.

    Returns:
        The refusal with what is recorded on the topic; anything else as it is. A statement that quotes somebody by name
        answers who said it, as one does in which a body says it ("Der Betriebsrat lehnt … ab").
    """
    if evidence.document.speakers_recorded != "none":
        return evidence
    if evidence.reason is Reason.NOT_ATTRIBUTED:
        told = told_by_bodies(evidence.chosen, query.asked)
        if told:
            return _of_bodies(query, replace(evidence, closest=told))
        if near := told_by_bodies(evidence.near[:CLOSEST], query.asked):
            return _unsure(replace(evidence, closest=near))
    if (
        (evidence.state == "refuse" and evidence.reason is not Reason.NOT_IN_PROTOCOL)
        or evidence.listed  # "Who moderated the talk?" asks for a list that the document holds, as for a vote by name
        or not asks_holder(query.asked)
    ):
        return evidence
    quoted = [s for s in evidence.chosen if "quotation" in s.kind_names]
    if evidence.state == "answer" and quoted and len(quoted) == len(evidence.chosen):
        return evidence
    if evidence.state == "answer" and (told := told_by_bodies(evidence.chosen, query.asked)):
        return _of_bodies(query, replace(evidence, closest=told), sure=True)
    question = ACTS[query.language].for_and_against.format(topic=topic_of(query))
    topic = decide(Query(question, question, query.language))
    if evidence.state == "refuse" and topic.state != "answer":
        return evidence
    found = topic.chosen if topic.state == "answer" else (*evidence.chosen, *evidence.closest)
    said = tuple(s for s in found if "participant" not in s.kind_names and s.kind_names != ("label",))[:MOST]
    if told := told_by_bodies(said, query.asked):
        return _of_bodies(query, replace(evidence, closest=told[:CLOSEST]))
    refused = Evidence(
        evidence.document, "refuse", 1 - evidence.confidence, Reason.NOT_ATTRIBUTED, said, near=evidence.near
    )
    return replace(refused, remarks=evidence.remarks)


def _of_bodies(query: Query, evidence: Evidence, *, sure: bool = False) -> Evidence:
    """An answer where the closest statements tell that bodies do what is asked; where that is not sure, the closest.

    `sure`: the judge took them for the answer.
    """
    document, closest = evidence.document, evidence.closest
    named = re.compile("|".join(_table()["bodies"]), re.IGNORECASE)
    topic = [word for word in words_on(query.asked, "") if not named.fullmatch(word)]
    on = tuple(s for s in closest if any(touches(word, s.quote.lower()) for word in topic))
    people = asks_for_people(query.asked)
    if people and deed_asked(query.asked):
        chosen = closest
    elif not people or _BOTH.search(query.asked) or sure:
        chosen = on or (closest if sure and query.language != document.language else ())
    else:
        chosen = ()
    if not chosen:
        return _unsure(evidence)
    return Evidence(document, "answer", max(0.5, evidence.confidence if sure else 0), chosen=chosen, near=evidence.near)


def _unsure(evidence: Evidence) -> Evidence:
    unsure = Evidence(evidence.document, "grey", 0.5, Reason.NOT_IN_PROTOCOL)
    return replace(unsure, closest=evidence.closest, near=evidence.near)


def told_by_bodies(statements: Iterable[Statement], question: str = "") -> tuple[Statement, ...]:
    """Return the statements in which a body or a group says or does something: "Die Gewerkschaft lehnt … ab".

    Args:
        statements: of minutes that name no speaker.
        question: that asks who did it, or what one of the bodies did.

    Returns:
        Those in which a body that the question names says something, in either language; where it names none and asks
        which people, those in which any does what it asks.
    """
    rows = _table()["bodies"]
    own = [row for row in rows if re.search(rf"\b(?:{row})\b", question, re.IGNORECASE)]
    if question and not own and not asks_for_people(question):
        return ()
    deed = deed_asked(question) if not own else ""
    before, who, verbs = ("|".join(words) for words in (_table()["before"], own[:1] or rows, _table()["verbs"]))
    named = rf"(?:{before}) (?:[\w-]+ )?(?:{who})\b"
    body = re.compile(
        rf"(?:^|[.;!?,] ){named}(?P<rest> [^.;]*)|(?:^|[.;] )(?P<turned>[^.;]*?\b(?:hat|haben|hatten?) {named}[^.;]*)",
        re.IGNORECASE,
    )
    acts = re.compile(rf" (?:{verbs})\b")

    def says_it(rest: str) -> bool:
        return tells(deed, rest) if deed else says(rest) or bool(acts.match(rest))

    return tuple(s for s in statements if any(says_it(m["rest"] or m["turned"]) for m in body.finditer(s.quote)))


@cache
def _table() -> Mapping[str, list[str]]:
    return read_table("retrieval", "data/holders.toml")
