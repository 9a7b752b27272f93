"""Who took part: lists of people in the shapes that minutes have them become participants."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.document import Participant, Section
from ingest.labels import SPEAKS
from ingest.names import Named, forms, is_party, parse
from ingest.packaged import read_table
from ingest.statement import Statement

# A list ends where another label begins.
# "Anwesend waren die Damen und Herren Bürgermeisterin Wendt …", "Entschuldigt fehlte Stadtrat Uwe Prangel."
_NO_COLON = r"(?<=Damen und Herren)\s+|(?<=ntschuldigt fehlte)\s+|(?<=ntschuldigt fehlten)\s+"
_OTHER = (
    "Ort|Tag|Datum|Beginn|Ende|Dauer|Zeit|Raum|Verteiler|Tagesordnung|TO|Verfahren|Az|Anlage|Bürger|Presse|"
    "Date|Place|Venue|Time|Grant"
)


_ROLE = re.compile(
    r"(?i)mitglied|leit|direkt|präsid|vors|rat\b|rät|meister|minist|profess|sprech|führer|referent|institut|universität|"
    r"hochschule|verband|university|director|head of|member|chair"
)


# Whoever stands in a table of tasks, with who and until when, need not have been there.
_WHEN = re.compile(r"(?i)\b(?:bis|wann|frist|termin|by|when|until|due|deadline)\b")


# "Landrat: Dr. Matthias Quenzel", "1. Vizebürgermeister: Gerhard Kroiß"
_HOLDER = re.compile(rf"(?P<office>{forms().office.pattern})(?: \([^)]*\))?:\s+(?P<name>[^:]{{3,80}})")


_CHAIR = re.compile(r"(?i)\bvors\.|vorsitz(?:ende[rn]?)?\b|\bvors$|\bchair\b")

# Whoever is heard stands there with the house: "Dr Castell, Director, Rivers Agency; Peter Hallam, Severnside Water".
_HEARD = re.compile(r"(?i)witness|sachverständig|zeug")
# Columns of an attendance list, and what stands in a column "anwesend".
_VOTING = re.compile(r"(?i)\b(?:stimmrecht|stimmberechtigt|voting|unterschrift|signature)\b")
_YES, _NO = re.compile(r"(?i)x|ja|yes|[✓✔☑]"), re.compile(r"(?i)nein|no|[–-]")
_MARK = re.compile(f"{_YES.pattern}|{_NO.pattern[4:]}")

_CHAIRS = re.compile(r"(?i)(?:den )?vorsitz(?:ende[rn]?)?|(?:in the )?chair(?:man|woman|person)?")
# "Priya Nair and two others": no role.
_MORE = re.compile(
    r"(?i)(?:and |und |sowie )?(?:two|three|four|five|several|others?|zwei|drei|vier|fünf|mehrere|einige|weitere)\b"
)


@dataclass(frozen=True)
class Line:
    """A stretch of text that may list people, with the headings (and the table's header) above it."""

    text: str
    section: tuple[str, ...] = ()


def participants(statements: Sequence[Statement], sections: Sequence[Section] = ()) -> tuple[Participant, ...]:
    """Return the people that a document's lists name, in the order of the text.

    Args:
        statements: a document's statements.
        sections: not needed, as each statement knows its own.

    Returns:
        One participant a person and list; `line` is the statement's text.
    """
    del sections
    return listed(Line(statement.text, statement.section) for statement in statements)


def listed(lines: Iterable[Line]) -> tuple[Participant, ...]:
    """Return the people that lines name, nobody twice in the same state.

    Args:
        lines: in the order of the document.

    Returns:
        As `participants`.
    """
    found: dict[tuple[str, str], Participant] = {}
    label = ""
    for line in lines:
        below = replace(line, section=(*line.section, label)) if label and len(line.text) < 600 else line
        people = list(of_line(below))
        # "Eingeladene Sachverständige:" stands for the lines below, as long as they are people.
        if state_of(line.text):
            label = line.text
        elif not people:
            label = ""
        for person in people:
            found.setdefault((person.name, person.state), person)
    return tuple(found.values())


def is_list(text: str, section: tuple[str, ...] = ()) -> bool:
    """Say whether a statement lists people, so that it is of the kind participant.

    Args:
        text: the statement's text.
        section: its headings, of a table row also the table's header.

    Returns:
        True where at least one person of a list is named in it.
    """
    return any(True for _ in of_line(Line(text, section)))


def of_line(line: Line) -> Iterator[Participant]:
    """Yield the people of one line: labelled lists, rows of a table, "Name | Rolle", a name under such a heading.

    Args:
        line: the line.

    Yields:
        Participants; none for running text.
    """
    text = re.sub(r"[*_]{2}", "", line.text)
    if " | " in text:
        yield from (replace(person, line=line.text) for person in _row(text, line.section))
        return
    labelled = list(_labelled(text))
    people = [p for state, words in labelled for p in _people(words, state)]
    heading = state_of(line.section[-1]) if line.section else ""
    if heading == "minutes" and not line.section[-1].endswith(":"):
        heading = ""
    if not labelled and (state := heading) and not SPEAKS.search(text):
        words = _bracketed(text) if _HEARD.search(line.section[-1]) else text
        people = list(_people(words, state, alone=True))
    if not labelled and not people and (holder := _HOLDER.fullmatch(text)) and not SPEAKS.search(text):
        name = _bracketed(holder["name"]) if _HEARD.search(holder["office"]) else holder["name"]
        people = list(_people(f"{holder['office']} {name}", "present"))
    yield from (replace(person, line=line.text) for person in people)


def state_of(label: str) -> str:
    """Return the state that a heading, label or cell of a header gives to the people below or after it.

    Args:
        label: "Anwesend", "Entschuldigt fehlten".

    Returns:
        present, excused, absent, guest, chair or minutes; "" for other words.
    """
    return next((state for state, shape in _table().shapes if shape.fullmatch(label.strip(" :*"))), "")


@dataclass(frozen=True)
class _Table:
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    nobody: frozenset[str]
    houses: re.Pattern[str]
    label: re.Pattern[str]


@cache
def _table() -> _Table:
    rows = read_table("ingest", "participants.toml")
    shapes = tuple((row["state"], re.compile(row["pattern"])) for row in rows["list"])
    words = "|".join(row["pattern"] for row in rows["list"])
    # "1. Vorsitz: G. Dittmoser, einziger Kandidat" is an election, no list.
    label = re.compile(rf"(?:^|(?<=[\s/·|*(]))(?<!\b\d\. )(?P<label>{words}|{_OTHER})(?:\s?:\*{{0,2}}\s+|{_NO_COLON})")
    nobody = rows["nobody"]
    houses = re.compile(rf"(?:.*\s)?{nobody['houses']}(?:\s.*)?")
    return _Table(shapes, frozenset(nobody["words"]), houses, label)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield (state, words) of each list in a text: "Vorsitz: … Protokoll: …"."""
    labels = list(_table().label.finditer(text))
    if not labels or text[: labels[0].start()].count(" ") > 30:
        return
    for match, following in zip(labels, [*labels[1:], None], strict=False):
        if state := state_of(match["label"]):
            end = following.start() if following else len(text)
            if not (state == "chair" and SPEAKS.search(text[match.end() : end])):
                words = re.sub(r"\s*//\s*$", "", text[match.end() : end]).strip(" ·|/")
                yield state, _bracketed(words) if _HEARD.search(match["label"]) else words


def _bracketed(words: str) -> str:
    """Put what stands behind each name's comma into brackets: there it is what a person is, and nobody else."""
    parts = [part.partition(", ") for part in re.split(r";\s*", re.sub(r"^[IVX\d]+[.:]\s+", "", words).rstrip(" ."))]
    several = any(re.search(r"\s(?:und|and)\s|[(]", name) for name, _, _ in parts)
    if several or any((n := parse(re.split(r",|\s(?:und|and)\s", rest)[0])) and n.office for _, _, rest in parts):
        return words
    return "; ".join(f"{name} ({rest})" if rest else name for name, _, rest in parts)


def _row(text: str, section: tuple[str, ...]) -> Iterator[Participant]:
    cells = [cell.strip() for cell in re.split(r"\s\|(?:\s|$)", text)]
    if state := state_of(cells[0]):
        yield from (p for cell in cells[1:] for p in _people(cell, state))
        return
    header = [cell.strip() for cell in section[-1].split(" | ")] if section and " | " in section[-1] else []
    states = [state_of(cell) for cell in header]
    states = [state if state in ("present", "excused", "absent", "guest") else "" for state in states]
    if any(states) and not _WHEN.search(section[-1]) and len(states) == len(cells):
        pairs = [(cell, state) for cell, state in zip(cells, states, strict=True) if state]
        found = [p for cell, state in pairs for p in _people(cell, state, alone=True)]
        marked = [state_of(cell) or state for cell, state in pairs if _YES.fullmatch(cell) or state_of(cell)]
        marked += ["absent" for cell, _ in pairs if _NO.fullmatch(cell)]
        yield from found if found or not marked else _in_cells(cells, marked[0])
        return
    under = next((state for heading in reversed(section) if (state := state_of(heading))), "")
    under = under or ("present" if header and _VOTING.search(section[-1]) else "")
    if under and len(people := [n for cell in cells if (n := _named(cell, single=False))]) == len(cells):
        yield from (_participant(n, under, role) for n, role in people)  # members in columns
        return
    person = parse(cells[0])
    if person and _certain(person) and not re.search(r"\d", text.split(" | ")[0]) and (under or len(cells) == 2):
        if (
            not under
            and not (person.speaker.title or person.office)
            and not (is_party(cells[1]) or _ROLE.search(cells[1]))
        ):
            return
        yield _participant(person, under, cells[1])
    elif under and not _WHEN.search(section[-1]):
        yield from _in_cells(cells, under)


def _in_cells(cells: Sequence[str], state: str) -> Iterator[Participant]:
    """Yield the people of the first cell that names some; the cell before it, or after, says what they are."""
    for number, cell in enumerate(cells):
        if any(_named(piece, single=False) for piece in _split(cell)):
            people = _people(cell, state)
            said = [own for own in (*cells[:number], *cells[number + 1 :]) if own and not _MARK.fullmatch(own)]
            role = next((own for own in said if not re.search(r"\d", own) and not state_of(own)), "")
            yield from (person if person.role else replace(person, role=role, role_en=role) for person in people)
            return


def attends(section: Sequence[str]) -> bool:
    """Say whether a table row stands in a list of who was there, by its headings or its header.

    Args:
        section: headings and the table's header.

    Returns:
        True for a row below "Anwesend", or "Name | Stimmrecht".
    """
    parts = [part for heading in section for part in heading.split(" | ") if part.lower() not in ("wer", "who")]
    return any(map(state_of, parts)) or bool(section and " | " in section[-1] and _VOTING.search(section[-1]))


def _people(words: str, state: str, *, alone: bool = False) -> Iterator[Participant]:
    """Yield the people of a list; `alone`: a name without anything around is one too (one a line)."""
    pieces = list(_split(words))
    bare = [piece for piece in pieces if (n := parse(re.sub(r"\s*\(.*", "", piece))) and not _certain(n)]
    single = alone or state in ("chair", "minutes") or (len(pieces) > 1 and len(bare) >= 1)
    held: Participant | None = None
    house = ""
    for piece in pieces:
        label, _, rest = piece.partition(": ")
        if rest:
            house, piece = re.sub(r"^(?:für|von|vom|seitens)\s+(?:die|der|das|den)?\s*", "", label), rest
        if nested := list(_nested(piece, state)):
            if held:
                yield held
            *before, held = nested
            yield from before
            continue
        person = _named(piece, single=single)
        if person:
            if held:
                yield held
            held = replace(_participant(person[0], state, person[1]), institution=house)
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


def _split(words: str) -> Iterator[str]:
    """Cut a list at commas, semicolons and "und" outside brackets; "Baumgart, Renate – …" stays one."""
    words = re.sub(r"^[\s•*–-]*(?:\d+[.)]\s+)?", "", words).rstrip(" .")
    if re.match(r"(?:(?:Dr|Prof)\.? )*[A-ZÄÖÜ][\w-]+, (?:(?:Dr|Prof)\.? )*[A-ZÄÖÜ][\w-]+ [–-] ", words):
        yield words
        return
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
    parts = [part.strip() for part in re.split(r"[,;]", match["people"])]
    names = [n for part in parts if (n := parse(part))]
    outer = bool(house and _certain(house) and not _nobody(house))
    several = len(names) > 1 and len(names) == len(parts) and not outer
    # "Rajesh Menon (Senior User)" is a person with what he is; only a title in the bracket would make him a house.
    certain = bool(names) and _certain(names[0]) and (names[0].office if outer else not _nobody(names[0]))
    if certain or several:
        for name in names:
            yield replace(_participant(name, state, ""), institution=match["house"].strip())


def _named(piece: str, *, single: bool) -> tuple[Named, str] | None:
    """Read one piece: the person and what follows a dash or stands in brackets."""
    inverted = re.match(
        r"(?P<t>(?:(?:Dr|Prof)\.? )*)(?P<s>[A-ZÄÖÜ][\w-]+), (?P<g>[A-ZÄÖÜ][\w-]+)\s+[–-]\s+(?P<r>.+)", piece
    )
    if inverted:
        piece = f"{inverted['t']}{inverted['g']} {inverted['s']} – {inverted['r']}"
    piece = re.sub(r"^(?:die |der |das )?(?:Mitglieder|Damen|Herren)\s+", "", piece)
    piece = re.sub(r"^(?:für|seitens|von|vom) (?:(?:die|der|das|den|dem) )?[A-ZÄÖÜ]\w+ (?=[A-ZÄÖÜ])", "", piece)
    name, role = _parted(piece)
    name = re.sub(r"\s+(?:ab|bis|zu|für|per|via|online|joined|dialled|late|left)\b.*", "", name).strip(" *")
    name = name if re.search(r"\b[A-ZÄÖÜ]\.$", name) else name.rstrip(".")
    person = parse(name)
    if person is None or person.alone or re.search(r"\d", name) or _nobody(person):
        return None
    if not _certain(person) and not (single and re.fullmatch(r"(?:von |van |de |zu )?[A-ZÄÖÜ][\w-]+", name)):
        return None
    return person, role.strip()


def _parted(piece: str) -> tuple[str, str]:
    """Part a name from what stands in brackets or after a dash."""
    if bracket := re.match(r"(?P<name>[^(–]+?)\s*\((?P<role>[^()]*(?:\([^()]*\)[^()]*)*)\)", piece):
        return bracket["name"], bracket["role"]
    name, *role = re.split(r"\s+[–-]\s+", piece, maxsplit=1)
    return name, "".join(role)


def _certain(person: Named) -> bool:
    """Say whether words are surely a name within a list: with an office, a title or a given name."""
    return not person.alone and bool(person.office or person.speaker.given)


def _nobody(person: Named) -> bool:
    """Say whether a name is a word of lists or a house: "Presse", "Kanzlei Reuthe"."""
    speaker = person.speaker
    return speaker.surname in _table().nobody or bool(_table().houses.fullmatch(f"{speaker.given} {speaker.surname}"))


def _participant(person: Named, state: str, role: str) -> Participant:
    speaker = person.speaker
    name = " ".join(filter(None, (speaker.title, speaker.given, speaker.surname)))
    party = speaker.party or (re.split(r"[,(]", role)[0].strip() if is_party(role) else "")
    said = speaker.role or ("" if party == role else role)
    if speaker.role and role and role != party and role not in speaker.role:
        said = f"{speaker.role}, {role}"
    if state == "present" and _CHAIR.search(said) and not re.search(r"(?i)stv|stell?v|vice|deputy|ehem", said):
        state = "chair"
    return Participant(name, said, said, "", "", party=party, state=state)
