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

from limits.storage import MemoryStorage, MovingWindowSupport, Storage

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


def counting() -> Storage:
    """Return where questions are counted: together with other workers, or in this process's memory."""
    folder = os.environ.get(FOLDER)
    return Counting(Path(folder) / "questions.sqlite") if folder else MemoryStorage()


class Counting(Storage, MovingWindowSupport):
    """Moments of questions in a SQLite file, for `limits`' moving window; nothing of it outlives the server."""

    STORAGE_SCHEME = None

    def __init__(self, path: Path) -> None:
        """Open the file.

        Args:
            path: of the file; made where missing.
        """
        super().__init__()
        self._lock = Lock()
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("CREATE TABLE IF NOT EXISTS asked (key TEXT, moment REAL, expires REAL)")
        self._base.execute("CREATE INDEX IF NOT EXISTS by_key ON asked (key, moment)")

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the file may raise."""
        return sqlite3.Error

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count questions of a client, unless they would be too many; see `limits`."""
        now = time.time()
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._base.execute("DELETE FROM asked WHERE expires < ?", (now,))
                [[held]] = self._base.execute(
                    "SELECT count(*) FROM asked WHERE key = ? AND moment >= ?", (key, now - expiry)
                )
                fits = bool(held + amount <= limit)
                if fits:
                    self._base.executemany("INSERT INTO asked VALUES (?, ?, ?)", [(key, now, now + expiry)] * amount)
            finally:
                self._base.execute("COMMIT")
        return fits

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return the first moment of the window and how many there are in it."""
        now = time.time()
        with self._lock:
            [[first, held]] = self._base.execute(
                "SELECT min(moment), count(*) FROM asked WHERE key = ? AND moment >= ?", (key, now - expiry)
            )
        return (first or now, held)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count without a limit; returns the count."""
        self.acquire_entry(key, 2**31, expiry, amount)
        return self.get(key)

    def get(self, key: str) -> int:
        """Return how many are counted."""
        with self._lock:
            [[held]] = self._base.execute("SELECT count(*) FROM asked WHERE key = ?", (key,))
        return int(held)

    def get_expiry(self, key: str) -> float:
        """Return when the last count of a key expires."""
        with self._lock:
            [[last]] = self._base.execute("SELECT max(expires) FROM asked WHERE key = ?", (key,))
        return float(last or time.time())

    def check(self) -> bool:
        """Say whether it can count."""
        return True

    def reset(self) -> int | None:
        """Forget everything."""
        with self._lock:
            return self._base.execute("DELETE FROM asked").rowcount

    def clear(self, key: str) -> None:
        """Forget a key."""
        with self._lock:
            self._base.execute("DELETE FROM asked WHERE key = ?", (key,))
