"""A meeting's frame: the lines of minutes that say when it was, when it began and ended, where, and its agenda."""

import re
from collections.abc import Sequence

from ingest.document import Document
from ingest.load import first_date
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement
from retrieval.structure import holds_results

WHEN_AND_WHERE = ("date", "begin", "end", "length", "place")
FRAME = (*WHEN_AND_WHERE, "agenda", "topics")
HEAD = 12  # statements at the beginning of minutes among which their frame stands
_TIME = r"(?:\d{1,2}[:.]\d\d(?!\.?\d)(?:\s*(?:Uhr|h\b|[ap]\.?m\b))?|\d{1,2}\s*(?:Uhr|[ap]\.?m\b))"
_RANGE = re.compile(rf"{_TIME}\s*(?:[-–—]|bis|to|until)\s*{_TIME}|\d{{1,2}}\s*(?:[-–—]|bis)\s*{_TIME}", re.IGNORECASE)
_MET = r"\b(?:\w*sitzung|\w*versammlung|treffen|tagung|besprechung|gespräch|meeting|session|hearing)\b"
# "Beginn: 18 Uhr", "Sitzungsende 21.17 Uhr", "(Schluss der Sitzung: 16.26 Uhr)".
_LABELLED = r"(?:^|[,;|])\W*(?:\w+\s+)?\w*(?:{words})\b[^.;]{{0,40}}?{time}"
# "Die Vorsitzende eröffnet um 18 Uhr die Sitzung", "The meeting closed at 9.40 pm".
_TOLD = "|".join((
    r"{met}[^;]{{0,80}}\b(?:{verbs})\b[^;]{{0,40}}{time}",
    r"{met}[^;]{{0,60}}{time}[^;]{{0,60}}\b(?:{verbs})\b",
    r"\b(?:{verbs})\b(?=[^;]{{0,80}}{met})[^;]{{0,60}}{time}",
    r"{time}[^;]{{0,40}}\b(?:{verbs})\b[^;]{{0,60}}{met}",
))  # fmt: skip
_PLACE = re.compile(r"^\W*(?:\w*(?:ort|raum|saal)|place|location|venue|where)\b[^:]{0,25}:|^Ort\b", re.IGNORECASE)
_ROOM = re.compile(
    r"\b(?:Rathaus\w*|\w*saal|\w*sälen|\w*raum|\w*zimmer|\w*haus(?:es)?|\w*halle|Aula|Mensa|Kantine|Videokonferenz|"
    r"online|hybrid|Zoom|Teams|(?:town|village|city|church|community) hall|(?:meeting|committee) room)\b",
    re.IGNORECASE,
)

# "am 14. Juni 2023 in Erfurt", "at 2.00 pm in the Council Chamber"
_IN_A_PLACE = re.compile(r"(?:\d{4}|Uhr|[ap]\.?m\.?)\W+(?:in|im|at|bei|auf)\s+(?:(?:der|dem|den|the)\s+)?[A-ZÄÖÜ]")
# What is told of another meeting than this one.
_OTHER = re.compile(
    r"\b(?:nächste\w*|kommende\w*|folgende\w*|letzte\w*|vorige\w*|next|following|last|previous|earlier)\b",
    re.IGNORECASE,
)


def _shape(words: str, verbs: str) -> re.Pattern[str]:
    shapes = (_LABELLED.format(words=words, time=_TIME), _TOLD.format(met=_MET, verbs=verbs, time=_TIME))
    return re.compile("|".join(shapes), re.IGNORECASE)


_BEGIN = _shape(
    "beginn|anfang|start|eröffnung|begin|opening|opened",
    "eröffnet|eröffnete|begann|beginnt|begonnen|startete|opened|opens|began|started|commenced|called to order",
)
_END = _shape(
    "ende|schluss|schließung|end|close|closing|closed",
    "schließt|schloss|geschlossen|beendet|beendete|endet|endete|closed|closes|ended|ends|finished|adjourned",
)


def frame_of(name: str, document: Document) -> list[Statement]:
    """Return the statements that tell a part of the frame, in order.

    Args:
        name: of FRAME.
        document: any.

    Returns:
        Few statements; of the agenda the points under its heading, else the first statement of each section; none
        where the minutes do not tell, or have theses that tell their topics better.
    """
    if name in ("agenda", "topics"):
        told = name == "topics" and any(holds_results(section.title) for section in document.sections)
        return [] if told else _agenda(document)
    head = [s for s in _head(document) if not _OTHER.search(s.text)]
    whole = [s for s in head if _RANGE.search(s.text)][:1]
    own = [s for s in document.statements if not _OTHER.search(f"{s.section[-1:]} {s.text}")]
    begin = whole or [s for s in own if _BEGIN.search(s.text)][:1]
    closing = [s for s in document.statements if _END.search(s.text) and not _OTHER.search(s.text)]
    day = [s for s in head if (document.date and first_date(s.text) == document.date)][:1]
    begin = begin or [s for s in day if re.search(_TIME, s.text)]
    end = whole or closing[-1:]
    if name == "place":
        named = [s for s in head if _PLACE.search(s.text)] or [s for s in head if _ROOM.search(s.text)][:1]
        return named or [s for s in day if _IN_A_PLACE.search(s.text)]
    if name == "date":
        return _in_order([*day, *begin, *end]) if day else []
    if name == "length":
        return _in_order([*begin, *end]) if begin and end else []
    return begin if name == "begin" else end


def _head(document: Document) -> list[Statement]:
    """The statements before the first heading of the text, and before the first list of people."""
    first = document.statements[:HEAD]
    people = next((s.position for s in first if "participant" in s.kind_names), 0)
    fits = [s for s in first if s.label or not s.section or s.section[0] == TITLE_SECTION or s.position < people]
    return [s for s in fits or first if "participant" not in s.kind_names]


def _in_order(statements: Sequence[Statement]) -> list[Statement]:
    return sorted(dict.fromkeys(statements), key=lambda statement: statement.position)


def _agenda(document: Document) -> list[Statement]:
    under: dict[str, list[Statement]] = {}
    for statement in document.statements:
        people = "participant" in statement.kind_names
        if statement.section and statement.section[0] != TITLE_SECTION and not people:
            under.setdefault(statement.section[0], []).append(statement)
    listed = [title for title in under if re.search(r"(?i)^\W*(?:tagesordnung|agenda)\b", title)]
    if listed and len(under[listed[0]]) > 1:
        return under[listed[0]]
    return [statements[0] for statements in under.values()] if len(under) > 1 else []
