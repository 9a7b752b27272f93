"""What readers think of an answer: thumbs and a comment, kept for some days in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from protokoll.errors import ServeError
from protokoll.settings import Settings

FILE = "feedback.sqlite3"
ROWS = 10_000  # so that nobody can fill the disk; what comes beyond it is told that it could not be kept
BYTES = 64_000_000  # of the file
_TABLE = """
create table if not exists feedback (
    id integer primary key, created text not null, rating text not null, comment text not null,
    question text not null, language text not null, answered integer not null, statements text not null,
    "index" text not null, key text
)
"""
_INDEXES = (
    "create index if not exists feedback_created on feedback (created)",
    "create unique index if not exists feedback_key on feedback (key)",
)
_COLUMNS = ("id", "created", "rating", "comment", "question", "language", "answered", "statements", "index")


class Feedback(BaseModel):
    """One reader's word on one answer; no address and no name is kept."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rating": "down",
                    "comment": "Die zweite Stelle passt nicht zur Frage.",
                    "question": "Was wurde zum AI Act gesagt?",
                    "language": "de",
                    "answered": True,
                    "statements": ["zukunftsforum-ki-2024-02-22/4-impuls/0a1b2c3d"],
                    "index": "5f0e…",
                }
            ]
        }
    )

    rating: Literal["up", "down"]
    question: str = Field(max_length=1_000)
    comment: str = Field(default="", max_length=2_000)
    language: Literal["de", "en"] = "de"
    answered: StrictBool = True
    statements: list[str] = Field(default_factory=list, max_length=200)
    index: str = Field(default="", max_length=100)
    key: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9-]{8,64}$",
        description="Chosen at random for each answer: what is sent with it takes the place of what was sent before",
    )


def store(settings: Settings, feedback: Feedback) -> int:
    """Write one feedback and delete what is older than `feedback_days`.

    Args:
        settings: where it is kept, and how long.
        feedback: what the reader sent; one with the key of an earlier one takes its place.

    Returns:
        The number under which it is kept.

    Raises:
        ServeError: The file cannot be written, or it is full.
    """
    row = (
        datetime.now(UTC).isoformat(timespec="seconds"),
        feedback.rating,
        feedback.comment,
        feedback.question,
        feedback.language,
        int(feedback.answered),
        json.dumps(feedback.statements),
        feedback.index,
        feedback.key,
    )
    try:
        with closing(_open(settings)) as base, base:
            _delete_old(base, settings.feedback_days)
            _check_room(base, settings)
            names = [f'"{name}"' for name in (*_COLUMNS[1:], "key")]
            changed = ", ".join(f"{name} = excluded.{name}" for name in names)
            words = f"insert into feedback ({', '.join(names)}) values ({', '.join('?' * len(row))})"
            written = f"{words} on conflict (key) do update set {changed} returning id"
            return int(base.execute(written, row).fetchone()[0])
    except (sqlite3.Error, OSError) as error:
        raise _unwritable(settings, error) from error


def export(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield all feedback, oldest first, as plain dicts ready for json.dumps; what is too old is deleted before.

    Args:
        settings: where it is kept.

    Yields:
        One dict for each, with the names of the columns.

    Raises:
        ServeError: The file cannot be read.
    """
    if not (settings.data / FILE).exists():
        return
    try:
        with closing(_open(settings)) as base, base:
            _delete_old(base, settings.feedback_days)
            names = ", ".join(f'"{name}"' for name in _COLUMNS)
            for row in base.execute(f"select {names} from feedback order by id"):
                line = dict(zip(_COLUMNS, row, strict=True))
                line["statements"] = json.loads(line["statements"])
                yield line | {"answered": bool(line["answered"])}
    except (sqlite3.Error, OSError) as error:
        raise ServeError(f"{settings.data / FILE} cannot be read ({error}).{way_out(error)}") from error


def purge(settings: Settings, days: int | None = None) -> int:
    """Delete feedback older than the days given; without days, older than `feedback_days`; 0 deletes all.

    Args:
        settings: where it is kept.
        days: age in days.

    Returns:
        How many were deleted.

    Raises:
        ServeError: The file cannot be written.
    """
    if not (settings.data / FILE).exists():
        return 0
    try:
        with closing(_open(settings)) as base, base:
            return _delete_old(base, settings.feedback_days if days is None else days)
    except (sqlite3.Error, OSError) as error:
        raise _unwritable(settings, error) from error


def _open(settings: Settings) -> sqlite3.Connection:
    Path(settings.data).mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(settings.data / FILE, timeout=5)
    base.execute("pragma secure_delete = on")  # a deleted comment leaves no bytes in the file
    base.execute(_TABLE)
    columns = {column[1] for column in base.execute("pragma table_info(feedback)")}
    if "key" not in columns:  # a file from before votes could be changed
        base.execute("alter table feedback add column key text")
    for index in _INDEXES:
        base.execute(index)
    return base


def _check_room(base: sqlite3.Connection, settings: Settings) -> None:
    rows = base.execute("select count(*) from feedback").fetchone()[0]
    size = base.execute("pragma page_count").fetchone()[0] * base.execute("pragma page_size").fetchone()[0]
    if rows >= ROWS or size >= BYTES:
        full = f"{settings.data / FILE} is full ({rows} rows, {size} bytes)"
        raise ServeError(f"{full}. Run: protokoll feedback export, then protokoll feedback purge --days 0.")


def _delete_old(base: sqlite3.Connection, days: int) -> int:
    oldest = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    return base.execute("delete from feedback where created <= ?", (oldest,)).rowcount


def _unwritable(settings: Settings, error: Exception) -> ServeError:
    hint = way_out(error) or " Check PROTOKOLL_DATA."
    return ServeError(f"{settings.data / FILE} cannot be written ({error}).{hint}")


def way_out(error: Exception) -> str:
    """Return what helps against an error of SQLite, beside free space and rights; "" if nothing else does."""
    damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    return " It is damaged: move it away, and a new one is made." if damaged else ""
