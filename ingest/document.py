"""A document with what describes it."""

from dataclasses import dataclass, field
from datetime import date as Date
from typing import Literal

from ingest.source import Edit, Page, seen
from ingest.statement import Statement


def together(before: str, question: str) -> str:
    """Return a follow-up with the earlier question that it leans on ("" for none) as one text."""
    return f"{before} | {question}" if before else question


@dataclass(frozen=True)
class Participant:
    """A person named in the document; `line` is the text of the statement that names them.

    `state` says in which list: present, absent, excused, guest, chair, minutes (who wrote them); "" where unknown.
    """

    name: str
    role: str
    role_en: str
    place: str
    line: str
    moderator: bool = False
    institution: str = ""
    party: str = ""
    state: str = ""

    @property
    def surname(self) -> str:
        """The last word of the name, "" without one."""
        return self.name.split()[-1] if self.name.strip() else ""


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks in the document: `written` as the minutes name them first, `surname` as told from it."""

    written: str
    surname: str
    given: str = ""
    title: str = ""
    role: str = ""
    party: str = ""


@dataclass(frozen=True)
class Section:
    """A heading: its words as shown, where it stands (code points), and its reading translation."""

    title: str
    slug: str
    start: int
    end: int
    translation: str | None = None
    level: int = 2


@dataclass(frozen=True)
class BankQuestion:
    """A question that people ask, with the texts of the statements that answer it (or are on its topic).

    `lacking` is the part of it that the document lacks, in its words; `before` the earlier question of a follow-up.
    """

    question: str
    language: Literal["de", "en"]
    kind: str
    answerable: bool
    statements: tuple[str, ...]
    lacking: str | None = None
    before: str = ""

    @property
    def text(self) -> str:
        """The question as it is embedded and compared: together with the one that it leans on."""
        return together(self.before, self.question)


@dataclass(frozen=True, eq=False)
class Document:
    """A document cut into statements; two are the same only if they are one object, which makes it a cheap key.

    `text` is what a reader of the file sees, for `.md` and `.txt` the file decoded, untouched; all offsets are code
    points into it. `edits` say what of it is seen otherwise. `statements` stand in the order of the text. `body` is
    who met ("Bauausschuss"), `series` what the meeting is one of. `questions`
    is the question bank: it helps to find and teaches the judge, and is never evidence. `speakers_recorded` tells
    whether the document says who spoke: for all of it, for some of it, or nowhere. `file` is the original's name under
    the corpus folder, `original` the SHA-256 of its bytes, `version` a hash of all that the document was made of: file,
    companions and the code that read them. `notes` are for whoever runs the ingest.
    """

    id: str
    title: str
    text: str
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    language: str = "de"
    title_en: str = ""
    occasion: str = ""
    date: Date | None = None
    time: str = ""
    organisers: tuple[str, ...] = ()
    body: str = ""
    series: str = ""
    participants: tuple[Participant, ...] = ()
    questions: tuple[BankQuestion, ...] = field(default=(), repr=False)
    speakers: tuple[Speaker, ...] = ()
    speakers_recorded: Literal["all", "some", "none"] = "none"
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    format: str = ""
    file: str = ""
    original: str = ""
    version: str = ""
    notes: tuple[str, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """Return text[start:end) as a reader sees it: the form in which it is quoted."""
        return seen(self.text, self.edits, start, end)
