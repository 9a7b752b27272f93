"""Questions for a list that a document holds: decisions, votes, tasks, who was there, when and where it met."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.document import Document, Participant
from ingest.packaged import read_table
from ingest.statement import Statement
from retrieval.deeds import close, unanimous
from retrieval.frame import FRAME, HEAD, WHEN_AND_WHERE, frame_of
from retrieval.matters import Matter, matters, settles
from retrieval.rarity import stands_in, weight
from retrieval.structure import of_items, without_items
from retrieval.table import table

STATES = {
    "absent": ("absent", "excused"),
    "guest": ("guest",),
    "chair": ("chair",),
    "minutes": ("minutes",),
    "present": ("present", "chair", "guest", "minutes", ""),
}  # fmt: skip
OUTCOMES = ("adopted", "rejected", "postponed")
KINDS = ("decision", "vote", "task", "question", "demand")
# The chair tells the result. "Damit ist der Antrag angenommen", "Dann ist die Überweisung so beschlossen."
_ANNOUNCED = re.compile(
    r"\b(?:ist|sind|wird|wurde)\b[^.]*\b(?:beschlossen|angenommen|abgelehnt|gewählt|überwiesen|bestätigt)\b|"
    r"\b(?:is|are|was) (?:carried|adopted|agreed|rejected|defeated)\b|\d+ (?:Ja|Nein)"
)
_CHAIRS = re.compile(r"(?i)präsident|vorsitz|bürgermeister|bgm|landrat|leiter|chair|president|speaker|mayor")
# Words without which no statement says who was absent, a guest, or wrote the minutes.
_MISSING = {
    "absent": re.compile(r"(?i)fehl|entschuldig|abwesend|verhindert|absen|apolog|excus"),
    "guest": re.compile(r"(?i)gäste|gast\b|guest|als zuhör|eingeladen|invit"),
    "minutes": re.compile(r"(?i)protokoll|schriftführ|niederschrift|minutes|clerk|notes"),
}
_MEETING = re.compile(
    r"(?:sitzung|versammlung|treffen|tagung|sitzungen|gespräch|veranstaltung|diskussion|anhörung|konferenz|workshop)s?$|"
    r"^(?:council|committee|board|protokoll|talk|meeting|discussion|event|session|hearing|conference|panel)$"
)
_STEPS = re.compile(r"(?i)\b(?:nächste\w*|weitere\w*|next|further)\b.*\b(?:schritte?|vorgehen|steps?)\b|next actions")
_POINT = re.compile(r"\(?(?:\d+|[a-z])[.)]\s")
_BY_COUNT = ("decision", "vote", "adopted")  # lists of which the count of votes may leave out some
_BODY = re.compile(
    r"(?:rat|ausschuss|senat|senate|runde|parlament|parliament|kommission|commission|vorstand|beirat|forum|assembly)$"
)
_THIS = frozenset(("es", "sie", "it", "they", "this", "los"))  # the meeting, if nothing else was named
RARE = 0.5  # rarity of a word that may name a document
_CHAIR_OF = re.compile(r"(?i)(?:vorsitzende\w*|(?:chair|chairman|chairwoman|chairperson))(?P<of>\s.*)?")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Listed:
    """A list that a question asks for: its name, and its statements in the order of the document.

    `lacking` are words for what is asked too and not there.
    """

    name: str
    statements: tuple[Statement, ...]
    lacking: tuple[str, ...] = ()


def asked_list(question: str, document: Document, before: str = "") -> Listed | None:
    """Find out whether a question asks for the whole of a list.

    Args:
        question: in German or English.
        document: what it is asked of.
        before: the question that it leans on.

    Returns:
        The list; None where the question asks for something in particular, or the document has nothing of the kind.
    """
    if not _may_ask(question):
        return None
    items = of_items(question, document)
    words = _words(without_items(question) if items else question)
    if framed := _frame_asked(words, document, before):
        return framed
    if words[:1] and words[0] in ("wann", "when", "wo", "where"):  # "When is the vote?" wants no list of votes
        return None
    counted = next((count for count, own in table()["counts"].items() if any(word in own for word in words)), "")
    words = [word for word in words if word not in table()["counts"].get(counted, ())]
    for row in _rows(words, {*_BY_COUNT} if counted else {row["name"] for row in table()["list"]} - {*WHEN_AND_WHERE}):
        nouns = [word for word in words if word in row.get("nouns", ())]
        known = {*row["words"], *row.get("need", ()), *row.get("also", ()), *nouns, *table()["with"]}
        other = [word for word in words if word not in known and not _MEETING.search(word)]
        other = [word for word in other if not names_title(word, document)]
        if other or (row["name"] in STATES and not _asks_for_people(words)):
            continue
        statements = of_list(row["name"], document)
        if counted:
            return Listed(row["name"], tuple(s for s in statements if _counts(counted, s, document)))
        if items:
            statements = [s for s in statements if s in items]
        statements = [s for s in statements if nouns and stands_in(nouns[:1], s.quote)] or statements
        if row["name"] in ("decision", *OUTCOMES):
            statements = with_openings(statements, matters(document))
        if statements or _surely_empty(row["name"], document):
            return Listed("task" if row["name"] == "steps" else row["name"], tuple(statements))
    return None


@lru_cache(maxsize=64)  # asked again for each document
def _may_ask(question: str) -> bool:
    """Say whether a question has a word for a list, or names an item by number."""
    words = {*_words(question)}
    return without_items(question) != question or any(words & {*row["words"]} for row in table()["list"])


def _frame_asked(words: Sequence[str], document: Document, before: str) -> Listed | None:
    """When and where this meeting was, each of what is asked: what is not told is named as lacking.

    "Wann war das?" asks about something else than the meeting, as "When did it end?" does behind another question.
    """
    keys = {row["name"]: next(word for word in words if word in row["words"]) for row in _rows(words, WHEN_AND_WHERE)}
    if set(keys) & {"begin", "end", "length"} and keys.get("date") in ("wann", "when", "tag", "day"):
        del keys["date"]
    known = _words_of(WHEN_AND_WHERE)
    met = [word for word in words if names_meeting(word, document) or names_title(word, document)]
    asks_on = bool(before) and _frame_asked(_words(before), document, "") is not None
    means = met or ((not before or asks_on) and any(word in _THIS for word in words))
    if not keys or not means or not set(words) <= {*known, *met, *_THIS}:
        return None
    told = {name: frame_of(name, document) for name in keys}
    lacking = tuple(keys[name] for name in keys if not told[name])
    found = sorted({s.position: s for each in told.values() for s in each}.items())
    name = "length" if keys.keys() == {"begin", "end"} else next(iter(keys)) if len(keys) == 1 else "when_and_where"
    return Listed(name, tuple(s for _, s in found), lacking if found else ())


def mentions_list(name: str, question: str) -> bool:
    """Say whether a word for a list stands in a question, in whatever part; quick, and true wherever `asks_for` is."""
    small = question.lower()
    return any(word in small for row in table()["list"] if row["name"] == name for word in row["words"])


def asks_for(name: str, question: str) -> bool:
    """Say whether a question has a word for a list, and no word beyond those that ask for it.

    Args:
        name: of the list.
        question: in German or English.

    Returns:
        True also where the list's further words are missing: "Welche Aufgaben hat" before a name.
    """
    words = _words(question)
    own = {word for row in table()["list"] if row["name"] == name for word in row["words"]}
    return any(word in own for word in words) and set(words) <= _words_of((name,))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _rows(words: Sequence[str], names: Collection[str]) -> Iterator[dict[str, Any]]:
    """The rows of who.toml for some lists: one of their words is there, one of those they need, none that they bar."""
    asked = {*words}
    for row in table()["list"]:
        fits = asked & {*row["words"]} and asked & {*row.get("need", words)} and not asked & {*row.get("never", ())}
        if row["name"] in names and fits:
            yield row


def _words_of(names: Collection[str]) -> frozenset[str]:
    """All words that may stand in a question for some lists."""
    rows = [row for row in table()["list"] if row["name"] in names]
    return frozenset(table()["with"]).union(*(row.get(part, ()) for row in rows for part in ("words", "need", "also")))


_ENGLISH = ("senate", "parliament", "commission", "assembly", "forum")
_MET = re.compile(r"(?i)\b(?:board|council|committee|senate|assembly|commission|governors|trustees|cabinet)\b")


def names_meeting(word: str, document: Document) -> bool:
    """Say whether a word in lower case means the meeting, or who met as the head of a document names them."""
    body = bool(_BODY.search(word))
    kind = None if body else _MEETING.search(word)
    if not body and (kind is None or kind.start() == 0):
        return kind is not None
    head = (f"{s.text} {' '.join(s.section)}" for s in document.statements[:HEAD])
    named = f"{document.title} {' '.join(head)}"
    if kind:  # "Betriebsversammlung" is another meeting than that of the works council
        of = re.escape(word[: kind.start()].removesuffix("s"))
        return re.search(rf"(?i)\b{of}(?:e?s|en|n)?\b|{re.escape(word)}", named) is not None
    # The head of minutes in English has "Board" for "Vorstand".
    return word in named.lower() or (document.language == "en" and word not in _ENGLISH and bool(_MET.search(named)))


def names_title(word: str, document: Document) -> bool:
    """Say whether a rare word stands in a document's title, so that it names the document: "im Bauausschuss"."""
    return weight(word) > RARE and stands_in((word,), document.title)


