"""Whom a question asks to hear: a person, a party or an office, matched with those who speak in a document."""

import re
from collections.abc import Sequence, Set

from ingest.document import Document, Participant, Speaker
from ingest.names import PART, Named, forms, gender_of, mentions, parse
from ingest.people import Person
from ingest.words import stopwords
from retrieval.rarity import weight
from retrieval.table import table
from retrieval.theirs import Who, hear, titles_of
from retrieval.who import asks_who, parties_in, says, surname_in

# Somebody where the subject of saying stands: "Was sagte X zu …", "What did X say about …". A name has no article.
_NAME = (
    r"(?P<name>(?:(?:Herrn?|Frau|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?)\s+)*[A-ZÄÖÜ][\w.'’-]*"
    r"(?:\s+(?:von|van|de|der)\s+)?(?:\s?[A-ZÄÖÜ][\w.'’-]*){0,3})"
)
_SAID = (
    r"\b(?:sagt(?:e|en)?|sagen|meint(?:e|en)?|fordert?(?:e|en|n)?|fragte?|antwortete?|erklärte?|fand|findet|hält|hielt|"
    r"kritisierte?|betonte?|schlug|{also})\s+(?:denn\s+|eigentlich\s+)?"
)
_BEHIND = _SAID.format(
    also="(?i:laut|according to|steht|from|(?:view|opinion|position) of|(?:meinung|position|haltung|ansicht) von)"
)
_HELPED = _SAID.format(also="wollen|wollten|will|hat|haben|hatten?|did|does|do")
_SUBJECT = tuple(  # `said`: what has to be a word for saying
    re.compile(shape)
    for shape in (
        rf"{_BEHIND}{_NAME}",
        rf"\b(?:hat|hatte)\s+{_NAME}\s.*?(?P<said>\w+)\W*$",
        rf"\b(?:did|does|do)\s+{_NAME}\s+(?P<said>\w+)",
        rf"{_NAME}['’]s\s+(?P<said>\w+)",
    )
)
# "die Frau vom Wasserwerk" names nobody, "Frau vom Stein" does.
_OF_A_HOUSE = re.compile(r"\b(?:die|der|dem|den) (?:Frau|Herrn?) vo[nm]\b")
_ABOUT = re.compile(r"\s(?:zu|zum|zur|über|in|im|bei|about|on)\s")
_WANTS = re.compile(
    r"\W*(?:und |and )?(?:was (?:will|wollen|wollte[nt]?|empf(?:iehlt|ahl|ehlen|ahlen))|"
    r"what (?:does|do|did)\b.*\b(?:want|recommend|undertake))\b",
    re.IGNORECASE,
)
# Who is not the holder of an office but stands in, or comes after: "the Deputy Mayor", "stellv. Vorsitzende".
_BELOW = (
    r"(?i:(?:(?:deputy|vice|assistant|former|stellv\w*\.?|stv\.|zweite[rn]?|dritte[rn]?|ehem\w*\.?|[2-9]\.)[\s-]+)+)"
)
_RANK = re.compile(rf"{_BELOW}$")
EVERYDAY = 0.1  # rarity below which a noun behind an office is no surname
_PLAIN = str.maketrans("äöü", "aou")  # "Stadträte": "Stadtrat"
_OF = r"(?:\w+\s+(?:der|des|of)\s+)?"  # "die Vertreter der Arbeitnehmer"


def who_is_asked(question: str, document: Document) -> Who | None:
    """Find out whether a question wants the words of somebody in particular.

    Args:
        question: as asked, in German or English.
        document: whose speakers and participants count.

    Returns:
        Who is asked about; None where the question asks for nobody's words.
    """
    if asks_who(question) or not (says(question) or _WANTS.match(question) or _bare(question, document)):
        return None
    if named := _person(question, document):
        return named
    stranger = _stranger(question, document)
    if stranger and _is_name(stranger.name):  # office and party beside it are theirs: "Bürgermeister Schulze"
        return stranger
    known = _office(question, document) or _party(question, document) or _described(question, document)
    return known or stranger or _nobody(question, document)


