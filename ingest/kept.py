"""Documents that were read before: a file that did not change is not read again, nor after an ingest was killed."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.document import Document

_DOCUMENT = TypeAdapter(Document)


class Kept:
    """A table of documents by version, in one SQLite file."""

    def __init__(self, base: sqlite3.Connection) -> None:
        base.execute("CREATE TABLE IF NOT EXISTS documents (version TEXT PRIMARY KEY, document BLOB NOT NULL)")
        self._base = base

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["Kept"]:
        """Open the file; made where missing, and made anew where it is none of ours: it can be read together again.

        Args:
            path: of the file.

        Yields:
            The table.
        """
        try:
            with closing(sqlite3.connect(path)) as base:
                cls(base)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as base:
            yield cls(base)

    def __contains__(self, version: str) -> bool:
        found = self._base.execute("SELECT 1 FROM documents WHERE version = ?", (version,)).fetchone()
        return found is not None

    def get(self, version: str) -> Document | None:
        """Return a document.

        Args:
            version: of the document.

        Returns:
            The document, or None where it is not there or cannot be read.
        """
        row = self._base.execute("SELECT document FROM documents WHERE version = ?", (version,)).fetchone()
        try:
            return _DOCUMENT.validate_json(row[0]) if row else None
        except ValidationError:
            return None

    def put(self, document: Document) -> None:
        """Keep a document; it is on the disk when this returns."""
        with self._base:
            self._base.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?)", (document.version, _DOCUMENT.dump_json(document))
            )

    def forget_all_but(self, versions: Collection[str]) -> None:
        """Delete all documents but those of some versions."""
        there = [version for (version,) in self._base.execute("SELECT version FROM documents")]
        with self._base:
            self._base.executemany(
                "DELETE FROM documents WHERE version = ?", [(v,) for v in there if v not in versions]
            )


def version_of(print_of_file: str) -> str:
    """Return the version of a document: 16 hex digits over the print of its file and the code that reads it.

    After an upgrade every document is read again, since what is made of it may be another.
    """
    return hashlib.sha256(f"{print_of_file}\0{_code()}".encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """A hash of this package: code and tables."""
    digest = hashlib.sha256()
    for file in _files(resources.files("ingest")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _files(item)
        elif item.name.endswith((".py", ".toml")):
            yield item
