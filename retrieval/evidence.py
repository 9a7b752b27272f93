"""Is there an answer, which statements give it, and if none, why: what an engine may write from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.followup import substituted
from retrieval.judge import Verdict
from retrieval.lists import asked_list
from retrieval.parts import cuts, halves
from retrieval.people import persons_meant
from retrieval.question import Query
from retrieval.rarity import stems, words
from retrieval.search import Found, Searcher
from retrieval.structure import (
    asked_for,
    asks_for_missing_number,
    is_numbered,
    names_number,
    statements_of,
    without_labels,
)
from retrieval.talk import kind_of_talk
from retrieval.who import asks_who, who_is_asked

Note = Literal["", "silent", "named_only", "unknown"]  # of somebody who is asked about: as the texts of the same name
State = Literal["answer", "grey", "refuse", "untrusted"]  # untrusted: withheld by the verifier
SECTION = 0.15  # share of the section form from which a question that names a section may want all of it
GROUP = 3  # people from which on all are named: a list that leaves some out would be taken for the whole
LISTED = 40  # statements of a list that are shown; the rest is counted
EMPTY = Document("", "", "", (), ())  # where nothing is indexed
CLOSEST = 3  # passages shown beside a refusal


@dataclass(frozen=True)
class Evidence:
    """What was decided about a question.

    `chosen` are the statements to cite, in the order in which they are cited; `whole` tells that they are all of a
    section. `persons` are lines of the list of participants. `lacking` are parts of the question without an answer.
    `who` is asked about, `note` says why nothing of theirs is cited, `everything` that all their words are wanted, `more`
    how many statements are not shown. `listed` names the list that was asked for.
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
    who: str = ""
    note: Note = ""
    everything: bool = False
    more: int = 0
    listed: str = ""


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
        return Evidence(next(iter(searcher.index.documents), EMPTY), "refuse", 0.0, Reason.UNCLEAR)
    if not found:
        return Evidence(EMPTY, "refuse", 0.0, Reason.UNCLEAR)
    if structured := _from_structure(query, found, searcher):
        return structured
    judged = [(searcher.judge.verdict(candidate.signals), candidate) for candidate in found]
    verdict, best = max(judged, key=lambda pair: pair[0].answerable)
    near = tuple(hit.statement for hit in best.hits(12))
    if asks_for_missing_number(query.asked, best.document):
        return Evidence(best.document, "refuse", verdict.answerable, Reason.FALSE_PREMISE, near=near)
    if section := _section(query, verdict, best):
        return Evidence(best.document, "answer", verdict.answerable, chosen=section, whole=True, near=near)
    if both := _two_questions(query, verdict, best, searcher, near):
        return both
    if verdict.state == "answer":
        answer = _answer(verdict, best, searcher, near)
        if not _speaks_of(query, best, answer):
            return _grey(verdict, best, near)
        if asks_who(query.asked) and not searcher.judge.knows(best.signals):
            from retrieval.attribution import of_whom

            return of_whom(best, answer.chosen, verdict.answerable, near) or answer
        return answer
    # Whoever asks for a speaker, or starts from something wrong, is told so even where passages come close.
    if verdict.state == "grey" and verdict.reason is Reason.NOT_IN_PROTOCOL:
        return _grey(verdict, best, near)
    return _refuse(query, verdict, best, searcher, near)


def _from_structure(query: Query, found: Sequence[Found], searcher: Searcher) -> Evidence | None:
    """What the document's lists and speakers answer, whatever the judge thinks: the whole list, or somebody's words."""
    from retrieval.attribution import of_person

    for candidate in found:
        document = candidate.document
        near = tuple(hit.statement for hit in candidate.hits(12))
        if (listed := asked_list(query.asked, document)) and not searcher.judge.knows(candidate.signals):
            shown = listed.statements[:LISTED]
            return Evidence(
                document, "answer", 0.95, chosen=shown, near=near, listed=listed.name, more=len(listed.statements) - len(shown)
            )
    for candidate in sorted(found, key=lambda each: each.document.speakers_recorded == "none"):
        who = who_is_asked(query.asked, candidate.document)
        if who and not searcher.judge.knows(candidate.signals):
            return of_person(query, who, candidate, tuple(hit.statement for hit in candidate.hits(12)))
    return None


def _answer(verdict: Verdict, best: Found, searcher: Searcher, near: tuple[Statement, ...]) -> Evidence:
    chosen = _of_one_kind(_chosen(best, searcher))
    if len(chosen) >= GROUP and "participant" in chosen[0].kind_names:
        chosen = [statement for statement in best.document.statements if "participant" in statement.kind_names]
    return Evidence(best.document, "answer", verdict.answerable, chosen=_in_order(chosen), near=near)


