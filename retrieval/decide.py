"""Is there an answer, which statements give it, and if none, why."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ingest.document import Document
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement
from ingest.words import is_keywords, stopwords
from retrieval.answer import Reason
from retrieval.attribution import SURELY, of_person, of_whom, topic_of
from retrieval.evidence import CLOSEST, EMPTY, LIKELY, PARTS, STRUCTURED, Evidence, State, together
from retrieval.judge import Verdict
from retrieval.lists import Listed, asked_list, names_title
from retrieval.matters import names, touches
from retrieval.parts import halves
from retrieval.people import how_many_came, persons_meant, tells_how_many
from retrieval.question import Query
from retrieval.rarity import stands_in, weight, words
from retrieval.search import Found, Searcher
from retrieval.stances import of_side, of_sure_side
from retrieval.structure import (
    asks_for_missing_number,
    named_sections,
    of_items,
    under_label,
    whole_item,
    without_labels,
)
from retrieval.tasks import of_tasks
from retrieval.theirs import Who
from retrieval.votes import Placing, of_outcome, of_vote, of_voters
from retrieval.when import of_a_meeting
from retrieval.who import asks_who, says
from retrieval.whom import who_is_asked

MOST = 6  # statements cited for two halves
FEW = 3  # statements that are no overview
NAMES = 0.3  # rarity from which a word names something
PART = 4  # letters of the shortest part by which an unlisted word may be known: "Hortgebühr"
EMPTY_WORDS = 2  # so few words, none of which says anything, ask nothing
_ON = re.compile(r"\b(?:zu[mr]?|über|about|on)\s+[\w-]+(?:\s+(?:gesagt|besprochen|diskutiert|said|discussed))?\W*$")
_COURSE = re.compile(  # of things over time
    r"\b(?:entwickelt|verändert|geändert|entwicklung|verlauf|im laufe?|"
    r"changed|developed|evolved|progress(?:ed)?|over (?:the )?(?:time|years))\b",
    re.IGNORECASE,
)
AS_PROBABLE = 3  # odds of an answer by which the surest document may be ahead of one that is told beside it
SAID_ON = re.compile(r"\W*(?:was|what)\b.*\b(?:zum|zur|zu|über|about|on)\b", re.IGNORECASE)
ALSO = 0.1  # that a statement belongs in the answer, where all is wanted that was said on the topic of its section
_RELATIVE = re.compile(r"(?i)\bvorjahr\w*|\b(?:last|previous) year|\byear before")  # a year without its number
LOOKED_AT = 24  # documents whose votes and speakers are looked through whoever is meant: milliseconds each
LISTED = 40  # statements of a list that are shown; the rest is counted


def decide(query: Query, found: Sequence[Found], asked: Sequence[Document], searcher: Searcher) -> Evidence:
    """Decide about a question.

    Args:
        query: the question.
        found: what was found for it, one per document; nothing for a question that is empty or too long.
        asked: the documents that may answer, those with something found first.
        searcher: searches for parts of the question.

    Returns:
        The evidence, from the document that most probably answers.
    """
    if not query.usable or not found:
        return Evidence(next(iter(searcher.index.documents), EMPTY), "refuse", 0.0, Reason.UNCLEAR)
    if structured := _from_structure(query, found, asked, searcher):
        return structured
    best = max(found, key=lambda candidate: candidate.reading.verdict.answerable)
    said = words(query.asked)
    if not query.before and len(said) <= EMPTY_WORDS and not any(map(weight, said)):  # "Und?", "Why that?"
        return Evidence(best.document, "refuse", 0.0, Reason.UNCLEAR)
    if is_keywords(query.text) and not any(_known(word, found, searcher) for word in said):  # "asdf"
        return Evidence(best.document, "refuse", 0.0, Reason.NOT_IN_PROTOCOL)
    wide = _of_all(query)
    if wide and len(found) > 1:
        found = _having(topic_of(query.mended, ""), found)
        best = max(found, key=lambda candidate: candidate.reading.verdict.answerable)
    speaking = [one for one in found if one.reading.verdict.state == "answer"]
    if len(speaking) > 1 and wide:
        parts = [part for one in speaking if (part := _judged(query, one, searcher)).state == "answer"]
        if parts:
            return together(parts, oldest_first=bool(_COURSE.search(query.asked)))
    return of_sure_side(query, _judged(query, best, searcher), _placing(query, found, searcher))


def _placing(query: Query, found: Sequence[Found], searcher: Searcher) -> Placing:
    """Return what finds the best statement for an earlier question in one of the documents that were found."""

    def place(asked: str, document: Document) -> Statement | None:
        if not any(one.document is document for one in found):
            return None
        reading = searcher.find(Query(asked, asked, query.language), document.id)[0].reading
        return document.statements[reading.cited[0]] if reading.verdict.state == "answer" and reading.cited else None

    return place


def _known(word: str, found: Sequence[Found], searcher: Searcher) -> bool:
    """Say whether a word, or a part of it, is one of German or English, or of the documents."""
    parts = (word[start:end] for start in range(len(word)) for end in range(start + PART, len(word) + 1))
    return any(weight(part) < 1 for part in parts) or any(searcher.vocabulary(f.document.id).knows(word) for f in found)


def _of_all(query: Query) -> bool:
    """Say whether a question wants what every document has on a topic: what was said on it, how it went on."""
    wide = of_a_meeting(query.mended) or is_keywords(query.text) or _COURSE.search(query.asked)
    return bool(wide and topic_of(query.mended, ""))


def _having(topic: Sequence[str], found: Sequence[Found]) -> Sequence[Found]:
    """Leave out documents without the topic where another one has it in these words, or more probably has it."""
    having = [one for one in found if any(stands_in(topic, _all_of(s)) for s in one.document.statements)]
    if having:
        return having
    odds = [1 / max(1 - one.reading.verdict.answerable, 1e-6) - 1 for one in found]
    return [one for one, own in zip(found, odds, strict=True) if own * AS_PROBABLE >= max(odds)]


def _judged(query: Query, best: Found, searcher: Searcher) -> Evidence:
    """Decide by what the judge makes of a document's candidates."""
    verdict, near = best.reading.verdict, tuple(hit.statement for hit in best.hits(12))
    if asks_for_missing_number(query.asked, best.document):
        return Evidence(best.document, "refuse", 1 - STRUCTURED, Reason.FALSE_PREMISE, near=near)
    known = without_labels([best.document.statements[row] for row in best.candidates.section])  # as its bank knows it
    if section := whole_item(query.asked, best.document) or tuple(known):
        shown = section[:LISTED]
        more = len(section) - len(shown)
        return Evidence(best.document, "answer", STRUCTURED, chosen=shown, whole=True, near=near, more=more)
    written = _counted(query, best, near) or _as_written(query, best, near)
    written = written or _halves_read(query, best, searcher, near)
    if written:
        return written
    if verdict.state == "answer":
        if _unheard_of(query, best, searcher):
            return _nothing("grey", verdict.answerable, best, near)
        chosen = _rows_named(query, best.document, _within_items(query, best, _cited(query, best)))
        if not chosen:
            return _nothing("refuse", 0.0, best, near)
        chosen = _with_its_topic(query, best, _with_the_word(query, near, chosen))
        if asks_who(query.asked):
            return of_whom(query, best, chosen, verdict.answerable, near)
        return Evidence(best.document, "answer", verdict.answerable, chosen=_in_order(_of_one_kind(chosen)), near=near)
    if spoken := _on_topic(query, best):
        return Evidence(best.document, "answer", max(verdict.answerable, 0.5), chosen=_in_order(spoken), near=near)
    if verdict.state == "grey":
        return _nothing("grey", verdict.answerable, best, near)
    return _refuse(query, verdict, best, near)


