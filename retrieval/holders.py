"""Who holds an opinion, where that is not recorded: never a list of people, always that it is not recorded."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ingest.packaged import read_table
from ingest.statement import Statement
from ingest.verbs import says
from protokoll.texts import ACTS
from retrieval.acting import topic_of
from retrieval.answer import Reason
from retrieval.evidence import CLOSEST, Evidence
from retrieval.question import Query
from retrieval.turns import words_of
from retrieval.who import asks_for_people
from retrieval.who import says as asks_of_saying

MOST = 6  # statements on the topic beside the refusal

def asks_holder(question: str) -> bool:
    """Say whether a question asks which people hold or utter an opinion ("Wer ist für und wer gegen …?")."""
    asked = words_of(question)
    if not asks_for_people(question) or set(asked) & set(_table()["otherwise"]):
        return False
    return asks_of_saying(question) or any(
        word.startswith(start) if len(start) > 3 else word == start for word in asked for start in _table()["holding"]
    )


def unattributed(query: Query, evidence: Evidence, decide: Callable[[Query], Evidence]) -> Evidence:
    """Refuse an answer to who holds an opinion where the document attributes nothing, to no body either.

    Args:
        query: the question.
        evidence: what was decided about it.
        decide: decides about the topic without a name.

    Returns:
        The refusal with what is recorded on the topic; where bodies speak ("Der Betriebsrat lehnt … ab"), what they
        say as the closest; anything else as it is. A statement that quotes somebody by name answers who said it.
    """
    if evidence.document.speakers_recorded != "none":
        return evidence
    if evidence.reason is Reason.NOT_ATTRIBUTED:
        return _unsure(evidence, (*evidence.chosen, *evidence.near[:CLOSEST])) or evidence
    if (
        (evidence.state == "refuse" and evidence.reason is not Reason.NOT_IN_PROTOCOL)
        or evidence.listed  # "Who moderated the talk?" asks for a list that the document holds, as for a vote by name
        or not asks_holder(query.asked)
    ):
        return evidence
    quoted = [s for s in evidence.chosen if "quotation" in s.kind_names]
    if evidence.state == "answer" and quoted and len(quoted) == len(evidence.chosen):
        return evidence
    question = ACTS[query.language].for_and_against.format(topic=topic_of(query))
    topic = decide(Query(question, question, query.language))
    if evidence.state == "refuse" and topic.state != "answer":
        return evidence
    found = topic.chosen if topic.state == "answer" else (*evidence.chosen, *evidence.closest)
    said = tuple(s for s in found if "participant" not in s.kind_names and s.kind_names != ("label",))[:MOST]
    refused = Evidence(
        evidence.document, "refuse", 1 - evidence.confidence, Reason.NOT_ATTRIBUTED, said, near=evidence.near
    )
    return _unsure(evidence, (*evidence.chosen, *said)) or replace(refused, remarks=evidence.remarks)


def _unsure(evidence: Evidence, found: Sequence[Statement]) -> Evidence | None:
    """The statements in which a body says something as the closest ones; None where no body does."""
    told = tuple(dict.fromkeys(told_by_bodies(found)))[:CLOSEST]
    unsure = Evidence(evidence.document, "grey", 0.5, Reason.NOT_IN_PROTOCOL, closest=told, near=evidence.near)
    return unsure if told else None


def told_by_bodies(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements in which a body or a group says or does something: "Die Gewerkschaft lehnt … ab"."""
    before, who, verbs = ("|".join(_table()[row]) for row in ("before", "bodies", "verbs"))
    named = rf"(?:{before}) (?:[\w-]+ )?(?:{who})\b"
    body = re.compile(
        rf"(?:^|[.;!?,] ){named}(?P<rest> [^.;]*)|(?:^|[.;] )(?P<turned>[^.;]*?\b(?:hat|haben|hatten?) {named}[^.;]*)",
        re.IGNORECASE,
    )
    acts = re.compile(rf" (?:{verbs})\b")
    said = ((s, m["rest"] or m["turned"]) for s in statements for m in body.finditer(s.quote))
    return tuple(s for s, rest in said if says(rest) or acts.match(rest))


@cache
def _table() -> Mapping[str, list[str]]:
    return read_table("retrieval", "data/holders.toml")
