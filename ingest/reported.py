"""Reported speech: "StRin Aydin (SPD) betont, im Freibad lernten die Kinder schwimmen."."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ingest.document import Speaker
from ingest.labels import Label, label_at, rules
from ingest.names import forms, parse
from ingest.people import People, Person
from ingest.pieces import sentence_ends
from ingest.roles import called, titled, with_name
from ingest.verbs import verbs

_COLON = re.compile(r":\s+")
_QUOTE = re.compile(r":\s*(?=[„“\"‚])")
_QUOTED = re.compile(r"„[^“”]*[“”]|“[^”]*”|\"[^\"]*\"")
# Words whose full stop ends no sentence, beside those of the pieces: "Vzbgm. Kroiß", "Präs. Haddadi", "Dez. Hübner".
_ABBREVIATED = re.compile(
    r"\b(?:\w*[Bb]gm|StRin|GRin|Präs|Dez|Mag|\w+ltr|Hrn|Fam|Ing|KR|Kl|\w+vorst|Cllr|Schriftf|Mitgl|wg|mind|zus|mtl|zw|gg|ggü|"
    r"jd|insg|o|voraussichtl|Bushalt|Sitzg|Stck|abt|Abt|Ref)\.\s+$"
)


@dataclass(frozen=True)
class Said:
    """A stretch [start, end) of a view; `speaker` None: nobody's. The words begin at `lead`, a label before them."""

    start: int
    end: int
    speaker: Speaker | None
    lead: int


_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[a-z]\))\s+(?=[A-ZÄÖÜ])")
_UNNAMED = re.compile(  # "Eine Kollegin aus der Frühschicht beschwert sich": not whoever was reported before
    r"(?:Ein|Eine|One|An?)\s+(?:Kolleg|Bürger|Anwohner|Mitglied|Zuhörer|Teilnehmer|Besucher|Delegierte|Mieter|Eigentümer|Mutter|Vater|"
    r"resident|member|parent|colleague|delegate|tenant|councillor)(?:in|en|er|e)?\b(?!:)"
)
_POINT = re.compile(r"(?:Zu|Ad|On|TOP)\s+\d+(?:\.\d+)*[a-z]?\s*:\s*")  # "Zu 6d: Sievers nennt …"
# The verb after a pronoun, and the first word after the comma of a sentence that begins with "Wer …": in -e it is a
# subjunctive ("Er erinnere daran", "Wer nicht baue, treibe …"), as no indicative of a third person ends so.
_NO_VERB = r"(?!(?:die|eine|keine|diese|jene|viele|alle|beide|ohne|wurde|seine|ihre|unsere|manche|welche|gerade)\b)"
_THIRD = rf"{_NO_VERB}[a-zäöüß]+[^\Wt]e\b"
_PRONOUN_THIRD = re.compile(rf"(?:Er|Sie|Es|Man)\s+{_THIRD}")
_TWO_THIRDS = re.compile(rf"[^,]*\s{_THIRD},\s+{_THIRD}")
_OFFICE = re.compile(
    rf"\b(?:dem|den|des|der|vom|zum|zur|beim|einem|einen|einer|the|an?)\s+(?P<office>{forms().office.pattern})"
)
_TITLED = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+\s+[A-ZÄÖÜ][\w-]+(?:\s*\([^()]*\))?\s+[a-zäöü]")
_SOMEBODY = re.compile(r"(?:Der|Die|Ein|Eine|The|One) [A-ZÄÖÜ]?\w+:\s+")  # "Die Zeugin: Sie habe vorgeschlagen, …"


@dataclass
class _Chain:
    """Whose words the sentences before were; `None` where they were nobody's."""

    person: Speaker | None = None
    gender: set[str] | None = None
    sticky: bool = False  # after a label a sentence without a subject of its own is still theirs
    colon: bool = False  # what was said ends in a colon: the list below is theirs
    about: Speaker | None = None  # whom the sentence before tells of, though not of what they say
    rivals: frozenset[str] = frozenset()  # genders of the others whom it names: "he" may be any of them


