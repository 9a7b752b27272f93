"""One SQLite file in which the server keeps notes for the editors, for some days."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from protokoll.errors import ServeError
from protokoll.settings import Settings


@dataclass(frozen=True)
class Notebook:
    """A file with one table, both called `name`.

    `moment` is the column that says from when a row is, `stamp` how a moment is written there, `prepare` makes the
    table in a new file, or mends it in an older one; editors are shown `columns` in this `order`.
    """

    name: str
    moment: str
    stamp: Callable[[datetime], str]
    prepare: Callable[[sqlite3.Connection], object]
    columns: tuple[str, ...]
    order: str

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.sqlite3"

    def path(self, settings: Settings) -> Path:
        """Return where the file is."""
        return settings.data / self.file

    def now(self) -> str:
        """Return this moment as it is written in a row."""
        return self.stamp(datetime.now(UTC))

    @contextmanager
    def opened(self, settings: Settings, purpose: str = "written") -> Iterator[sqlite3.Connection]:
        """While this lasts, the file is open; what was changed is kept unless something fails.

        Args:
            settings: where it is.
            purpose: "written" or "read", for the message.

        Yields:
            The connection.

        Raises:
            ServeError: The file cannot be written or read.
        """
        try:
            with closing(sqlite3.connect(self.path(settings), timeout=5)) as base, base:
                base.execute("pragma secure_delete = on")  # what is deleted leaves no bytes in the file
                self.prepare(base)
                yield base
        except (sqlite3.Error, OSError) as error:
            damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
            hint = "It is damaged: move it away, and a new one is made." if damaged else "Check PROTOKOLL_DATA."
            raise ServeError(f"{self.path(settings)} cannot be {purpose} ({error}). {hint}") from error

    def rows(self, settings: Settings) -> Iterator[dict[str, Any]]:
        """Yield what is kept; what is older than `feedback_days` is deleted before.

        Args:
            settings: where it is.

        Yields:
            One dict for each row, with the names of the columns.

        Raises:
            ServeError: The file cannot be read.
        """
        if not self.path(settings).exists():
            return
        names = ", ".join(f'"{name}"' for name in self.columns)
        with self.opened(settings, "read") as base:
            self.delete_old(base, settings.feedback_days)
            for row in base.execute(f"select {names} from {self.name} order by {self.order}"):
                yield dict(zip(self.columns, row, strict=True))

    def delete_old(self, base: sqlite3.Connection, days: int) -> int:
        """Delete what is that many days old or older, 0 for all; returns how many rows."""
        oldest = self.stamp(datetime.now(UTC) - timedelta(days=days))
        return base.execute(f"delete from {self.name} where {self.moment} <= ?", (oldest,)).rowcount

    def purge(self, settings: Settings, days: int | None = None) -> int:
        """Delete what is old, in a file that may not be there.

        Args:
            settings: where it is.
            days: age in days, that of the settings where left out; 0 deletes all.

        Returns:
            How many rows were deleted.

        Raises:
            ServeError: The file cannot be written.
        """
        if not self.path(settings).exists():
            return 0
        with self.opened(settings) as base:
            return self.delete_old(base, settings.feedback_days if days is None else days)
