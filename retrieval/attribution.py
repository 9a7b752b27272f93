"""What somebody said is answered from their own statements; who said something, from statements with a speaker."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.statement import Statement
from ingest.words import stopwords
from retrieval.answer import Reason
from retrieval.deeds import deed_asked, does, goes_on, only_asks, subjects
from retrieval.evidence import CLOSEST, Evidence, Note
from retrieval.matters import names, touches
from retrieval.question import Query
from retrieval.rarity import stands_in, weight, words
from retrieval.reading import Reading
from retrieval.search import Found, Searcher
from retrieval.table import table
from retrieval.who import Who, says, surnames

SURE = 0.9  # that somebody's statements answer a question for them
RARE = 0.5  # rarity from which a word of a question must stand where somebody calls for what it asks about
SURELY = 0.75  # that somebody's statement is on a topic of which it has no word
_DENIES = re.compile(r"(?i)\b(?:nicht|kein\w*|kaum|nie|weder|ohne|not|no|never|hardly|cannot|\w+n['’]t|without)\b")
WHOLE = 8  # statements shown where everything is asked for; the rest is counted


def of_person(query: Query, who: Who, best: Found, searcher: Searcher) -> Evidence:
    """Decide about a question for somebody's words.

    Args:
        query: the question.
        who: whom it asks about, matched with the document.
        best: what was found in the document.
        searcher: reads their statements once more, alone.

    Returns:
        Their statements on the topic; where there are none, a refusal that says so, with what they did say.
    """
    document = best.document
    near = () if who.rows else tuple(hit.statement for hit in best.hits(12))
    if document.speakers_recorded == "none" and not who.rows:
        spoken = tuple(s for s in near[:2] if "participant" not in s.kind_names)
        said = spoken if topic_of(query.mended, who.name) else ()  # on no topic nothing else was said either
        return Evidence(document, "refuse", 0.0, Reason.NOT_ATTRIBUTED, said, persons=who.lines, near=near)
    if not who.rows:
        note: Note = "named_only" if who.lines else "unknown"
        if re.search(rf"\w+en\s+{re.escape(who.name)}", query.mended):  # "Was sagen die Arbeitnehmer?"
            note = "named_only_many" if who.lines else "unknown_many"
        return _silent(best, who, note, near[:CLOSEST], near)
    topic = topic_of(query.mended, who.name)
    if not topic:
        return _everything(best, who, near, deed_asked(query.mended))
    reading = searcher.read_again(query, best, who.rows)
    theirs = tuple(document.statements[row] for row in reading.rows[:CLOSEST])
    if reading.verdict.state != "answer" and (literal := _literally(reading, topic, best)):
        chosen = tuple(document.statements[row] for row in literal)
        return Evidence(document, "answer", max(reading.verdict.answerable, 0.5), chosen=chosen, who=_name(chosen, who))
    if reading.verdict.state == "refuse" or (reading.verdict.state == "grey" and not who.spoke):
        return _silent(best, who, "silent" if who.spoke else "unknown", theirs, near)
    if reading.verdict.state == "grey":
        answerable = reading.verdict.answerable
        return Evidence(document, "grey", answerable, Reason.NOT_IN_PROTOCOL, closest=theirs, near=near)
    rows = sorted(reading.cited) if len(reading.cited) > 2 else reading.cited
    chosen = tuple(document.statements[row] for row in rows)
    if query.language == document.language:
        chosen = _on_topic(topic, chosen, sure=reading.verdict.answerable >= SURELY)
    if not chosen:
        return _silent(best, who, "silent" if who.spoke else "unknown", theirs, near)
    return Evidence(document, "answer", reading.verdict.answerable, chosen=chosen, near=near, who=_name(chosen, who))


def _on_topic(topic: Sequence[str], chosen: tuple[Statement, ...], *, sure: bool) -> tuple[Statement, ...]:
    """Those of some statements that have a word of the topic, or a part of one; else all if the judge is sure."""
    texts = [(statement, f"{statement.quote} {' '.join(statement.section)}".lower()) for statement in chosen]
    on = tuple(statement for statement, text in texts if any(touches(word, text) for word in topic))
    return on or (chosen if sure else ())


def _literally(reading: Reading, topic: Sequence[str], best: Found) -> list[int]:
    """The rows in which every word of the topic stands, in the words or in the headings above them, best first.

    "Was sagte Stadträtin Hohlfeld zum Freibad?" is answered by "Das Freibad muss …", however short the question is.
    """
    found = []
    for row in reading.rows:
        statement = best.document.statements[row]
        if stands_in(topic, f"{statement.quote} {' '.join(statement.section)}"):
            found.append(row)
    return found[:3]


def _everything(best: Found, who: Who, near: tuple[Statement, ...], deed: str) -> Evidence:
    """All that somebody said, or called for, or promised, in the order of the document; the rest is counted."""
    document = best.document
    theirs = [s for row in who.rows if (s := document.statements[row]).speaker or not who.spoke]
    after = {(s.position + 1, s.section) for s in theirs}
    # What somebody calls for in a speech of their own is told in too many ways.
    wanted = deed == "promise" or (deed == "request" and not any(s.lead for s in theirs))
    doing = [s for s in theirs if does(s, deed, document)] if wanted else []
    if wanted:
        going_on = [s for s in document.statements if (s.position, s.section) in after and not s.speaker]
        doing += [s for s in going_on if goes_on(s, deed, document)]
    if deed == "promise" and not doing:
        closest = tuple(theirs[:CLOSEST])
        return Evidence(document, "grey", 0.5, Reason.NOT_IN_PROTOCOL, closest=closest, near=near)
    found = sorted(doing, key=lambda s: s.position) or theirs
    shown = tuple(found[:WHOLE])
    name, more = _name(shown, who), len(found) - len(shown)
    said = Evidence(document, "answer", SURE, chosen=shown, near=near, who=name, everything=not doing, more=more)
    return replace(said, listed="on_this") if len(doing) > 1 else said  # a count would say that these are all


def of_whom(
    query: Query, best: Found, chosen: Sequence[Statement], probability: float, near: tuple[Statement, ...]
) -> Evidence:
    """Decide about "Who said …?" where the statements that answer are known.

    Args:
        query: the question.
        best: what was found in the document.
        chosen: the statements that say it, best first.
        probability: that they answer.
        near: statements near the question.

    Returns:
        Those that have a speaker or name somebody themselves who does what is asked; where somebody is named who does
        not, these as the closest; where nobody is, a refusal with the topic.
    """
    document, deed = best.document, deed_asked(query.mended)
    named = tuple(s for s in chosen if s.speaker or subjects(s, document) or _mentions(s, best))
    fitting = {reply for s in named for reply in _fitting(s, deed, document)}
    if deed == "request" and query.language == document.language:  # who calls for something calls for nothing else
        topic = [word for word in topic_of(query.mended, "") if weight(word) > RARE]
        fitting = {s for s in fitting if not topic or names(topic, f"{s.quote} {' '.join(s.section)}")}
    if deed == "request" and not fitting and probability >= SURELY:  # in their own words: "A voucher would help."
        fitting = {s for s in named[:1] if s.speaker and not s.reported and not _DENIES.search(s.quote)}
    if fitting:
        chosen = tuple(sorted(fitting, key=lambda statement: statement.position))
        return Evidence(document, "answer", probability, chosen=chosen, near=near)
    if named:
        return Evidence(document, "grey", 0.5, Reason.NOT_IN_PROTOCOL, closest=named[:CLOSEST], near=near)
    return Evidence(document, "refuse", probability, Reason.NOT_ATTRIBUTED, tuple(chosen[:2]), near=near)


def _fitting(statement: Statement, deed: str, document: Document) -> tuple[Statement, ...]:
    """The statement if somebody does in it what is asked; with the reply, where somebody asks what another one said."""
    if deed in ("ask", "request"):
        return (statement,) if does(statement, deed, document) else ()
    if not only_asks(statement, document):
        return (statement,)
    after = document.statements[statement.position + 1 : statement.position + 2]
    replies = [s for s in after if s.section == statement.section and (s.speaker or subjects(s, document))]
    return (statement, *replies) if replies and not only_asks(replies[0], document) else ()


def _mentions(statement: Statement, best: Found) -> bool:
    return any(surname in statement.text for surname in _surnames(best))


def topic_of(question: str, name: str) -> tuple[str, ...]:
    """Return the words of a question that say what it is about, beyond who is asked and that something was said.

    Args:
        question: as asked.
        name: of whom, as the question has it.

    Returns:
        Words in lower case; none for "Was hat Frau Kaya gesagt?".
    """
    known = table()
    named = {word for word in words(name)}
    left = [
        word
        for word in words(question)
        if word not in named and word.rstrip("s") not in named and word not in stopwords() and word not in known["with"]
    ]
    return tuple(word for word in left if not says(word) and not _form(word))


def _form(word: str) -> bool:
    """Say whether a word is an office, an address or one that only helps to ask."""
    helping = (
        "laut",
        "thema",
        "herr",
        "herrn",
        "frau",
        "stadträtin",
        "stadtrat",
        "abgeordnete",
        "abgeordneter",
        "abgeordneten",
        "debatte",
        "sitzung",
        "steht",
        "insgesamt",
        "alles",
        "everything",
        "regarding",
        "cllr",
        "councillor",
        "according",
        "genau",
        "exactly",
        "punkt",
        "punkten",
    )
    return word in helping or any(word in row["asked"] for row in table()["office"])


def _silent(best: Found, who: Who, note: Note, closest: Sequence[Statement], near: tuple[Statement, ...]) -> Evidence:
    return Evidence(
        best.document,
        "refuse",
        0.1,
        Reason.NOT_IN_PROTOCOL,
        persons=who.lines,
        closest=tuple(closest),
        near=near,
        who=who.name,
        note=note,
    )


def _name(chosen: Sequence[Statement], who: Who) -> str:
    """The one speaker as the minutes write the name; the asker's words for a party or an office of several."""
    speakers = {statement.speaker for statement in chosen if statement.speaker}
    return next(iter(speakers)) if len(speakers) == 1 else who.name


def _surnames(best: Found) -> list[str]:
    return [name for name in surnames(best.document) if len(name) > 2]
