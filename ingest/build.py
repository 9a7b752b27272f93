"""Documents become an index: beside the one in use, then swapped in by one rename."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Error as SqliteError

import numpy as np
from numpy.typing import NDArray

from ingest.companions import LARGEST_FILE
from ingest.document import Document
from ingest.embedding import Embedder, open_document_embedder
from ingest.index import (
    DOCUMENTS,
    FORMAT,
    Index,
    Meta,
    current,
    questions_file,
    statements_name,
    vocabulary_of,
)
from ingest.load import find_documents, load
from ingest.store import add, open_collection
from ingest.vectors import Embed, Entry, embed_cached, question_vectors, statement_entries
from ingest.words import words
from protokoll.errors import DocumentError, IndexMissingError, IndexWriteError, IngestRunningError, ModelError
from protokoll.settings import Settings

_COMPANIONS = (".toml", ".en.tsv", ".questions.jsonl")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Summary:
    """What an ingest did. `changed` is False where the index was already the one asked for."""

    changed: bool
    meta: Meta
    warnings: tuple[str, ...]


def build(settings: Settings, paths: Sequence[Path], progress: Progress) -> Summary:
    """Index the documents at the paths; the index holds exactly these afterwards.

    Args:
        settings: where and with which model.
        paths: files or folders.
        progress: told the name of a step, how much more of it is done, and how much there is.

    Returns:
        The summary.

    Raises:
        DocumentError: A document cannot be read.
        IngestRunningError: Another ingest is running on the same folder.
        IndexWriteError: The folder cannot be written, or the disk is full.
    """
    files = [file for path in paths for file in find_documents(path)]
    _check_names(files)
    identity = _identity(files, settings.embedding_model)
    with _writing(settings.data):
        if unchanged := _unchanged(settings, identity):
            return Summary(False, unchanged, ())
        documents = []
        for file in files:
            documents.append(load(file))
            progress("read", 1, len(files))
        folder = settings.data / f"index-{identity}.part"
        shutil.rmtree(folder, ignore_errors=True)
        meta = _write(folder, settings, documents, identity, progress)
        _swap(folder, settings.data)
    return Summary(True, meta, tuple(warning for document in documents for warning in document.warnings))


def _check_names(files: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for file in files:
        if file.stem in seen:
            raise DocumentError(
                f"{seen[file.stem]} and {file} have the same name. Rename one: it is the document's id."
            )
        seen[file.stem] = file


def _identity(files: Sequence[Path], model: str) -> str:
    """Hash of everything an index is made of."""
    digest = hashlib.sha256(f"{FORMAT}\0{model}".encode())
    for file in files:
        for part in (file, *(file.with_suffix(suffix) for suffix in _COMPANIONS)):
            if part.exists():
                if part.stat().st_size > LARGEST_FILE:
                    raise DocumentError(f"{part} is larger than {LARGEST_FILE // 10**6} MB.")
                digest.update(part.name.encode() + b"\0" + hashlib.sha256(part.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _unchanged(settings: Settings, identity: str) -> Meta | None:
    try:
        index = Index.open(settings)
    except (IndexMissingError, ModelError):
        return None
    return index.meta if index.meta.hash == identity else None


@contextmanager
def _writing(data: Path) -> Iterator[None]:
    """Hold the folder's lock and name the folder in every error of the disk."""
    from filelock import FileLock, Timeout

    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / "ingest.lock", timeout=0):
            yield
    except Timeout as error:
        raise IngestRunningError(
            f"Another ingest is writing to {data.resolve()}. Wait for it, or set PROTOKOLL_DATA to another folder."
        ) from error
    except (OSError, SqliteError, IndexMissingError, IndexWriteError) as error:
        raise IndexWriteError(
            f"{data.resolve()} cannot be written: {error}. The old index is untouched. Free some space or set "
            "PROTOKOLL_DATA to a folder that can be written."
        ) from error


def _write(
    folder: Path, settings: Settings, documents: list[Document], identity: str, progress: Progress
) -> Meta:
    folder.mkdir(parents=True)
    passages = [entry for document in documents for entry in statement_entries(document)]
    embedder = open_document_embedder(settings)
    _store(folder, settings, embedder, identity, passages, progress)
    _store_questions(folder, settings, embedder, documents, progress)
    _index_words(folder / "words", documents)
    (folder / "documents.json").write_bytes(DOCUMENTS.dump_json(documents))
    counts = {
        "documents": len(documents),
        "statements": sum(len(document.statements) for document in documents),
        "questions": (questions := sum(len(document.questions) for document in documents)),
        "vectors": len(passages) + questions,
    }
    meta = Meta(identity, FORMAT, settings.embedding_model, datetime.now(UTC).isoformat(timespec="seconds"), counts)
    (folder / "meta.json").write_text(json.dumps(asdict(meta)), encoding="utf-8")
    return meta


def _store(
    folder: Path, settings: Settings, embedder: Embedder, identity: str, entries: list[Entry], progress: Progress
) -> None:
    texts = list(dict.fromkeys(entry.text for entry in entries))
    rows = _embedded(settings, "passage", embedder.passages, texts, progress)
    known = dict(zip(texts, rows, strict=True))
    add(open_collection(folder / "chroma", settings.chroma_url, statements_name(identity), known), entries)


def _store_questions(
    folder: Path, settings: Settings, embedder: Embedder, documents: list[Document], progress: Progress
) -> None:
    (folder / "questions").mkdir()
    asked = [(question.before, question.question) for document in documents for question in document.questions]

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return _embedded(settings, "query", embedder.queries, texts, progress)

    rows = question_vectors(asked, embed)
    ends = np.cumsum([len(document.questions) for document in documents])
    for document, own in zip(documents, np.split(rows, ends[:-1]), strict=True):
        np.save(questions_file(folder, document), own)


def _embedded(
    settings: Settings, role: str, embed: Embed, texts: Sequence[str], progress: Progress
) -> NDArray[np.float32]:
    step = {"query": "questions", "passage": "passages"}[role]
    cache, model = settings.data / "vectors.sqlite", settings.embedding_model
    return embed_cached(cache, model, role, texts, embed, lambda more: progress(step, more, len(texts)))


def _index_words(folder: Path, documents: list[Document]) -> None:
    import bm25s

    vocabulary = vocabulary_of(documents)
    tokens = [
        words(f"{statement.label or ''} {statement.text}", "de", vocabulary) + words(statement.translation or "", "en")
        for document in documents
        for statement in document.statements
    ]
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    index.save(folder)


def _swap(folder: Path, data: Path) -> None:
    """Give the finished index its name, point to it, and remove those before the one that was in use."""
    try:
        before = current(data).name
    except IndexMissingError:
        before = ""
    final = folder.with_suffix("")
    shutil.rmtree(final, ignore_errors=True)
    folder.rename(final)
    pointer = data / "current.part"
    pointer.write_text(final.name, encoding="utf-8")
    os.replace(pointer, data / "current")
    for old in data.glob("index-*"):
        # The one before stays: a server may still be reading it.
        if old.name not in (final.name, before):
            shutil.rmtree(old, ignore_errors=True)