def _only_word(query: Query) -> str:
    """The one word that a complete question names, "" where it names none or several."""
    topic = () if query.before else topic_of(query.mended, "")
    return topic[0] if len(topic) == 1 else ""


def _with_the_word(query: Query, near: Sequence[Statement], chosen: list[Statement]) -> list[Statement]:
    """Where nothing that answers a bare keyword has it, what is near and has it; all where nothing does."""
    word = _only_word(query) if is_keywords(query.text) else ""

    def has(s: Statement) -> bool:
        return names([word], f"{s.quote} {' '.join(s.section)} {s.translation or ''}")

    if not word or any(map(has, chosen)):
        return chosen
    return list(filter(has, near))[:FEW] or chosen


def _unheard_of(query: Query, best: Found, searcher: Searcher) -> bool:
    """Say whether all that a question names is one word that the document lacks: "Was wurde zu Jülich gesagt?".

    Of 25 such keywords over the documents of the teaching material 20 have no answer; "Finanzierung" may be told of in
    other words, of which the judge is surer.
    """
    word, sure = _only_word(query), best.reading.verdict.answerable >= SURELY
    if not word or sure or query.language != best.document.language:
        return False
    bare = is_keywords(query.text) or (of_a_meeting(query.mended) and _ON.search(query.mended))
    return bool(bare) and not searcher.vocabulary(best.document.id).knows(word)


