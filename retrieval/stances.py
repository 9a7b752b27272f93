"""Who is for or against something: whom a vote names, and who says so in words that leave nothing open."""

import re
from dataclasses import replace
from functools import lru_cache

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.deeds import deed_asked, on_side, turned
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.lists import outcomes
from retrieval.matters import Matter
from retrieval.question import Query
from retrieval.votes import (
    WAYS,
    Placing,
    counted,
    matters_meant,
    named_in,
    nobody_in,
    not_by_name,
    voices,
    vote_asked,
    vote_meant,
    votes_in,
)
from retrieval.who import asks_for_people


@lru_cache(maxsize=64)  # asked again for each document
def side_asked(question: str) -> str:
    """Return the side whose people a question wants, "for" or "against"; "" where it wants no side, or votes alone."""
    deed = deed_asked(question)
    return deed if deed in WAYS and asks_for_people(question) and not vote_asked(question) else ""


def of_side(query: Query, document: Document, place: Placing) -> Evidence | None:
    """Answer who is for or against something.

    Args:
        query: the question.
        document: any.
        place: as for `matters_meant`.

    Returns:
        Votes that name people on that side, what else tells how they voted, then statements whose own words say it;
        where nothing does, a refusal with the votes on what is asked about; None where there are none.
    """
    side = side_asked(query.mended)
    if not side:
        return None
    topic, among = matters_meant(query, document, place)
    way, meant = WAYS[side], [m for m in among if not _turned(topic, m)]
    votes = [s for m in meant for s in votes_in(m) if "postponed" not in outcomes(s)]
    chosen = [s for s in votes if named_in(s, way, document)]
    for matter in meant:
        spoken = [s for s, told in voices(matter, document) if told == way]
        chosen += [each for s in spoken for each in (*counted(matter, s), s)]
    # "Wie hat der Rat abgestimmt?", "und wer war dagegen?": who voted so, not who spoke so.
    told = () if vote_meant(query.before) else on_side(side, topic, document)
    chosen = list(dict.fromkeys((*chosen, *told)))
    if not chosen and topic:
        chosen = [s for s in votes if nobody_in(s, way)]
    if chosen:
        return Evidence(document, "answer", STRUCTURED, chosen=tuple(chosen), near=tuple(chosen), listed="on_this")
    return not_by_name(votes, document) if votes and topic else None


def of_sure_side(query: Query, evidence: Evidence, place: Placing) -> Evidence:
    """Take back an answer that would put people on a side that their words do not tell.

    Args:
        query: the question.
        evidence: what was decided by what was found.
        place: as for `matters_meant`.

    Returns:
        The passages as the closest where a side is asked for; else the evidence as it is.
    """
    side = side_asked(query.mended)
    if not side or evidence.state != "answer" or evidence.document.speakers_recorded == "none":
        return evidence
    topic, _ = matters_meant(query, evidence.document, place)
    sure = on_side(side, topic, evidence.document)
    if kept := tuple(s for s in evidence.chosen if s in sure):
        return replace(evidence, chosen=kept)
    opposite = on_side("for" if side == "against" else "against", topic, evidence.document)
    closest = tuple(s for s in evidence.chosen if "participant" not in s.kind_names and s not in opposite)[:CLOSEST]
    return replace(
        Evidence(evidence.document, "grey" if closest else "refuse", 0.5, Reason.NOT_IN_PROTOCOL),
        closest=closest or evidence.near[:CLOSEST],
        near=evidence.near,
    )


def _turned(topic: tuple[str, ...], matter: Matter) -> bool:
    """Say whether what is voted on is the opposite of a topic: its end, or a ban on it."""
    return bool(topic) and turned(topic, " ".join([matter.name, *map(_decided, matter.statements)]))


def _decided(statement: Statement) -> str:
    """A decision without the count of its votes, in which those against it stand."""
    counted = r"(?i)\([^()]*\)|\b(?:\d+|votes?|voted) against\b|\b(?:against|gegen)\W{1,2}\d"
    return re.sub(counted, " ", statement.quote) if "decision" in statement.kind_names else ""
