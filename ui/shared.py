"""What worker processes of one server count together: questions for the limits, figures for monitoring.

Both lie in a folder that the parent process makes and names in the environment; without it, a process counts in its own
memory.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

FOLDER = "FRAG_WORKERS_FOLDER"  # not one of the settings: a parent process says it to its children
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus-client when it is imported


@contextmanager
def shared_folder(data: Path) -> Iterator[None]:
    """Make the folder beside the index and name it to the processes that are started meanwhile."""
    with TemporaryDirectory(prefix="workers-", dir=data) as folder:
        os.environ[FOLDER] = os.environ[_FIGURES] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER], os.environ[_FIGURES]


class Counting:
    """Moments of questions in SQLite: in a file together with other workers, or in this process's memory."""

    def __init__(self) -> None:
        folder = os.environ.get(FOLDER)
        where = Path(folder) / "questions.sqlite" if folder else ":memory:"
        self._lock = Lock()
        self._base = sqlite3.connect(where, isolation_level=None, check_same_thread=False, timeout=5)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = OFF")  # nothing of it outlives the server
        self._base.execute("CREATE TABLE IF NOT EXISTS asked (key TEXT, moment REAL, expires REAL)")
        self._base.execute("CREATE INDEX IF NOT EXISTS by_key ON asked (key, moment)")
        self._base.execute("CREATE INDEX IF NOT EXISTS by_end ON asked (expires)")

    def hit(self, key: str, most: int, seconds: int) -> float:
        """Count one more of a key, unless it would be too many in the last seconds.

        Args:
            key: what is counted, of whom.
            most: how many there may be.
            seconds: in which they may be.

        Returns:
            0 where it was counted, else the seconds until another may be.
        """
        now = time.time()
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._base.execute("DELETE FROM asked WHERE expires < ?", (now,))
                [[first, held]] = self._base.execute(
                    "SELECT min(moment), count(*) FROM asked WHERE key = ? AND moment > ?", (key, now - seconds)
                )
                if held < most:
                    self._base.execute("INSERT INTO asked VALUES (?, ?, ?)", (key, now, now + seconds))
                    return 0.0
            finally:
                self._base.execute("COMMIT")
        return float(first + seconds - now)
