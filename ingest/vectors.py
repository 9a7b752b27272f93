"""What of a document is embedded, and the cache that keeps a vector for every text that was embedded once."""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document, together
from ingest.statement import Statement

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
_BATCH = 256  # texts embedded between two writes to the cache: what a killed ingest loses at most


@dataclass(frozen=True)
class Entry:
    """A text to embed: of which statement (by position) and as which part of it."""

    id: str
    text: str
    document: str
    part: str  # text, context, translation, sentence
    position: int
    version: str = ""  # of the document


def statement_entries(document: Document) -> Iterator[Entry]:
    """Yield what is embedded as a passage: text, text in context, translation, and single questions of a block.

    Layout lines carry their label in words ("Datum der Veranstaltung: …"), else "when" and "who" find nothing.

    Args:
        document: the document.

    Yields:
        Entries by statement, in order.
    """
    version = document.version
    for statement in document.statements:
        labelled = f"{statement.label}: {statement.text}" if statement.label else statement.text
        yield _entry(statement, "text", labelled, 0, version)
        # Without headings the context would be the same words once more.
        where = statement.section if document.sections else statement.section[1:]
        spoken = f"{statement.speaker}: {statement.quote}" if statement.speaker else labelled
        if (context := " > ".join((*where, spoken))) != labelled:
            yield _entry(statement, "context", context, 0, version)
        if statement.translation:
            yield _entry(statement, "translation", statement.translation, 0, version)
        for number, question in enumerate(_questions_in(statement.text)):
            yield _entry(statement, "sentence", question, number, version)


def _questions_in(text: str) -> list[str]:
    """Return the single questions of a block that holds more than one."""
    found = [part.strip() for part in re.findall(r"[^?]+\?", text)]
    return found if len(found) > 1 else []


def _entry(statement: Statement, part: str, text: str, number: int, version: str) -> Entry:
    return Entry(f"{statement.id}#{part}{number}", text, statement.document, part, statement.position, version)


def question_vectors(asked: Sequence[tuple[str, str]], embed: Embed) -> Vectors:
    """Embed questions; one that leans on another as the mean of both together and itself.

    Together alone, the earlier question outweighs what is new in this one: right first statement for 15 of 24
    follow-ups of `dev` and `val`, with the mean for 19, without the earlier question for 10.

    Args:
        asked: (earlier question or "", question) each.
        embed: embeds questions; (n, d) unit rows.

    Returns:
        (len(asked), d) unit rows.
    """
    texts = list(dict.fromkeys(text for before, question in asked for text in (together(before, question), question)))
    rows = embed(texts)
    place = {text: row for row, text in enumerate(texts)}
    vectors = rows[[place[together(*each)] for each in asked]] + rows[[place[question] for _, question in asked]]
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def embed_cached(
    path: Path, model: str, role: str, texts: Sequence[str], embed: Embed, progress: Callable[[int], None]
) -> Vectors:
    """Embed texts, taking from the cache those that were embedded before.

    Args:
        path: the cache's SQLite file; made where missing.
        model: the model's name; a vector counts for its model alone.
        role: "query" or "passage".
        texts: the texts.
        embed: embeds a batch; (n, d) unit rows.
        progress: told how many more texts are done, cached ones first.

    Returns:
        (len(texts), d), in the order of the texts.
    """
    keys = [hashlib.sha256(f"{model}\0{role}\0{text}".encode()).digest() for text in texts]
    with closing(sqlite3.connect(path)) as cache:
        cache.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
        known = _known(cache, keys)
        # Long texts together, so that a batch wastes little on padding.
        todo = sorted((i for i, key in enumerate(keys) if key not in known), key=lambda i: -len(texts[i]))
        progress(len(texts) - len(todo))
        for first in range(0, len(todo), _BATCH):
            batch = todo[first : first + _BATCH]
            rows = embed([texts[i] for i in batch])
            fresh = {keys[i]: row.astype(np.float32) for i, row in zip(batch, rows, strict=True)}
            with cache:
                cache.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?)", [(k, v.tobytes()) for k, v in fresh.items()]
                )
            known |= fresh
            progress(len(batch))
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), np.float32)


def _known(cache: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    known: dict[bytes, Vectors] = {}
    for first in range(0, len(keys), 500):  # SQLite binds a limited number of variables
        some = keys[first : first + 500]
        marks = ",".join("?" * len(some))
        for key, vector in cache.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some):
            known[key] = np.frombuffer(vector, np.float32)
    return known
