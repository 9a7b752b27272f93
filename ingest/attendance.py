"""The people of one list: cut into pieces, each a person with what follows the name, or a house with its people."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest.document import Participant
from ingest.names import Named, forms, is_party, parse
from ingest.packaged import read_table

_CHAIR = re.compile(r"(?i)\bvors\.|vorsitz(?:ende[rn]?)?\b|\bvors$|\bchair(?:man|woman|person)?\b")
_CHAIRS = re.compile(
    r"(?i)(?:den )?vorsitz(?:ende[rn]?)?|(?:in the )?chair(?:man|woman|person)?|moderat(?:ion|or|orin)"
)
# "Priya Nair and two others": no role.
_MORE = re.compile(
    r"(?i)(?:and |und |sowie )?(?:two|three|four|five|several|others?|zwei|drei|vier|fünf|mehrere|einige|weitere)\b"
)
# "Cllrs M. Pettifer (Chairman), R. Dhillon": what all of them are.
_SEVERAL = re.compile(r"^\s*(?:Cllrs\.?|Councillors|Messrs\.?)\s+")
# "Leiterin Finanzen" is what somebody does.
_FIELD = re.compile(r"(?:(?:[Ss]tell?v\. )?(?:Leiter|Sprecher|Referent|Vertreter)(?:in)?|Leitung) [A-ZÄÖÜ][\w-]+$")
_PART = re.compile(r"(?:to|from|until|for|bis|ab|zu) (?:item|TOP)s?\b.*")  # "(to item 6)": how long, not what
# "Dr. Ruppert, Klaus – Hausarzt"
_INVERTED = re.compile(r"^((?:(?:Dr|Prof)\.? )*)([A-ZÄÖÜ][\w-]+), ([A-ZÄÖÜ][\w-]+)\s+[–-]\s+")


def people_of(words: str, state: str, *, alone: bool = False) -> Iterator[Participant]:
    """Yield the people of a list; `alone`: a name without anything around is one too (one a line)."""
    pieces = list(split(_SEVERAL.sub("", words)))
    bare = [piece for piece in pieces if (n := parse(re.sub(r"\s*\(.*", "", piece))) and not certain(n)]
    first = parse(re.sub(r"\s*\(.*", "", pieces[0])) if alone else None
    # "Cornelia Fass, Försterin, Revier Süd" is one person, and what she is.
    described = first and first.speaker.given and any(piece in bare for piece in pieces[1:])
    single = alone or state in ("chair", "minutes") or (len(pieces) > 1 and len(bare) >= 1)
    held: Participant | None = None
    house = ""
    for number, piece in enumerate(pieces):
        if described and number and held:
            held = _also(held, piece)
            continue
        label, _, rest = piece.partition(": ")
        if rest:
            house, piece = re.sub(r"^(?:für|von|vom|seitens)\s+(?:die|der|das|den)?\s*", "", label), rest
        if nested := list(_nested(piece, state)):
            if held:
                yield held
            *before, held = nested
            yield from before
            continue
        person = named(piece, single=single)
        if person:
            if held:
                yield held
            held = replace(participant(person[0], state, person[1]), institution=house)
        elif held and not re.search(r"\d", piece) and 3 < len(piece) < 90 and not _MORE.match(piece):
            held = _also(held, piece.strip(" .("))
    if held:
        yield held


def _also(person: Participant, role: str) -> Participant:
    """Add what follows a person's comma: the role where none is known yet, an office alone beside another."""
    chair = person.state == "present" and _CHAIRS.fullmatch(role)
    if person.role and not (chair or forms().single.fullmatch(role)):
        return person
    said = f"{person.role}, {role}" if person.role else role
    return replace(person, role=said, role_en=said, state="chair" if chair else person.state)


def split(words: str) -> Iterator[str]:
    """Cut a list at commas, semicolons and "und" outside brackets; "Baumgart, Renate – …" is put in order."""
    words = re.sub(r"^[\s•*–-]*(?:\d+[.)]\s+)?", "", words).rstrip(" .")
    words = _INVERTED.sub(r"\1\3 \2 – ", words)
    depth, start = 0, 0
    for i, letter in enumerate(words):
        depth += (letter in "([") - (letter in ")]")
        joint = re.compile(r"\s+(?:und|sowie|and|//)\s+").match(words, i) if letter == " " and depth <= 0 else None
        if (depth <= 0 and letter in ",;") or joint:
            yield words[start:i].strip()
            start = joint.end() if joint else i + 1
    yield words[start:].strip()


