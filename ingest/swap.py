"""An index is put in use by one rename, and what no longer counts is removed: folders, originals, a server's entries.

Whoever reads an index for long holds it (`hold`); what is held is not removed. The index before stays as well, for
those who opened it and do not hold it.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest.chroma import Store, release
from ingest.index import current
from ingest.store import drop, remove
from protokoll.errors import IndexMissingError
from protokoll.settings import Settings

try:
    import fcntl
except ImportError:  # Windows: there the index before is kept, and no more
    fcntl = None  # type: ignore[assignment]

_HELD = "meta.json"  # the file of an index that its readers lock together


@dataclass(frozen=True)
class Stored:
    """Where in a Chroma server an index has its entries: written into its folder before the first of them is added."""

    server: str
    collection: str
    versions: tuple[str, ...]

    def write(self, folder: Path) -> None:
        """Write it into an index's folder."""
        row = {"server": self.server, "collection": self.collection, "versions": self.versions}
        (folder / "stored.json").write_text(json.dumps(row), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Stored | None":
        """Read it from an index's folder; None where it has none or a broken one."""
        try:
            row: dict[str, Any] = json.loads((folder / "stored.json").read_text(encoding="utf-8"))
            return cls(row["server"], row["collection"], tuple(row["versions"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold an index while it is read: no ingest removes its folder meanwhile. A process that dies holds nothing."""
    with (folder / _HELD).open("rb") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_SH)
        yield


def _is_held(folder: Path) -> bool:
    if fcntl is None or not (folder / _HELD).exists():
        return False
    file: IO[bytes]
    with (folder / _HELD).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def newest(data: Path) -> str:
    """Return the name of the index in use, "" where there is none."""
    try:
        return current(data).name
    except IndexMissingError:
        return ""


def swap(folder: Path, settings: Settings) -> None:
    """Give a finished index its name, point to it, and remove what no longer counts.

    Args:
        folder: of the index, its name with `.part`.
        settings: where the indexes are.
    """
    data = settings.data
    try:
        before = current(data).name
    except IndexMissingError:
        before = ""
    final = folder.with_suffix("")
    folder.rename(final)
    pointer = data / "current.part"
    pointer.write_text(final.name, encoding="utf-8")
    os.replace(pointer, data / "current")
    tidy(settings, keep=final.name, also=before)


def tidy(settings: Settings, *, keep: str, also: str = "") -> None:
    """Remove old indexes that nobody holds, what a killed ingest left, and originals that no index names.

    Args:
        settings: where the indexes are, and the Chroma server, if any.
        keep: name of the index in use.
        also: name of the one before; "" for the youngest other.
    """
    data = settings.data
    names = sorted(data.glob("index-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    others = [folder for folder in names if folder.name != keep and folder.suffix != ".part"]
    kept = {keep, also or (others[0].name if others else "")}
    stale = [folder for folder in names if folder.name not in kept and not _is_held(folder)]
    _tidy_server(settings, stale, [folder for folder in names if folder not in stale])
    for folder in stale:
        shutil.rmtree(folder, ignore_errors=True)
    named = "".join(file.read_text(encoding="utf-8") for file in data.glob("index-*/originals.json"))
    for file in (data / "originals").glob("*"):
        if file.name not in named:
            file.unlink(missing_ok=True)


def _tidy_server(settings: Settings, stale: Collection[Path], staying: Collection[Path]) -> None:
    """Take out of the Chroma server what only old indexes have there; one that does not answer is left as it is."""
    if not settings.chroma_url:
        return
    needed: dict[str, set[str]] = {}
    for stored in filter(None, map(Stored.read, staying)):
        needed.setdefault(stored.collection, set()).update(stored.versions)
    for folder in stale:
        old, store = Stored.read(folder), Store.of(settings, folder)
        if old is None or old.server != store.address:
            continue
        with suppress(IndexMissingError):
            if old.collection not in needed:
                drop(store, old.collection)
            elif gone := sorted(set(old.versions) - needed[old.collection]):
                remove(store, old.collection, gone)
        release(store)
