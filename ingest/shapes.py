"""What a line is by its words alone; the table of whole lines is shapes.toml."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.labels import unnumbered
from ingest.names import parse
from ingest.packaged import read_table
from ingest.source import Role

# Marks of list items seen in real protocols, possibly several in a row: "- ❖ ", "  - o ", "* ", Word's own U+F0B7.
_ODD = "❖▪•◦‣·∙●○■□✓✔➢➤►⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf06f\uf0be"
_BULLET = re.compile(rf"(?:[-*+–—{_ODD}]\s+(?:[{_ODD}o]\s+)?|[{_ODD}]\s*|o\s+(?=[A-ZÄÖÜ0-9]))(?=\S)")
# The number of an item stands in the text, so it is quoted with it.
_NUMBER = re.compile(
    r"(?:\(?\d{1,3}[.)]|\d{1,2}(?:\.[1-9]\d?){1,3}\.?(?!\s*(?:Uhr|Euro|EUR|€|%|Mio|h\b|km|Punkte))|\(?[a-zA-Z]\)|[a-z]\.|\(?[ivx]{1,4}\)|[IVX]{1,4}\.|§\s?\d+[a-z]?)\s+(?=\S)"
)
# "- Vertraulich -", "– Drucksache 17/4455 –"
_ENCLOSED = re.compile(r"[-–—]\s.{1,80}\s[-–—]")
_MONTHS = (
    "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|March|May|Oct|Dec|Sitzung|Wahlperiode|Jahrhundert|Klasse|Tagung"
)
_DATE = re.compile(rf"\d{{1,2}}\.\s+(?:{_MONTHS}|\d)")
# "… am\n1. April", "… nach Abs.\n2) …": the line before goes on.
_BEFORE_NUMBER = re.compile(
    r"(?:\b(?:am|vom|zum|der|des|dem|den|im|bis|seit|ab|zur|die|das|und|oder|dass|Ziffer|Punkt|Artikel|on|of|the|and)"
    r"|Nr\.|Abs\.|Art\.|Ziff\.|§)$"
)
_SENTENCE_END = re.compile(r"(?:[.:?!;…][)\]“”\"'‘’»›]*|[“”\"»])\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_NOT_AN_END = re.compile(
    r"(?:\b(?:Dr|Prof|Nr|bzw|ca|Abs|Art|Ziff|vgl|Mio|Mrd|St|Hr|Fr|evtl|inkl|ggf|sog|usw|Mag|Dipl|Ing|u|z|d|i|Abg|Bgm|GR|Vzbgm|StR)|\b\d{1,2}|\b[^\W\d_])\.$"
)

_LEAD = re.compile(r"[A-ZÄÖÜ][\w./-]*(?:,?\s+[A-ZÄÖÜ][\w./-]*){0,5}(?:\s*[(\[][^()\[\]]{1,60}[)\]])?:(?:\s|$)")


@dataclass(frozen=True)
class Shape:
    """What a line is by its words: `mark` characters introduce it; `weak` shapes also occur inside a paragraph."""

    role: Role = Role.PARAGRAPH
    mark: int = 0
    numbered: bool = False
    weak: bool = False
    level: int = 0


_PLAIN = Shape()


@dataclass(frozen=True)
class Table:
    """shapes.toml, compiled: `lines` are pattern, role and whether weak."""

    lines: tuple[tuple[re.Pattern[str], Role, bool], ...]
    contents: tuple[re.Pattern[str], ...]
    open: frozenset[str]
    joining: frozenset[str]
    header: frozenset[str]


@cache
def table() -> Table:
    """Return the table of shapes.

    Returns:
        The rows of shapes.toml, compiled once.
    """
    rows = read_table("ingest", "shapes.toml")
    words = {name: frozenset(row) for name, row in rows["words"].items()}
    return Table(
        tuple((re.compile(row["pattern"]), Role(row["role"]), row.get("weak", False)) for row in rows["line"]),
        tuple(re.compile(row["pattern"]) for row in rows["contents"]),
        **words,
    )


def look(words: str) -> Shape:
    """Tell what a line is by its words.

    Args:
        words: the line without white space around it.

    Returns:
        Its shape; a paragraph where nothing speaks for anything else.
    """
    first = words[:1]
    if first.islower() and words[1:2] not in (")", ".", " "):
        return _PLAIN
    if words.endswith(":") and _is_speaker(words):
        return Shape(Role.SPEAKER)
    if len(words) <= 300:
        for pattern, role, weak in table().lines:
            if pattern.fullmatch(words) and _fits(role, words):
                return Shape(role, weak=weak, numbered=words[0].isdigit(), level=2 if role is Role.HEADING else 0)
    if _ENCLOSED.fullmatch(words):
        return _PLAIN
    if bullet := _BULLET.match(words):
        return Shape(Role.ITEM, bullet.end())
    if _NUMBER.match(words) and not _DATE.match(words):
        return Shape(Role.ITEM, numbered=True)
    return _PLAIN


def _is_speaker(words: str) -> bool:
    """Say whether a line only names who speaks next; an office alone does with its article ("Der Vorsitzende:")."""
    named = parse(unnumbered(words[:-1])) if len(words) < 150 and ":" not in words[:-1] else None
    if named is None:
        return False
    return words.startswith(("Der ", "Die ", "The ")) if named.alone else named.office or bool(named.speaker.party)


def _fits(role: Role, words: str) -> bool:
    if role is Role.STAGE:
        return not _closes_early(words)
    return role is not Role.HEADING or _is_title(words)


def _closes_early(words: str) -> bool:
    """Say whether text stands behind a bracket that opened the line ("(Elmenland GmbH), Frau Kröplin")."""
    depth = 0
    for place, letter in enumerate(words):
        depth += (letter in "([") - (letter in ")]")
        if depth <= 0:
            return bool(re.match(r"[^\W\d_]|,", words[place + 1 :].strip(" –-.")))
    return False


def _is_title(words: str) -> bool:
    """A heading is no sentence ("TOP 4 wird vertagt.") and no bare number."""
    if words.endswith((".", "!", ";", ",")) and not re.fullmatch(
        r"(?:Zu )?\(?\d+[a-z]?[.)]|.*\b[A-ZÄÖÜ]{3,}[.!]", words
    ):
        return False
    return any(letter.isalpha() for letter in words)


def ends_sentence(words: str) -> bool:
    """Say whether a sentence (or what introduces a list) ends with these words.

    Args:
        words: a line.

    Returns:
        True after a full stop that is none of an abbreviation or of a date's number, a colon, a mark of quotation.
    """
    return bool(_SENTENCE_END.search(words)) and not _NOT_AN_END.search(words)


def introduces(before: str, words: str) -> bool:
    """Say whether a line only names what comes ("Anwesend:"), so that the next one stands by itself.

    Args:
        before: the line.
        words: the one after it.

    Returns:
        True for a line that ends in a colon before one that begins with a capital.
    """
    return before.endswith(":") and len(before) < 60 and not words[0].islower()


def leads(words: str) -> bool:
    """Say whether a line begins with a name or label and a colon ("Stadtrat Riebel (GRÜNE): …", "Antwort: Ja.").

    Args:
        words: the line.

    Returns:
        True where up to six words in capitals, with a bracket or not, stand before the colon.
    """
    return bool(_LEAD.match(words))


def stands_alone(words: str) -> bool:
    """Say whether a line in small letters begins something of its own ("gez. Wendt", "pro: kein Lock-in").

    Args:
        words: the line.

    Returns:
        True for a signature and a label.
    """
    return re.match(r"gez\.\s|i\. ?[AV]\.\s|[a-zäöü]{2,14}:\s", words) is not None


def leaves_open(words: str) -> bool:
    """Say whether a heading cannot end here ("Anfrage der Fraktion an").

    Args:
        words: a line of a heading.

    Returns:
        True after words that want another.
    """
    return words.endswith(("-", ",", "/", "–")) or words.rsplit(" ", 1)[-1].lower() in table().open


def is_bare_number(words: str) -> bool:
    """Say whether a line holds an item's number alone ("1.)").

    Args:
        words: the line.

    Returns:
        True for a number with a dot or bracket; the title stands below it.
    """
    return re.fullmatch(r"(?:TOP\s*)?\(?\d{1,3}[a-z]?(?:[.)]{1,2}|:)", words) is not None


def number_continues(before: str, words: str) -> bool:
    """Say whether a number at the start of a line belongs to the line before ("… am / 1. April").

    Args:
        before: the line before.
        words: the line that starts with a number.

    Returns:
        True after words that want a number.
    """
    letter = re.match(r"[a-z]\.\s", words) and re.search(r"\b[a-z]\.$", before)  # "u. / a. und Fraktion"
    return bool(letter or _BEFORE_NUMBER.search(before))