def _chairs(person: Participant, document: Document) -> bool:
    """Say whether somebody chairs the meeting: as described, or as "Vorsitzende des Aufsichtsrats" of its title."""
    if person.moderator:
        return True
    found = _CHAIR_OF.fullmatch(person.role)
    of = [word for word in _WORD.findall((found["of"] or "").lower()) if weight(word) > 0] if found else []
    return bool(found) and person.state not in STATES["absent"] and stands_in(of, document.title)


def _surely_empty(name: str, document: Document) -> bool:
    """Say whether a list is not there and nothing else can answer for it: nobody is called absent anywhere."""
    if name in ("decision", "vote"):
        told = [s for s in document.statements if settles(s)]
        # In a transcript somebody has to announce what came of it; others only speak of decisions.
        return not any(document.speakers_recorded != "all" or _ANNOUNCED.search(s.quote) for s in told)
    mentioned = _MISSING.get(name)
    return mentioned is not None and not any(mentioned.search(statement.text) for statement in document.statements)


def _asks_for_people(words: Sequence[str]) -> bool:
    """Say whether people are wanted: "Wer …", "Welche Mitglieder …", or the list's name alone."""
    listed = any(word.endswith("liste") for word in words)
    return words[0] in ("wer", "who", "welche", "which", "wen") or len(words) <= 4 or listed


