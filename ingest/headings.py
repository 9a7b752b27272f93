"""Which line opens a section though no markup says so: a table of the shapes seen in real protocols."""

import re

from ingest.names import is_party

# Shape of a heading that carries no `#`, and where it was seen.
_SHAPES = (
    (re.compile(r"\d+\.\s+\w+:?"), "1. Impuls:"),
    (re.compile(r"(?=(?:.*[A-ZÄÖÜ]){4})[A-ZÄÖÜ0-9 &,/()–:?-]+"), "ZENTRALE THESEN DER DISKUSSION:"),
    (re.compile(r"(?:Zu )?(?:TOP|Top)\s*\d+[a-z]?\b.{0,150}"), "TOP 4: Haushalt 2025, Zu TOP 4"),
    (
        re.compile(
            r"(?:Zu )?(?:Tagesordnungspunkt|Agenda item|Item|Punkt)\s+\d+[a-z]?(?:\s+der Tagesordnung)?\b.{0,150}"
        ),
        "Punkt 4 der Tagesordnung: …",
    ),
    (re.compile(r"Zu \d+[a-z]?[.):]?(?:\s.{0,120})?"), "Zu 3."),
    (
        re.compile(r"(?:Beschluss|Beschlussvorschlag|Beschlüsse|Abstimmungsergebnis|Abstimmung|Resolution|Decision):"),
        "Beschluss:",
    ),
)  # fmt: skip
# A short line all in bold, seen in minutes of clubs and boards; not one that goes on ("**Frau Kaya** fragt").
_BOLD = re.compile(r"(?:\*\*|__)(?P<words>[^*_|]{2,100})(?:\*\*|__):?")
# Nor one that says when the meeting was: "**Thursday 26 September 2024, 9.30am – 12.20pm**".
_WHEN = re.compile(
    r"(?i)(?:am\s+|on\s+)?(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"\d{1,2}\.)[\s,].*\b(?:19|20)\d\d\b.*"
)
# Nor one that records a vote: "**Abstimmung: 11 : 1**", "**Beschluss: einstimmig angenommen**".
_RESULT = re.compile(
    r"(?i)(?:abstimmung(?:sergebnis)?|ergebnis|beschlu(?:ss|ß)|votum|vote|result|decision|resolved|carried)\b[^:]{0,30}:\s*"
    r"(?:.*\d\s?[:/–-]\s?\d.*|.*\b(?:einstimmig|mehrheitlich|angenommen|abgelehnt|vertagt|unanimous(?:ly)?|carried|rejected|approved|lost)\b.*|"
    r".*\b\d+ (?:ja|nein|for|against|to \d+)\b.*)"
)
_SENTENCE_END = (".", "?", "!", ",", ";")


def is_shaped(line: str) -> bool:
    """Say whether a line opens a section by its words alone.

    Args:
        line: one line, with its markup.

    Returns:
        True for a numbered label, capitals, an agenda item and a short line all in bold.
    """
    bare = line.strip(" \t>")
    bold = _BOLD.fullmatch(bare)
    words = bold["words"].strip() if bold else bare.replace("**", "").strip()
    if _WHEN.fullmatch(words):
        return False
    if any(shape.fullmatch(words) for shape, _ in _SHAPES[:2]):
        return True
    if any(shape.fullmatch(words) for shape, _ in _SHAPES) and (not words.endswith((".", "?", "!")) or len(words) < 9):
        return True
    opens = bool(bold) and not words.endswith(_SENTENCE_END) and any(letter.isalpha() for letter in words)
    return opens and not _RESULT.fullmatch(words)


def is_agenda(words: str) -> bool:
    """Say whether a heading is an item's ("TOP 2 …", "1. Gesamtstatus", "Beschluss:"), so not the document's title."""
    return bool(re.match(r"\d{1,2}[.)]?\s+[A-ZÄÖÜ]", words)) or any(s.fullmatch(words) for s, _ in _SHAPES[2:])


def is_label(line: str) -> bool:
    """Say whether the line is a numbered label ("2. Impuls:"), which never continues the line before."""
    return re.fullmatch(r"\s*\d+\.\s+\w+:?", line) is not None


_ROMAN = re.compile(r"[IVX]+[.):]?")
_SHORT = frozenset(("TOP", "AI", "KI", "EU", "UK", "US", "USA", "IT", "DV", "AG", "WLAN", "ÖPNV", "PV"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # "TANNER'S" is one word


def _capital(word: re.Match[str]) -> str:
    return word[0][:1] + word[0][1:].lower()


def shown(words: str) -> str:
    """Return the heading as shown to readers: without the colon, capitals set as words.

    Args:
        words: the heading's plain text.

    Returns:
        The heading.
    """
    title = words.removesuffix(":").strip()
    if title != title.upper() or not any(letter.isalpha() for letter in title):
        return title
    small = {"Der", "Die", "Das", "Und", "Für", "Im", "In", "Des", "Den", "Dem", "Von", "Zu", "Zur", "Zum", "Mit"}
    small |= {"Of", "For", "And", "The", "On", "At", "To", "By", "With"}
    stays = (_ROMAN.fullmatch(word) or word.strip(".:,()") in _SHORT for word in title.split())
    cased = [word if own else _WORD.sub(_capital, word) for word, own in zip(title.split(), stays, strict=True)]
    kept = [word if is_party(word) else own for word, own in zip(title.split(), cased, strict=True)]
    return " ".join([kept[0], *(word.lower() if word in small else word for word in kept[1:])])
