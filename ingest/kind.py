"""What a span of a statement is, by cues, for documents that nobody has labelled by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.packaged import read_table
from ingest.participants import attends, is_list
from ingest.pieces import sentence_ends
from ingest.source import Role
from ingest.statement import Kind, KindSpan

_ASKS = re.compile(
    r"\b(?:fragte?n?|erkundigte?n?|asks?|asked|wonder(?:s|ed)|enquired|inquired)\b[^.;:]{0,40}\b(?:ob|whether|if)\b"
)


@dataclass(frozen=True)
class _Structure:
    """A row for what a body did: cues in the sentence, in a heading, or in both."""

    kind: Kind
    pattern: re.Pattern[str] | None
    section: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def matches(self, sentence: str, section: tuple[str, ...], text: str = "") -> bool:
        if self.unless and self.unless.search(text):
            return False
        if self.section and not any(self.section.search(heading) for heading in section):
            return False
        return self.pattern is None or bool(self.pattern.search(sentence))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a plain text as spans [start, end) in code points, in order and without gaps of words."""
    starts = [0, *sentence_ends(text, 0, len(text))]
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in pairwise([*starts, len(text)]))


def guess_kinds(text: str, section: tuple[str, ...] = (), role: Role | None = None) -> tuple[KindSpan, ...]:
    """Return what each sentence of a statement is.

    Args:
        text: the statement's text.
        section: its headings and parent items; of a table row also the table's header.
        role: what its block is.

    Returns:
        One kind per sentence, by the first cue of `kinds.toml` that matches, `claim` where none does; a sentence that
        is a decision, vote or task has all of these that it is. A line of a list of people is a participant.
    """
    if role is not Role.HEADER and is_list(text, section):
        return (KindSpan(Kind.PARTICIPANT, 0, len(text)),)
    spans = sentences(text)
    return tuple(KindSpan(kind, *span) for span in spans for kind in _kinds(text[slice(*span)], section, role, text))


def is_task(text: str, section: tuple[str, ...]) -> bool:
    """Say whether words are a task by the heading above them: "Alt: Angebote einholen" below "Zu erledigen".

    Args:
        text: a statement's text, a label before it or not.
        section: its headings.

    Returns:
        False below other headings and for what closes the minutes: the next meeting, thanks, a signature.
    """
    structure, _ = _table()
    return any(row.kind is Kind.TASK and row.section and row.matches(text, section) for row in structure)


def _kinds(sentence: str, section: tuple[str, ...], role: Role | None, text: str) -> Iterator[Kind]:
    structure, cues = _table()
    plain = next(
        (kind for kind, cue, unless in cues if cue.search(unless.sub(" ", sentence) if unless else sentence)),
        Kind.CLAIM,
    )
    if role is Role.HEADER and not re.search(r"\d", sentence):
        plain = Kind.LABEL  # the names of columns tell nothing by themselves
    if plain in (Kind.QUESTION, Kind.LABEL) or role in (Role.HEADER, Role.HEADING):
        yield plain
        return
    # "Sie fragt, ob die Betriebe zugestimmt hätten" decides nothing.
    if _ASKS.search(sentence) or (role is Role.ROW and attends(section)):
        yield plain
        return
    found = dict.fromkeys(row.kind for row in structure if row.matches(sentence, section, text))
    yield from found or (plain,)


@cache
def _table() -> tuple[tuple[_Structure, ...], tuple[tuple[Kind, re.Pattern[str], re.Pattern[str] | None], ...]]:
    rows = read_table("ingest", "kinds.toml")
    structure = (
        _Structure(
            Kind(row["kind"]),
            re.compile(row["pattern"]) if "pattern" in row else None,
            re.compile(row["section"]) if "section" in row else None,
            re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in rows["structure"]
    )
    cues = (
        (Kind(row["kind"]), re.compile(row["pattern"]), re.compile(row["unless"]) if "unless" in row else None)
        for row in rows["cue"]
    )
    return tuple(structure), tuple(cues)
