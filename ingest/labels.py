"""Labels before a colon: "Stadtrat Riebel (GRÜNE): …", "A (Jahnke): …", "Zusatzfrage Finkenrath: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ingest.names import Named, parse
from ingest.packaged import read_table

# Up to a colon that words or nothing follow; over one line end at most ("… Naturschutz, Bau und\nReaktorsicherheit:").
# Quotation marks only in pairs: "Ole Brüning (Initiative „Übersetzen“): …", "Erika Faust, Verein „Licht e. V.“: …".
_UP_TO_COLON = re.compile(
    r"(?P<words>[^\s:„“\"|](?>„[^„“:\n]{1,60}“|\"[^\":\n]{1,60}\"|[^:\n„“\"]){0,140}(?:\n[^:\n|]{1,60})?):(?=\s|$|[A-ZÄÖÜ„“\"])"
)
# "Chair: Ms Tremaine, you have listened …" lists nobody.
SPEAKS = re.compile(r"[?!]|\b(?:I(?=['’ ])|(?:you|we|ich|wir|Sie|Ihnen)\b)")


@dataclass(frozen=True)
class Label:
    """Words [start, end) of a view that name who speaks next; `named` is None for a form that is nobody ("F:").

    `keeps`: afterwards goes on who spoke before (heckling).
    """

    start: int
    end: int
    words: str
    named: Named | None
    keeps: bool = False
    told: bool = False  # the form itself says that somebody speaks: "Zusatzfrage Finkenrath"
    quoted: bool = False  # the words after it stand in quotation marks: "Bogdan Krull (P. 17): „Ich habe …“"
    counted: bool = False  # a number stands before the name: "Q4 Fiona Mackie", "12. Frau Kern"


@dataclass(frozen=True)
class Rules:
    """The table of speakers.toml, compiled."""

    labels: tuple[tuple[re.Pattern[str], bool], ...]
    ends: re.Pattern[str]
    stage: re.Pattern[str]
    breaks: re.Pattern[str]
    silent: re.Pattern[str]
    number: re.Pattern[str]


@cache
def rules() -> Rules:
    """Return the forms of labels and what ends a speech.

    Returns:
        The table, compiled once.
    """
    rows = read_table("ingest", "speakers.toml")
    return Rules(
        tuple((re.compile(row["pattern"]), row.get("keeps", False)) for row in rows["form"]),
        re.compile("|".join(f"(?:{row['pattern']})" for row in rows["end"])),
        re.compile(rows["stage"]["cue"]),
        re.compile(rows["stage"]["breaks"]),
        re.compile(rows["silent"]["pattern"]),
        re.compile(rows["number"]["pattern"]),
    )


def label_at(text: str, position: int) -> Label | None:
    """Read a label at a place of a text.

    Args:
        text: a block as seen.
        position: where the label would begin.

    Returns:
        The label; None where the words up to the colon name nobody and are no form of the table. The number of a
        question before the name belongs to the label.
    """
    label = _label(text, position)
    number = rules().number.match(text, position) if not (label and label.named) else None
    inner = _label(text, number.end()) if number else None
    if number is None or inner is None or inner.named is None:
        return label
    told = inner.told or number["sign"] is not None
    return replace(inner, start=position, told=told, counted=True)


def _label(text: str, position: int) -> Label | None:
    match = _UP_TO_COLON.match(text, position)
    if not match:
        return None
    words = re.sub(r"\s+", " ", match["words"]).strip()
    end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    forms = [(form, keeps) for shape, keeps in rules().labels if (form := shape.fullmatch(words))]
    for form, keeps in forms:
        who = form.groupdict().get("who")
        named = parse(who) if who and not _unnamed(who) else None
        if named or not who:
            return Label(position, end, words, named, keeps, told=bool(who))
    if forms:
        return None
    named = parse(words)
    if named and named.alone and _names_holder(text[end:].partition("\n")[0]):
        return None
    if named is None and words.isupper() and " " in words:
        return Label(position, end, words, None)  # "A MEMBER OF THE ASSEMBLY: …": somebody, whoever it is
    quoted = text[end : end + 1] in ("„", "“", '"', "»")
    return Label(position, end, words, named, quoted=quoted) if named else None


def _unnamed(who: str) -> bool:
    """Say whether words in a name's place are somebody of no name: "Frage aus dem Publikum (Besucherin)"."""
    return any(shape.fullmatch(who) for shape, _ in rules().labels if "who" not in shape.groupindex)


def unnumbered(words: str) -> str:
    """Return a line without the number of a question before the name.

    Args:
        words: "Q4 Fiona Mackie:".

    Returns:
        "Fiona Mackie:"; the words as they are without such a number.
    """
    number = rules().number.match(words)
    return words[number.end() :] if number else words


def _names_holder(rest: str) -> bool:
    """Tell "Landrat: Dr. Matthias Quenzel", a line of the list of people, from "Der Vorsitzende: Dann kommen wir …"."""
    named = None if SPEAKS.search(rest) else parse(re.split(r"[,(;]", rest)[0])
    return bool(named and not named.alone) or (bool(rest.strip()) and len(rest.split()) < 2)


def line_starts(text: str) -> Iterator[int]:
    """Yield where the lines of a text begin, white space left out.

    Args:
        text: a block as seen.

    Yields:
        Positions of the text.
    """
    for match in re.finditer(r"(?m)^[^\S\n]*(?=\S)", text):
        yield match.end()


def stages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the brackets of a text that are nobody's speech: on lines of their own, or applause and calls.

    Args:
        text: a block as seen.

    Yields:
        Spans [start, end), in order.
    """
    position = 0
    while (start := min((i for i in (text.find("(", position), text.find("[", position)) if i >= 0), default=-1)) >= 0:
        end = _closing(text, start)
        position = end if end else start + 1
        if not end:
            continue
        before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
        own = not before.strip() and not after.strip(" .") and re.search(r"[a-zäöü]{3}", text[start:end])
        if own or rules().stage.match(text, start + 1):
            yield start, end


def _closing(text: str, start: int) -> int:
    """Return the end of the bracket that opens at a place; 0 where it closes nowhere near."""
    depth = 0
    for i in range(start, min(len(text), start + 1500)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if depth == 0:
            return i + 1
    return 0