def _speaks_of(query: Query, best: Found, answer: Evidence) -> bool:
    """Whether what a follow-up puts in the place of another thing has to do with a statement that is cited.

    After "Was wurde zu Heilbronn gesagt?", "Und in Berlin?" resembles its earlier question more than any other.
    """
    named = {stem for word in words(substituted(query.asked)) for stem in stems(word)}
    rows = [best.document.statements.index(statement) for statement in answer.chosen]
    return not query.before or not named or best.ground.speaks_of(named, rows)


def _chosen(best: Found, searcher: Searcher) -> list[Statement]:
    return [best.document.statements[row] for row, _ in searcher.judge.select(best.signals, best.scores)]


def _of_one_kind(statements: Sequence[Statement]) -> list[Statement]:
    """Keep people apart from what was said: one beside the other would look like an attribution."""
    people = "participant" in statements[0].kind_names
    return [statement for statement in statements if ("participant" in statement.kind_names) == people]


def _in_order(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """An overview follows the document; of two statements the better one comes first."""
    found = dict.fromkeys(statements)
    return tuple(sorted(found, key=lambda statement: statement.position) if len(found) > 2 else found)


def _two_questions(
    query: Query, verdict: Verdict, best: Found, searcher: Searcher, near: tuple[Statement, ...]
) -> Evidence | None:
    """Answer a question that asks two things half by half; None where it is to be judged as a whole."""
    if verdict.state == "refuse" and verdict.reason is not Reason.NOT_IN_PROTOCOL:
        return None
    for cut in cuts(query.asked):
        pair = searcher.find_in(halves(cut, query), best.document.id)
        verdicts = [searcher.judge.verdict(half.signals) for half in pair]
        first, second = (_answer(own, half, searcher, ()) for own, half in zip(verdicts, pair, strict=True))
        answered = [own.state == "answer" for own in verdicts]
        lacks = searcher.judge.lacks_half(verdict, first.confidence, second.confidence) > 0.5
        if lacks and any(answered):
            better, lacking = (first, cut.second) if first.confidence >= second.confidence else (second, cut.first)
            return replace(better, near=near, lacking=(lacking,))
        if lacks and verdict.state == "answer":  # as a whole it looks answered, in halves neither does
            return _grey(verdict, best, near)
        if all(answered) and verdict.state == "answer":
            return Evidence(
                best.document, "answer", verdict.answerable, chosen=_of_both(first, second, best, searcher), near=near
            )
    return None


def _of_both(first: Evidence, second: Evidence, best: Found, searcher: Searcher) -> tuple[Statement, ...]:
    """What to cite for two halves; people asked for in one of them stand under a place of their own."""
    of_both = [s for s in _chosen(best, searcher) if s in first.chosen or s in second.chosen]
    chosen = [first.chosen[0], second.chosen[0], *of_both]
    if len(_of_one_kind(chosen)) == len(chosen):
        return _in_order(chosen)
    return tuple(dict.fromkeys((*first.chosen, *second.chosen)))


def _grey(verdict: Verdict, best: Found, near: tuple[Statement, ...]) -> Evidence:
    return Evidence(
        best.document, "grey", verdict.answerable, Reason.NOT_IN_PROTOCOL, closest=near[:CLOSEST], near=near
    )


def _section(query: Query, verdict: Verdict, best: Found) -> tuple[Statement, ...]:
    """All statements of the sections that are asked for: by name, or as the nearest bank question for a section."""
    if verdict.state == "refuse":
        return ()
    document, asked = best.document, asked_for(query.asked, best.document)
    wanted = verdict.state == "answer" and verdict.shape == "section"
    if asked.surely or (asked.perhaps and verdict.shapes["section"] >= SECTION) or (wanted and asked.sections):
        return tuple(without_labels([s for section in asked.sections for s in statements_of(section, document)]))
    rows = [document.statements[row] for row in verdict.section_rows] if wanted else []
    # A numbered one must be named by its number: "Was sind die 3 wichtigsten Punkte?" asks for none.
    if rows and is_numbered(rows[0].section[0]) and not names_number(query.asked, rows[0].section[0]):
        return ()
    return tuple(without_labels(rows))


def _refuse(
    query: Query, verdict: Verdict, best: Found, searcher: Searcher, near: tuple[Statement, ...]
) -> Evidence:
    document, reason = best.document, verdict.reason
    if reason in (Reason.OFF_TOPIC, Reason.UNCLEAR, Reason.CONVERSATION):
        return Evidence(
            document, "refuse", verdict.answerable, reason, talk=kind_of_talk(query.asked)
        )
    related = tuple(document.statements[row] for row, _ in searcher.judge.related(best.signals, best.scores))
    if reason is Reason.NOT_ATTRIBUTED:
        persons = persons_meant(query.text, document)
        topic = tuple(statement for statement in related if "participant" not in statement.kind_names)
        return Evidence(document, "refuse", verdict.answerable, reason, topic, persons=persons, near=near)
    if reason is Reason.FALSE_PREMISE:
        return Evidence(document, "refuse", verdict.answerable, reason, related, near=near)
    return Evidence(document, "refuse", verdict.answerable, reason, closest=near[:CLOSEST], near=near)
