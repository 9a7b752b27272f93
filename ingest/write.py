"""An index is written: what an unchanged document has in the index before is carried over, the rest is made."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from secrets import token_hex

import numpy as np
from numpy.typing import NDArray

from ingest.chroma import LONGER, Store, release
from ingest.document import Document
from ingest.embedding import Embedder, open_document_embedder
from ingest.index import DOCUMENTS, FORMAT, Index, Meta, original_file, questions_file, vocabulary_of
from ingest.store import add, count_entries, remove
from ingest.swap import Stored
from ingest.vectors import Entry, embed_cached, question_vectors, statement_entries
from ingest.words import Vocabulary, words
from protokoll.settings import Settings

Progress = Callable[[str, int, int], None]
_GROUP = 4000  # entries embedded and added in one go: what is held in memory at once
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
        (folder / "questions").mkdir()
        store = Store.of(self.settings, folder, LONGER)
        collection, removed = self._carry_entries(store, folder)
        kept = {document.version for document in self.before.documents} if self.before and collection else set()
        name = collection or f"statements-{token_hex(6)}"
        Stored(store.address, name, tuple(d.version for d in self.documents)).write(folder)
        self._add_entries(store, name, [document for document in self.documents if document.version not in kept])
        self._questions(folder)
        self._words(folder)
        (folder / "documents.json").write_bytes(DOCUMENTS.dump_json(list(self.documents)))
        originals = [original_file(folder, document).name for document in self.documents]
        (folder / "originals.json").write_text(json.dumps(originals), encoding="utf-8")
        meta = self._meta(name, store.address, removed)
        (folder / "meta.json").write_text(json.dumps(asdict(meta)), encoding="utf-8")
        release(store)
        return folder

    def _meta(self, collection: str, server: str, removed: int) -> Meta:
        passages, questions = self._passages, sum(len(document.questions) for document in self.documents)
        counts = {
            "documents": len(self.documents),
            "statements": sum(len(document.statements) for document in self.documents),
            "questions": questions,
            "passages": passages,
            "vectors": passages + questions,
        }
        return Meta(
            hash=self.identity,
            format=FORMAT,
            model=self.settings.embedding_model,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            counts=counts,
            left_out=self.left_out,
            files={document.file: document.version for document in self.documents},
            collection=collection,
            server=server,
            removed=removed,
        )

    @cached_property
    def _passages(self) -> int:
        return sum(1 for document in self.documents for _ in statement_entries(document))

    def _carry_entries(self, store: Store, folder: Path) -> tuple[str, int]:
        """Take over the entries of the documents that stay.

        Returns the collection that has them, "" where nothing can be taken over, and how many were taken out since the
        embedded store was last written as a whole.
        """
        before = self.before
        if before is None or before.meta.server != store.address:
            return "", 0
        staying = {document.version for document in self.documents}
        gone = [document for document in before.documents if document.version not in staying]
        if store.url:  # old and new versions stand side by side until no index needs the old ones
            return before.meta.collection, 0
        leaving = sum(1 for document in gone for _ in statement_entries(document))
        removed = before.meta.removed + leaving
        if removed > _WORN * before.meta.counts["passages"] or not (before.folder / "chroma").is_dir():
            return "", 0
        _copy(before.folder / "chroma", folder / "chroma")
        remove(store, before.meta.collection, [document.version for document in gone])
        if count_entries(store, before.meta.collection) != before.meta.counts["passages"] - leaving:
            release(store)
            shutil.rmtree(folder / "chroma")
            return "", 0
        return before.meta.collection, removed

    def _add_entries(self, store: Store, name: str, documents: Sequence[Document]) -> None:
        """Embed and add the entries of documents, some thousand at a time."""
        total = sum(1 for document in documents for _ in statement_entries(document))
        for group in _grouped(documents):
            texts = list(dict.fromkeys(entry.text for entry in group))
            done = 0

            def told(more: int) -> None:
                nonlocal done
                done += more
                self.progress("passages", more, total)

            rows = self._embedded("passage", texts, told)
            add(store, name, group, dict(zip(texts, rows, strict=True)))
            told(len(group) - done)  # equal texts are embedded once

    def _questions(self, folder: Path) -> None:
        """Carry over the vectors of the banks that are there, and make the others."""
        todo: list[Document] = []
        for document in self.documents:
            old = questions_file(self.before.folder, document) if self.before else None
            if old is not None and old.exists():
                carry(old, questions_file(folder, document))
            else:
                todo.append(document)
        if not todo:
            return
        asked = [(question.before, question.question) for document in todo for question in document.questions]

        def embed(texts: Sequence[str]) -> NDArray[np.float32]:
            return self._embedded("query", texts, lambda more: self.progress("questions", more, len(texts)))

        rows = question_vectors(asked, embed)
        ends = np.cumsum([len(document.questions) for document in todo])
        for document, own in zip(todo, np.split(rows, ends[:-1]), strict=True):
            np.save(questions_file(folder, document), own)

    @cached_property
    def _embedder(self) -> Embedder:  # opened only for texts that no cache has: it takes seconds
        return open_document_embedder(self.settings)

    def _embedded(self, role: str, texts: Sequence[str], told: Callable[[int], None]) -> NDArray[np.float32]:
        def embed(batch: Sequence[str]) -> NDArray[np.float32]:
            return self._embedder.queries(batch) if role == "query" else self._embedder.passages(batch)

        return embed_cached(
            self.settings.data / "vectors.sqlite", self.settings.embedding_model, role, texts, embed, told
        )

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


def _grouped(documents: Sequence[Document]) -> Iterator[list[Entry]]:
    """Yield the entries of documents in groups of some thousand, a document's together."""
    group: list[Entry] = []
    for document in documents:
        group += statement_entries(document)
        if len(group) >= _GROUP:
            yield group
            group = []
    if group:
        yield group


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