def _nested(piece: str, state: str) -> Iterator[Participant]:
    """Yield the people in brackets after their house: "UBR (Garrigan, Wilk, Dr A. Osei)"."""
    match = re.fullmatch(r"(?P<house>[^()]+?)\s*\((?P<people>[^()]+)\)", piece)
    house = parse(match["house"]) if match else None
    if not match or (house and house.office) or is_party(match["people"]):  # "Sabine Krey (Freie Wähler)"
        return
    # "2 Gäste (Frau Lüders, Gemeinde; Herr Kampmann, Kreissportbund)": what follows the comma is where they are from.
    parts = [part.strip() for part in re.split(";" if ";" in match["people"] else ",", match["people"])]
    names = [n for part in parts if (n := parse(part))]
    outer = bool(house and certain(house) and not _nobody(house))
    several = len(names) > 1 and len(names) == len(parts) and not outer
    # "Rajesh Menon (Senior User)" is a person with what he is; only a title in the bracket would make him a house.
    sure = bool(names) and certain(names[0]) and (_told(names[0]) if outer else not _nobody(names[0]))
    if sure or several:
        for name in names:
            where = "" if match["house"][0].isdigit() else match["house"].strip()
            yield replace(participant(name, state, ""), institution=where)


def _told(named: Named) -> bool:
    """Say whether what follows an office is a name: "Spartenleiterin Turnen" is what somebody does."""
    speaker = named.speaker
    address = forms().address.match(speaker.written) or forms().single.fullmatch(speaker.role)
    return named.office and bool(speaker.given or speaker.title or address)


def named(piece: str, *, single: bool) -> tuple[Named, str] | None:
    """Read one piece: the person and what follows a dash or stands in brackets."""
    piece = re.sub(r"^(?:die |der |das )?(?:Mitglieder|Damen|Herren)\s+", "", piece)
    piece = re.sub(r"^(?:für|seitens|von|vom) (?:(?:die|der|das|den|dem) )?[A-ZÄÖÜ]\w+ (?=[A-ZÄÖÜ])", "", piece)
    if _FIELD.match(piece):
        return None
    name, role = _parted(piece)
    name = re.sub(r"\s+(?:ab|bis|zu|für|per|via|online|joined|dialled|late|left)\b.*", "", name).strip(" *")
    name = name if re.search(r"\b[A-ZÄÖÜ]\.$", name) else name.rstrip(".")
    person = parse(name)
    if person is None or person.alone or re.search(r"\d", name) or _nobody(person):
        return None
    if not certain(person) and not (single and re.fullmatch(r"(?:von |van |de |zu )?[A-ZÄÖÜ][\w-]+", name)):
        return None
    return person, _PART.sub("", role.strip())


def presides(role: str) -> bool:
    """Say whether a role is that of the chair, and not of a deputy."""
    return bool(_CHAIR.search(role)) and not re.search(r"(?i)stv|stell?v|vice|deputy|ehem|\b[2-9]\.", role)


def _parted(piece: str) -> tuple[str, str]:
    """Part a name from what stands in brackets or after a dash."""
    if bracket := re.match(r"(?P<name>[^(–]+?)\s*\((?P<role>[^()]*(?:\([^()]*\)[^()]*)*)\)", piece):
        return bracket["name"], bracket["role"]
    name, *role = re.split(r"\s+[–-]\s+", piece, maxsplit=1)
    return name, "".join(role)


def certain(person: Named) -> bool:
    """Say whether words are surely a name within a list: with an office, a title or a given name."""
    return not person.alone and bool(person.office or person.speaker.given)


def _nobody(person: Named) -> bool:
    """Say whether a name is a word of lists or a house: "Presse", "Kanzlei Reuthe"."""
    speaker = person.speaker
    words, houses = _nobodies()
    return speaker.surname in words or bool(houses.fullmatch(f"{speaker.given} {speaker.surname}"))


def participant(person: Named, state: str, role: str) -> Participant:
    """Return a person as a participant; whoever is told to be in the chair has that state."""
    speaker = person.speaker
    name = " ".join(filter(None, (speaker.title, speaker.given, speaker.surname)))
    party = speaker.party or (re.split(r"[,(]", role)[0].strip() if is_party(role) else "")
    said = speaker.role or ("" if party == role else role)
    if speaker.role and role and role != party and role not in speaker.role:
        said = f"{speaker.role}, {role}"
    if state == "present" and presides(said):
        state = "chair"
    return Participant(name, said, said, "", "", party=party, state=state)


@cache
def _nobodies() -> tuple[frozenset[str], re.Pattern[str]]:
    rows = read_table("ingest", "participants.toml")["nobody"]
    return frozenset(rows["words"]), re.compile(rf"(?:.*\s)?{rows['houses']}(?:\s.*)?")
