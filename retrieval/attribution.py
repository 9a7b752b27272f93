"""What somebody said is answered from their own statements; who said something, from statements with a speaker."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ingest.document import Document
from ingest.names import mentions
from ingest.statement import Statement
from ingest.verbs import verbs
from ingest.words import stopwords
from retrieval.answer import Reason
from retrieval.deeds import deed_asked, does, goes_on, only_asks, subjects, told
from retrieval.editing import formalities
from retrieval.evidence import CLOSEST, LIKELY, Evidence, Note
from retrieval.matters import names, touches
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.rows import names_columns
from retrieval.search import Found, Searcher
from retrieval.table import table
from retrieval.theirs import Who
from retrieval.who import called, says, surname_in, surnames

SURE = 0.9  # that somebody's statements answer a question for them
RARE = 0.5  # rarity from which a word of a question must stand where somebody calls for what it asks about
SURELY = 0.75  # that somebody calls for what is asked about, in words of their own
SURE_AT_HOME = 0.9  # that somebody's statement is on a topic of which it has no word
SURE_ABROAD = 0.55  # the same where the question is in another language than the minutes
COMMON = 0.1  # rarity up to which a word of a question tells no topic where it has others: "Wie viele bezahlbare …"
BEGINNING = 5  # letters of a topic's word with which a statement may be on it after all
ASKING = frozenset(("weshalb", "wieso", "womit", "worüber", "daran", "dafür", "dagegen", "favour"))  # no topic
LONG = 6  # letters from which two words of a heading are known by their initials
PRONOUNS = ("She", "He", "Sie", "Er")
REPLY = 3  # statements from a question on in which whoever was asked replies
WHOLE = 8  # statements shown where everything is asked for; the rest is counted
_POINTS_BACK = re.compile(
    r"(?i)\b(?:one|it|this|that|these|them|dies\w*|das|es|ihn|da(?:für|gegen|zu|von|mit|rauf|ran))\b"
)


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
        return _told_of(who, best) or _unheard(query, who, best, near)
    topic = topic_of(query.mended, who.name)
    if not topic and not who.spoke:
        return _silent(best, who, "named_only", [document.statements[row] for row in who.rows[:CLOSEST]], near)
    if not topic:
        return _everything(best, who, near, deed_asked(query.mended))
    telling = tuple(word for word in topic if weight(word) > COMMON and word not in ASKING)
    reading = searcher.read_again(query, best, who.rows)
    answerable, state = reading.verdict.answerable, reading.verdict.state
    theirs = [document.statements[row] for row in reading.rows]
    cited = [document.statements[row] for row in reading.cited] if state == "answer" else []
    texts = {s.id: _about(s, who, document) for s in theirs}
    on = [s for s in theirs if any(touches(word, texts[s.id]) for word in telling or topic)]
    chosen = [s for s in cited if s in on or not telling] or [s for s in on if names(telling, texts[s.id])][:3]
    if not chosen and answerable >= (SURE_AT_HOME if query.language == document.language else SURE_ABROAD):
        # What somebody else says of the topic in the same paragraph is not theirs.
        chosen = [s for s in cited if not any(touches(word, s.quote.lower()) for word in telling)]
    if chosen:
        shown = tuple(sorted(chosen, key=lambda s: s.position) if len(chosen) > 2 else chosen)
        name = _name(shown, who) if {*shown} <= {*on} else ""  # the opening says that they are on the topic
        return Evidence(document, "answer", max(answerable, 0.5), chosen=shown, near=near, who=name)
    if who.spoke and not on and searcher.judge.wants_all_of(best.candidates.fit.question.vector):
        return _everything(best, who, near, deed_asked(query.mended))  # "Beiträge von Frau Horn": no topic
    beginnings = [word[:BEGINNING] for word in telling if len(word) > BEGINNING + 2]  # "Handyverbot": "Handynutzung"
    on = on or [s for s in theirs if any(re.search(rf"\b{start}", texts[s.id]) for start in beginnings)]
    on = on or [s for s in theirs if any(touches(word, texts[s.id]) for word in topic)]  # no denial on half a topic
    on = on or _in_the_debate(cited, telling, document)
    if who.spoke and (on or state == "grey" or (cited and query.language != document.language)):
        closest = tuple(dict.fromkeys([*on, *theirs]))[:CLOSEST]
        return Evidence(document, "grey", answerable, Reason.NOT_IN_PROTOCOL, closest=closest, near=near)
    note: Note = "silent" if who.spoke else "named_only" if who.lines else "unknown"
    return _silent(best, who, note, theirs[:CLOSEST], near)


def _in_the_debate(cited: Sequence[Statement], telling: Sequence[str], document: Document) -> list[Statement]:
    """What may answer, under a heading under which others speak of the topic: "Frau Vogelsang begrüßt das Konzept."."""
    if not cited or document.speakers_recorded == "all":  # a transcript's sections hold many topics
        return []
    dealt = {s.section for s in document.statements if any(touches(word, s.quote.lower()) for word in telling)}
    return [s for s in cited if s.section in dealt]


def _told_of(who: Who, best: Found) -> Evidence | None:
    """What probably answers and tells by name of somebody who is not recorded as speaking.

    "Wie erklärt Hausdienst Pohl seinen Stundensatz?" is answered by "Ein zweites Angebot (Hausdienst Pohl) …".
    """
    if best.reading.verdict.answerable < LIKELY:
        return None
    cited = [best.document.statements[row] for row in best.reading.cited]
    called = who.name.split()[-1]
    free = (s for s in cited if not s.speaker and "participant" not in s.kind_names)
    chosen = tuple(s for s in free if surname_in(s.quote, called))
    return Evidence(best.document, "answer", best.reading.verdict.answerable, chosen=chosen) if chosen else None


def _about(statement: Statement, who: Who, document: Document) -> str:
    """What somebody's statement is about, in lower case: words, headings with initials, the question it replies to."""
    own = statement.quote if statement.speaker else _of_them(statement, who, document)
    headings = " ".join(title for title in statement.section if not names_columns(title))
    initials = " ".join(a[0] + b[0] for a, b in pairwise(words(headings)) if min(len(a), len(b)) > LONG)  # AI, KI
    asked = _asked_before(statement, document)
    before = document.statements[statement.position - 1] if statement.position else statement
    points = _POINTS_BACK.search(own) and before.section == statement.section  # "Finch thought hiring one was cheaper."
    meant = before.quote if points else ""
    return f"{own} {headings} {initials} {statement.translation or ''} {asked} {meant}".lower()