class Reporter:
    """Finds reported speech in a document whose people are known."""

    def __init__(self, people: People, who: Callable[[Label | None], Speaker | None]) -> None:
        self.people = people
        self.who = who
        self.floor: Speaker | None = None
        self.section = ""
        self.short = people.short()
        full = {
            f"{n.speaker.given} {n.speaker.surname}": p for p in people.everybody() for n in p.forms if n.speaker.given
        }
        self.known: dict[str, Person] = {**self.short, **full}
        names = "|".join(re.escape(name) for name in sorted(self.known, key=len, reverse=True))
        known = forms()
        bracket = r"(?:\s*[(\[][^()\[\]]{1,40}[)\]])?"
        alone = rf"(?:[Dd]er|[Dd]ie|[Tt]he)\s+(?:{known.single.pattern}|[Zz]eug(?:e|in)|[Vv]ors\.)"
        named = rf"{with_name(people.roles)}|{known.lead}{known.name.pattern}"
        person = rf"(?:{named}|{alone}|(?:{names or '(?!)'})(?![\w-])){bracket}"
        verb, front = verbs().verb, verbs().front
        opening = r"^(?:[–•*-]\s+|\(?[\da-z]{1,3}[.)]\d?\s+|\d+\.\d+\s+)?"
        aside = r"(?:,\s[^,.;:]{3,80},)?"
        self.subject = re.compile(rf"{opening}(?P<who>{person}){aside}\s+(?P<rest>.*)$")
        perfect = rf"(?:hat|hatte)\b.*\b(?:{verbs().participles})\b"
        self.says = re.compile(rf"(?:also |then |again |further )?(?:{verb}|{perfect})")
        self.later = re.compile(rf"[a-zäöü]+\b[^;:]*?\b(?:und|and)\s+{verb}")
        self.inverted = re.compile(rf"\b(?P<verb>{verb})\s+(?P<who>{person})(?=[\s,.:;]|$)")
        self.trailing = re.compile(rf"[,“”\"]\s*(?:so|according to)\s+(?P<who>{person})(?=[\s,.:;]|$)")
        self.laut = re.compile(
            r"(?:(?:^|\s)(?:[Ll]aut|[Ll]t\.)|^Nach (?:Angaben?|Auskunft|Aussage|Ansicht|Meinung|Einschätzung)(?: von)?|"
            rf"^According to)\s+(?P<who>{person})"
        )
        self.pronoun = re.compile(rf"{opening}(?P<who>Er|Sie|Dieser|Diese|He|She)\s+(?:also |then |weiter )?{verb}")
        # "sie" may be the object where a noun comes first: "Die Verwaltung hält sie für falsch"; "er" never is.
        self.fronted = re.compile(
            rf"^(?:(?:{front})\b.*?\b{verb}\s+(?P<who>er|sie|he|she)|[^,;:]*?\b{verb}\s+(?P<he>er))\b"
            rf"(?!\s+(?:der\b|{person}))"  # "Daraufhin informiert sie der Bürgermeister"
        )
        # Somebody whom nothing tells to be a person, and who says something: "Kapitular Zwirner (Ahlsdorf) warnt".
        noun = r"[A-ZÄÖÜ][\w.-]+"
        self.stranger = re.compile(
            rf"{opening}(?:(?:Der|Die|Das|Ein|Eine|The|An?)\s+)?(?!(?:{front})\b){noun}(?:\s+(?:(?:der|des|of|aus|vom|im|(?:aus|von|in)\s+(?:der|dem|den))\s+)?{noun}){{0,4}}"
            rf"{bracket}{aside}\s+{verb}(?!\s+(?:er|sie|he|she|es)\b)"
        )
        self.anybody = re.compile(rf"(?<![\w-])(?P<who>{person})")
        self.other = re.compile(rf"\b{verb}")
        somebody = rf"(?:{person}|(?:der|die|das|ein|eine|the|an?)\s+[A-ZÄÖÜ]?[\w-]+)"
        self.second = re.compile(
            rf"[,;]\s+(?:(?:und\s+|aber\s+|but\s+|while\s+)?{somebody}\s+(?:{verbs().simple}|hingegen|wiederum|ebenfalls)\b|"
            rf"{known.lead}{known.name.pattern}\s+(?:den|die|das|the)\s)"  # "…, Herr Lorbach die Digitalisierung"
            # "… nannte das verkraftbar, Frau Dr. Paulsen knapp."
            rf"|\s(?:nannte|nennt|fand|findet)\b[^.;]*,\s+{known.lead}{known.name.pattern}\s+[a-zäöü]+\W*$"
            rf"|[,;]\s+(?:worauf(?:hin)?|was|wozu|wogegen|whereupon|to which)\s+{somebody}\s+"
            rf"(?:{verb}|(?:zusagt|verneint|bejaht|ablehnt|zurückwie|bestritt)\w*)"
        )
        self.asked = re.compile(
            r"^(?:Asked|When asked|Replying|In (?:reply|response|answer)|Answering|On)\b[^.;]*?,\s+"
            rf"(?P<who>{person})\s+{verb}"
        )
        self.aside = re.compile(rf",\s+(?P<who>he|she|er|sie)\s+(?:{verb})\s*,")
        replied = r"(?:he|she|er|sie)\s+(?:replied|answered|responded|antworte\w*|erwider\w*|entgegne\w*)\b"
        self.replied = re.compile(rf"(?i:{replied})")
        self.joined = re.compile(rf"(?:;|(?<!\b\d)\.)\s+(?={person}(?:\s+(?:{verb})|:\s)|{replied})")
        # "… charged £13. Ms Tarrant calculated …": whatever somebody does, a sentence has ended before.
        whole = "|".join(re.escape(name) for name in self.known if " " in name)
        self.begun = re.compile(
            rf"(?:(?<=\d\d)|(?<=[.,£$€]\d)|(?<=\d[%€)])|(?<=\d)(?=\.\s(?:{known.address.pattern})))\.\s+"
            rf"(?=(?:{known.lead}{known.name.pattern}|{alone}|{whole or '(?!)'})"
            rf"(?:\s*[(\[][^()\[\]]{{1,40}}[)\]])?\s+[a-zäöü]{{3,}}\b)"
        )
        self.lead_before = re.compile(rf"(?:{known.lead}|{called(people.roles)}\s+)$")
        self.front = re.compile(rf"^(?:{front})\b")
        self.chain = _Chain()

    def forget(self) -> None:
        """Begin anew: a heading, a label or a list parts what was reported from what follows."""
        self.chain = _Chain()

    def is_reported(self, text: str) -> bool:
        """Say whether words are in the subjunctive of reported speech.

        Args:
            text: what stands after a label.

        Returns:
            True for "Es seien nur drei Bohrungen gemacht worden".
        """
        return bool(verbs().subjunctive.search(text))

    def tells(self, line: str) -> bool:
        """Say whether a line tells of somebody by office or known name: "Bgm. Dr. Rabl dankt für die Beiträge".

        Args:
            line: a line of a block, from where it begins.

        Returns:
            True where the minutes speak; False for "Herr Hufnagl sagt", which may be part of a speech.
        """
        match = self.subject.match(re.sub(r"\s+", " ", line))
        if not match or forms().address.match(match["who"]):
            return False
        return bool(self.says.match(match["rest"]) or re.match(rf"{verbs().acts}\b", match["rest"]))

    def opens(self, text: str) -> bool:
        """Say whether the first sentence of a paragraph tells what somebody says: it is no part of a speech."""
        _, end = next(self._sentences(text, 0, len(text)), (0, 0))
        flat = re.sub(r"\s+", " ", text[:end])
        return bool(_SOMEBODY.match(text) or self.stranger.match(flat)) or isinstance(self._named(flat), tuple)

    def read(
        self, text: str, start: int, end: int, floor: tuple[Speaker | None, int], section: str, *, item: bool
    ) -> Iterator[Said]:
        """Cut a stretch into what somebody is reported to say and what the minutes say themselves.

        Args:
            text: a block as seen.
            start: where to begin.
            end: where to end.
            floor: whom a label before the stretch names and where the words after it begin; (None, …) for no label.
            section: the heading above, for "Der Zeuge".
            item: the stretch is an item of a list: it stands for itself, unless what introduces it is somebody's.

        Yields:
            Stretches in order, covering it; neighbours of one person are one.
        """
        self.section = section
        before = self.chain
        self.floor = floor[0]
        if self.floor or item:
            self.chain = _Chain(before.person if before.colon and not self.floor else self.floor, sticky=True)
        if self.chain.person is None:
            self.chain = _Chain()
        held: Said | None = None
        for a, b in self._sentences(text, max(start, floor[1]) if self.floor else start, end):
            said = Said(start if held is None else a, b, *self._sentence(text, a, b))
            if held is None and self.floor and said.speaker == self.floor:
                said = Said(start, b, said.speaker, max(floor[1], said.lead if said.lead > a else 0))
            if held and held.speaker == said.speaker and said.lead == a:
                held = Said(held.start, b, held.speaker, held.lead)
                continue
            if held:
                yield held
            held = said
        if held:
            yield held
        if item:
            self.chain = before
        elif self.floor or self.chain.sticky:
            self.forget()

    def _sentences(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        cuts = [at for at in sentence_ends(text, start, end) if not _ABBREVIATED.search(text[max(0, at - 20) : at])]
        # "… er befürworte B. Prof. Lütkens gab zu bedenken": where somebody begins to speak a sentence has ended.
        joined = [match.end() for match in self.joined.finditer(text, start, end)]
        # "3. Herr Uhlig bittet …" begins with the number of an item.
        begun = self.begun.finditer(text, start, end)
        joined += [m.end() for m in begun if re.search(r"[a-zäöüß]{2}", text[start : m.start()].rpartition("\n")[2])]
        cuts += [at for at in joined if not self.lead_before.search(text[max(0, at - 40) : at])]
        starts = [start, *sorted(set(cuts))]
        for a, b in zip(starts, [*starts[1:], end], strict=True):
            yield a, a + len(text[a:b].rstrip())

    def _sentence(self, text: str, start: int, end: int) -> tuple[Speaker | None, int]:
        """Return whose words a sentence is, and where they begin."""
        raw = text[start:end]
        # What stands in quotation marks names nobody who speaks here.
        flat = _QUOTED.sub(lambda m: m[0][0] + "…" + m[0][-1], re.sub(r"\s+", " ", raw))
        if _POINT.match(flat):  # of another point nobody has spoken yet
            self.forget()
        flat = _NUMBER.sub("", _POINT.sub("", flat))
        if opened := _SOMEBODY.match(raw):
            witness = self._witness() if "zeug" in opened[0].lower() else False
            self.chain = _Chain(witness[0], sticky=True) if isinstance(witness, tuple) else _Chain()
            return self.chain.person, start + (opened.end() if self.chain.person else 0)
        label = label_at(text, start) if ":" in raw else None
        if label and label.end <= end:
            self.chain = _Chain(self.who(label), sticky=True)
            return self.chain.person, label.end if self.chain.person else start
        found = self._named(flat)
        if found is None and (nobody := _UNNAMED.match(flat)) and self.floor is None:
            told = " ".join(flat[nobody.end() :].split()[:6])
            found = None if verbs().subjunctive.search(told) else False
        if found is False or (self.chain.sticky and rules().ends.match(flat)):
            self.chain = self._about(flat)
            return None, start
        if isinstance(found, tuple):
            speaker, gender = found
            sticky = self.chain.sticky and speaker == self.chain.person
            rivals = self._rivals(flat, speaker)
            self.chain = _Chain(speaker, gender, sticky, colon=raw.endswith(":"), rivals=rivals)
            quote = _QUOTE.search(raw)
            return speaker, start + quote.end() if quote and quote.end() < 300 else start
        if not self.chain.person or not (self.chain.sticky or self._goes_on(flat)):
            self.forget()
        else:
            self.chain = replace(self.chain, colon=raw.endswith(":"))
        return self.chain.person, start

    def _named(self, flat: str) -> tuple[Speaker, set[str]] | bool | None:
        """Return who is reported to speak; False where a sentence has another subject, None where it names nobody."""
        match = self.subject.match(flat)
        if match and (self.says.match(match["rest"]) or self.later.match(match["rest"])):
            second = self.second.search(flat, match.end("who"))
            return False if second else self._person(match["who"])
        if asked := self.asked.match(flat):
            return self._person(asked["who"])
        if self.replied.match(flat):  # "Dr Nkemelu asked …; he replied that …": not whoever asked
            return False
        if pronoun := self.pronoun.match(flat) or self.fronted.match(flat) or self.aside.search(flat):
            return self._same(next(filter(None, pronoun.groups())))
        for shape in (self.trailing, self.laut):
            if found := shape.search(flat):
                return self._person(found["who"])
        if who := self._after_verb(flat):
            return self._person(who)
        if match and not self._carried_on(match["rest"]):
            # "Frau Seelbach sorgt sich um die Kita: Dort sei es laut." is told of her, not by whoever spoke before.
            told = _COLON.search(match["rest"]) if match["rest"][:1].islower() else None
            alone = told and not self.second.search(flat) and self.is_reported(match["rest"][told.end() :])
            return self._person(match["who"]) if alone else False
        # Behind a label "Das Ministerium sagt, …" may be part of what is reported, "Delegierter Subei fragt, …" is not.
        if not match and self.stranger.match(flat) and (not self.chain.sticky or _TITLED.match(flat)):
            return False
        return None

    def _carried_on(self, rest: str) -> bool:
        """Say whether what follows a subject is reported still: "[Frau Seelbach] habe das nie gesagt"."""
        verb = " ".join(rest.split()[:3])
        return bool(verbs().subjunctive.search(verb) or verbs().weak.search(verb)) and self._goes_on(rest)

    def _after_verb(self, flat: str) -> str | None:
        """Return the person after the verb: "…, entgegnet Frau Eilers", "Zu Nr. 2 erläutert Frau Eilers, dass …"."""
        for match in self.inverted.finditer(flat):
            before = flat[: match.start()].rstrip()
            if before.endswith((",", "“", "”", '"', "…")):
                return match["who"]
            if not self.front.match(flat):
                continue
            topic = "," not in before and re.match(r"(?:Zu|Zum|Zur|Auf|Dazu|Hierzu)\b", flat)
            if topic or not verbs().to_somebody.match(match["verb"]):
                return match["who"]
        return None

    def _person(self, who: str) -> tuple[Speaker, set[str]] | bool:
        bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", who)
        if person := self.known.get(bare):
            return person.speaker, person.known("gender")
        if re.match(r"(?i)(?:der|die) zeug", bare):
            return self._witness()
        named = titled(who, self.people.roles) or titled(bare, self.people.roles)
        if named is None:
            return False
        if person := self.people.find(named):
            return person.speaker, person.known("gender")
        gender = {named.gender} if named.gender else set()
        written = named.speaker.written
        return replace(named.speaker, written=written[0].upper() + written[1:]), gender

    def _witness(self) -> tuple[Speaker, set[str]] | bool:
        """Return who "Der Zeuge" is: whom the heading names, "Vernehmung des Zeugen Harald Immenhoff"."""
        match = re.search(rf"[Zz]eug(?P<end>en|in)\s+(?P<who>{forms().name.pattern})", self.section)
        named = parse(("Zeugin " if match["end"] == "in" else "Zeuge ") + match["who"]) if match else None
        if named is None:
            return False
        person = self.people.find(named)
        found = person.speaker if person else named.speaker
        return replace(found, written=named.speaker.written), {named.gender}

    def _same(self, pronoun: str) -> tuple[Speaker, set[str]] | bool:
        gender = {"er": "m", "dieser": "m", "he": "m"}.get(pronoun.lower(), "f")
        meant = self.chain.person or self.chain.about
        if meant and not self.chain.rivals & {gender, ""} and (not self.chain.gender or gender in self.chain.gender):
            return meant, {gender}
        return False

    def _about(self, flat: str) -> _Chain:
        """Return whom "Er betonte, …" may mean after a sentence about somebody: "Herr Alt sprach ein Grußwort."."""
        match = self.subject.match(flat)
        found = self._person(match["who"]) if match else None
        if not isinstance(found, tuple):
            return _Chain()
        speaker, gender = found
        return _Chain(gender=gender, about=speaker, rivals=self._rivals(flat, speaker))

    def _rivals(self, flat: str, speaker: Speaker) -> frozenset[str]:
        """Return the genders of the people whom a sentence names beside the one who speaks; "" where not known."""
        written = (match["who"] for match in self.anybody.finditer(flat))
        named = (self._person(who) for who in written if not re.match(r"(?i:der|die|the)\s", who))
        others = [found[1] for found in named if isinstance(found, tuple) and found[0].surname != speaker.surname]
        rivals = {gender for genders in others for gender in genders or {""}}
        for office in _OFFICE.finditer(flat):  # "… vom Gespräch mit dem Bürgermeister."
            rivals.add(next((gender for gender, shape in forms().genders if shape.fullmatch(office["office"])), ""))
        return frozenset(rivals)

    def _goes_on(self, flat: str) -> bool:
        """Say whether a sentence is clearly reported still: its main verb is a subjunctive."""
        clause, _, rest = flat.partition(",")
        if re.match(r"(?:Wenn|Da|Weil|Wer|Dass|Ob|Solange|Bis|Sollte|Wo|Falls|Als|Bevor|Nachdem)\b", flat):
            return bool(verbs().subjunctive.search(rest) or _TWO_THIRDS.match(flat))
        if _PRONOUN_THIRD.match(flat):
            return True
        first = verbs().subjunctive.search(clause) or verbs().weak.search(clause)
        if not first:
            return False
        before = clause[: first.start()]
        return not re.search(r"\b(?:ist|sind|war|waren|hat|haben|hatte|wird|werden|wurde|wurden|ich|wir)\b", before)
