"""Questions that the protocol could not answer, kept for the editors if they ask for it; one SQLite file.

Only the words, the reason and the days are kept: no address, no time of day, nothing that ties two questions together.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from protokoll.settings import Settings
from retrieval.answer import Answer
from ui.notebook import Notebook

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


def _prepare(base: sqlite3.Connection) -> None:
    base.execute(_TABLE)


NOTEBOOK = Notebook("refused", "last", lambda moment: moment.date().isoformat(), _prepare)
FILE = NOTEBOOK.file


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
    today, words = NOTEBOOK.now(), " ".join(answer.question.split())
    with NOTEBOOK.opened(settings) as base:
        NOTEBOOK.delete_old(base, settings.feedback_days)
        full = base.execute("select count(*) from refused").fetchone()[0] >= ROWS
        if not full:
            base.execute(_WRITE, (words, answer.language, str(answer.reason), today, today))


def export(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield what is kept, the most frequent first.

    Args:
        settings: where it is kept.

    Yields:
        One dict for each, with the names of the columns.

    Raises:
        ServeError: The file cannot be read.
    """
    if not NOTEBOOK.path(settings).exists():
        return
    with NOTEBOOK.opened(settings, "read") as base:
        names = ", ".join(_COLUMNS)
        for row in base.execute(f"select {names} from refused order by times desc, last desc, question"):
            yield dict(zip(_COLUMNS, row, strict=True))


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
    return NOTEBOOK.purge(settings, days)
