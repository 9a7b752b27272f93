"""What of a document is read by the encoder, and the cache that keeps what was read once."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from ingest.encoder import Passage
from ingest.passages import passages

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]  # called with the number of texts finished since the last call
_BATCH = 256  # texts read between two writes to the cache: what a killed ingest loses at most


def readings(document: Document) -> Iterator[tuple[int, str]]:
    """Yield what is read of each statement: its passage and, where there is one, its translation.

    Args:
        document: any.

    Yields:
        (position, text), sorted by position.
    """
    for statement, passage in zip(document.statements, passages(document), strict=True):
        yield statement.position, passage
        if statement.translation:
            label = f"{statement.label_en}: " if statement.label_en else ""
            yield statement.position, f"{label}{statement.translation}"


def cached(
    path: Path,
    name: str,
    texts: Sequence[str],
    work: Callable[[Sequence[str]], Sequence[bytes]],
    progress: Progress,
) -> list[bytes]:
    """Work on texts, taking from the cache those that were worked on before.

    Args:
        path: the cache's SQLite file; made where missing.
        name: of the work: model and role; a result counts for its name alone.
        texts: the texts.
        work: one result a text.
        progress: told how many more texts are done, cached ones first.

    Returns:
        The results, in the order of the texts.
    """
    keys = [hashlib.sha256(f"{name}\0{text}".encode()).digest() for text in texts]
    with closing(sqlite3.connect(path)) as cache:
        cache.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
        known = _known(cache, keys)
        # Long texts together, so that a batch wastes little on padding.
        todo = sorted({key: i for i, key in enumerate(keys) if key not in known}.values(), key=lambda i: -len(texts[i]))
        progress(len(texts) - len(todo))
        for first in range(0, len(todo), _BATCH):
            batch = todo[first : first + _BATCH]
            fresh = dict(zip([keys[i] for i in batch], work([texts[i] for i in batch]), strict=True))
            with cache:
                cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", list(fresh.items()))
            known |= fresh
            progress(len(batch))
    return [known[key] for key in keys]


def packed(passage: Passage) -> bytes:
    """Return a passage as the cache keeps it."""
    return passage.vector.astype(np.float32).tobytes() + passage.tokens.tobytes()


def unpacked(content: bytes, dimensions: int, width: int) -> Passage:
    """Return a passage from the cache.

    Args:
        content: as packed.
        dimensions: of the whole's vector.
        width: of a piece's.

    Returns:
        The passage.
    """
    cut = 4 * dimensions
    return Passage(np.frombuffer(content[:cut], np.float32), np.frombuffer(content[cut:], np.int8).reshape(-1, width))


def _known(cache: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    known: dict[bytes, bytes] = {}
    for first in range(0, len(keys), 500):  # SQLite binds a limited number of variables
        some = keys[first : first + 500]
        marks = ",".join("?" * len(some))
        known |= dict(cache.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some))
    return known
