"""What readers think of an answer: thumbs and a comment, kept for some days in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from protokoll.errors import ServeError
from protokoll.settings import Settings

FILE = "feedback.sqlite3"
_TABLE = """
create table if not exists feedback (
    id integer primary key, created text not null, rating text not null, comment text not null,
    question text not null, language text not null, answered integer not null, statements text not null,
    "index" text not null
)
"""
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
    answered: bool = True
    statements: list[str] = Field(default_factory=list, max_length=200)
    index: str = Field(default="", max_length=100)


def store(settings: Settings, feedback: Feedback) -> int:
    """Write one feedback and delete what is older than `feedback_days`.

    Args:
        settings: where it is kept, and how long.
        feedback: what the reader sent.

    Returns:
        The number under which it is kept.

    Raises:
        ServeError: The file cannot be written.
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
    )
    try:
        with closing(_open(settings)) as base, base:
            _delete_old(base, settings.feedback_days)
            marks = ", ".join("?" * len(row))
            names = ", ".join(f'"{name}"' for name in _COLUMNS[1:])
            return int(base.execute(f"insert into feedback ({names}) values ({marks})", row).lastrowid or 0)
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
        raise ServeError(f"{settings.data / FILE} cannot be read ({error}).") from error


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
    return base


def _delete_old(base: sqlite3.Connection, days: int) -> int:
    oldest = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    return base.execute("delete from feedback where created <= ?", (oldest,)).rowcount


def _unwritable(settings: Settings, error: Exception) -> ServeError:
    return ServeError(f"{settings.data / FILE} cannot be written ({error}). Check PROTOKOLL_DATA.")
