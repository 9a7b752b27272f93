"""How people are written: "Stadträtin Dr. X (GRÜNE)", "Frau Kaya", "Rieger, Falk" become a `Speaker`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ingest.document import Speaker
from ingest.packaged import read_table

# A part of a name: "Müller-Lüdenscheidt", "O'Dwyer", "McCain", "L." or "MÜLLER"; no digit, no lower-case start.
_LATIN = [chr(code) for code in range(0x100, 0x180)]  # Łukasz, Šimić, Bożena, Ağaoğlu
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(letter for letter in _LATIN if letter.isupper())
_LOWER = "a-zß-öø-ÿ" + "".join(letter for letter in _LATIN if letter.islower())
PART = rf"(?:[{_UPPER}]['’]?[{_LOWER}{_UPPER}'’]*[{_LOWER}](?:-[{_UPPER}a-z][\w'’]*)*|[{_UPPER}]\.)"
_IN_HEADINGS = frozenset(("of", "for", "the", "and", "on", "in", "to", "with", "next", "und", "für", "zum", "zur"))
_SENIOR = r",?\s(?:sen|jun|sr|jr|Sr|Jr)\.?(?![\w-])"  # "MGR Huber sen."
CAPITALS = rf"(?:[{_UPPER}]['’])?[{_UPPER}]{{2,}}(?:-[{_UPPER}]{{2,}})*|[{_UPPER}](?=$|\s)"


@dataclass(frozen=True)
class Named:
    """Somebody as written in one place: who, `gender` ("m", "f", "" where not told), and what else tells a person.

    `office`: an office, title or form of address stands before the name. `alone`: there is an office and no name.
    """

    speaker: Speaker
    gender: str = ""
    office: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Forms:
    """The table of names.toml, compiled."""

    address: re.Pattern[str]
    office: re.Pattern[str]
    title: re.Pattern[str]
    name: re.Pattern[str]
    degrees: re.Pattern[str]
    party: re.Pattern[str]
    genders: tuple[tuple[str, re.Pattern[str]], ...]
    single: re.Pattern[str]
    bodies: frozenset[str]
    things: frozenset[str]
    before: str
    lead: str


@cache
def forms() -> Forms:
    """Return the forms of names.

    Returns:
        The table, compiled once.
    """
    rows = read_table("ingest", "names.toml")
    addresses = "|".join(word for words in rows["address"].values() for word in words)
    # The longer form first, else "Bürgermeister" is found in "Bürgermeisterin".
    offices = "|".join(row[g] for row in rows["office"] for g in ("f", "m", "x") if g in row)
    titles = "|".join(rows["titles"])
    particles = "|".join(rows["particles"])
    part = rf"(?:(?:{particles})\s+)*(?:{PART}|{CAPITALS})"
    name = rf"{part}(?:\s+{part}){{0,3}}(?:{_SENIOR})?"
    office = rf"{rows['before']}(?:{offices})(?![\w-])"
    parties = "|".join(sorted(rows["parties"], key=len, reverse=True))
    alone = "|".join(row[g] for row in rows["office"] if row["alone"] for g in ("f", "m", "x") if g in row)
    feminine, masculine = (
        "|".join((*rows["address"][g], *(row[g] for row in rows["office"] if g in row))) for g in ("f", "m")
    )
    return Forms(
        re.compile(rf"(?:{addresses})(?=\s)"),
        re.compile(office),
        re.compile(rf"(?:{titles})(?=[\s,]|$)"),
        re.compile(name),
        re.compile(rows["degrees"]),
        re.compile(rf"(?:{parties})(?:[,\s-].*)?"),
        tuple(
            (gender, re.compile(rf"{rows['before']}(?:{words})(?![\w-])"))
            for gender, words in (("f", feminine), ("m", masculine))
        ),
        re.compile(rf"{rows['before']}(?:{alone})(?![\w-])"),
        frozenset(rows["bodies"]),
        frozenset(rows["things"]),
        rows["before"],
        rf"(?:(?:{addresses}|{office}|{titles})\s+)+",
    )


def parse(written: str) -> Named | None:
    """Read what should name one person and nothing else.

    Args:
        written: "Kreisrätin Dr. Nele Ovens (Grüne)", "Dezernent Verkehr, Falk Rieger", "Der Vorsitzende", "Aykol".

    Returns:
        The person; None where the words are no person or more than one.
    """
    plain = re.sub(r"\s+", " ", re.sub(r"[*_]{1,3}", "", written)).strip(" :\t")
    core, bracket = _bracket(plain)
    if person := _in_bracket(core, bracket, plain):
        return person
    left, _, right = core.partition(",")
    if right and forms().degrees.fullmatch(right.strip() + " "):
        right = ""
    found = _core(left.strip())
    if left.isupper() and not (found and found.office):
        cased = _core(_cased(left.strip()))
        found = cased if cased and cased.office else found
    if right and (found is None or found.alone or (found.speaker.role and not found.speaker.given)):
        person = _office_first(left.strip(), right.strip())
        found, right = (person, "") if person else (found, right)
    if found is None or (right and not _is_role(right.strip())):
        return None
    return _with(found, plain, bracket, right.strip())


def _in_bracket(core: str, bracket: str, plain: str) -> Named | None:
    """Read somebody whose name stands in the bracket: "PARENT (MRS OYELARAN)", "Bürgerin (Frau Weiß, Ahlbeck)"."""
    cased = _cased(bracket) if bracket.isupper() else bracket
    parts = [part.strip() for part in cased.split(",")]
    named = [part for part in parts if forms().address.match(part)]
    found = _core(parts[0]) if " " not in core and named == parts[:1] else None
    if found is None or found.alone:
        return None
    role = core.capitalize() if core.isupper() and cased != bracket else core
    return replace(found, speaker=replace(found.speaker, written=plain, role=role))


def _cased(words: str) -> str:
    """Write capitals as a name is written: titles and offices stand in the table in small letters ("DR ANNA LEE")."""
    small = {"des", "of", "for", "the", "and", "und", "für", *read_table("ingest", "names.toml")["particles"]}
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0].lower() if m[0].lower() in small else m[0].capitalize(), words)


def _bracket(plain: str) -> tuple[str, str]:
    """Part a bracket at the end: "(SPD)", "[SPD]"; one in the middle ("Prof. (ETHZ) Dr.") belongs to the name."""
    match = re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*(,.*)?", plain)
    if not match or re.search(r"[(\[]", match[1].replace("(ETHZ)", "")):
        return plain, ""
    return match[1] + (match[3] or ""), match[2].strip()


def _core(words: str) -> Named | None:
    """Read "[Der] [office …] [title …] [name]"."""
    known = forms()
    found, rest = _before_name(re.sub(r"^(?:Der|Die|Den|Dem|Des|The|der|die|the)\s+", "", words))
    rest = re.sub(rf",?\s*{known.degrees.pattern}$", "", rest + " ").strip() if rest else rest
    role, title = " ".join(found["office"]), " ".join(found["title"])
    gender = {"der ": "m", "die ": "f"}.get(words[:4].lower(), "") or gender_of([*found["address"], *found["office"]])
    if not rest:
        if not role or not known.single.fullmatch(role):
            return None
        return Named(Speaker(words, role, role=role), gender, office=True, alone=True)
    rest = re.sub(rf"{_SENIOR}$", "", rest)
    genitive = bool(found["office"]) and re.match(r"(?:der|des|den|zu|zur|vom|zum)\s", rest)
    if genitive or not known.name.fullmatch(rest) or _half_capitals(rest):
        return None  # "Vorsitzende der Kommission" is no Mrs der Kommission
    given, surname = _names(rest)
    office = any(found.values())
    if not office and (surname in known.bodies or known.office.fullmatch(surname) or _is_a_heading(rest)):
        return None
    return Named(Speaker(words, surname, given, title, role), gender, office=office)


def _is_a_heading(words: str) -> bool:
    """Say whether words in capitals are no name: "APOLOGIES FOR ABSENCE"; "THE INSPECTOR" speaks."""
    own = words.split()
    inner = {word.lower() for word in own[1:]}
    return words.isupper() and bool(_IN_HEADINGS & inner or own[-1].capitalize() in forms().bodies)


def names_a_thing(words: str) -> bool:
    """Say whether words stand for what is said and not for who says it: "Anonyme Frage (Zettelkasten)"."""
    return not forms().things.isdisjoint(re.findall(r"\w+", words.partition("(")[0]))


def _before_name(words: str) -> tuple[dict[str, list[str]], str]:
    """Part forms of address, titles and offices from the name that follows."""
    known = forms()
    shapes = {"address": known.address, "title": known.title, "office": known.office}
    found: dict[str, list[str]] = {kind: [] for kind in shapes}
    rest = words
    while rest:
        hit = next(((kind, m) for kind, shape in shapes.items() if (m := shape.match(rest))), None)
        if hit is None or (hit[0] == "office" and _is_name(rest, hit[1])):
            break
        found[hit[0]].append(hit[1][0])
        rest = rest[hit[1].end() :].lstrip()
    return found, rest


def gender_of(words: Iterable[str]) -> str:
    """Return the gender that an office or a form of address among words tells: "m", "f", "" for none."""
    return next((g for word in words for g, shape in forms().genders if shape.fullmatch(word)), "")


def _half_capitals(rest: str) -> bool:
    """Say whether only a part is in capitals: "Antrag SPD", "TODO Svea"; a name is so as a whole or not at all."""
    words = rest.split()
    capitals = [word.isupper() and not word.endswith(".") for word in words]  # "A. BERICHTE" is a heading
    return len(words) > 1 and any(word.isupper() and len(word) > 2 for word in words) and not all(capitals)


def _is_name(rest: str, found: re.Match[str]) -> bool:
    """Tell a name that looks like an office ("Angela Direktor", "Frau Kanzler") from an office: nothing follows it."""
    return found.end() == len(rest) and bool(re.match(r"(?:BM|OB|BR|SR|GR|NR|AM)$", rest))


def _names(rest: str) -> tuple[str, str]:
    """Part given names from the surname; particles belong to the surname."""
    parts = rest.split()
    at = len(parts) - 1
    while at > 0 and (parts[at - 1][:1].islower() or parts[at - 1] in ("Graf", "Freiherr", "Gräfin", "Freifrau")):
        at -= 1
    return " ".join(parts[:at]), " ".join(parts[at:])


def _office_first(left: str, right: str) -> Named | None:
    """Read "Geschäftsführerin Klinikum, Sabine Tillmann": an office with its field, then the name."""
    office = forms().office.match(left)
    person = _core(right)
    field = r"(?:\s+(?:[A-ZÄÖÜ][\w&/-]*|für|des|der|und|im|am|vom|of|for|the|and)){0,7}"
    if not office or not re.fullmatch(field, left[office.end() :]) or person is None or person.alone:
        return None
    if not (person.speaker.given or person.office):
        return None
    return Named(replace(person.speaker, role=left), gender_of([office[0]]), office=True)


def _is_role(right: str) -> bool:
    """Say whether what follows a name's comma is an office ("Präsident des Bundesrates") or a house or party."""
    # A bracket in it ("Auszubildende (2. Lj., Kauffrau)") is whole or the words are cut out of something else.
    whole = right.count("(") == right.count(")") and not re.search(r"[?!]\s|[a-zäöü]{4}\.\s", right)
    return len(right) <= 120 and whole and bool(re.match(r"[A-ZÄÖÜ]|stell?v|ehem", right))