def _person(question: str, document: Document) -> Who | None:
    """Somebody whose surname stands in the question, and with it nothing that is not theirs."""
    people = [p for p in document.participants if surname_in(question, p.surname) and _fits(question, _as_speaker(p))]
    named = [s for s in document.speakers if not _is_office(s) and surname_in(question, s.surname)]
    speakers = [s for s in named if _fits(question, s)]
    if not speakers and not people:
        return None
    surnames = {s.surname for s in speakers} | {p.surname for p in people}
    titles = titles_of(people, document)
    speakers += [s for s in document.speakers if _is_office(s) and s.role in titles]
    return hear(_as_asked(question, surnames), speakers, sorted(surnames), document, people)


def _as_speaker(person: Participant) -> Speaker:
    named = parse(person.name)
    given = named.speaker.given if named else ""
    return Speaker(f"{person.role} {person.name}", person.surname, given, party=person.party)


def _fits(question: str, speaker: Speaker) -> bool:
    """Say whether what the question adds to a surname goes with a person: given name, form of address, party."""
    surname = re.escape(speaker.surname)
    before = re.search(rf"((?:[^\W\d_][\w.-]*\s+){{1,3}}){surname}", question, re.IGNORECASE)
    words = before[1].split() if before else []
    given = words[-1] if words and _is_given(words[-1]) else ""
    bracket = re.search(rf"{surname}s?\s*\(([^)]+)\)", question, re.IGNORECASE)
    asked = Speaker(question, speaker.surname, given, party=bracket[1] if bracket else "")
    own = gender_of(word.strip("*:,") for word in speaker.written.split())
    return Person([Named(speaker, own)]).fits(Named(asked, gender_of(words)))


def _is_given(word: str) -> bool:
    """Say whether a word before a surname may be a given name."""
    known = forms()
    no_name = (known.address.match(f"{word} "), known.title.match(f"{word} "), known.office.match(word))
    return word[:1].isupper() and not any(no_name) and not _common(word)


def _common(word: str) -> bool:
    """Say whether a capitalised word before a surname is no given name: the first word of a question, a verb."""
    small = word.lower()
    return small.startswith(tuple(table()["saying"])) or small in table()["with"] | table()["sayings"] | stopwords()


def _office(question: str, document: Document) -> Who | None:
    """Somebody meant by an office ("der Bürgermeister", "the chair") that one or few people in the document hold."""
    asked = question.lower()
    for row in table()["office"]:
        shapes = (re.search(rf"(?<![\w-])({re.escape(word)})n?(?![\w-])", asked) for word in row["asked"])
        found = next(filter(None, shapes), None)
        if not found:
            continue
        rank = _rank(asked[: found.start()])
        held = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, row['written']))})", re.IGNORECASE)
        speakers = [s for s in document.speakers if _holds(f"{s.role} {s.written} ", held, rank)]
        chairs = not rank and ("vorsitz" in row["written"] or "moderat" in row["written"])
        listed = document.participants
        people = [p for p in listed if _holds(f"{p.role} ", held, rank) or (chairs and p.state == "chair")]
        if speakers or people:
            return _by_office(question, found[1], speakers, people, document)
    return None


def _by_office(
    question: str, word: str, speakers: Sequence[Speaker], people: Sequence[Participant], document: Document
) -> Who:
    surnames = {p.surname for p in people}
    speakers = [s for s in document.speakers if s in speakers or s.surname in surnames]
    roles = " ".join([*(s.role for s in speakers), *(p.role for p in people)])
    surnames |= {s.surname for s in speakers}
    return hear(_phrase(question, word, roles), speakers, sorted(surnames), document, people)


def _holds(written: str, office: re.Pattern[str], rank: str) -> bool:
    """Say whether somebody's role has an office, of the rank asked for: whoever is deputy chair is not the chair."""
    return any(_rank(written[: found.start()]) == rank for found in office.finditer(written))


def _rank(before: str) -> str:
    """Return what makes an office a deputy's, as it stands before it; "" for nothing."""
    found = _RANK.search(before)
    return " ".join(word[:2].lower() for word in found[0].split()) if found else ""


