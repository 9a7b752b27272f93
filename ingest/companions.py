"""What may lie beside a document: description and corrections, translation, question bank."""

import csv
import json
import tomllib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.document import BankQuestion
from ingest.statement import Kind
from protokoll.day import Day
from protokoll.errors import DocumentError, wrong
from protokoll.near import meant


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
    state: str = ""
    place: str = ""
    party: str = ""
    institution: str = ""
    moderator: bool = False


class Description(_Strict):
    """`<document>.toml`: what the document is and what its layout cannot say."""

    title: str = ""
    title_en: str = ""
    language: Literal["de", "en", ""] = ""  # found out from the text where left out
    date: Day | None = None
    time: str = ""
    occasion: str = ""
    body: str = ""
    series: str = ""
    organisers: tuple[str, ...] = ()
    speakers_recorded: bool | None = None  # found out from the text where left out
    participants: tuple[ParticipantEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = Field(default=())


def parse_description(data: bytes, name: str) -> Description:
    """Read `<document>.toml`; nothing gives an empty description.

    Args:
        data: the file's bytes.
        name: the file's name, for the message.

    Returns:
        The description.

    Raises:
        DocumentError: The file breaks TOML or has a wrong or unknown entry.
    """
    try:
        return Description.model_validate(tomllib.loads(_text(data, name)))
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{name} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise DocumentError(f"{name}: {_wrong_entry(error)}") from error


def parse_translation(data: bytes, name: str) -> dict[str, str]:
    """Read `<document>.en.tsv` (columns german, english; one line each) as German text → English text.

    Args:
        data: the file's bytes; nothing gives an empty dictionary.
        name: the file's name, for the message.

    Returns:
        The translations.

    Raises:
        DocumentError: A line has not exactly two columns.
    """
    rows = list(csv.reader(_text(data, name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, start=1):
        if len(row) != 2:
            raise DocumentError(f"{name}, line {number}: {len(row)} columns instead of german and english")
    return dict((german, english) for german, english in rows[1:])


def parse_questions(data: bytes, name: str) -> tuple[BankQuestion, ...]:
    """Read `<document>.questions.jsonl`; nothing gives an empty bank.

    Args:
        data: the file's bytes.
        name: the file's name, for the message.

    Returns:
        The questions in the order of the file.

    Raises:
        DocumentError: A line is not JSON or lacks a field.
    """
    return tuple(_question(line, f"{name}, line {n}") for n, line in enumerate(_text(data, name).splitlines(), start=1))


_TABLES: dict[str, type[_Strict]] = {"participants": ParticipantEntry, "statements": StatementEntry, "kinds": KindEntry}


def _wrong_entry(error: ValidationError) -> str:
    """Say what is wrong with the first wrong entry of a description."""
    first = error.errors()[0]
    where, why = wrong(first)
    if first["type"] != "extra_forbidden":
        return f"entry {where}: {why} (got {first['input']!r})"
    *within, written = first["loc"]
    table = next((_TABLES[part] for part in reversed(within) if part in _TABLES), Description)
    return f"unknown entry {where}{meant(str(written), table.model_fields)}"


def _question(line: str, where: str) -> BankQuestion:
    try:
        row = json.loads(line)
        fields = {name: row[name] for name in _FIELDS if row.get(name) is not None}
        found = _QUESTION.validate_python({"language": row["lang"], **fields})
        found.text.encode()
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]).replace("language", "lang")
        raise DocumentError(f"{where}: field {field}: {first['msg']}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"{where}: not a question of the bank ({error!r})") from error
    return found


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name} is not UTF-8 (byte {error.start})") from error


_QUESTION = TypeAdapter(BankQuestion)
_FIELDS = ("question", "kind", "answerable", "statements", "lacking", "before")
