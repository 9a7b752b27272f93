"""Whom a question asks about: people, parties and offices, matched with those who speak in a document."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from ingest.document import Document, Participant, Speaker
from ingest.names import PART, forms, mentions, parse
from ingest.statement import Statement
from ingest.verbs import says as tells
from ingest.words import stopwords
from retrieval.table import table

_TOKEN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
# Where the subject of a verb of saying stands: "Was sagte X zu …", "What did X say about …". A name has no article.
_NAME = (
    r"(?P<name>(?:(?:Herrn?|Frau|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?)\s+)*[A-ZÄÖÜ][\w.'’-]*"
    r"(?:\s+(?:von|van|de|der)\s+)?(?:\s?[A-ZÄÖÜ][\w.'’-]*){0,3})"
)
_SAID = "sagte?|meinte?|fordert?e?|fragte?|antwortete?|erklärte?|fand|findet|hält|hielt|kritisierte?|betonte?|schlug"
_MANY_SAID = "sagten?|sagen|meinen|meinten|fordern|forderten|wollen|wollten|will|hat|haben|hatten?|did|does|do"
_VERBS = rf"(?:\b(?:{_SAID}|{_MANY_SAID})\s+(?:denn\s+)?)"
_HAS_SAID = "gesagt|gemeint|gefordert|gefragt|geantwortet|erklärt|kritisiert|betont|vorgeschlagen|gesprochen"
_SAY = "say|think|argue|demand|ask|answer|reply|claim|mention|propose|suggest|want|believe|report|complain|object"
_SAYING = "Meinung|Position|Haltung|Standpunkt|Ansicht|Aussagen?|Rede|Beitrag|Kritik|Forderung(?:en)?|Argumente?"
_SUBJECT = tuple(
    re.compile(shape)
    for shape in (
        rf"\b(?:{_SAID})\s+(?:denn\s+|eigentlich\s+)?{_NAME}",
        rf"\b(?:hat|hatte)\s+{_NAME}\s.*(?:{_HAS_SAID})\b",
        rf"\b(?:did|does|do)\s+{_NAME}\s+(?:{_SAY})",
        rf"\b(?:{_SAYING})\s+von\s+{_NAME}",
        rf"\b(?i:laut|according to|steht|view of|opinion of|position of|from)\s+{_NAME}",
        rf"{_NAME}['’]s\s+(?:opinion|view|position|stance|argument|speech|criticism|answer|demand)",
    )
)
_VOTED = re.compile(
    r"\b(?:(?:ab)?gestimmt|(?:zu)?stimm(?:e|en|t|te|ten)|enthielt(?:en)?|enthalten|abstain\w*|vote[ds]?|voting)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\W*(?:und |and )?(?:wer|von wem|wessen|who|whose|"
    r"welche[rs]? (?:Person|Redner|Stadtr|Abgeordnet|Mitglied|Partei|Fraktion)\w*|"
    r"which (?:person|speaker|councillor|member|party|politician)s?)\b",
    re.IGNORECASE,
)
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
# What tells of somebody, but of nothing that they said or did in the matter.
_NO_DEED = (
    r"(?!(?:wurden?|wird|werden|fehlt\w*|joined|left|arrived|verlässt|verließ|betritt|"
    r"(?:is|was|were|ist|war) (?:thanked|welcomed|elected|absent|present|excused|entschuldigt|abwesend|anwesend))\b)"
)
_GOES_ON = re.compile(r"(?:She|He)\s+[a-z]|.*?(?:^|[.!?]\s+)(?:She|He|Sie|Er)\s+(?P<rest>[a-zäöü]\w+)")
_PLAIN = str.maketrans("äöü", "aou")  # "Stadträte": "Stadtrat"
_OF = r"(?:\w+\s+(?:der|des|of)\s+)?"  # "die Vertreter der Arbeitnehmer"
_BEFORE_NAME = r"Herrn?|Frau|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?|[A-ZÄÖÜ][\w-]*(?:rat|rätin|meister\w*|vorsteher\w*|\.)"


@dataclass(frozen=True)
class Who:
    """A person, party or office that a question asks to hear.

    `name` as the question has it; `rows` are the positions of the statements that are theirs: spoken by them, or
    telling what they say or do; else those that name them where nobody is recorded as speaking. `spoke`: at least one
    statement is theirs. `lines` are lines of the lists that name them, `subject` a sentence that tells of them.
    """

    name: str
    rows: tuple[int, ...]
    spoke: bool
    lines: tuple[Statement, ...]
    subject: re.Pattern[str] | None = None


def who_is_asked(question: str, document: Document) -> Who | None:
    """Find out whether a question wants the words of somebody in particular.

    Args:
        question: as asked, in German or English.
        document: whose speakers and participants count.

    Returns:
        Who is asked about; None where the question asks for nobody's words.
    """
    wants = says(question) or _WANTS.match(question) or _bare(question, document)
    if asks_who(question) or not wants:
        return None
    named = _person(question, document) or _other_name(question, document)
    named = named or _office(question, document) or _party(question, document)
    named = named or _described(question, document) or _stranger(question, document)
    return named or _office_of_nobody(question, document) or _group_of_nobody(question, document)


def asks_who(question: str) -> bool:
    """Say whether a question wants to know who said something."""
    return says(question) and bool(_WHO.match(question))


def asks_who_voted(question: str) -> bool:
    """Say whether a question wants to know who voted for or against something, or abstained."""
    return bool(_WHO.match(question) and _VOTED.search(question))


def votes_of(question: str, document: Document) -> tuple[str, ...] | None:
    """Return by what a vote names those of whom a question asks how they voted ("Wie hat die SPD abgestimmt?").

    Args:
        question: in German or English.
        document: whose speakers and participants count.

    Returns:
        Party or surnames, in lower case; None where the question asks for nobody's vote.
    """
    if not re.match(r"\W*(?:und |and )?(?:wie|how)\b", question, re.IGNORECASE) or not _VOTED.search(question):
        return None
    named = {name.lower() for name in surnames(document) if surname_in(question, name)}
    return tuple(named | parties_in(question)) or None


def says(question: str) -> bool:
    """Say whether a question has a verb of saying, or a noun for what somebody says."""
    words = [word.lower().rstrip(".") for word in _TOKEN.findall(question)]
    known = table()
    return any(word in known["sayings"] or word.startswith(tuple(known["saying"])) for word in words)


def rows_of(
    speakers: Sequence[Speaker], names: Sequence[str], document: Document, people: Sequence[Participant] = ()
) -> tuple[tuple[int, ...], bool, re.Pattern[str] | None]:
    """Return the rows of the statements by these speakers, or that name them while nobody is recorded as speaking.

    Args:
        speakers: of the document.
        names: surnames that may stand in a statement without a speaker.
        document: the document.
        people: of its lists, whose offices may stand there for their names.

    Returns:
        Positions; whether one of the speakers has words of their own, or is told to do something; how that is told.
    """
    written = {speaker.written for speaker in speakers}
    free = [s for s in document.statements if s.speaker is None and not {"participant", "task"} & {*s.kind_names}]
    own = {s.position for s in document.statements if s.speaker in written}
    subject = _subject(names, _titles(people, document), document)
    own |= {s.position for s in free if subject and subject.search(s.quote)}
    if own:
        others = [name for name in surnames(document) if name not in names and len(name) > 2]
        own |= {s.position for s in free if s.position - 1 in own and _goes_on(s, document, others)}
        return tuple(sorted(own)), True, subject
    either = "|".join(map(re.escape, names))
    shape = re.compile(rf"(?<![\w-])(?:{either})(?:s|’s|'s)?(?![\w-])") if names else None
    return tuple(s.position for s in free if shape and shape.search(s.text) and _tells(s)), False, subject


def _subject(names: Sequence[str], titles: Set[str], document: Document) -> re.Pattern[str] | None:
    """Return a sentence with one of some people as its subject: by surname, where one alone has it, or by office."""
    alike = [speaker.surname for speaker in document.speakers]
    named = "|".join(re.escape(name) for name in names if name and alike.count(name) < 2)
    held = "|".join(map(re.escape, sorted(titles)))
    if not named and not held:
        return None
    by_name = rf"(?:{forms().lead})?(?:{PART}\s+){{0,2}}(?:{named or '(?!)'})"
    who = rf"(?:{by_name}|(?:The|the|Der|Die)\s+(?:{held or '(?!)'}))"
    beside = rf"(?:(?:{forms().lead})?(?:{PART}\s+){{1,3}}(?:und|and)\s+)?"
    aside = r"\s*\([^()]*\)|,[^,.;]{1,60},|\s+(?:aus|vom|von|of|from)\s[^,.;]{1,40}?"
    aside = rf"(?:{aside}|\s+(?:und|and)\s+(?:{forms().lead})?{PART}(?:\s+{PART})?)?"
    return re.compile(rf"(?:^|[.!?;]\s+){beside}{who}{aside}\s+{_NO_DEED}[a-zäöü]")


def _titles(people: Sequence[Participant], document: Document) -> set[str]:
    """The offices by which minutes may call some people: those that nobody else of the lists has."""
    held = [title for person in document.participants for title in _titles_of(person, document)]
    return {title for person in people for title in _titles_of(person, document) if held.count(title) == 1}


def _titles_of(person: Participant, document: Document) -> set[str]:
    first, *others = re.split(r"\s*[,;/]\s*", person.role)
    found = {*re.split(r"\s(?:und|and)\s", first), *(other for other in others if other.lower() in _offices())}
    if person.state == "chair":
        found |= {"Chair", "Chairman", "Chairwoman", "Vorsitzende"}
    if document.language == "en":  # "University Librarian", "Director of Finance"
        bare = (re.split(r"\s(?:of|for)\s", title)[0].split() for title in found if title)
        found |= {words[-1] for words in bare if not _RANK.search(" ".join(words[:-1]) + " ")}
    return {title for title in found if title[:1].isupper()}


def _goes_on(statement: Statement, document: Document, others: Sequence[str]) -> bool:
    """Say whether a statement goes on with whoever the one before is of: "She recommended …", nobody else named."""
    before = document.statements[statement.position - 1]
    goes_on = _GOES_ON.match(statement.quote)
    named = any(surname_in(f"{before.quote} {statement.quote}", name) for name in others)
    alike = before.section == statement.section and before.lead == 0
    verb = goes_on["rest"] if goes_on else ""
    return alike and not named and goes_on is not None and (not verb or says(verb) or tells(verb))


def _tells(statement: Statement) -> bool:
    """Say whether a statement that names somebody says more than the name: no heckling, no "Berichterstatter: X"."""
    return len(statement.text.split()) > 7 and not (statement.text.startswith("(") and statement.text.endswith(")"))


def surnames(document: Document) -> set[str]:
    """Return the surnames of all whom a document lists or has speak."""
    listed = {person.surname for person in document.participants if person.surname}
    return listed | {speaker.surname for speaker in document.speakers}


def surname_in(question: str, surname: str) -> bool:
    """Say whether a question has a surname, in any case, also in the genitive."""
    if len(surname) < 2:
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(surname)}(?:s|’s|'s)?(?![\w-])", question, re.IGNORECASE))


def _person(question: str, document: Document) -> Who | None:
    """Somebody whose surname stands in the question."""
    speakers = [s for s in document.speakers if not _is_office(s) and surname_in(question, s.surname)]
    people = [p for p in document.participants if surname_in(question, p.surname)]
    fitting = [s for s in speakers if _fits(question, s.surname, s.given, f"{s.written}", s.party)]
    also = [p for p in people if _fits(question, *_parts(p.name), f"{p.role} {p.name}", p.party)]
    if not fitting and not also:
        return None
    surnames = {s.surname for s in fitting} | {p.surname for p in also}
    titles = _titles(also, document)
    fitting += [s for s in document.speakers if _is_office(s) and s.role in titles]
    rows, spoke, subject = rows_of(fitting, sorted(surnames), document, also)
    return Who(_as_asked(question, surnames), rows, spoke, _lines(also, document), subject)


def _parts(name: str) -> tuple[str, str]:
    """Surname and given names."""
    *given, surname = name.split()
    return surname, " ".join(given)


def _fits(question: str, surname: str, given: str, written: str, party: str) -> bool:
    """Say whether what the question adds to a surname goes with the person: given name, form of address, party."""
    before = re.search(rf"((?:[^\W\d_][\w.-]*\s+){{1,3}}){re.escape(surname)}", question, re.IGNORECASE)
    words = before[1].split() if before else []
    if words and given:
        last = words[-1]
        known = [part.lower().rstrip(".") for part in given.split() if part[:1].isupper()]
        is_given = last[:1].isupper() and not forms().address.match(f"{last} ") and not forms().title.match(f"{last} ")
        is_given = is_given and not forms().office.match(last) and not _common(last)
        if (
            is_given
            and known
            and not any(
                last.lower().rstrip(".").startswith(k[:1])
                if len(k) == 1 or len(last.rstrip(".")) == 1
                else last.lower() == k
                for k in known
            )
        ):
            return False
    gender = next((g for g, shape in forms().genders for word in words if shape.fullmatch(word)), "")
    own = next(
        (g for g, shape in forms().genders for word in written.split() if shape.fullmatch(word.strip("*:,"))), ""
    )
    if gender and own and gender != own:
        return False
    bracket = re.search(rf"{re.escape(surname)}s?\s*\(([^)]+)\)", question, re.IGNORECASE)
    return (
        not (bracket and party)
        or bool(parties_in(bracket[1]) & parties_in(party))
        or bracket[1].lower() in party.lower()
    )


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
    rows, spoke, subject = rows_of(speakers, sorted({s.surname for s in speakers} | surnames), document, people)
    roles = " ".join([*(s.role for s in speakers), *(p.role for p in people)])
    return Who(_phrase(question, word, roles), rows, spoke, _lines(people, document), subject)


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
    rows, spoke, subject = rows_of(speakers, [], document)
    return Who(_group_as_asked(question, asked), rows, spoke, _lines(people, document), subject)


def parties_in(text: str) -> set[str]:
    """Return the parties that a text names, as the keys of their row."""
    lowered = text.lower()
    rows = table()["parties"]
    return {name for name, words in rows.items() if any(re.search(rf"(?<!\w){re.escape(w)}", lowered) for w in words)}


def _described(question: str, document: Document) -> Who | None:
    """Those whose description has the noun that is the subject of saying ("Was sagen die Arbeitnehmer?")."""
    found = re.search(rf"{_VERBS}(?P<name>(?:der|die|the)\s+{_OF}{_BELOW}?(?P<noun>\w[\w-]{{3,}}))", question)
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
        return Who(found["name"], (), spoke=False, lines=()) if german and alike and not named else None
    return _by_office(question, found["noun"], speakers, people, document)


def _group_names() -> set[str]:
    return {name for row in table()["groups"] for name in row}


def _other_name(question: str, document: Document) -> Who | None:
    """Somebody of another name than all here: office or party beside it are theirs ("Bürgermeister Schulze")."""
    plain = re.sub(r"\s[(\[][^()\[\]]*[)\]]|\b(?:von|aus|of|from)\s+(?:der|den|the)\s+[A-ZÄÖÜ][\w-]*", "", question)
    stranger = _stranger(plain, document)
    if stranger is None:
        return None
    named = parse(stranger.name)
    real = named is not None and not named.alone and named.speaker.surname.lower() not in _offices()
    return stranger if real and not parties_in(stranger.name) else None


def _offices() -> set[str]:
    return {word for row in table()["office"] for word in row["asked"]}


def _office_of_nobody(question: str, document: Document) -> Who | None:
    """An office that no list and no speaker holds, where the subject of saying stands ("Was sagte der Bürgermeister?").

    Sentences that begin with the office and a name are theirs.
    """
    name = _subject_with_article(question, _offices())
    if not name:
        return None
    held = re.compile(rf"(?:^|[.!?]\s+)(?i:{re.escape(name.split()[-1])})\s+[A-ZÄÖÜ]")
    rows = [s.position for s in document.statements if not s.speaker and held.search(s.quote)]
    spoken = [row for row in rows if "participant" not in document.statements[row].kind_names]
    return Who(name, tuple(spoken), spoke=False, lines=())


def _group_of_nobody(question: str, document: Document) -> Who | None:
    """A group that is nowhere named here, where the subject of saying stands ("Was meint die Opposition?")."""
    said = " ".join(f"{s.text} {s.translation or ''}" for s in document.statements).lower()
    unnamed = {name for row in table()["groups"] if not any(name in said for name in row) for name in row}
    name = _subject_with_article(question, unnamed)
    return Who(name, (), spoke=False, lines=()) if name else None


def _subject_with_article(question: str, nouns: Set[str]) -> str:
    """Return what stands with an article as the subject of a verb of saying, if it is one of some nouns; else ""."""
    either = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    found = re.search(rf"{_VERBS}(?P<name>(?:der|die|the)\s+(?:{either})n?)(?![\w-])", question, re.IGNORECASE)
    return found["name"] if nouns and found else ""


def _stranger(question: str, document: Document) -> Who | None:
    """Somebody who stands where a speaker would, and is nobody of the document's."""
    for named in mentions(re.sub(r"\b(?:zu|zum|zur|über|in|im|bei|about|on)\b", ",", question)):
        if not parties_in(named.speaker.written) and not _is_topic(named.speaker, question, document):
            return _unlisted(named.speaker.written, named.speaker.surname, document)
    for shape in _SUBJECT:
        found = shape.search(question)
        if not found:
            continue
        name = re.split(r"\s(?:zu|zum|zur|über|in|im|bei)\s", found["name"])[0].strip(" ?.,")
        words = [word.lower() for word in name.split()]
        if any(word in table()["nobody"] or word in table()["with"] for word in words):
            continue
        who = _unlisted(name, name.split()[-1], document)
        if who.spoke or not _is_body(name, document):
            return who
    return None


