"""What may lie beside a document: description and corrections, translation, question bank."""

import csv
import json
import tomllib
from datetime import date as Date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.document import BankQuestion
from ingest.statement import Kind
from protokoll.errors import DocumentError

LARGEST_FILE = 20_000_000  # bytes; the whole archive of a forum is far below


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KindEntry(_Strict):
    """A kind and the words it holds for; without `span` the whole statement."""

    kind: Kind
    span: str | None = None


class StatementEntry(_Strict):
    """Corrections to one statement, which is named by its text. `parent` "" means none."""

    text: str
    parent: str | None = None
    kinds: tuple[KindEntry, ...] = ()
    label: str | None = None
    label_en: str | None = None
    sic: str | None = None  # words after which the source's sense breaks


class ParticipantEntry(_Strict):
    """A person of the list; `line` is the text of the statement that names them."""

    name: str
    role: str
    line: str
    role_en: str = ""
    place: str = ""
    party: str = ""
    institution: str = ""
    moderator: bool = False


class Description(_Strict):
    """`<document>.toml`: what the document is and what its layout cannot say."""

    title: str = ""
    title_en: str = ""
    language: Literal["de"] = "de"
    date: Date | None = None
    time: str = ""
    occasion: str = ""
    series: str = ""
    organisers: tuple[str, ...] = ()
    speakers_recorded: Literal[False] = False
    participants: tuple[ParticipantEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = Field(default=())


def read_text(path: Path) -> str:
    """Read a file of the corpus as UTF-8; a byte-order mark is dropped, line ends stay.

    Args:
        path: the file.

    Returns:
        Its text.

    Raises:
        DocumentError: The file is missing, too large, or not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DocumentError(f"{path} is larger than {LARGEST_FILE // 10**6} MB. Split it into several documents.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{path} is not UTF-8 (byte {error.start}). If it is Latin-1, convert it: "
            f"iconv -f latin1 -t utf-8 {path.name} > new.md"
        ) from error


def read_description(path: Path) -> Description:
    """Read `<document>.toml`; a missing file gives an empty description.

    Args:
        path: the file.

    Returns:
        The description.

    Raises:
        DocumentError: The file breaks TOML or has a wrong or unknown entry.
    """
    if not path.exists():
        return Description()
    try:
        return Description.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DocumentError(f"{path}: entry {where}: {first['msg']}.") from error


def read_translation(path: Path) -> dict[str, str]:
    """Read `<document>.en.tsv` (columns german, english; one line each) as German text → English text.

    Args:
        path: the file; a missing one gives an empty dictionary.

    Returns:
        The translations.

    Raises:
        DocumentError: A line has not exactly two columns.
    """
    if not path.exists():
        return {}
    rows = list(csv.reader(read_text(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, start=1):
        if len(row) != 2:
            raise DocumentError(f"{path}, line {number}: {len(row)} columns instead of german and english.")
    return dict((german, english) for german, english in rows[1:])


def read_questions(path: Path) -> tuple[BankQuestion, ...]:
    """Read `<document>.questions.jsonl`; a missing file gives an empty bank.

    Args:
        path: the file.

    Returns:
        The questions in the order of the file.

    Raises:
        DocumentError: A line is not JSON or lacks a field.
    """
    if not path.exists():
        return ()
    questions = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        try:
            row = json.loads(line)
            fields = {name: row[name] for name in _FIELDS if row.get(name) is not None}
            found = _QUESTION.validate_python({"language": row["lang"], **fields})
            found.text.encode()
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]).replace("language", "lang")
            raise DocumentError(f"{path}, line {number}: field {where}: {first['msg']}.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DocumentError(f"{path}, line {number}: not a question of the bank ({error!r}).") from error
        questions.append(found)
    return tuple(questions)


_QUESTION = TypeAdapter(BankQuestion)
_FIELDS = ("question", "kind", "answerable", "statements", "lacking", "before")