def _with_its_topic(query: Query, best: Found, chosen: list[Statement]) -> list[Statement]:
    """What was said on a topic is told by all that its section most probably has on it, not by one statement."""
    wanted = SAID_ON.match(query.mended) and says(query.mended) and best.reading.verdict.answerable >= SURELY
    # The sections of a transcript hold many topics.
    if not wanted or best.document.speakers_recorded == "all" or chosen[0].section[:1] == (TITLE_SECTION,):
        return chosen
    also = [hit.statement for hit in best.hits(12) if hit.score >= ALSO and hit.statement.section == chosen[0].section]
    return list(dict.fromkeys([*chosen, *(s for s in also if "participant" not in s.kind_names)]))[:MOST]


def _counted(query: Query, best: Found, near: tuple[Statement, ...]) -> Evidence | None:
    """Answer how many came by what states a number; where nothing does, the lists are only the closest.

    None for another question, and where the lists were read by hand.
    """
    if not how_many_came(query.mended) or not any(s.guessed for s in best.document.statements):
        return None
    stated = tuple(s for s in near if tells_how_many(s))[:CLOSEST]
    if stated:
        return Evidence(best.document, "answer", max(best.reading.verdict.answerable, 0.5), chosen=stated, near=near)
    return _nothing("grey", best.reading.verdict.answerable, best, near)


def _cited(query: Query, best: Found) -> list[Statement]:
    """What the judge would cite, without what is about something else."""
    cited = (best.document.statements[row] for row in best.reading.cited)
    return [statement for statement in cited if not _of_the_other(query, statement)]


def _as_written(query: Query, best: Found, near: tuple[Statement, ...]) -> Evidence | None:
    """Answer by a list that the question names by its label, or by the record of a vote; else None."""
    if points := under_label(query.asked, best.document):
        more = max(0, len(points) - LISTED)
        return Evidence(best.document, "answer", STRUCTURED, chosen=points[:LISTED], near=near, more=more)
    return of_voters(query, best.document, near)


def _within_items(query: Query, best: Found, cited: list[Statement]) -> list[Statement]:
    """Keep to the items of the agenda that a question names by number; their nearest, where none of them is cited."""
    own = {statement.id for statement in of_items(query.asked, best.document)}
    if not own:
        return cited
    near = (hit.statement for hit in best.hits(len(best.reading.rows)))
    return [s for s in cited if s.id in own] or [s for s in near if s.id in own][:1]


def _rows_named(query: Query, document: Document, cited: list[Statement]) -> list[Statement]:
    """Of a table that is cited keep the rows that the question names by their first cell, where it names any."""
    tables = {s.section for s in cited if " | " in s.text}
    asked = [word for word in words(query.mended) if weight(word) > 0]
    rows = [s for s in document.statements if s.section in tables and " | " in s.text]
    named = [s for s in rows if any(stands_in((word,), s.text.split(" | ")[0]) for word in asked)]
    return list(dict.fromkeys([*(s for s in cited if s not in rows), *named])) if named else cited


def _of_the_other(query: Query, statement: Statement) -> bool:
    """Say whether a statement is about what a follow-up left: to "Und die USA?" China's eight models are no answer."""
    put, out = map(_naming, query.instead)
    text = _all_of(statement)
    # "What about service 36?" is not answered by what runs as 63, "Und 2022?" by no other year.
    counted = re.findall(r"\d+", query.instead[0])
    if any(not re.search(rf"(?<!\d){number}(?!\d)", text) for number in counted) and not _RELATIVE.search(text):
        return True
    return bool(put) and _begins(text, out) and not _begins(text, put)


def _all_of(statement: Statement) -> str:
    """Return a statement with its headings and its translation, in which a word is looked for."""
    return f"{statement.quote} {' '.join(statement.section)} {statement.translation or ''}"


