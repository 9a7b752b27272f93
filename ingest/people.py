"""Who is who in a document: the same person written in different ways, offices alone, initials, first names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.document import Participant, Speaker
from ingest.names import Named, forms, parse

# Abbreviated offices, as they are compared. "Vzbgm. Kroiß" is "1. Vizebürgermeister: Gerhard Kroiß".
_OFFICES = {
    "bgm.": "bürgermeister", "bm": "bürgermeister", "ob": "oberbürgermeister", "obm": "oberbürgermeister",
    "vzbgm.": "vizebürgermeister", "vbgm.": "vizebürgermeister", "str": "stadtrat", "str.": "stadtrat",
    "gr.": "gemeinderat", "gr": "gemeinderat", "kr": "kreisrat", "abg.": "abgeordneter", "abg": "abgeordneter",
    "dez.": "dezernent", "vors.": "vorsitzender", "präs.": "präsident", "ortsvorst.": "ortsvorsteher",
}  # fmt: skip
_CHAIR = re.compile(r"(?i)\bvors|^chair|^präs\.?$")

_NO_TITLE = re.compile(r"Witness|Zeug|Sachverständig")


@dataclass
class Person:
    """Somebody, with all the ways in which the document writes them."""

    written: list[Named] = field(default_factory=list)
    mentioned: list[Named] = field(default_factory=list)
    state: str = ""

    @property
    def forms(self) -> list[Named]:
        """All forms; those of labels and lists first."""
        return self.written + self.mentioned

    @property
    def speaker(self) -> Speaker:
        """The fullest form, completed from the others."""
        # "Herrn Bundespräsidenten Wulff" in a sentence is no better a name than the label "Bundespräsident Wulff".
        own = self.written or self.mentioned
        best = max(own, key=lambda named: (_fields(named.speaker), len(named.speaker.written))).speaker

        def first(name: str) -> str:
            return getattr(best, name) or next((v for n in self.forms if (v := getattr(n.speaker, name))), "")

        return replace(best, **{name: first(name) for name in ("given", "title", "role", "party")})

    def known(self, name: str) -> set[str]:
        """What the forms say for a field, empty words left out."""
        values = (named.gender if name == "gender" else getattr(named.speaker, name) for named in self.forms)
        return {value for value in values if value}

    def fits(self, named: Named) -> bool:
        """Say whether a form of the same surname can be this person: nothing that it says contradicts."""
        speaker = named.speaker
        givens, parties, genders = self.known("given"), self.known("party"), self.known("gender")
        return (
            all(_same_given(speaker.given, given) for given in givens if speaker.given)
            and (not speaker.party or not parties or any(_same_party(speaker.party, p) for p in parties))
            and (not named.gender or not genders or named.gender in genders)
        )


class People:
    """The people of a document."""

    def __init__(
        self,
        named: Iterable[Named],
        listed: Iterable[Participant] = (),
        mentioned: Iterable[Named] = (),
        roles: frozenset[str] = frozenset(),
    ) -> None:
        self.roles = roles
        self._by_surname: dict[str, list[Person]] = {}
        self.several_chairs = False
        self.initials: frozenset[str] = frozenset()  # those by which the document tells of its people
        for participant in listed:
            self._participant(participant)
        # The fullest forms first, so that "Kroiß" alone is told from two of the name.
        for form in sorted(named, key=lambda n: -_fields(n.speaker)):
            self.add(form)
        for form in sorted(mentioned, key=lambda n: -_fields(n.speaker)):
            self.add(form, mention=True)

    def _participant(self, participant: Participant) -> None:
        named = parse(participant.name)
        if named is None or named.alone:
            return
        office, *more = re.split(r",\s*", participant.role)
        # "President, Students' Union" is president of that, "Witness" is no title.
        before = f"{office} {participant.name}"
        titled = forms().office.fullmatch(office) and (not more or before in participant.line)
        written = before if titled and not _NO_TITLE.match(office) else participant.name
        address = rf"(?:{forms().address.pattern})\s+{re.escape(participant.name)}(?![\w-])"
        if not (titled or named.speaker.given) and (called := re.search(address, participant.line)):
            written = called[0]
        speaker = replace(named.speaker, written=written, role=participant.role, party=participant.party)
        gender = named.gender
        if not gender and (told := parse(written)):
            gender = told.gender
        person = self.add(replace(named, speaker=speaker, gender=gender, office=True))
        if person and participant.state:
            person.state = person.state or participant.state

    def add(self, named: Named, *, mention: bool = False) -> Person | None:
        """Take a form in; None for an office alone and for a surname that two people share."""
        named = self.plain(named)
        if named.alone or (mention and re.fullmatch(r"[A-ZÄÖÜ]\.?", named.speaker.surname)):
            return None
        there = self._by_surname.setdefault(named.speaker.surname.casefold(), [])
        if person := self._choose(there, named):
            (person.mentioned if mention else person.written).append(named)
            return person
        if any(person.fits(named) for person in there) and not named.speaker.given:
            return None
        there.append(Person([], [named]) if mention else Person([named]))
        return there[-1]

    def find(self, named: Named) -> Person | None:
        """Return the person a form means, None where nobody or more than one fits."""
        if named.alone:
            return self._holder(named)
        named = self.plain(named)
        return self._choose(self._by_surname.get(named.speaker.surname.casefold(), []), named)

    def plain(self, named: Named) -> Named:
        """Tell a word that this document puts before names from a given name: "Synodale Beate Strunk"."""
        speaker = named.speaker
        first, _, rest = speaker.given.partition(" ")
        if first not in self.roles:
            return named
        return replace(named, speaker=replace(speaker, given=rest, role=speaker.role or first), office=True)

    def _choose(self, there: list[Person], named: Named) -> Person | None:
        fitting = [person for person in there if person.fits(named)]
        if len(fitting) > 1 and named.speaker.role:
            role = office_key(named.speaker.role)
            fitting = [person for person in fitting if any(office_key(r) == role for r in person.known("role"))]
        return fitting[0] if len(fitting) == 1 else None

    def everybody(self) -> list[Person]:
        """Return all people."""
        return [person for people in self._by_surname.values() for person in people]

    def _holder(self, named: Named) -> Person | None:
        """Return who holds an office that is named alone: exactly one, else None."""
        key = office_key(named.speaker.role)
        chair = bool(_CHAIR.search(named.speaker.role))
        if chair and self.several_chairs:
            return None
        holders = [
            person
            for person in self.everybody()
            if (chair and person.state == "chair") or any(_holds(role, key) for role in person.known("role"))
        ]
        holders = [person for person in holders if not named.gender or named.gender in person.known("gender") | {""}
                   or not person.known("gender")]  # fmt: skip
        if len(holders) > 1 and chair:
            holders = [person for person in holders if person.state == "chair"]
        return holders[0] if len(holders) == 1 else None

    def _standing(self, speaker: Speaker) -> set[str]:
        """Return what stands for a name in some minutes: "MP" for Mercè Puigdomènech, for M. Pettifer where it does."""
        own = initials(speaker)
        return {word for word in own if word in self.initials or (len(word) == 2 and "." not in speaker.given)}

    def short(self) -> dict[str, Person]:
        """Return what alone means somebody here: surnames, given names and initials that only one person has."""
        found: dict[str, list[Person]] = {}
        for person in self.everybody():
            speaker = person.speaker
            for word in {speaker.surname, *speaker.given.split()[:1], *self._standing(speaker)}:
                if len(word.rstrip(".")) > 1:
                    found.setdefault(word, []).append(person)
        return {word: people[0] for word, people in found.items() if len(people) == 1}


def office_key(role: str) -> str:
    """Return an office as it is compared: "Stadträtin" and "StR" are "stadtrat".

    Args:
        role: as written, maybe with more words after it.

    Returns:
        The office in lower case, masculine.
    """
    first = re.sub(r"^(?:\d\.|(?i:erste[rn]?|zweite[rn]?|dritte[rn]?))\s+", "", role.split(",")[0].strip())
    head = next(iter(first.lower().split()), "")
    head = _OFFICES.get(head, head)
    for feminine, masculine in (("rätin", "rat"), ("ärztin", "arzt"), ("anwältin", "anwalt"), ("kämmerin", "kämmerer")):
        head = re.sub(feminine + "$", masculine, head)
    head = re.sub(r"(?<=[a-zäöü])in$", "", head)
    return re.sub(r"(vorsitzende|abgeordnete|sachverständige|beauftragte)[rn]?$", r"\1", head)


def _holds(role: str, key: str) -> bool:
    held = office_key(role)
    return held == key or held == f"ober{key}"


def _same_given(one: str, other: str) -> bool:
    a, b = one.split()[0], other.split()[0]
    if a.endswith(".") or b.endswith("."):
        return a[0] == b[0]
    # "TOWN MANAGER NEIL": an office that is in no table stands before the given name.
    return a.casefold() == b.casefold() or bool({a.casefold(), b.casefold()} & _last_words(one, other))


def _last_words(one: str, other: str) -> set[str]:
    return {name.split()[-1].casefold() for name in (one, other) if len(name.split()) > 2}


def _same_party(one: str, other: str) -> bool:
    a, b = (re.sub(r"[^a-zäöü]", "", word.casefold()) for word in (one, other))
    return a in b or b in a or a[:4] == b[:4]


def _fields(speaker: Speaker) -> int:
    return sum(map(bool, (speaker.given, speaker.title, speaker.role, speaker.party)))


def initials(speaker: Speaker) -> set[str]:
    """Return the first letters of a name: of the first given name and the surname, and of all.

    Args:
        speaker: a person.

    Returns:
        "HW" and "HDW" for Heinz-Dieter Wübker; nothing where no given name is known.
    """
    given = [part[0] for part in re.split(r"[\s-]+", speaker.given) if part[:1].isupper()]
    surname = next((letter for letter in speaker.surname if letter.isupper()), "")
    return {given[0] + surname, "".join(given) + surname} if given and surname else set()
