"""Teaching material: minutes of many kinds, and questions with the passages that answer them or only seem to.

Packed in `eval/data/teaching` (format in its README), written and checked by `python -m eval.train.pack`.
"""

import gzip
import re
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal

from eval.cases import GoldRow
from ingest.corpus import read_document
from ingest.document import Document, together
from ingest.statement import Statement
from retrieval.followup import Message, leaned_on

Part = Literal["train", "dev", "held"]
Which = Literal["questions", "broad"]
FOLDER = "teaching"
BOLD = r"\*{2,}"
BROAD: Which = "broad"  # names their file, and begins the kind of a question that wants more than a passage
OVERLAP = 12  # characters that a span and a statement share at least, or half of either


class Minutes(GoldRow):
    """A document as it was written: `family` is its writer's form, `ending` that of its file."""

    name: str
    family: str
    ending: Literal[".md", ".txt"]
    text: str

    def write(self, folder: Path) -> Path:
        """Write the file into a folder, as it was; return where it is."""
        path = folder / f"{self.name}{self.ending}"
        path.write_text(self.text, encoding="utf-8")
        return path


class Question(GoldRow):
    """A question: `spans` answer it, `near` only seem to; `history` earlier questions; `lacking` what has no answer.

    `beside` may stand in the answer to a broad one, which wants more than a passage, without doing harm.
    """

    document: str
    language: Literal["de", "en"]
    question: str
    kind: str
    answerable: bool
    spans: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    lacking: str = ""

    @property
    def before(self) -> str:
        """The earlier question that it leans on, as the product finds out."""
        return leaned_on(self.question, [Message("user", text) for text in self.history])

    @property
    def text(self) -> str:
        """The question joined with what it leans on."""
        return together(self.before, self.question)


class Sentence(GoldRow):
    """A sentence as a chat model might write it, with the `spans` that it names as its ground, and if they bear it."""

    document: str
    language: Literal["de", "en"]
    claim: str
    kind: str
    borne: bool
    spans: tuple[str, ...]


class Split(GoldRow):
    """Names of the documents set apart: for choosing, and for the report alone."""

    dev: tuple[str, ...]
    held: tuple[str, ...]

    def part(self, name: str) -> Part:
        """Return what a document is for."""
        return "dev" if name in self.dev else "held" if name in self.held else "train"


@dataclass(frozen=True)
class Asked:
    """A question with the rows of the statements that answer it, in groups, and of those that only seem to.

    A group holds the rows that show the same: one of them is enough. `beside` may be cited with them.
    """

    question: Question
    groups: tuple[tuple[int, ...], ...]
    near: tuple[int, ...]
    beside: tuple[int, ...] = ()

    @property
    def right(self) -> tuple[int, ...]:
        """All rows that answer it, in order."""
        return tuple(sorted({row for group in self.groups for row in group}))

    def recall(self, cited: Sequence[int]) -> float:
        """Return the share of the groups of which a row is cited; there must be one."""
        return sum(bool({*group} & {*cited}) for group in self.groups) / len(self.groups)

    def precision(self, cited: Sequence[int]) -> float:
        """Return the share of the rows cited that answer it, or may stand beside; there must be one."""
        return len({*self.right, *self.beside} & {*cited}) / len(cited)


@dataclass(frozen=True)
class Taught:
    """A document cut as ingest cuts it, with its questions."""

    minutes: Minutes
    document: Document
    asked: tuple[Asked, ...]

    def without_answers(self) -> "Taught":
        """Return the document with those of its questions that have no answer."""
        return replace(self, asked=tuple(each for each in self.asked if not each.question.answerable))


def read_minutes() -> list[Minutes]:
    """Return the packed documents."""
    return [Minutes.model_validate_json(line) for line in _lines("documents")]


def read_questions(which: Which = "questions") -> list[Question]:
    """Return the packed questions, or those that want more than a passage."""
    return [Question.model_validate_json(line) for line in _lines(which)]


def read_sentences() -> list[Sentence]:
    """Return the packed sentences."""
    return [Sentence.model_validate_json(line) for line in _lines("sentences")]


def read_split() -> Split:
    """Return which documents are set apart."""
    return Split.model_validate_json((files("eval") / "data" / FOLDER / "split.json").read_bytes())


def _lines(name: str) -> list[str]:
    packed = (files("eval") / "data" / FOLDER / f"{name}.jsonl.gz").read_bytes()
    return gzip.decompress(packed).decode().splitlines()


def taught(parts: Sequence[Part] = ("train", "dev"), which: Which = "questions") -> Iterator[Taught]:
    """Yield the documents of some parts in order of name, cut, with their questions; `held` is for the report alone."""
    split, questions = read_split(), read_questions(which)
    for minutes in sorted(read_minutes(), key=lambda each: each.name):
        if split.part(minutes.name) in parts:
            document = cut(minutes)
            own = [question for question in questions if question.document == minutes.name]
            yield Taught(minutes, document, tuple(linked(question, document) for question in own))


def cut(minutes: Minutes) -> Document:
    """Cut a document into statements, as ingest does with its file."""
    with tempfile.TemporaryDirectory() as folder:
        return read_document(minutes.write(Path(folder)))


def linked(question: Question, document: Document) -> Asked:
    """Find the statements that a question's spans stand in."""
    groups = (rows_of([span], document) for span in question.spans)
    near, beside = rows_of(question.near, document), rows_of(question.beside, document)
    return Asked(question, tuple(dict.fromkeys(group for group in groups if group)), near, beside)


def joined(document: Document, most: int) -> Document:
    """Cut a document more coarsely: join what stands under one heading and is of one speaker.

    Some minutes have a statement a line, others a paragraph of a hundred words. A statement of `most` words takes up
    nothing more.
    """
    found: list[Statement] = []
    for statement in document.statements:
        last = found[-1] if found else None
        alike = last is not None and (last.section, last.speaker) == (statement.section, statement.speaker)
        if last is None or not alike or last.label or statement.label or _words(last) + _words(statement) // 2 > most:
            found.append(statement)
        else:
            found[-1] = replace(last, text=f"{last.text} {statement.quote}", end=statement.end)
    return replace(document, statements=tuple(replace(each, position=row) for row, each in enumerate(found)))


def _words(statement: Statement) -> int:
    return len(statement.text.split())


def rows_of(spans: Sequence[str], document: Document) -> tuple[int, ...]:
    """Return the rows of the statements in which spans stand, in order: none for one in a heading, or nowhere.

    Spans are verbatim, but for `**` removed and white space folded.
    """
    found: set[int] = set()
    for span in filter(str.strip, spans):
        words = (f"(?:{BOLD})?".join(map(re.escape, word)) for word in re.sub(BOLD, "", span).split())
        at = re.search(rf"(?:{BOLD})?\s(?:\s|{BOLD})*".join(words), document.text)
        if at:
            found.update(_rows(document, *at.span()))
    return tuple(sorted(found))


def _rows(document: Document, start: int, end: int) -> Iterator[int]:
    ends = [statement.end for statement in document.statements]
    for row in range(bisect_left(ends, start), len(ends)):
        statement = document.statements[row]
        if statement.start >= end:
            return
        shared = min(end, statement.end) - max(start, statement.start)
        if shared >= min(OVERLAP, (end - start) / 2, (statement.end - statement.start) / 2):
            yield row