def _done(name: str, statement: Statement) -> bool:
    """Say whether a statement is the minutes' own word of what was done: a speech on a decision is none."""
    if name not in ("decision", "vote", "task") or statement.speaker is None or statement.reported:
        return True
    return bool(_CHAIRS.search(statement.speaker) and _ANNOUNCED.search(statement.quote))


def with_openings(decisions: Sequence[Statement], among: Sequence[Matter]) -> list[Statement]:
    """Return the decisions on some matters, each behind the numbered paragraph that says on what, where there is one.

    Args:
        decisions: of a document.
        among: matters of the same document.

    Returns:
        Statements in the order of the matters.
    """
    found: dict[str, Statement] = {}
    for matter in among:
        own = [s for s in matter.statements if s in decisions]
        opening = matter.statements[:1] if own and matter.label else ()
        found |= {s.id: s for s in (*opening, *own)}
    return list(found.values())


def outcomes(statement: Statement) -> frozenset[str]:
    """Return what a statement says that came of a motion: "adopted", "rejected", "postponed", "withdrawn"."""
    rows = read_table("retrieval", "data/deeds.toml")["outcomes"]
    return frozenset(name for name, shape in rows.items() if re.search(shape, statement.quote, re.IGNORECASE))


def _counts(count: str, statement: Statement, document: Document) -> bool:
    """Say whether the vote on a decision, its own or the one recorded after it, was unanimous or close."""
    vote = [] if "vote" in statement.kind_names else _vote_after(statement, document)
    return any((close if count == "close" else unanimous)(s.quote) for s in (statement, *vote))


def _vote_after(statement: Statement, document: Document) -> list[Statement]:
    after = document.statements[statement.position + 1 : statement.position + 2]
    return [s for s in after if s.section == statement.section and "vote" in s.kind_names]


def _came_of(statement: Statement, document: Document) -> frozenset[str]:
    """What came of a decision; one that tells no outcome is adopted where the vote after it tells no other."""
    own = outcomes(statement)
    vote = _vote_after(statement, document)
    return own or frozenset(outcome for s in vote for outcome in outcomes(s)) or frozenset({"adopted"})


def of_list(name: str, document: Document) -> list[Statement]:
    """Return the statements of a list, in order; decisions, votes and tasks where the minutes themselves tell them."""
    if name in OUTCOMES:
        return [s for s in of_list("decision", document) if name in _came_of(s, document)]
    if name == "decision":
        told = [s for s in document.statements if settles(s)]
        told = [s for s in told if "decision" in s.kind_names or outcomes(s)]
        return [s for s in told if not s.text.endswith(":") and _done(name, s)]
    if name in KINDS:
        return [s for s in document.statements if name in s.kind_names and not s.text.endswith(":") and _done(name, s)]
    if name == "steps":  # what stands under such a heading; else what was assigned
        points = [s for s in document.statements if any(map(_STEPS.search, s.section)) and not s.text.endswith(":")]
        return [s for s in points if _POINT.match(s.quote)] or points or of_list("task", document)
    if name in FRAME:
        return frame_of(name, document)
    if name == "speakers":
        first: dict[str, Statement] = {}
        for statement in document.statements:
            if statement.speaker:
                first.setdefault(statement.speaker, statement)
        return list(first.values())
    if not any(person.state for person in document.participants) and name != "chair":
        return []  # the list does not say who was in which part of it; the judge and the headings answer
    states = STATES[name]
    lines = {p.line for p in document.participants if p.state in states or (name == "chair" and _chairs(p, document))}
    return [statement for statement in document.statements if statement.text in lines]
