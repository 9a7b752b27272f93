"""An index is written: what an unchanged document has in the index before is carried over, the rest is made."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from secrets import token_hex

import numpy as np
from numpy.typing import NDArray

from ingest.chroma import LONGER, Store, release
from ingest.digest import Digest
from ingest.document import Document
from ingest.embedding import SentenceTransformers, open_embedder
from ingest.encoder import Encoder, encoder_name
from ingest.index import DOCUMENTS, FORMAT, Index, Meta, digest_file, original_file, vocabulary_of
from ingest.passages import passages
from ingest.store import add, count_entries, remove
from ingest.swap import Stored
from ingest.vectors import cached, readings
from ingest.words import Vocabulary, words
from protokoll.settings import Settings

Progress = Callable[[str, int, int], None]
_WORN = 0.5  # of the entries of an embedded store may have been taken out before it is written anew


@dataclass(frozen=True)
class Writing:
    """What is to be written: the documents of an index, its hash, what was left out; `before` may be carried over."""

    settings: Settings
    identity: str
    documents: Sequence[Document]
    left_out: tuple[tuple[str, str], ...]
    before: Index | None
    progress: Progress

    def write(self) -> Path:
        """Write the index.

        Returns:
            Its folder, whose name ends with `.part` until it is put in use.

        Raises:
            IndexWriteError: The disk is full, or the folder cannot be written.
            IndexMissingError: The Chroma server does not answer.
            ModelError: The model is missing.
        """
        # Never the same name twice: Chroma keeps what it opened under a folder's name.
        folder = self.settings.data / f"index-{self.identity}-{token_hex(3)}.part"
        folder.mkdir(parents=True)
        (folder / "digests").mkdir()
        store = Store.of(self.settings, folder, LONGER)
        collection, removed = self._carry_entries(store, folder)
        kept = {document.version for document in self.before.documents} if self.before and collection else set()
        name = collection or f"statements-{token_hex(6)}"
        Stored(store.address, name, tuple(d.version for d in self.documents)).write(folder)
        self._digests(folder)
        self._add(store, name, folder, [document for document in self.documents if document.version not in kept])
        self._words(folder)
        (folder / "documents.json").write_bytes(DOCUMENTS.dump_json(list(self.documents)))
        originals = [original_file(folder, document).name for document in self.documents]
        (folder / "originals.json").write_text(json.dumps(originals), encoding="utf-8")
        meta = self._meta(name, store.address, removed)
        (folder / "meta.json").write_text(json.dumps(asdict(meta)), encoding="utf-8")
        release(store)
        return folder

    def _meta(self, collection: str, server: str, removed: int) -> Meta:
        counts = {
            "documents": len(self.documents),
            "statements": sum(len(document.statements) for document in self.documents),
            "questions": sum(len(document.questions) for document in self.documents),
        }
        return Meta(
            hash=self.identity,
            format=FORMAT,
            model=self.settings.embedding_model,
            encoder=encoder_name(),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            counts=counts,
            left_out=self.left_out,
            files={document.file: document.version for document in self.documents},
            collection=collection,
            server=server,
            removed=removed,
        )

    def _carry_entries(self, store: Store, folder: Path) -> tuple[str, int]:
        """Take over the entries of the documents that stay.

        Returns the collection that has them, "" where nothing can be taken over, and how many were taken out since the
        embedded store was last written as a whole.
        """
        before = self.before
        if before is None or before.meta.server != store.address or before.meta.encoder != encoder_name():
            return "", 0
        staying = {document.version for document in self.documents}
        gone = [document for document in before.documents if document.version not in staying]
        if store.url:  # old and new versions stand side by side until no index needs the old ones
            return before.meta.collection, 0
        leaving = sum(len(document.statements) for document in gone)
        removed = before.meta.removed + leaving
        if removed > _WORN * before.meta.counts["statements"] or not (before.folder / "chroma").is_dir():
            return "", 0
        _copy(before.folder / "chroma", folder / "chroma")
        remove(store, before.meta.collection, [document.version for document in gone])
        if count_entries(store, before.meta.collection) != before.meta.counts["statements"] - leaving:
            release(store)
            shutil.rmtree(folder / "chroma")
            return "", 0
        return before.meta.collection, removed

    def _digests(self, folder: Path) -> None:
        """Carry over what was made of documents that are there, and make the others."""
        before = self.before
        todo = []
        for document in self.documents:
            old = digest_file(before.folder, document) if before else None
            if old is not None and old.is_file():
                carry(old, digest_file(folder, document))
            else:
                todo.append(document)
        totals = {
            "passages": sum(len(list(readings(document))) for document in todo),
            "questions": sum(len(document.questions) for document in todo),
        }

        def told(step: str, more: int) -> None:
            if totals[step]:
                self.progress(step, more, totals[step])

        for document in todo:
            made = Digest.of(document, self._encoder, self.settings.data / "vectors.sqlite", told)
            made.save(digest_file(folder, document))

    @cached_property
    def _encoder(self) -> Encoder:  # loaded only for what no cache has
        return Encoder.load()

    def _add(self, store: Store, name: str, folder: Path, documents: Sequence[Document]) -> None:
        """Put the statements of documents into the vector store, by the encoder's vectors or another model's."""
        embedder = open_embedder(self.settings) if documents else None
        for document in documents:
            if embedder is None:
                vectors = Digest.open(digest_file(folder, document)).vectors
            else:
                vectors = self._embedded(embedder, passages(document))
            if document.statements:
                add(store, name, document, np.asarray(vectors))

    def _embedded(self, embedder: SentenceTransformers, texts: Sequence[str]) -> NDArray[np.float32]:
        def work(some: Sequence[str]) -> list[bytes]:
            return [row.tobytes() for row in embedder.passages(some)]

        cache = self.settings.data / "vectors.sqlite"
        rows = cached(cache, f"{embedder.name}\0passage", texts, work, lambda more: None)
        return np.array([np.frombuffer(row, np.float32) for row in rows], np.float32)

    def _words(self, folder: Path) -> None:
        """Write the vocabulary, and the BM25 index over all statements in order."""
        import bm25s

        vocabulary = vocabulary_of(self.documents)
        _save_vocabulary(folder, vocabulary)
        statements = [statement for document in self.documents for statement in document.statements]
        tokens = []
        for number, statement in enumerate(statements, start=1):
            own = words(f"{statement.label or ''} {statement.text}", "de", vocabulary)
            tokens.append(own + words(statement.translation or "", "en"))
            if number % 1000 == 0 or number == len(statements):
                self.progress("words", 1000 if number % 1000 == 0 else number % 1000, len(statements))
        if not any(tokens):
            return
        index = bm25s.BM25()
        index.index(tokens, show_progress=False)
        index.save(folder / "words")


def _save_vocabulary(folder: Path, vocabulary: Vocabulary) -> None:
    kept = {"counts": dict(vocabulary.counts), "nouns": sorted(vocabulary.nouns)}
    (folder / "vocabulary.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def carry(old: Path, new: Path) -> None:
    """Take over a file that never changes: by a link where the disk has them, else by a copy."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def _copy(old: Path, new: Path) -> None:
    """Copy an embedded store; its base through SQLite, which gives a whole one whoever has it open."""
    shutil.copytree(old, new, ignore=shutil.ignore_patterns("chroma.sqlite3*"))
    base = "chroma.sqlite3"
    with closing(sqlite3.connect(old / base)) as source, closing(sqlite3.connect(new / base)) as copy:
        source.backup(copy)