def _of_them(statement: Statement, who: Who, document: Document) -> str:
    """A statement that tells of somebody without the sentences in it that tell of somebody else."""
    if who.subject is None or not who.subject.search(statement.quote):
        return statement.quote
    own: list[str] = []
    on = False
    for each in told(statement, document):
        same = on and each.sentence.split()[0] in PRONOUNS
        on = who.subject.match(each.sentence) is not None or same
        own += [each.sentence] if on or not each.subject else []
    return " ".join(own)


def _asked_before(statement: Statement, document: Document) -> str:
    """The question that somebody else put before a statement, as far as it is put to whoever speaks; "" for none."""
    others = False
    for before in reversed(document.statements[max(0, statement.position - REPLY) : statement.position]):
        if before.section[:1] != statement.section[:1]:
            return ""
        if before.speaker and before.speaker == statement.speaker:
            continue
        if does(before, "ask", document):
            parts = _by_addressee(before, document)
            theirs = (part for name, part in parts if name and name == statement.surname)
            return next(theirs, "" if others or parts[1:] else parts[0][1])
        others = True
    return ""


def _by_addressee(statement: Statement, document: Document) -> list[tuple[str, str]]:
    """The sentences of a question by the surname of whom each is put to, "" where it names nobody."""
    asking = (statement.speaker or "").split()
    known = [name for name in surnames(document) if len(name) > 2 and name not in asking]
    parts: list[tuple[str, str]] = []
    for each in told(statement, document):
        name = next((name for name in known if surname_in(each.sentence, name)), "")
        if parts and (not name or parts[-1][0] in ("", name)):
            parts[-1] = (name or parts[-1][0], f"{parts[-1][1]} {each.sentence}")
        else:
            parts.append((name, each.sentence))
    return parts


