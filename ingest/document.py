"""A document with what describes it."""

from dataclasses import dataclass, field
from datetime import date as Date
from typing import Literal

from ingest.statement import Statement


def together(before: str, question: str) -> str:
    """Return a follow-up with the earlier question that it leans on ("" for none) as one text."""
    return f"{before} | {question}" if before else question


@dataclass(frozen=True)
class Participant:
    """A person named in the document; `line` is the text of the statement that names them."""

    name: str
    role: str
    role_en: str
    place: str
    line: str
    moderator: bool = False
    institution: str = ""
    party: str = ""


@dataclass(frozen=True)
class Section:
    """A heading: its words as shown, where it stands (code points), and its reading translation."""

    title: str
    slug: str
    start: int
    end: int
    translation: str | None = None


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

    `text` is the file decoded, untouched; all offsets are code points into it. `statements` stand in the order of
    the text. `questions` is the question bank: it helps to find and teaches the judge, and is never evidence.
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
    series: str = ""
    participants: tuple[Participant, ...] = ()
    questions: tuple[BankQuestion, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
