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
    whole_item,
    without_labels,
)
from retrieval.talk import kind_of_talk
from retrieval.verdict import Verdict as Judged
from retrieval.who import asks_who, who_is_asked

SECTION = 0.15  # share of the section form from which a question that names a section may want all of it
GROUP = 3  # people from which on all are named: a list that leaves some out would be taken for the whole
MOST = 6  # statements cited for two halves
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
    if searcher.judge.knows(found[0].signals) and len(found) == 1:
        return _by_bank(query, found[0], searcher)
    best = max(found, key=lambda candidate: _answerable(candidate, searcher))
    return _by_reading(query, best, searcher) if best.reading else _by_bank(query, best, searcher)


def _answerable(candidate: Found, searcher: Searcher) -> float:
    """The probability that a document answers."""
    verdict = candidate.reading.verdict if candidate.reading else searcher.judge.verdict(candidate.signals)
    return verdict.answerable


def _by_bank(query: Query, best: Found, searcher: Searcher) -> Evidence:
    """Decide for the document whose bank the judge has learned."""
    verdict = searcher.judge.verdict(best.signals)
    near = tuple(hit.statement for hit in best.hits(12))
    if asks_for_missing_number(query.asked, best.document):
        return Evidence(best.document, "refuse", verdict.answerable, Reason.FALSE_PREMISE, near=near)
    if section := _section(query, verdict, best):
        return Evidence(best.document, "answer", verdict.answerable, chosen=section, whole=True, near=near)
    if both := _two_questions(query, verdict, best, searcher, near):
        return both
    if verdict.state == "answer":
        answer = _answer(verdict, best, searcher, near)
        return answer if _speaks_of(query, best, answer) else _grey(verdict.answerable, best, near)
    # Whoever asks for a speaker, or starts from something wrong, is told so even where passages come close.
    if verdict.state == "grey" and verdict.reason is Reason.NOT_IN_PROTOCOL:
        return _grey(verdict.answerable, best, near)
    return _refuse(query, verdict, best, searcher, near)


def _by_reading(query: Query, best: Found, searcher: Searcher) -> Evidence:
    """Decide for any other document by what reranker and judge make of it."""
    assert best.reading is not None
    verdict, near = best.reading.verdict, tuple(hit.statement for hit in best.hits(12))
    if section := whole_item(query.asked, best.document):
        shown = section[:LISTED]
        more = len(section) - len(shown)
        return Evidence(best.document, "answer", SURE, chosen=shown, whole=True, near=near, more=more)
    if both := _halves_read(query, best, searcher, near):
        return both
    if verdict.state == "answer":
        chosen = [best.document.statements[row] for row in best.reading.cited]
        if asks_who(query.asked):
            return of_whom(best, chosen, verdict.answerable, near)
        return Evidence(best.document, "answer", verdict.answerable, chosen=_in_order(_of_one_kind(chosen)), near=near)
    if verdict.state == "grey":
        return _grey(verdict.answerable, best, near)
    return _refuse_reading(query, verdict, best, near)


def _halves_read(
    query: Query, best: Found, searcher: Searcher, near: tuple[Statement, ...]
) -> Evidence | None:
    """Answer a question that asks two things half by half; None where it is to be judged as a whole."""
    statements = best.document.statements
    for cut in cuts(query.asked)[:1]:
        pair = [half.reading for half in searcher.find_in(halves(cut, query), best.document.id)]
        first, second = (reading for reading in pair if reading is not None)
        states = [first.verdict.state, second.verdict.state]
        if states == ["answer", "answer"]:
            rows = dict.fromkeys((first.cited[0], second.cited[0], *first.cited, *second.cited))
            chosen = _in_order(_of_one_kind([statements[row] for row in rows][:MOST]))
            sure = min(first.verdict.answerable, second.verdict.answerable)
            return Evidence(best.document, "answer", sure, chosen=chosen, near=near)
        if sorted(states) == ["answer", "refuse"]:
            better, lacking = (first, cut.second) if states[0] == "answer" else (second, cut.first)
            chosen = _in_order(_of_one_kind([statements[row] for row in better.cited]))
            return Evidence(
                best.document, "answer", better.verdict.answerable, chosen=chosen, near=near, lacking=(lacking,)
            )
    return None


def _refuse_reading(query: Query, verdict: Judged, best: Found, near: tuple[Statement, ...]) -> Evidence:
    document, reason = best.document, verdict.reason
    if reason in (Reason.OFF_TOPIC, Reason.UNCLEAR, Reason.CONVERSATION):
        return Evidence(document, "refuse", verdict.answerable, reason, talk=kind_of_talk(query.asked))
    if reason is Reason.NOT_ATTRIBUTED and document.speakers_recorded == "none":
        topic = tuple(s for s in near[:2] if "participant" not in s.kind_names)
        persons = persons_meant(query.text, document)
        return Evidence(document, "refuse", verdict.answerable, reason, topic, persons=persons, near=near)
    told = Reason.NOT_IN_PROTOCOL if reason is Reason.NOT_ATTRIBUTED else reason
    return Evidence(document, "refuse", verdict.answerable, told, closest=near[:CLOSEST], near=near)


def _from_structure(query: Query, found: Sequence[Found], searcher: Searcher) -> Evidence | None:
    """What lists and speakers answer, whatever the judge thinks: whole lists, somebody's words; a part a document.

    The one document whose judge has learned such questions from its bank answers them itself.
    """
    if len(searcher.index.documents) == 1 and searcher.judge.knows(found[0].signals):
        return None
    asked = [candidate.document for candidate in found]
    documents = asked if len(found) == 1 else [*asked, *(d for d in searcher.index.documents if d not in asked)]
    lists = [(document, listed) for document in documents if (listed := asked_list(query.asked, document))]
    if held := [(document, listed) for document, listed in lists if listed.statements]:
        return _together([_whole_list(document, listed) for document, listed in held])
    if lists:  # such a list is asked for, and nothing of the kind is there
        return Evidence(lists[0][0], "refuse", 1 - SURE, Reason.NOT_IN_PROTOCOL)
    people = [(document, who) for document in documents if (who := who_is_asked(query.asked, document))]
    theirs = [(document, who) for document, who in people if who.rows] or people[:1]
    if not theirs:
        return None
    known = {candidate.document.id: candidate for candidate in found}
    heard = []
    for document, who in theirs[:PARTS]:
        candidate = known.get(document.id) or searcher.find(query, document.id)[0]
        heard.append(of_person(query, who, candidate, searcher))
    return _together([part for part in heard if part.state == "answer"] or heard[:1])


def _whole_list(document: Document, listed: Listed) -> Evidence:
    shown = listed.statements[:LISTED]
    more = len(listed.statements) - len(shown)
    return Evidence(document, "answer", SURE, chosen=shown, near=shown, listed=listed.name, more=more)


def _together(parts: Sequence[Evidence]) -> Evidence:
    """The latest document first; those that find no room are counted."""
    latest = sorted(parts, key=lambda part: part.document.date or Date.min, reverse=True)
    shown = [*latest[:PARTS]]
    shown[-1] = replace(shown[-1], left_out=max(0, len(latest) - PARTS))
    return replace(shown[0], others=tuple(shown[1:]))


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
            return _grey(verdict.answerable, best, near)
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


def _grey(answerable: float, best: Found, near: tuple[Statement, ...]) -> Evidence:
    return Evidence(
        best.document, "grey", answerable, Reason.NOT_IN_PROTOCOL, closest=near[:CLOSEST], near=near
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