def _with(found: Named, plain: str, bracket: str, right: str) -> Named:
    """Add bracket and apposition to what was found."""
    speaker, office = found.speaker, found.office
    if right:
        party = right if is_party(right) else ""
        speaker = replace(speaker, role=speaker.role or ("" if party else right), party=party)
        office = office or bool(forms().office.match(right))
    if bracket:
        party = bracket.split(",")[0].strip() if is_party(bracket) else ""
        if party:
            speaker = replace(speaker, party=party)
        elif not speaker.role or not re.search(r"\d", bracket):
            speaker = replace(speaker, role=", ".join(filter(None, (speaker.role, bracket))))
    return replace(found, speaker=replace(speaker, written=plain), office=office)


def is_party(words: str) -> bool:
    """Say whether words are the name of a known party, alone or with a place.

    Args:
        words: what stands in brackets after a name: "SPD", "CDU, Uhlsee".

    Returns:
        True for a row of the table.
    """
    return bool(forms().party.fullmatch(words.strip()))


def mentions(text: str) -> Iterator[Named]:
    """Find people in running text that an office, a title or a form of address goes before.

    Args:
        text: any text, white space folded.

    Yields:
        "Abg. Lukas Finkenrath (Bürgerunion)", "Frau Kaya"; in the order of the text.
    """
    shape = rf"(?<![\w-]){forms().lead}{forms().name.pattern}(?:\s[(\[][^()\[\]]{{2,40}}[)\]])?"
    for match in re.finditer(shape, text):
        named = parse(match[0])
        if named and not named.alone:
            yield named
