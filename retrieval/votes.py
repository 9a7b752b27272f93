"""How people voted on a matter: by what is recorded of its votes, never by those of another one."""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from ingest.attendance import presides
from ingest.document import Document
from ingest.names import forms, mentions
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.attribution import SURE, topic_of
from retrieval.deeds import beside, table, told, unanimous
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.lists import names_meeting, of_list, with_openings
from retrieval.matters import Matter, matter_of, matters, matters_named
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.who import asks_for_people, parties_in, surname_in, surnames

WAYS = {"for": "yes", "against": "no"}  # the vote of whoever takes a side
_SEGMENT = re.compile(r"[,;.](?![^()]*\))(?!\d)")
_NAMED = re.compile(
    r"\((?P<in>[^()]*[A-ZÄÖÜ][^()]*)\)|"
    r"(?i:stimmen?|enthaltung(?:en)?|abstentions?|votes?|ja|nein|dagegen|dafür|against|for|noes|ayes)"
    r"\s*(?:von|durch|der|des|by|from|of|:|\? [–-])\s+(?P<by>[A-ZÄÖÜ].*)"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_NONE = re.compile(r"\D*?\b(?:0|kein\w*|no|null)\b", re.IGNORECASE)
_VOTED = r"(?:(?:ab|zu)?gestimmt|(?:zu)?stimm(?:e|en|t|te|ten)|enthielt(?:en)?|enthalten|abstain\w*|vote[ds]?|voting)\b"
_WHETHER = re.compile(rf"\W*(?:und |and )?(?:hat|haben|hatte|did|has|have)\b.*\b{_VOTED}", re.IGNORECASE)
_HOW = re.compile(rf"\W*(?:und |and )?(?:wie|how)\b.*\b{_VOTED}", re.IGNORECASE)
_WON = re.compile(r"\b(?:wie ?viele?|how many)\b.*\b(?:stimmen|votes)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"\W*(?:wie ?viele?|how many)\b.*\b(?:gegenstimmen?|enthaltungen|stimmten|enthielten|(?:ja|nein)-?stimmen|"
    r"dagegen|dafür|gegen|against|voted|abstained|abstentions|votes)\b",
    re.IGNORECASE,
)
_SHOWN = 2  # votes shown where none names those who are asked about
_NUMBER = re.compile(r"\W*(?:(?:agenda )?item|TOP|Tagesordnungspunkt|Punkt)?\s*(\d+(?:[/.]\d+)*)", re.IGNORECASE)
# Returns the statement that answers an earlier question of the conversation in a document, None where none surely does.
Placing = Callable[[str, Document], Statement | None]


def vote_asked(question: str) -> bool:
    """Say whether a question asks who voted how, or whether somebody did."""
    who = asks_for_people(question) and re.search(rf"\b{_VOTED}", question, re.IGNORECASE)
    return bool(who or _WHETHER.match(question))


def vote_meant(question: str) -> bool:
    """Say whether a question is about a vote: how it went, how a body voted."""
    return re.search(rf"(?:\b{_VOTED}|abstimmung)", question, re.IGNORECASE) is not None


def named_in(vote: Statement, way: str, document: Document) -> tuple[str, ...]:
    """Return what names people or parties who voted in a way.

    Args:
        vote: the record of it.
        way: "yes", "no", "abstained", "" for any.
        document: whose people may be named.

    Returns:
        Words of the record; none where it only counts.
    """
    known = surnames(document)
    texts = [part for name, part in _parts(vote.quote) if way in ("", name)]
    found = [match["in"] or match["by"] for part in texts for match in _NAMED.finditer(part)]
    first = rf"\W*(?:{forms().lead})?(?:\w+ )?(?:{'|'.join(map(re.escape, known)) or '(?!)'})\b"  # "Oskar against"
    found = found or [part for part in texts if re.match(first, part)]
    return tuple(text for text in found if _people(text, known))


def nobody_in(vote: Statement, way: str) -> bool:
    """Say whether the record of a vote tells that nobody voted in a way, or everybody alike."""
    return unanimous(vote.quote) or any(name == way and _NONE.match(part) for name, part in _parts(vote.quote))


def votes_in(matter: Matter) -> list[Statement]:
    """Return the records of votes on a matter: as the minutes tell them, or as whoever presides does aloud."""
    return [s for s in matter.statements if "vote" in s.kind_names and (_presiding(s) or not s.lead)]


def _presiding(statement: Statement) -> bool:
    """Say whether whoever presides speaks: "Vorsitzende Holm: Wer ist dagegen? – Die AfD."."""
    return presides(statement.speaker or "") and not statement.reported


def voices(matter: Matter, document: Document) -> Iterator[tuple[Statement, str]]:
    """Yield what tells by name, beside the count, how somebody voted on a matter, will vote, or takes no part in it.

    Args:
        matter: of the document.
        document: any.

    Yields:
        A statement and the way of voting that it tells, "none" for no part; also where a declaration elsewhere names
        the matter by its number.
    """
    known, shapes = surnames(document), table()["voting"]
    number = _NUMBER.match(matter.name)
    item = re.compile(rf"\b(?:item|TOP|Punkt)\s+{re.escape(number[1])}(?!\d)" if number else "(?!)", re.IGNORECASE)
    for statement in document.statements:
        if statement not in matter.statements and not item.search(statement.quote):
            continue
        if "participant" in statement.kind_names:
            continue
        named = any(surname_in(_with_speaker(statement), name) for name in known)
        for each in told(statement, document):
            sentence = each.sentence.lower()
            way = next((name for name, shape in shapes.items() if re.search(shape, sentence)), "")
            if way and (named or each.subject) and not re.search(r"\b(?:ob|whether)\b", sentence):
                yield statement, way


def matters_meant(
    query: Query, document: Document, place: Placing, name: str = ""
) -> tuple[tuple[str, ...], tuple[Matter, ...]]:
    """Find the matters that a question for votes or sides is about.

    Args:
        query: the question; where it names nothing, the last one before it in the conversation that names a matter.
        document: any.
        place: finds the answer to what was asked before, where that has no word of a matter.
        name: of people and parties that are asked about, which name no matter.

    Returns:
        The words that name them, none where nothing does; and the matters, all of the document then.
    """
    people = {word for surname in surnames(document) for word in words(surname)}
    asked = []
    for text in (query.mended, *reversed(re.findall(r"[^?!.]+", query.before or query.root))):
        topic = tuple(w for w in topic_of(text, name) if w not in beside() and not names_meeting(w, document))
        for own in (topic, tuple(word for word in topic if word not in people)):
            if own and (found := matters_named(own, document)):
                return own, found
        if topic and text is query.mended:
            return topic, ()
        asked += [text] if topic else []
    if asked and (at := place("? ".join(reversed(asked)), document)):
        meant = matter_of(at, document)
        return tuple(word for word in words(meant.name) if word.isalpha() and weight(word) > 0), (meant,)
    return (), matters(document)


def of_vote(query: Query, document: Document, place: Placing) -> Evidence | None:
    """Answer how people voted on something.

    Args:
        query: the question.
        document: any.
        place: as for `matters_meant`.

    Returns:
        The records that name them; else a refusal with the records of the matter that the question names; None where
        it names none of this document, or asks for no vote.
    """
    question = query.mended
    whose, tally = _whose(question, document), _TALLY.match(question) is not None
    if not (whose or tally or vote_asked(question)) or (whose and _WON.search(question)):
        return None
    named = {*whose} | {word for name in whose for word in parties_in(name)}
    # "How many voted for Merkel?" is about her, "Did Merkel vote for it?" about something else.
    topic, among = matters_meant(query, document, place, "" if tally else " ".join(named))
    if tally:
        votes = [vote for matter in among for vote in votes_in(matter)]
        movers = [name for name in whose if _moved_by(name, question)]
        moved = [vote for vote in votes if any(_moved_by(name, vote.quote) for name in movers)]
        return _answer(document, moved or votes) if votes and topic else None
    if evidence := _voted(question, whose, among, document, surely=bool(topic)):
        return evidence
    closest = tuple(s for m in among for s in m.statements)[:CLOSEST] if topic else ()
    return Evidence(document, "refuse", 0.1, Reason.NOT_IN_PROTOCOL, closest=closest) if closest else None


def _moved_by(name: str, text: str) -> bool:
    """Say whether a text names the motion of somebody: "der Antrag von Herrn Löffler", "Mr Löffler's motion"."""
    motion = r"\b(?:\w*antrag\w*|\w*vorschlag\w*|motion|amendment|proposal)"
    whose = rf"\b{re.escape(name)}(?:s|'s|’s)?\b"
    return bool(re.search(rf"{motion}\s(?:[\w.]+\s){{0,3}}{whose}|{whose}\s(?:\w+\s)?{motion}", text, re.IGNORECASE))


def of_shown(query: Query, document: Document, done: Sequence[Statement]) -> Evidence | None:
    """Answer who voted how by what was decided on the matter that was spoken of; None where it records no vote.

    Args:
        query: the question, which names no matter.
        document: any.
        done: decisions and votes on that matter.

    Returns:
        The records that name them, or a refusal with these records.
    """
    among = [Matter("", tuple(done))]
    return _voted(query.mended, _whose(query.mended, document), among, document, surely=True)


def of_voters(query: Query, document: Document, near: Sequence[Statement]) -> Evidence | None:
    """Decide about a question for a vote that names no matter in the words of the minutes, by the matter found for it.

    Args:
        query: the question.
        document: any.
        near: statements near the question, best first.

    Returns:
        What is recorded of the votes on the matter; a refusal where the question has the language of the document,
        whose words would have named the matter, and nobody of those whom it asks about is named; None where it asks
        for no vote, or none is recorded there.
    """
    whose = _whose(query.mended, document)
    if (not whose and not vote_asked(query.mended)) or _WON.search(query.mended):
        return None
    if query.language == document.language:
        return Evidence(
            document, "refuse", 0.1, Reason.NOT_IN_PROTOCOL, closest=tuple(near[:CLOSEST]), near=tuple(near)
        )
    among = [matter_of(s, document) for s in near if "participant" not in s.kind_names][:1]
    decided = [s for matter in among for s in matter.statements if "decision" in s.kind_names]
    found = _voted(query.mended, whose, among, document, surely=True)
    return found or (_answer(document, decided, "on_this") if decided else None)


def _voted(
    question: str, whose: Sequence[str], among: Sequence[Matter], document: Document, *, surely: bool
) -> Evidence | None:
    """What is recorded of the votes on some matters; `surely` these are meant, so that a count of all tells enough."""
    votes = [vote for matter in among for vote in votes_in(matter)]
    spoken = [(matter, s, way) for matter in among for s, way in voices(matter, document)]
    members, way = _members(whose, document), _way(question)
    by_name = [(vote, " ".join(named_in(vote, "", document))) for vote in votes]
    found = [v for v, text in by_name if any(surname_in(text, m) or m in text.lower() for m in members)]
    theirs = [each for each in spoken if any(surname_in(_with_speaker(each[1]), m) for m in members)]
    if not (found or theirs) and (surely or not whose):
        theirs = [each for each in spoken if each[2] == way or (not way and not whose and each[2] != "none")]
        found = [v for v in votes if named_in(v, way, document)]
        found = found or [v for v in votes if surely and len(votes) == 1 and way and nobody_in(v, way)]
    if found or theirs:
        beside_them = [s for matter, each, _ in theirs for s in (*counted(matter, each), each)]
        return _answer(document, sorted({*found, *beside_them}, key=lambda s: s.position))
    return not_by_name(votes, document) if votes else None


def not_by_name(votes: Sequence[Statement], document: Document) -> Evidence:
    """Refuse to say who voted how, with what is recorded of the votes."""
    shown = tuple(votes[:_SHOWN])
    return Evidence(document, "refuse", 1 - SURE, Reason.NOT_ATTRIBUTED, shown, near=shown, note="not_voted")


def counted(matter: Matter, voice: Statement) -> list[Statement]:
    """Return the vote that somebody speaks of who tells how they voted: the one before; all where none is before."""
    votes = votes_in(matter)
    return [vote for vote in votes if vote.position <= voice.position][-1:] or votes


def of_outcome(query: Query, document: Document, place: Placing) -> Evidence | None:
    """Answer whether something was decided, and what, where the question or the conversation names a matter.

    Args:
        query: the question.
        document: any.
        place: as for `matters_meant`.

    Returns:
        What was decided on it, behind the paragraph that opens it; None for another question.
    """
    ended = re.match(table()["words"]["ended"], query.mended, re.IGNORECASE)
    if not ended and not re.match(table()["words"]["decided"], query.mended, re.IGNORECASE):
        return None
    topic, among = matters_meant(query, document, place)
    done = [*of_list("decision", document), *of_list("vote", document)]
    found = with_openings(done, among if topic else ())
    return _answer(document, found, "on_this") if found else None


def _answer(document: Document, found: Sequence[Statement], listed: str = "votes") -> Evidence:
    chosen = tuple(found)
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, near=chosen, listed=listed)


def _with_speaker(statement: Statement) -> str:
    return f"{statement.speaker or ''} {statement.quote}"


def _whose(question: str, document: Document) -> tuple[str, ...]:
    """The surnames and parties of whom a question asks how or whether they voted, or how many votes they got."""
    if not (_HOW.match(question) or _WHETHER.match(question) or _WON.search(question)):
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


def _way(text: str) -> str:
    return next((way for way, shape in table()["ways"].items() if re.search(shape, text, re.IGNORECASE)), "")


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a record with the way of voting they tell; a bracket that tells one is a record of its own."""
    parts = []
    inner = [match[1] for match in _BRACKET.finditer(text) if _way(match[1])]
    for each in (_BRACKET.sub(lambda match: " " if match[1] in inner else match[0], text), *inner):
        way = ""
        for segment in _SEGMENT.split(each):
            way = _way(_BRACKET.sub(" ", segment)) or (way if each in inner else "")  # "dagegen: Baum, Kern"
            if way:
                parts.append((way, segment.strip()))
    return parts
