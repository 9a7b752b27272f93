"""Is there an answer, which statements give it, and if none, why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.attribution import of_person, of_whom
from retrieval.evidence import CLOSEST, EMPTY, Evidence
from retrieval.followup import substituted
from retrieval.judge import Verdict
from retrieval.lists import Listed, asked_list
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

SECTION = 0.15  # share of the section form from which a question that names a section may want all of it
GROUP = 3  # people from which on all are named: a list that leaves some out would be taken for the whole
PARTS = 4  # documents that get a part of an answer each
SURE = 0.95  # that a list which the document holds answers a question for it
LISTED = 40  # statements of a list that are shown; the rest is counted


def decide(query: Query, found: Sequence[Found], searcher: Searcher) -> Evidence:
    """Decide about a question.

    Args:
        query: the question.
        found: what was found for it, one per document; nothing for a question that is empty or too long.
        searcher: searches for parts of the question.

    Returns:
        The evidence, from the document that most probably answers.
    """
    if not query.usable or not found:
        return Evidence(next(iter(searcher.index.documents), EMPTY), "refuse", 0.0, Reason.UNCLEAR)
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
        return _answered(query, verdict, best, searcher, near)
    # Whoever asks for a speaker, or starts from something wrong, is told so even where passages come close.
    if verdict.state == "grey" and verdict.reason is Reason.NOT_IN_PROTOCOL:
        return _grey(verdict, best, near)
    return _refuse(query, verdict, best, searcher, near)


def _answered(
    query: Query, verdict: Verdict, best: Found, searcher: Searcher, near: tuple[Statement, ...]
) -> Evidence:
    answer = _answer(verdict, best, searcher, near)
    if not _speaks_of(query, best, answer):
        return _grey(verdict, best, near)
    if asks_who(query.asked) and not searcher.judge.knows(best.signals):
        return of_whom(best, answer.chosen, verdict.answerable, near)
    return answer


def _from_structure(query: Query, found: Sequence[Found], searcher: Searcher) -> Evidence | None:
    """What lists and speakers answer, whatever the judge thinks: whole lists, somebody's words; a part a document.

    The one document whose judge has learned such questions from its bank answers them itself.
    """
    if len(searcher.index.documents) == 1 and searcher.judge.knows(found[0].signals):
        return None
    asked = [candidate.document for candidate in found]
    documents = asked if len(found) == 1 else [*asked, *(d for d in searcher.index.documents if d not in asked)]
    lists = [(document, listed) for document in documents if (listed := asked_list(query.asked, document))]
    if lists:
        parts = [_whole_list(document, listed) for document, listed in lists]
        return _together(parts)
    people = [(document, who) for document in documents if (who := who_is_asked(query.asked, document))]
    theirs = [(document, who) for document, who in people if who.rows] or people[:1]
    if not theirs:
        return None
    known = {candidate.document.id: candidate for candidate in found}
    heard = []
    for document, who in theirs[:PARTS]:
        candidate = known.get(document.id) or searcher.find(query, document.id)[0]
        heard.append(of_person(query, who, candidate, tuple(hit.statement for hit in candidate.hits(12))))
    return _together([part for part in heard if part.state == "answer"] or heard[:1])


def _whole_list(document: Document, listed: Listed) -> Evidence:
    shown = listed.statements[:LISTED]
    more = len(listed.statements) - len(shown)
    return Evidence(document, "answer", SURE, chosen=shown, near=shown, listed=listed.name, more=more)


def _together(parts: Sequence[Evidence]) -> Evidence:
    """The latest document first; those that find no room are counted."""
    latest = sorted(parts, key=lambda part: part.document.date or Date.min, reverse=True)
    return replace(latest[0], others=tuple(latest[1:PARTS]), left_out=max(0, len(latest) - PARTS))


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