def _everything(best: Found, who: Who, near: tuple[Statement, ...], deed: str) -> Evidence:
    """All that somebody said, or called for, or promised, in the order of the document; the rest is counted."""
    document = best.document
    all_of = [document.statements[row] for row in who.rows]
    theirs = [s for s in all_of if s.speaker or not formalities().search(s.quote)] or all_of
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
        not, these as the answer if that is sure enough, else as the closest; where nobody is, a refusal with the topic.
    """
    document, deed = best.document, deed_asked(query.mended)
    named = tuple(s for s in chosen if names_somebody(s, document))
    fitting = {reply for s in named for reply in _fitting(s, deed, document)}
    if deed == "request" and query.language == document.language:  # who calls for something calls for nothing else
        topic = [word for word in topic_of(query.mended, "") if weight(word) > RARE]
        fitting = {s for s in fitting if not topic or names(topic, f"{s.quote} {' '.join(s.section)}")}
    if fitting:
        chosen = tuple(sorted(fitting, key=lambda statement: statement.position))
        return Evidence(document, "answer", probability, chosen=chosen, near=near)
    if named and probability < SURELY:
        return Evidence(document, "grey", 0.5, Reason.NOT_IN_PROTOCOL, closest=named[:CLOSEST], near=near)
    if named:
        return Evidence(document, "answer", probability, chosen=named, near=near)
    return Evidence(document, "refuse", probability, Reason.NOT_ATTRIBUTED, tuple(chosen[:2]), near=near)


def names_somebody(statement: Statement, document: Document) -> bool:
    """Say whether a statement has a speaker, or names somebody: "Jessica ruft an", "Der Werkleiter erwidert"."""
    if statement.speaker or any(surname_in(statement.quote, name) for name in called(document)):
        return True
    if says(statement.quote) and any(mentions(statement.quote)):  # "Geschäftsführer Dr. Kampmann habe gesagt, …"
        return True
    return any(each.subject for each in told(statement, document)) or bool(_by_noun().search(statement.quote))


@cache
def _by_noun() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[.!?;]\s+)(?:Der|Die|The|Ein|Eine|An?)\s+[\w-]+(?:\s+[\w-]+)?\s+{verbs().simple}\b")


def _fitting(statement: Statement, deed: str, document: Document) -> tuple[Statement, ...]:
    """The statement if somebody does in it what is asked; with the reply, where somebody asks what another one said."""
    if deed in ("ask", "request"):
        return (statement,) if does(statement, deed, document) else ()
    if not only_asks(statement, document):
        return (statement,)
    after = document.statements[statement.position + 1 : statement.position + 2]
    replies = [s for s in after if s.section == statement.section and (s.speaker or subjects(s, document))]
    return (statement, *replies) if replies and not only_asks(replies[0], document) else ()


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
    return word in table()["helping"] or any(word in row["asked"] for row in table()["office"])


def _unheard(query: Query, who: Who, best: Found, near: tuple[Statement, ...]) -> Evidence:
    note: Note = "named_only" if who.lines else "unknown"
    if re.search(rf"\w+en\s+{re.escape(who.name)}", query.mended):  # "Was sagen die Arbeitnehmer?"
        note = "named_only_many" if who.lines else "unknown_many"
    return _silent(best, who, note, near[:CLOSEST], near)


def _silent(best: Found, who: Who, note: Note, closest: Sequence[Statement], near: tuple[Statement, ...]) -> Evidence:
    refused = Evidence(best.document, "refuse", 0.1, Reason.NOT_IN_PROTOCOL, persons=who.lines, closest=tuple(closest))
    return replace(refused, near=near, who=who.name, note=note)


def _name(chosen: Sequence[Statement], who: Who) -> str:
    """The one speaker as the minutes write the name; the asker's words for a party or an office of several."""
    speakers = {statement.speaker for statement in chosen if statement.speaker}
    return next(iter(speakers)) if len(speakers) == 1 else who.name
