"""A file of the corpus, with its companions, becomes a document."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from ingest.companions import (
    Description,
    ParticipantEntry,
    parse_description,
    parse_questions,
    parse_translation,
)
from ingest.document import BankQuestion, Document, Participant, Speaker
from ingest.headings import shown
from ingest.kind import sentences
from ingest.participants import participants
from ingest.pieces import LONGEST
from ingest.readers import FORMATS, read_source
from ingest.segment import Outline, segment
from ingest.source import Source
from ingest.speakers import recorded_in
from ingest.statement import Statement, fold
from protokoll.errors import DocumentError

T = TypeVar("T")
COMPANIONS = (".toml", ".en.tsv", ".questions.jsonl")
_UNUSUAL = LONGEST + 120  # characters: a statement this long is told about


@dataclass(frozen=True)
class File:
    """A file of the corpus as it was read once: what is hashed is what is indexed.

    `name` is its path under the corpus folder with "/", `companions` maps a companion's ending to its bytes.
    """

    name: str
    data: bytes
    companions: Mapping[str, bytes]

    @property
    def ending(self) -> str:
        """The file's ending in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    @property
    def id(self) -> str:
        """The document's id: its path without the ending; folders are joined by "--"."""
        return "--".join(Path(self.name).with_suffix("").parts)

    @property
    def hash(self) -> str:
        """SHA-256 of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()


def load(file: File, source: Source | None = None) -> Document:
    """Make a document of a file and what lies beside it.

    Args:
        file: as read from the corpus.
        source: the file as its reader gave it (in a process of its own); None to read it here.

    Returns:
        The document, cut into statements. What of a companion fits no statement is left out, with a note.

    Raises:
        DocumentError: The file cannot be read.
    """
    source = source or read_source(file.ending, file.data)
    broken: list[str] = []
    description = _companion(file, ".toml", parse_description, Description(), broken)
    translation = _companion(file, ".en.tsv", parse_translation, dict[str, str](), broken)
    bank = _companion(file, ".questions.jsonl", parse_questions, tuple[BankQuestion, ...](), broken)
    outline = segment(file.id, source, description, translation)
    if not outline.statements:
        raise DocumentError("has no text")
    texts = {statement.text for statement in outline.statements}
    questions = tuple(question for question in bank if texts.issuperset(question.statements))
    people, lost_people = _participants(description, outline)
    return Document(
        id=file.id,
        title=fold(_title(description, source, outline)) or re.sub(r"[-_]+", " ", Path(file.name).stem),
        text=source.text,
        statements=outline.statements,
        sections=outline.sections,
        language=description.language or _language(source.text),
        title_en=description.title_en,
        occasion=description.occasion,
        date=description.date or _date(source, outline),
        time=description.time,
        organisers=description.organisers,
        body=description.body,
        series=description.series,
        participants=people,
        questions=questions,
        speakers=_speakers(outline),
        speakers_recorded=recorded_in(outline.turns),
        edits=source.edits,
        pages=source.pages,
        format=FORMATS[file.ending][1],
        file=file.name,
        original=file.hash,
        notes=(*source.notes, *broken, *outline.notes, *lost_people, *_notes(outline, translation, bank, questions)),
    )


def _companion(file: File, ending: str, parse: Callable[[bytes, str], T], nothing: T, broken: list[str]) -> T:
    """Read a companion; one that breaks its format is left out with a note, and costs nobody the document."""
    data = file.companions.get(ending)
    if data is None:
        return nothing
    try:
        return parse(data, Path(file.name).stem + ending)
    except DocumentError as error:
        broken.append(f"{error}; the document is indexed without this file")
        return nothing


def _language(text: str) -> str:
    """Tell German from English by the words that no text does without."""
    words = re.findall(r"[a-zäöüß]+", text[:200_000].lower())
    counts = Counter(words)
    german = sum(counts[word] for word in ("der", "die", "und", "das", "ist", "nicht", "für", "wird"))
    english = sum(counts[word] for word in ("the", "and", "of", "to", "is", "not", "for", "that"))
    return "en" if english > german else "de"


# Who met: "Senate", "Sitzung des Gemeinderates"; when, behind it.
_BODY = re.compile(
    r"(?i)\b(?:[\w-]*(?:rat(?:e?s)?|ausschuss(?:es)?|kommission|versammlung|vorstand(?:e?s)?|konferenz|kreistag(?:e?s)?|forums?)|"
    r"senate?s?|council|committee|board|assembly|commission|cabinet|panel|group)\b"
)
_SHORTENED = re.compile(r"\b(?:e\. ?V|e\. ?G|Inc|Ltd|Co|St)\.$")  # "TSV Moorhausen 1921 e. V." is no sentence
_LONGEST_BODY = 120
_WHEN = re.compile(r"(?i),?\s+(?:held )?(?:am|vom|on|of)\s.{0,40}\b(?:19|20)\d\d\b.*$")
# Minutes name other meetings too: "The minutes of the meeting of 27 November 2024 were approved".
_OTHER_MEETING = re.compile(
    r"(?i)genehmig|\bapprov|correct record|\b(?:vorig|letzte|nächste)|\b(?:previous|next)\b|\blast meeting"
)
_OWN_MEETING = re.compile(
    r"(?i)^\W*(?:(?:öffentliche|public|draft) )*(?:[\w-]*protokoll|niederschrift|minutes|notes|record|transcript|"
    r"proceedings|datum|date|sitzung|meeting)\b"
)


def _title(description: Description, source: Source, outline: Outline) -> str:
    """The title as described, as the file says, as its title heading reads, else its first words if they look so.

    Who met stands in it, wherever that is in the head.
    """
    first = outline.statements[0].text
    ended = first.endswith((".", ":", ",", ";")) and not _SHORTENED.search(first)
    telling = len(first) <= 100 and first[:1].isupper() and not ended
    found = source.title or outline.title or (first if telling else "")
    if description.title or not found or _BODY.search(found):
        return description.title or found
    # "University of Westmarch", then "Senate"; "GEMEINDE HOHENBRUCK", then "Niederschrift über die Sitzung des …".
    lines = [line.strip() for line in _whole(_head(outline)[:6]) if not _OTHER_MEETING.search(line)]
    named = (_WHEN.sub("", line) for line in lines if not line.endswith((".", ":")))  # no sentence
    body = next((line for line in named if _BODY.search(line) and len(line) < _LONGEST_BODY), "")
    return f"{found.rstrip(' –-')} – {shown(body)}" if body else found


def _whole(lines: list[str]) -> list[str]:
    """Join a line in small letters to the one it goes on from: "Niederschrift", "über die 4. Sitzung …"."""
    return [f"{before} {line}" if line[:1].islower() else line for before, line in pairwise(["", *lines])]


def _head(outline: Outline) -> list[str]:
    """Return title, headings and statements with which a document begins, in order."""
    first = outline.statements[:12]
    lines = [(section.start, section.title) for section in outline.sections if section.start < first[-1].end]
    lines += [(s.start, s.text) for s in first if not _OTHER_MEETING.search(s.section[-1])]
    return [line for _, line in sorted(lines)]


def _date(source: Source, outline: Outline) -> Date | None:
    """The date that the file says, else that of the line that says what it is, else the first in the head.

    The date of another meeting is never the document's.
    """
    lines = [line for text in (outline.title, *_head(outline)) for line in (text[a:b] for a, b in sentences(text))]
    lines = [line for line in lines if not _OTHER_MEETING.search(line)]
    own = [line for line in lines if _OWN_MEETING.search(line)]
    return next((date for line in (source.date, *own, *lines) if (date := first_date(line))), None)


MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar jan january", "februar feb february", "märz mrz march mar", "april apr", "mai may", "juni jun june",
         "juli jul july", "august aug", "september sep sept", "oktober okt october oct", "november nov",
         "dezember dez december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_DATES = (
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    re.compile(r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<d>\d{1,2})\.?\s+(?P<name>[A-Za-zä]{3,9})\.?\s+(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<name>[A-Za-z]{3,9})\s+(?P<d>\d{1,2}),?\s+(?P<y>(?:19|20)\d\d)\b"),
)


def first_date(text: str) -> Date | None:
    """Return the first date in a text, None where there is none.

    Args:
        text: in German or English.

    Returns:
        The date of "14. März 2018", "2018-03-14", "14.3.2018" or "14 March 2018".
    """
    found: list[tuple[int, Date]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = MONTHS.get(parts["name"].lower(), 0) if parts.get("name") else int(parts["m"])
            try:
                found.append((match.start(), Date(int(parts["y"]), month, int(parts["d"]))))
            except ValueError:
                continue
    return min(found)[1] if found else None


def _speakers(outline: Outline) -> tuple[Speaker, ...]:
    """Everybody who speaks, in order of appearance, each once as first written."""
    said = (turn.speaker for turns in outline.turns for turn in turns if turn.speaker)
    return tuple({speaker.written: speaker for speaker in said}.values())


def _participants(description: Description, outline: Outline) -> tuple[tuple[Participant, ...], list[str]]:
    """Return the people as described, else as the document's own lists name them, and notes on lines that are gone."""
    if not description.participants:
        return participants(outline.statements), []
    texts = {statement.text for statement in outline.statements}
    there = [person for person in description.participants if person.line in texts]
    gone: list[ParticipantEntry] = [person for person in description.participants if person.line not in texts]
    notes = [f"no statement reads “{person.line}” ({person.name}), as its .toml says" for person in gone]
    return tuple(Participant(**person.model_dump()) for person in there), notes


def _notes(
    outline: Outline,
    translation: Mapping[str, str],
    bank: tuple[BankQuestion, ...],
    questions: tuple[BankQuestion, ...],
) -> list[str]:
    statements, notes = outline.statements, []
    untranslated = sum(statement.translation is None for statement in statements)
    if translation and untranslated:
        notes.append(f"{untranslated} statements have no translation")
    if len(questions) < len(bank):
        notes.append(f"{len(bank) - len(questions)} bank questions name a passage that is not there")
    long = [statement for statement in statements if len(statement.text) > _UNUSUAL]
    if long:
        notes.append(f"{len(long)} statements are longer than {_UNUSUAL} characters, the longest {_longest(long)}")
    repeated = Counter(statement.text for statement in statements)
    often = [text for text, count in repeated.items() if count > 5 and len(text) > 20]
    if often:
        notes.append(f"“{often[0][:60]}” stands {repeated[often[0]]} times: a page head that was not told from text?")
    return notes


def _longest(statements: list[Statement]) -> int:
    return max(len(statement.text) for statement in statements)