def _party(question: str, document: Document) -> Who | None:
    """A party whose members speak ("Was will die SPD", "die Vertreterin der Liberalen")."""
    asked = parties_in(question)
    asked |= {
        s.party.lower()
        for s in document.speakers
        if s.party and re.search(rf"(?<!\w){re.escape(s.party)}(?!\w)", question)
    }
    if not asked:
        return None
    chairs = {p.surname for p in document.participants if p.surname and (p.state == "chair" or p.moderator)}
    speakers = [s for s in document.speakers if s.party.lower() in asked or parties_in(s.party or s.role) & asked]
    # Whoever presides speaks for no party, where others do.
    speakers = [s for s in speakers if s.surname not in chairs] or speakers
    people = [p for p in document.participants if parties_in(p.party or p.role) & asked]
    return hear(_group_as_asked(question, asked), speakers, [], document, people)


def _described(question: str, document: Document) -> Who | None:
    """Those whose description has the noun that is the subject of saying ("Was sagen die Arbeitnehmer?")."""
    found = re.search(rf"{_HELPED}(?P<name>(?:der|die|the)\s+{_OF}{_BELOW}?(?P<noun>\w[\w-]{{3,}}))", question)
    rank = _rank(found["name"][: -len(found["noun"])]) if found else ""
    known = table()["nobody"] | table()["with"] | _group_names() | (set() if rank else _offices())
    if not found or found["noun"].lower() in known:
        return None
    noun = found["noun"].lower().translate(_PLAIN)[: max(4, len(found["noun"]) - 2)]
    german = found["noun"][0].isupper()
    before = r"\w*" if german else ""  # "die Kassen": "Verband der Pflegekassen"
    described = re.compile(rf"\b{before}{re.escape(noun)}\w{{0,3}}\b", re.IGNORECASE)

    def fits(text: str) -> bool:
        return _holds(text.lower().translate(_PLAIN), described, rank)

    headed = {s.text for s in document.statements if any(map(fits, s.section))}
    people = [p for p in document.participants if fits(p.role) or p.line in headed]
    surnames = {p.surname for p in people}
    speakers = [s for s in document.speakers if s.surname in surnames or fits(s.role)]
    if not speakers and not people:
        texts = (f"{s.text} {s.translation or ''} {' '.join(s.section)}" for s in document.statements)
        named = any(noun in text.lower().translate(_PLAIN) for text in texts)
        alike = found["name"].startswith("the") == (document.language == "en")  # else it may be named in translation
        return Who(found["name"], described=True) if german and alike and not named else None
    return _by_office(question, found["noun"], speakers, people, document)


def _group_names() -> set[str]:
    return {name for row in table()["groups"] for name in row}


def _is_name(written: str) -> bool:
    """Say whether words are a person's name, and no office or party."""
    named = parse(written)
    real = named is not None and not named.alone and named.speaker.surname.lower() not in _offices()
    return real and not parties_in(written)


def _offices() -> set[str]:
    return {word for row in table()["office"] for word in row["asked"]}


def _nobody(question: str, document: Document) -> Who | None:
    """An office that nobody here holds, or a group that is nowhere named, where the subject of saying stands."""
    said = " ".join(f"{s.text} {s.translation or ''}" for s in document.statements).lower()
    unnamed = {name for row in table()["groups"] if not any(name in said for name in row) for name in row}
    either = "|".join(sorted(map(re.escape, unnamed | _offices()), key=len, reverse=True))
    found = re.search(rf"{_HELPED}(?P<name>(?:der|die|the)\s+(?:{either})n?)(?![\w-])", question, re.IGNORECASE)
    return Who(found["name"]) if found else None


def _stranger(question: str, document: Document) -> Who | None:
    """Somebody who stands where a speaker would, and is nobody of the document's."""
    house = r"\s[(\[][^()\[\]]*[)\]]|\b(?:von|aus|of|from)\s+(?:der|den|the)\s+[A-ZÄÖÜ][\w-]*"
    without = _ABOUT.sub(" , ", re.sub(house, "", question))
    for named in () if _OF_A_HOUSE.search(question) else mentions(without):
        if not parties_in(named.speaker.written) and not _is_topic(named.speaker, question, document):
            return hear(named.speaker.written, (), [named.speaker.surname], document)
    for found in filter(None, (shape.search(question) for shape in _SUBJECT)):
        if "said" in found.groupdict() and not says(found["said"]):
            continue
        name = _ABOUT.split(found["name"])[0].strip(" ?.,")
        words = [word.lower() for word in name.split()]
        if any(word in table()["nobody"] or word in table()["with"] for word in words):
            continue
        who = hear(name, (), name.split()[-1:], document)
        if who.spoke or not _is_body(name, document):
            return who
    return None


