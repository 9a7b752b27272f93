"""Who holds an opinion, where that is not recorded: never a list of people, always that it is not recorded."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from ingest.packaged import read_table
from protokoll.texts import ACTS
from retrieval.acting import topic_of
from retrieval.answer import Reason
from retrieval.evidence import Evidence
from retrieval.question import Query
from retrieval.turns import words_of
from retrieval.who import says

MOST = 6  # statements on the topic beside the refusal
_WHO = re.compile(r"\W*(?:(?:und|and)\s+)?(?:wer|von wem|wessen|who|whose|by whom)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\W*(?:(?:und|and)\s+)?(?:welche[rsnm]?|which|what)\s+(?:of the\s+|der\s+)?(?P<group>\w+)", re.IGNORECASE
)


def asks_holder(question: str) -> bool:
    """Say whether a question asks which people hold or utter an opinion ("Wer ist für und wer gegen …?")."""
    asked = words_of(question)
    if not asks_for_people(question) or set(asked) & set(_table()["otherwise"]):
        return False
    return says(question) or any(
        word.startswith(start) if len(start) > 3 else word == start for word in asked for start in _table()["holding"]
    )


def asks_for_people(question: str) -> bool:
    """Say whether a question wants people: "Wer …", "Von wem …", "Which members …"."""
    group = _WHICH.match(question)
    return bool(_WHO.match(question) or (group and group["group"].lower() in _table()["groups"]))


def unattributed(query: Query, evidence: Evidence, decide: Callable[[Query], Evidence]) -> Evidence:
    """Refuse an answer to who holds an opinion where the document attributes nothing.

    Args:
        query: the question.
        evidence: what was decided about it.
        decide: decides about the topic without a name.

    Returns:
        The refusal with what is recorded on the topic; anything else as it is. A statement that quotes somebody by name
        answers who said it.
    """
    if (
        evidence.document.speakers_recorded != "none"
        or (evidence.state == "refuse" and evidence.reason is not Reason.NOT_IN_PROTOCOL)
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
    return replace(refused, remarks=evidence.remarks)


@cache
def _table() -> Mapping[str, list[str]]:
    return read_table("retrieval", "data/holders.toml")
