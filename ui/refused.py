"""Questions that the protocol could not answer, kept for the editors if they ask for it; one SQLite file.

Only the words, the reason and the days are kept: no address, no time of day, nothing that ties two questions together.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from protokoll.errors import ServeError
from protokoll.settings import Settings
from retrieval.answer import Answer
from ui.feedback import way_out

FILE = "refused.sqlite3"
ROWS = 10_000  # so that nobody can fill the disk with questions; further ones are not kept
IDLE = {"conversation", "unclear"}  # reasons that tell editors nothing
_TABLE = """
create table if not exists refused (
    question text not null, language text not null, reason text not null,
    first text not null, last text not null, times integer not null, primary key (question, reason)
)
"""
_COLUMNS = ("question", "language", "reason", "first", "last", "times")
_WRITE = """
insert into refused (question, language, reason, first, last, times) values (?, ?, ?, ?, ?, 1)
on conflict (question, reason) do update set last = excluded.last, times = times + 1
"""


def store(settings: Settings, answer: Answer) -> None:
    """Keep the question of a refusal, or count it once more; drop those asked last too long ago.

    Args:
        settings: whether they are kept, where, and how long (`feedback_days`).
        answer: what was answered; only refusals are kept.

    Raises:
        ServeError: The file cannot be written.
    """
    if not settings.keep_refused or answer.answered or str(answer.reason) in IDLE:
        return
    today = datetime.now(UTC).date().isoformat()
    words = " ".join(answer.question.split())
    try:
        with closing(_open(settings)) as base, base:
            _delete_old(base, settings.feedback_days)
            full = base.execute("select count(*) from refused").fetchone()[0] >= ROWS
            if not full:
                base.execute(_WRITE, (words, answer.language, str(answer.reason), today, today))
    except (sqlite3.Error, OSError) as error:
        raise ServeError(_lost(settings, "written", error)) from error


def export(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield what is kept, the most frequent first.

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
        with closing(_open(settings)) as base:
            names = ", ".join(_COLUMNS)
            for row in base.execute(f"select {names} from refused order by times desc, last desc, question"):
                yield dict(zip(_COLUMNS, row, strict=True))
    except (sqlite3.Error, OSError) as error:
        raise ServeError(_lost(settings, "read", error)) from error


def purge(settings: Settings, days: int) -> int:
    """Delete what was asked last that many days ago or earlier; 0 deletes all.

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
            return _delete_old(base, days)
    except (sqlite3.Error, OSError) as error:
        raise ServeError(_lost(settings, "written", error)) from error


def _open(settings: Settings) -> sqlite3.Connection:
    settings.data.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(settings.data / FILE, timeout=5)
    base.execute("pragma secure_delete = on")  # a deleted question leaves no bytes in the file
    base.execute(_TABLE)
    return base


def _delete_old(base: sqlite3.Connection, days: int) -> int:
    oldest = (datetime.now(UTC).date() - timedelta(days=days)).isoformat()
    return base.execute("delete from refused where last <= ?", (oldest,)).rowcount


def _lost(settings: Settings, done: str, error: Exception) -> str:
    hint = way_out(error) or " Check PROTOKOLL_DATA."
    return f"{settings.data / FILE} cannot be {done} ({error}).{hint}"
