"""What readers think of an answer: thumbs and a comment, kept for some days in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from protokoll.errors import ServeError
from protokoll.settings import Settings
from ui.notebook import Notebook

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


def _prepare(base: sqlite3.Connection) -> None:
    base.execute(_TABLE)
    columns = {column[1] for column in base.execute("pragma table_info(feedback)")}
    if "key" not in columns:  # a file from before votes could be changed
        base.execute("alter table feedback add column key text")
    for index in _INDEXES:
        base.execute(index)


NOTEBOOK = Notebook(
    name="feedback",
    moment="created",
    stamp=lambda moment: moment.isoformat(timespec="seconds"),
    prepare=_prepare,
    columns=("id", "created", "rating", "comment", "question", "language", "answered", "statements", "index"),
    order="id",
)


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
    row = feedback.model_dump() | {"created": NOTEBOOK.now(), "statements": json.dumps(feedback.statements)}
    names = ", ".join(f'"{name}"' for name in row)
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in row)
    words = f"insert into feedback ({names}) values ({', '.join(f':{name}' for name in row)})"
    with NOTEBOOK.opened(settings) as base:
        NOTEBOOK.delete_old(base, settings.feedback_days)
        _check_room(base, settings)
        return int(base.execute(f"{words} on conflict (key) do update set {changed} returning id", row).fetchone()[0])


def export(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield all feedback, oldest first, as plain dicts ready for json.dumps; what is too old is deleted before.

    Args:
        settings: where it is kept.

    Yields:
        One dict for each, with the names of the columns.

    Raises:
        ServeError: The file cannot be read.
    """
    for line in NOTEBOOK.rows(settings):
        yield line | {"statements": json.loads(line["statements"]), "answered": bool(line["answered"])}


def _check_room(base: sqlite3.Connection, settings: Settings) -> None:
    rows = base.execute("select count(*) from feedback").fetchone()[0]
    size = base.execute("pragma page_count").fetchone()[0] * base.execute("pragma page_size").fetchone()[0]
    if rows >= ROWS or size >= BYTES:
        full = f"{NOTEBOOK.path(settings)} is full ({rows} rows, {size} bytes)"
        raise ServeError(f"{full}. Run: protokoll feedback export, then protokoll feedback purge --days 0.")