def _unlisted(name: str, surname: str, document: Document) -> Who:
    rows, spoke, subject = rows_of((), [surname], document)
    return Who(name, rows, spoke, (), subject)


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
    counted = re.search(rf"{re.escape(named.surname)}\s+\d", question)
    shape = re.compile(rf"(?<![\w-])[a-zäöü]\w*,?\s+{re.escape(named.surname)}(?![\w-])")  # not "Herr Meyer"
    said = any(shape.search(statement.text) for statement in document.statements)
    return bool(counted or said)


def _bare(question: str, document: Document) -> bool:
    """Say whether a question is a speaker's name and a topic without a verb: "Müller Haushalt", "Wie steht X zu Y?"."""
    if re.match(r"\W*(?:wie steht|where does|what about|is|ist|war|was)\b", question, re.IGNORECASE):
        stands = re.search(
            r"\b(?:für|gegen|dafür|dagegen|steht|stand|for|against|in favour|stands?)\b", question, re.IGNORECASE
        )
        return bool(stands) and any(surname_in(question, s.surname) for s in document.speakers)
    words = _TOKEN.findall(question)
    return len(words) <= 4 and any(surname_in(question, s.surname) for s in document.speakers if not _is_office(s))


def _is_office(speaker: Speaker) -> bool:
    return speaker.surname == speaker.role


