"""Who took part: lists of people in the shapes that minutes have them become participants."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.attendance import certain, named, participant, people_of, presides, split
from ingest.document import Participant
from ingest.labels import SPEAKS
from ingest.names import forms, is_party, parse
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

# Whoever is heard stands there with the house: "Dr Castell, Director, Rivers Agency; Peter Hallam, Severnside Water".
_HEARD = re.compile(r"(?i)witness|sachverständig|zeug")
# Columns of an attendance list, and what stands in a column "anwesend".
_VOTING = re.compile(r"(?i)\b(?:stimmrecht|stimmberechtigt|voting|unterschrift|signature)\b")
_YES, _NO = re.compile(r"(?i)x|ja|yes|[✓✔☑]"), re.compile(r"(?i)nein|no|[–-]")
_MARK = re.compile(f"{_YES.pattern}|{_NO.pattern[4:]}")


@dataclass(frozen=True)
class Line:
    """A stretch of text that may list people, with the headings (and the table's header) above it."""

    text: str
    section: tuple[str, ...] = ()


def participants(statements: Sequence[Statement]) -> tuple[Participant, ...]:
    """Return the people that a document's lists name, in the order of the text.

    Args:
        statements: a document's statements.

    Returns:
        One participant a person and list; `line` is the statement's text.
    """
    return listed(Line(statement.text, statement.section) for statement in statements)


def listed(lines: Iterable[Line]) -> tuple[Participant, ...]:
    """Return the people that lines name, nobody twice in the same state.

    Args:
        lines: in the order of the document.

    Returns:
        As `participants`.
    """
    found: dict[tuple[str, str], Participant] = {}
    for _, people in below(list(lines)):
        for person in people:
            found.setdefault((person.name, person.state), person)
    return tuple(found.values())


def below(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Participant]]]:
    """Yield of each line whether it belongs to a list, and the people that it names.

    "Eingeladene Sachverständige:" stands for the lines below, as long as they are people; below "Anwesend waren:"
    another such line ("Verbandsvorsitzender:", "Verbandsräte:") says what those below it are.

    Args:
        lines: in the order of the document.

    Yields:
        One pair a line.
    """
    label = office = ""
    for number, line in enumerate(lines):
        people = _under(line, label)
        if state_of(line.text):
            label, office = line.text, ""
        elif not people:
            following = lines[number + 1] if number + 1 < len(lines) else None
            inner = label and line.text.endswith(":") and len(line.text) < 60 and state_of(label) == "present"
            if inner and following and _under(following, label):
                office = line.text.strip(" :*")
                yield True, []
                continue
            label = office = ""
        yield bool(people), [_holding(person, office) for person in people]


def _under(line: Line, label: str) -> list[Participant]:
    return list(of_line(replace(line, section=(*line.section, label)) if label and len(line.text) < 600 else line))


def _holding(person: Participant, office: str) -> Participant:
    """Add the office that the line above names: "Verbandsvorsitzender:"; several have none in common."""
    if not forms().office.fullmatch(office):
        return person
    role = f"{office}, {person.role}" if person.role else office
    return replace(person, role=role, role_en=role, state="chair" if presides(office) else person.state)


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
    people = [p for state, words in labelled for p in people_of(words, state)]
    heading = state_of(line.section[-1]) if line.section else ""
    if heading == "minutes" and not line.section[-1].endswith(":"):
        heading = ""
    if not labelled and (state := heading) and not SPEAKS.search(text):
        words = _bracketed(text) if _HEARD.search(line.section[-1]) else text
        people = list(people_of(words, state, alone=True))
    if not labelled and not people and (holder := _HOLDER.fullmatch(text)) and not SPEAKS.search(text):
        name = _bracketed(holder["name"]) if _HEARD.search(holder["office"]) else holder["name"]
        people = list(people_of(f"{holder['office']} {name}", "present"))
    yield from (replace(person, line=line.text) for person in people)


def state_of(label: str) -> str:
    """Return the state that a heading, label or cell of a header gives to the people below or after it.

    Args:
        label: "Anwesend", "Entschuldigt fehlten".

    Returns:
        present, excused, absent, guest, chair or minutes; "" for other words.
    """
    return next((state for state, shape in _shapes() if shape.fullmatch(label.strip(" :*"))), "")


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_table("ingest", "participants.toml")["list"]
    return tuple((row["state"], re.compile(row["pattern"])) for row in rows)


_WITHIN = re.compile(r"[a-zäöüß] $")  # "KI ist schon da: …" lists nobody


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(shape.pattern for _, shape in _shapes())
    # "1. Vorsitz: G. Dittmoser, einziger Kandidat" is an election, no list.
    return re.compile(rf"(?:^|(?<=[\s/·|*(]))(?<!\b\d\. )(?P<label>{words}|{_OTHER})(?:\s?:\*{{0,2}}\s+|{_NO_COLON})")


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield (state, words) of each list in a text: "Vorsitz: … Protokoll: …"."""
    labels = [m for m in _label().finditer(text) if not (m["label"] == "da" and _WITHIN.search(text[: m.start()]))]
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
    if any(re.search(r"\s(?:und|and)\s|\(", piece.partition(",")[0]) for piece in words.split(";")):
        return words
    return re.sub(r"(^|;)\s*(?:[IVX\d]+[.:]\s+)?([^,;]+), ([^;]+)", r"\1 \2 (\3)", words.rstrip(" ."))


def _row(text: str, section: tuple[str, ...]) -> Iterator[Participant]:
    cells = [cell.strip() for cell in re.split(r"\s\|(?:\s|$)", text)]
    if state := state_of(cells[0]):
        yield from (p for cell in cells[1:] for p in people_of(cell, state))
        return
    header = [cell.strip() for cell in section[-1].split(" | ")] if section and " | " in section[-1] else []
    states = [state_of(cell) for cell in header]
    states = [state if state in ("present", "excused", "absent", "guest") else "" for state in states]
    if any(states) and not _WHEN.search(section[-1]) and len(states) == len(cells):
        pairs = [(cell, state) for cell, state in zip(cells, states, strict=True) if state]
        found = [p for cell, state in pairs for p in people_of(cell, state, alone=True)]
        marked = [state_of(cell) or state for cell, state in pairs if _YES.fullmatch(cell) or state_of(cell)]
        marked += ["absent" for cell, _ in pairs if _NO.fullmatch(cell)]
        yield from found if found or not marked else _in_cells(cells, marked[0])
        return
    under = next((state for heading in reversed(section) if (state := state_of(heading))), "")
    under = under or ("present" if header and _VOTING.search(section[-1]) else "")
    if under and len(people := [n for cell in cells if (n := named(cell, single=False))]) == len(cells):
        yield from (participant(n, under, role) for n, role in people)  # members in columns
        return
    person = parse(cells[0])
    if person and certain(person) and not re.search(r"\d", text.split(" | ")[0]) and (under or len(cells) == 2):
        if (
            not under
            and not (person.speaker.title or person.office)
            and not (is_party(cells[1]) or _ROLE.search(cells[1]))
        ):
            return
        yield participant(person, under, cells[1])
    elif under and not _WHEN.search(section[-1]):
        yield from _in_cells(cells, under)


def _in_cells(cells: Sequence[str], state: str) -> Iterator[Participant]:
    """Yield the people of the first cell that names some; the cell before it, or after, says what they are."""
    for number, cell in enumerate(cells):
        if any(named(piece, single=False) for piece in split(cell)):
            people = people_of(cell, state)
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