def _naming(thing: str) -> list[str]:
    """Return the beginnings of the words that name a thing: "China" is named by "chinesisch", too."""
    named = [word.lower() for word in re.findall(r"\w+", thing) if word.lower() not in stopwords()]
    return [word[: max(3, min(6, len(word) * 7 // 10))] for word in named]


def _begins(text: str, beginnings: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(beginning)}", text, re.IGNORECASE) for beginning in beginnings)


def _on_topic(query: Query, best: Found) -> list[Statement]:
    """What the document says on a topic that stands in it literally, where no more is asked than what was said on it.

    "What was said about Jülich?" is answered by "Jülich ist das …", however short the question is.
    """
    topic = topic_of(query.mended, "")
    asked = words(query.mended)
    # "Und in Jülich?" after "Was sagt das Protokoll zu Heilbronn?" asks the same of another topic.
    asked_again = any(map(says, words(query.before))) and is_keywords(query.mended.rstrip(" ?"))
    wanted = any(map(says, asked)) or is_keywords(query.text) or asked_again
    if not topic or not wanted or asks_who(query.asked):
        return []
    statements = (best.document.statements[row] for row in best.reading.rows)
    return [s for s in statements if "participant" not in s.kind_names and stands_in(topic, _all_of(s))][:MOST]


def _halves_read(query: Query, best: Found, searcher: Searcher, near: tuple[Statement, ...]) -> Evidence | None:
    """Answer a question that asks two things half by half where it has no answer as a whole, or one half surely none.

    What answers the whole answers both halves better than what is found for either: half of the passages found so had
    nothing to do with the question (150 questions of documents set apart: right and nothing else .32 against .51).
    """
    asked = halves(query)
    if not asked:
        return None
    first, second = (_half(half, searcher.find(half, best.document.id)[0]) for half in asked)
    states, whole = [first.state, second.state], best.reading.verdict.state == "answer"
    if states == ["answer", "answer"]:
        both = list(dict.fromkeys((first.chosen[0], second.chosen[0], *first.chosen, *second.chosen)))[:MOST]
        # People asked for in one half stand under a place of their own, before what the other half finds.
        alike = len(_of_one_kind(both)) == len(both)
        if whole and alike:
            return None
        chosen = _in_order(both) if alike else tuple(sorted(both, key=lambda s: "participant" not in s.kind_names))
        sure = min(first.confidence, second.confidence)
        return Evidence(best.document, "answer", sure, chosen=chosen, near=near)
    # A half of which nothing is sure is lacking too, where the whole would be refused.
    if states.count("answer") == 1 and ("refuse" in states or not whole):
        better, lacking = (first, asked[1].asked) if states[0] == "answer" else (second, asked[0].asked)
        chosen = _in_order(_of_one_kind(better.chosen))
        return replace(better, chosen=chosen, near=near, lacking=(lacking,))
    return None


def _half(asked: Query, found: Found) -> Evidence:
    """Decide about half of a question: by a list that the document holds, or by the judge."""
    document, verdict = found.document, found.reading.verdict
    if (listed := asked_list(asked.asked, document, asked.before)) and listed.statements:
        return Evidence(document, "answer", STRUCTURED, chosen=listed.statements, listed=listed.name)
    chosen = tuple(document.statements[row] for row in found.reading.cited)
    state: State = "refuse" if _lacks_its_own(asked, document, chosen) else verdict.state
    return Evidence(document, state, verdict.answerable, chosen=chosen)


def _lacks_its_own(asked: Query, document: Document, chosen: Sequence[Statement]) -> bool:
    """Say whether half of a question, read with the other, names what its statements lack: "… wie viel in Oxford"."""
    if not asked.before or not (asked.language == document.language or any(s.translation for s in chosen)):
        return False
    named = [word for word in words(asked.asked) if weight(word) > NAMES]
    return any(not any(stands_in((word,), _all_of(s)) for s in chosen) for word in named)


def _refuse(query: Query, verdict: Verdict, best: Found, near: tuple[Statement, ...]) -> Evidence:
    document, reason = best.document, verdict.reason
    if reason in (Reason.OFF_TOPIC, Reason.UNCLEAR, Reason.CONVERSATION):
        return Evidence(document, "refuse", verdict.answerable, reason, talk="abilities")
    if reason is Reason.NOT_ATTRIBUTED and document.speakers_recorded == "none":
        topic = tuple(s for s in near[:2] if "participant" not in s.kind_names)
        persons = persons_meant(query.text, document)
        return Evidence(document, "refuse", verdict.answerable, reason, topic, persons=persons, near=near)
    told = Reason.NOT_IN_PROTOCOL if reason is Reason.NOT_ATTRIBUTED else reason
    return _nothing("refuse", verdict.answerable, best, near, told)


def _from_structure(
    query: Query, found: Sequence[Found], documents: Sequence[Document], searcher: Searcher
) -> Evidence | None:
    """What lists and speakers answer, whatever the judge thinks: whole lists, somebody's words; a part a document."""
    place, looked_at = _placing(query, found, searcher), _looked_at(query, documents, searcher)
    by_votes = (partial(each, query, place=place) for each in (of_vote, of_outcome, of_side))
    for answered in (*by_votes, partial(of_tasks, query)):
        if parts := [part for document in looked_at if (part := answered(document))]:
            shown = [part for part in parts if part.state == "answer"] or parts[:1]
            return together(shown, counted=len(looked_at) == len(documents))
    spelt = dict.fromkeys((query.asked, query.mended))
    before = query.before or query.root
    listing = ((document, [asked_list(each, document, before) for each in spelt]) for document in documents)
    lists = [(document, listed[0]) for document, each in listing if (listed := [*filter(None, each)])]
    asked = words(query.mended)
    lists = [one for one in lists if any(names_title(word, one[0]) for word in asked)] or lists
    if held := [(document, listed) for document, listed in lists if listed.statements]:
        return together([_whole_list(document, listed) for document, listed in held])
    if lists:  # such a list is asked for, and nothing of the kind is there
        return Evidence(lists[0][0], "refuse", 1 - STRUCTURED, Reason.NOT_IN_PROTOCOL)
    people = [(document, who) for document in looked_at if (who := who_is_asked(query.asked, document))]
    if any(_is_heading(query, who, document) for document, who in people):  # "Summarise the chair's report"
        return None
    theirs = [(document, who) for document, who in people if who.rows] or people[:1]
    if not theirs:
        return None
    known = {candidate.document.id: candidate for candidate in found}
    if all(who.described for _, who in theirs) and any(f.reading.verdict.answerable >= LIKELY for f in found):
        return None  # "Was sagte der Jurist?" where minutes have a "Syndikus"
    heard = []
    for document, who in theirs[:PARTS]:
        candidate = known.get(document.id) or searcher.find(query, document.id)[0]
        heard.append(of_person(query, who, candidate, searcher))
    shown = [part for part in heard if part.state == "answer"] or heard[:1]
    return together(shown, counted=len(looked_at) == len(documents))


def _is_heading(query: Query, who: Who, document: Document) -> bool:
    """Say whether a question for somebody's words is one for a section that is named by more than the person."""
    titles = " ".join(section.title for section in named_sections(query.asked, document))
    others = [word for word in words(titles) if word.isalpha() and not touches(word, who.name.lower())]
    return names(others, query.asked) and bool(whole_item(query.asked, document))


def _looked_at(query: Query, documents: Sequence[Document], searcher: Searcher) -> Sequence[Document]:
    """Leave out most of a large archive: what has little to do with the question, and nobody whom it names."""
    others = documents[LOOKED_AT:]
    known = searcher.with_people_of(query.mended) if others else ()
    return [*documents[:LOOKED_AT], *(document for document in others if document.id in known)]


def _whole_list(document: Document, listed: Listed) -> Evidence:
    shown = listed.statements[:LISTED]
    more = len(listed.statements) - len(shown)
    name, lacking = listed.name, listed.lacking
    return Evidence(document, "answer", STRUCTURED, chosen=shown, near=shown, listed=name, lacking=lacking, more=more)


def _of_one_kind(statements: Sequence[Statement]) -> list[Statement]:
    """Keep people apart from what was said: one beside the other would look like an attribution.

    What most of them are is kept; of as many of either what the best one is.
    """
    listed = ["participant" in statement.kind_names for statement in statements]
    people = listed[0] if 2 * sum(listed) == len(listed) else 2 * sum(listed) > len(listed)
    return [statement for statement, each in zip(statements, listed, strict=True) if each == people]


def _in_order(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """An overview follows the document; of a few statements the best one comes first, behind the question above it."""
    found = dict.fromkeys(statements)
    if len(found) > FEW:
        return tuple(sorted(found, key=lambda statement: statement.position))
    best = statements[0]
    above = [s for s in found if (s.position, s.section) == (best.position - 1, best.section) and s.quote.endswith("?")]
    return tuple(dict.fromkeys((*above, *found)))


def _nothing(
    state: State,
    answerable: float,
    best: Found,
    near: Sequence[Statement],
    reason: Reason | None = Reason.NOT_IN_PROTOCOL,
) -> Evidence:
    """No answer, with the closest statements."""
    return Evidence(best.document, state, answerable, reason, closest=tuple(near[:CLOSEST]), near=tuple(near))