def _is_body(name: str, document: Document) -> bool:
    """Say whether a bare name stands in the minutes as no person's does: never behind a name or form of address."""
    if len(name.split()) == 2:  # given name and surname
        return False
    text = "\n".join(f"{s.text} {s.translation or ''}" for s in document.statements)
    shape = rf"(?:([^\W\d_][\w.]*)\s+)?(?<![\w-]){re.escape(name)}(?![\w-])"
    before = [match[1] for match in re.finditer(shape, text)]
    return bool(before) and not any(word and word[0].isupper() and not _common(word) for word in before)


def _is_topic(named: Speaker, question: str, document: Document) -> bool:
    """Say whether what follows an office is no name: "Hat die Bürgermeisterin Tempo 30 gefordert?"."""
    if forms().address.match(named.written) or any(surname_in(p.name, named.surname) for p in document.participants):
        return False
    if weight(named.surname.lower()) < EVERYDAY:  # "Hat die Landrätin Geld zugesagt?"
        return True
    counted = re.search(rf"{re.escape(named.surname)}\s+\d", question)
    shape = re.compile(rf"(?<![\w-])[a-zäöü]\w*,?\s+{re.escape(named.surname)}(?![\w-])")  # not "Herr Meyer"
    said = any(shape.search(statement.text) for statement in document.statements)
    return bool(counted or said)


def _bare(question: str, document: Document) -> bool:
    """Say whether a question is a speaker's name and a topic without a verb: "Müller Haushalt", "Wie steht X zu Y?"."""
    named = any(surname_in(question, s.surname) for s in document.speakers if not _is_office(s))
    asks = re.match(r"\W*(?:wie steht|where does|what about|is|ist|war|was)\b", question, re.IGNORECASE)
    stands = r"\b(?:für|gegen|dafür|dagegen|steht|stands?|for|against|in favour)\b"
    if asks and re.search(stands, question, re.IGNORECASE):
        return named or _office(question, document) is not None  # "Is the mayor in favour of the turbines?"
    return named and not asks and len(question.split()) <= 4


def _is_office(speaker: Speaker) -> bool:
    return speaker.surname == speaker.role


def _as_asked(question: str, surnames: Set[str]) -> str:
    """The name as the question has it, with what stands before it there."""
    either = "|".join(map(re.escape, surnames))
    found = re.search(rf"(?=[A-ZÄÖÜ])(?:{forms().lead})?(?:{PART}\s+)?(?:{either})", question)
    words = found[0].split() if found else [*surnames][:1]
    return " ".join(words[1:] if len(words) > 1 and _common(words[0]) else words)


def _phrase(question: str, word: str, roles: str) -> str:
    """The office as the question has it, with the words around it that belong to the role of whoever holds it."""
    own = "|".join(sorted(map(re.escape, re.findall(r"[\w'’-]+", roles)), key=len, reverse=True)) or "(?!)"
    behind = rf"(?:\s+(?:of|for|der|des|von)(?:\s+(?:the|der|des))?(?:\s+(?:{own})(?![\w-]))+)?"
    before = rf"(?:\b(?:der|die|den|dem|the)\s+)?(?:(?<![\w-])(?:{own})\s+)*{_BELOW}?"
    found = re.search(rf"{before}[\w-]*{re.escape(word)}\w*{behind}", question, re.IGNORECASE)
    return found[0] if found else word


def _group_as_asked(question: str, parties: set[str]) -> str:
    for word in (w for name in sorted(parties) for w in table()["parties"].get(name, [name])):
        if found := re.search(rf"(?:\b(?:die|der|den|the)\s+)?(?<!\w){re.escape(word)}[\w/]*", question, re.IGNORECASE):
            return found[0]
    return next(iter(parties)).upper()