def _lines(people: Sequence[Participant], document: Document) -> tuple[Statement, ...]:
    wanted = {person.line for person in people}
    return tuple(s for s in document.statements if s.text in wanted)


def _as_asked(question: str, surnames: set[str]) -> str:
    """The name as the question has it, with what stands before it there."""
    for surname in surnames:
        shape = rf"(?:(?:{_BEFORE_NAME})\s+)*(?:[A-ZÄÖÜ][a-zäöüß]+\s+)?{re.escape(surname)}"
        if found := re.search(shape, question):
            words = found[0].split()
            while len(words) > 1 and _common(words[0]):
                words.pop(0)
            return " ".join(words)
    return next(iter(surnames))


def _phrase(question: str, word: str, roles: str) -> str:
    """The office as the question has it, with the words around it that belong to the role of whoever holds it."""
    own = "|".join(sorted(map(re.escape, re.findall(r"[\w'’-]+", roles)), key=len, reverse=True)) or "(?!)"
    behind = rf"(?:\s+(?:of|for|der|des|von)(?:\s+(?:the|der|des))?(?:\s+(?:{own})(?![\w-]))+)?"
    before = rf"(?:\b(?:der|die|den|dem|the)\s+)?(?:(?<![\w-])(?:{own})\s+)*{_BELOW}?"
    found = re.search(rf"{before}[\w-]*{re.escape(word)}\w*{behind}", question, re.IGNORECASE)
    return found[0] if found else word


def _group_as_asked(question: str, parties: set[str]) -> str:
    for word in (w for name in parties for w in table()["parties"].get(name, [name])):
        if found := re.search(rf"(?:\b(?:die|der|den|the)\s+)?(?<!\w){re.escape(word)}[\w/]*", question, re.IGNORECASE):
            return found[0]
    return next(iter(parties)).upper()
