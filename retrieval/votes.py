"""How people voted on a matter: by what is recorded of its votes, never by those of another one."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from ingest.document import Document
from ingest.names import forms, mentions
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.attribution import SURE, topic_of
from retrieval.deeds import beside, table
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.lists import of_list, with_openings
from retrieval.matters import Matter, matters, matters_named
from retrieval.question import Query
from retrieval.who import asks_who_voted, parties_in, surname_in, surnames, votes_of

WAYS = {"for": "yes", "against": "no"}  # the vote of whoever takes a side
_SEGMENT = re.compile(r"[,;.](?![^()]*\))(?!\d)")
_NAMED = re.compile(
    r"\((?P<in>[^()]*[A-ZÄÖÜ][^()]*)\)|"
    r"(?i:stimmen?|enthaltung(?:en)?|abstentions?|votes?|ja|nein|dagegen|dafür|against|for|noes|ayes)"
    r"\s*(?:von|durch|der|des|by|from|of|:)\s+(?P<by>[A-ZÄÖÜ].*)"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_COUNT = re.compile(r"\b(\d+|kein\w*|no|null)\b", re.IGNORECASE)
_UNANIMOUS = re.compile(r"\b(?:einstimmig\w*|unanimous\w*|ohne gegenstimmen?|nem\.? con)\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"\W*(?:und |and )?(?:hat|haben|hatte|did|has|have)\b.*"
    r"\b(?:gestimmt|abgestimmt|enthalten|zugestimmt|vote[ds]?|abstain\w*)\b",
    re.IGNORECASE,
)
_WON = re.compile(r"\b(?:wie ?viele?|how many)\b.*\b(?:stimmen|votes)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"\W*(?:wie ?viele?|how many)\b.*"
    r"\b(?:gegenstimmen?|enthaltungen|stimmten|enthielten|(?:ja|nein)-?stimmen|dagegen|dafür|gegen|against|voted|abstained|abstentions|votes)\b",
    re.IGNORECASE,
)
_SHOWN = 2  # votes shown where none names those who are asked about


@dataclass(frozen=True)
class Ways:
    """A record of a vote, its parts by the way of voting that they tell."""

    text: str
    parts: Mapping[str, str]

    def named(self, way: str, document: Document) -> tuple[str, ...]:
        """Return what names people or parties who voted in a way, "" for any way.

        Args:
            way: "yes", "no", "abstained" or "".
            document: whose people may be named.

        Returns:
            Words of the record; none where it only counts.
        """
        known = surnames(document)
        texts = [part for name, part in self.parts.items() if way in ("", name)]
        found = [match["in"] or match["by"] for part in texts for match in _NAMED.finditer(part)]
        first = rf"\W*(?:{forms().lead})?(?:\w+ )?(?:{'|'.join(map(re.escape, known)) or '(?!)'})\b"  # "Oskar against"
        found = found or [part for part in texts if re.match(first, part)]
        return tuple(text for text in found if _people(text, known))

    def complete(self, way: str, document: Document) -> bool:
        """Say whether the record names everybody who voted in a way, or says that nobody did."""
        if _UNANIMOUS.search(self.text):
            return True
        part = self.parts.get(way, "")
        count = _COUNT.search(part)
        listed = re.split(r",|;|/|\bund\b|\band\b", " , ".join(self.named(way, document)))
        number = 0 if count and not count[1].isdigit() else int(count[1]) if count else -1
        return number == len([name for name in listed if name.strip()])


def vote_asked(question: str) -> bool:
    """Say whether a question asks who voted how, or whether somebody did."""
    return asks_who_voted(question) or bool(_WHETHER.match(question))


def ways(statement: Statement) -> Ways:
    """Return the ways of voting that a record tells, each with the words that do."""
    return _ways(statement.quote)


def votes_in(matter: Matter) -> list[Statement]:
    """Return the records of votes on a matter, where the minutes themselves tell them."""
    return [s for s in matter.statements if "vote" in s.kind_names and not s.lead]


def matters_meant(query: Query, document: Document, name: str = "") -> tuple[tuple[str, ...], tuple[Matter, ...]]:
    """Find the matters that a question for votes or sides is about.

    Args:
        query: the question; where it names nothing, the last one before it in the conversation that names a matter.
        document: any.
        name: of people and parties that are asked about, which name no matter.

    Returns:
        The words that name them, none where nothing does; and the matters, all of the document then.
    """
    for text in (query.mended, *reversed(re.findall(r"[^?!.]+", query.before))):
        topic = tuple(w for w in topic_of(text, name) if w not in beside() and w not in table()["words"])
        found = matters_named(topic, document) if topic else ()
        if found or (topic and text is query.mended):
            return topic, found
    return (), matters(document)


def of_vote(query: Query, document: Document) -> Evidence | None:
    """Answer how people voted on something.

    Args:
        query: the question.
        document: any.

    Returns:
        The records that name them; else a refusal with the records of the matter that the question names; None where
        it names none of this document, or asks for no vote.
    """
    question = query.mended
    whose = votes_of(question, document) or _asked_whether(question, document)
    tally = bool(_TALLY.match(question)) and not (whose and _WON.search(question))
    if not (whose or tally or vote_asked(question) or _WON.search(question)):
        return None
    if _WON.search(question) and not tally:
        won = [s for s in document.statements if any(_won(name, s.quote) for name in whose)] if whose else []
        return _answer(document, won) if won else None
    named = {*whose} | {word for name in whose for word in parties_in(name)}
    # "How many voted for Merkel?" is about her, "Did Merkel vote for it?" about something else.
    topic, among = matters_meant(query, document, "" if tally else " ".join(named))
    votes = [vote for matter in among for vote in votes_in(matter)]
    if tally:
        return _answer(document, votes) if votes and topic else None
    if not votes:
        closest = tuple(s for m in among for s in m.statements)[:CLOSEST] if topic else ()
        return Evidence(document, "refuse", 0.1, Reason.NOT_IN_PROTOCOL, closest=closest) if closest else None
    way = _way(question)
    if whose:
        members = _members(whose, document)
        by_name = [(vote, " ".join(ways(vote).named("", document))) for vote in votes]
        found = [v for v, text in by_name if any(surname_in(text, m) or m in text.lower() for m in members)]
        telling = [v for v in votes if ways(v).named(way, document) or ways(v).complete(way, document)]
        found = found or (telling if topic else [])
    else:
        found = [v for v in votes if ways(v).named(way, document)]
        found = found or [v for v in votes if topic and len(votes) == 1 and way and ways(v).complete(way, document)]
    if found:
        return _answer(document, found)
    shown = tuple(votes[:_SHOWN])
    return Evidence(document, "refuse", 1 - SURE, Reason.NOT_ATTRIBUTED, shown, near=shown, note="not_voted")


def of_outcome(query: Query, document: Document) -> Evidence | None:
    """Answer whether something was decided, where the question names a matter of the document.

    Args:
        query: the question.
        document: any.

    Returns:
        What was decided on it, behind the paragraph that opens it; None for another question.
    """
    if not re.match(table()["words"]["decided"], query.mended, re.IGNORECASE):
        return None
    topic, among = matters_meant(query, document)
    done = [*of_list("decision", document), *of_list("vote", document)]
    found = with_openings(done, among if topic else ())
    return _answer(document, found, "on_this") if found else None


def _answer(document: Document, found: Sequence[Statement], listed: str = "votes") -> Evidence:
    chosen = tuple(found)
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, near=chosen, listed=listed)


def _asked_whether(question: str, document: Document) -> tuple[str, ...]:
    """The surnames and parties of whom a question asks whether they voted so, or how many votes they got."""
    if not (_WHETHER.match(question) or _WON.search(question)):
        return ()
    known = surnames(document) | {named.speaker.surname for named in mentions(question)}
    return (*(name.lower() for name in known if surname_in(question, name)), *parties_in(question))


def _members(whose: Sequence[str], document: Document) -> Set[str]:
    """Surnames and parties in lower case, with the surnames of those who are of a party."""
    people = [(s.surname, s.party or s.role) for s in document.speakers]
    people += [(p.surname, p.party or p.role) for p in document.participants if p.surname]
    return {*whose} | {name.lower() for name, party in people if party and parties_in(party) & {*whose}}


def _people(text: str, known: Set[str]) -> bool:
    """Say whether words name people or parties, and no number of a paper."""
    return any(surname_in(text, name) for name in known) or bool(parties_in(text)) or not re.search(r"\d", text)


def _won(surname: str, text: str) -> bool:
    votes = r"(?:\d+\s*(?:Ja-?\s?)?(?:Stimmen?|votes?)|einstimmig|unanimously)"
    return re.search(rf"{re.escape(surname)}[^.;()\d]{{0,60}}\(?{votes}", text, re.IGNORECASE) is not None


def _way(text: str) -> str:
    return next((way for way, shape in _shapes() if shape.search(text)), "")


def _ways(text: str) -> Ways:
    """The parts of a record by their way; a bracket that tells a way itself is a record of its own."""
    parts: dict[str, str] = {}
    inner = [match[1] for match in _BRACKET.finditer(text) if _way(match[1])]
    for each in (_BRACKET.sub(lambda match: " " if match[1] in inner else match[0], text), *inner):
        way = ""
        for segment in _SEGMENT.split(each):
            way = _way(_BRACKET.sub(" ", segment)) or (way if each in inner else "")  # "dagegen: Baum, Kern"
            if way:
                parts[way] = f"{parts.get(way, '')} {segment}".strip()
    return Ways(text, parts)


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((way, re.compile(shape, re.IGNORECASE)) for way, shape in table()["ways"].items())
