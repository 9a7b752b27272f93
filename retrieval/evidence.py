"""Is there an answer, which statements give it, and if none, why: what an engine may write from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.judge import Verdict
from retrieval.parts import cuts
from retrieval.people import persons_meant
from retrieval.question import Query
from retrieval.search import Found, Searcher
from retrieval.structure import asked_for, statements_of, without_labels
from retrieval.talk import kind_of_talk

State = Literal["answer", "grey", "refuse", "untrusted"]  # untrusted: withheld by the verifier
SECTION = 0.15  # share of the section form from which a question that names a section may want all of it
CLOSEST = 3  # passages shown beside a refusal


@dataclass(frozen=True)
class Evidence:
    """What was decided about a question.

    `chosen` are the statements to cite, in the order in which they are cited; `whole` tells that they are all of a
    section. `persons` are lines of the list of participants. `lacking` are parts of the question without an answer.
    """

    document: Document
    state: State
    confidence: float
    reason: Reason | None = None
    chosen: tuple[Statement, ...] = ()
    whole: bool = False
    persons: tuple[Statement, ...] = ()
    closest: tuple[Statement, ...] = ()
    near: tuple[Statement, ...] = ()
    lacking: tuple[str, ...] = ()
    talk: str = "hello"


def judge(query: Query, found: Sequence[Found], searcher: Searcher) -> Evidence:
    """Decide about a question.

    Args:
        query: the question.
        found: what was found for it, one per document; nothing for a question that is empty or too long.
        searcher: searches for parts of the question.

    Returns:
        The evidence, from the document that most probably answers.
    """
    if not query.usable:
        return Evidence(searcher.index.documents[0], "refuse", 0.0, Reason.UNCLEAR)
    judged = [(searcher.judge.verdict(candidate.signals), candidate) for candidate in found]
    verdict, best = max(judged, key=lambda pair: pair[0].answerable)
    near = tuple(hit.statement for hit in best.hits(12))
    if section := _section(query, verdict, best):
        return Evidence(best.document, "answer", verdict.answerable, chosen=section, whole=True, near=near)
    if verdict.state == "answer":
        return _answer(query, verdict, best, searcher, near)
    if verdict.state == "grey":
        return Evidence(
            best.document, "grey", verdict.answerable, Reason.NOT_IN_PROTOCOL, closest=near[:CLOSEST], near=near
        )
    return _refuse(query, verdict, best, searcher, near)


def _answer(
    query: Query, verdict: Verdict, best: Found, searcher: Searcher, near: tuple[Statement, ...]
) -> Evidence:
    document = best.document
    chosen = tuple(document.statements[row] for row, _ in searcher.judge.select(best.signals, best.scores))
    lacking = _lacking(query, verdict, best, searcher)
    in_order = tuple(sorted(chosen, key=lambda statement: statement.position)) if len(chosen) > 2 else chosen
    return Evidence(document, "answer", verdict.answerable, chosen=in_order, near=near, lacking=lacking)


def _section(query: Query, verdict: Verdict, best: Found) -> tuple[Statement, ...]:
    """All statements of the sections that are asked for: by name, or as the nearest bank question for a section."""
    if verdict.state == "refuse":
        return ()
    document, asked = best.document, asked_for(query.asked, best.document)
    likely = verdict.shapes["section"]
    if asked.surely or (asked.perhaps and likely >= SECTION):
        return tuple(without_labels([s for section in asked.sections for s in statements_of(section, document)]))
    if verdict.state == "answer" and verdict.shape == "section":
        return tuple(document.statements[row] for row in verdict.section_rows)
    return ()


def _lacking(query: Query, verdict: Verdict, best: Found, searcher: Searcher) -> tuple[str, ...]:
    """The half of the question that has no answer, where the judge takes it for a question with two halves."""
    if verdict.shape != "partial":
        return ()
    worst: tuple[float, str] = (1.0, "")
    for cut in cuts(query.asked):
        sides = {part: _alone(part, query, best, searcher) for part in (cut.first, cut.second)}
        part = min(sides, key=lambda side: sides[side])
        difference = sides[part] - max(sides.values())
        worst = min(worst, (difference, part))
    return (worst[1],) if worst[1] else ()


def _alone(part: str, query: Query, best: Found, searcher: Searcher) -> float:
    """Probability that a part of the question, asked alone, has an answer."""
    [found] = searcher.find(Query(part, query.language), best.document.id)
    return searcher.judge.verdict(found.signals).answerable


def _refuse(
    query: Query, verdict: Verdict, best: Found, searcher: Searcher, near: tuple[Statement, ...]
) -> Evidence:
    document, reason = best.document, verdict.reason
    if reason in (Reason.OFF_TOPIC, Reason.UNCLEAR, Reason.CONVERSATION):
        return Evidence(
            document, "refuse", verdict.answerable, reason, near=near, talk=kind_of_talk(query.asked)
        )
    related = tuple(document.statements[row] for row, _ in searcher.judge.related(best.signals, best.scores))
    if reason is Reason.NOT_ATTRIBUTED:
        persons = persons_meant(query.text, document)
        topic = tuple(statement for statement in related if "participant" not in statement.kind_names)
        return Evidence(document, "refuse", verdict.answerable, reason, topic, persons=persons, near=near)
    if reason is Reason.FALSE_PREMISE:
        return Evidence(document, "refuse", verdict.answerable, reason, related, near=near)
    return Evidence(document, "refuse", verdict.answerable, reason, closest=near[:CLOSEST], near=near)
