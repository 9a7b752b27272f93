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
from secrets import token_hex
from sqlite3 import Error as SqliteError

import numpy as np
from numpy.typing import NDArray

from ingest.corpus import Corpus, Place, fingerprint, scan
from ingest.document import Document
from ingest.embedding import Embedder, open_document_embedder
from ingest.index import (
    DOCUMENTS,
    FORMAT,
    Index,
    Meta,
    current,
    original_file,
    questions_file,
    statements_name,
    vocabulary_of,
)
from ingest.load import load
from ingest.readers import FORMATS
from ingest.sandbox import worker
from ingest.store import add, server_of
from ingest.vectors import Embed, Entry, embed_cached, question_vectors, statement_entries
from ingest.words import words
from protokoll.errors import DocumentError, IndexMissingError, IndexWriteError, IngestRunningError, ModelError
from protokoll.settings import Settings

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Summary:
    """What an ingest did. `changed` is False where the index was already the one asked for.

    `rebuilt` says why an index for the same corpus was made anew: it was damaged.
    """

    changed: bool
    meta: Meta
    documents: tuple[Document, ...]
    rebuilt: str = ""


def build(settings: Settings, paths: Sequence[Path], progress: Progress) -> Summary:
    """Index the documents at the paths; the index holds exactly these afterwards.

    Args:
        settings: where and with which model.
        paths: files or folders.
        progress: told the name of a step, how much more of it is done, and how much there is.

    Returns:
        The summary. A file that cannot be read is left out with a note; it stops nobody else's.

    Raises:
        DocumentError: There is nothing to index: no document at the paths, or none that can be read.
        IngestRunningError: Another ingest is running on the same folder.
        IndexWriteError: The folder cannot be written, or the disk is full.
        IndexMissingError: The Chroma server does not answer.
    """
    corpus = scan(paths)
    with _writing(settings.data):
        before = _before(settings)
        same = before is not None and before.meta.hash == _identity(settings, _fingerprints(corpus))
        damage = before.damage() if before is not None and same else ""
        if before is not None and same and not damage:
            _tidy(settings.data, keep=before.folder.name)
            return Summary(False, before.meta, before.documents)
        documents, left_out, prints = _read(corpus, settings.data, progress)
        if not documents:
            _refuse_emptiness(corpus, left_out, paths, indexed=before is not None)
        identity = _identity(settings, prints)
        # Never the same name twice: Chroma keeps what it opened under a folder's name.
        folder = settings.data / f"index-{identity}-{token_hex(3)}.part"
        meta = _write(folder, settings, documents, identity, left_out, progress)
        _swap(folder, settings.data)
    return Summary(True, meta, tuple(documents), damage)


def _fingerprints(corpus: Corpus) -> list[str]:
    """One for each file; one that cannot be read has none of its own."""
    return [_fingerprint_of(place) for place in corpus.places]


def _fingerprint_of(place: Place) -> str:
    try:
        return fingerprint(place.read())
    except DocumentError as error:
        return f"{place.name}: {error}"


def _identity(settings: Settings, prints: Sequence[str]) -> str:
    """Hash of everything an index is made of."""
    parts = [str(FORMAT), settings.embedding_model, server_of(settings.chroma_url), *prints]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _before(settings: Settings) -> Index | None:
    """Return the index in use, None where there is none that can be opened."""
    try:
        return Index.open(settings)
    except (IndexMissingError, ModelError):
        return None


def _read(corpus: Corpus, data: Path, progress: Progress) -> tuple[list[Document], list[tuple[str, str]], list[str]]:
    """Read the documents, each once: what is hashed is what was read. The originals are kept by their hash.

    Returns the documents, what was left out and why, and the fingerprint of every file.
    """
    documents: list[Document] = []
    left_out, prints = list(corpus.left_out), []
    kept = data / "originals"
    kept.mkdir(exist_ok=True)
    with worker() as reader:
        for place in corpus.places:
            try:
                file = place.read()
            except DocumentError as error:
                left_out.append((place.name, str(error)))
                prints.append(f"{place.name}: {error}")
                continue
            prints.append(fingerprint(file))
            try:
                documents.append(load(file, reader.read(file.ending, file.data)))
                _keep(original_file(data, documents[-1]), file.data)
            except DocumentError as error:
                left_out.append((place.name, str(error)))
            progress("read", 1, len(corpus.places))
    return documents, left_out, prints


def _keep(path: Path, data: bytes) -> None:
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(data)
        os.replace(part, path)


def _refuse_emptiness(
    corpus: Corpus, left_out: Sequence[tuple[str, str]], paths: Sequence[Path], *, indexed: bool
) -> None:
    """Go on without a document only where all were taken away: then the index is emptied."""
    where = ", ".join(map(str, paths))
    if corpus.places:
        reasons = "\n".join(f"  {name} {why}" for name, why in left_out)
        raise DocumentError(f"{where} holds no document that can be read. The old index is untouched.\n{reasons}")
    if not indexed or left_out:
        reasons = "".join(f"\n  {name} {why}" for name, why in left_out)
        raise DocumentError(f"{where} holds no document ({', '.join(FORMATS)}). Put a protocol there.{reasons}")


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
    except (OSError, SqliteError, IndexWriteError) as error:
        raise IndexWriteError(
            f"{data.resolve()} cannot be written: {error}. The old index is untouched. Free some space or set "
            "PROTOKOLL_DATA to a folder that can be written."
        ) from error


def _write(
    folder: Path,
    settings: Settings,
    documents: list[Document],
    identity: str,
    left_out: list[tuple[str, str]],
    progress: Progress,
) -> Meta:
    folder.mkdir(parents=True)
    passages = [entry for document in documents for entry in statement_entries(document)]
    embedder = open_document_embedder(settings)
    _store(folder, settings, embedder, identity, passages, progress)
    _store_questions(folder, settings, embedder, documents, progress)
    _index_words(folder / "words", documents)
    (folder / "documents.json").write_bytes(DOCUMENTS.dump_json(documents))
    names = [original_file(folder, document).name for document in documents]
    (folder / "originals.json").write_text(json.dumps(names), encoding="utf-8")
    counts = {
        "documents": len(documents),
        "statements": sum(len(document.statements) for document in documents),
        "questions": (questions := sum(len(document.questions) for document in documents)),
        "passages": len(passages),
        "vectors": len(passages) + questions,
    }
    created = datetime.now(UTC).isoformat(timespec="seconds")
    meta = Meta(identity, FORMAT, settings.embedding_model, created, counts, tuple(left_out))
    (folder / "meta.json").write_text(json.dumps(asdict(meta)), encoding="utf-8")
    return meta


def _store(
    folder: Path, settings: Settings, embedder: Embedder, identity: str, entries: list[Entry], progress: Progress
) -> None:
    texts = list(dict.fromkeys(entry.text for entry in entries))
    if not texts:
        return
    rows = _embedded(settings, "passage", embedder.passages, texts, progress)
    known = dict(zip(texts, rows, strict=True))
    add(folder / "chroma", settings.chroma_url, statements_name(identity), entries, known)


def _store_questions(
    folder: Path, settings: Settings, embedder: Embedder, documents: list[Document], progress: Progress
) -> None:
    (folder / "questions").mkdir()
    if not documents:
        return
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
    if not any(tokens):
        return
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
    folder.rename(final)
    pointer = data / "current.part"
    pointer.write_text(final.name, encoding="utf-8")
    os.replace(pointer, data / "current")
    _tidy(data, keep=final.name, also=before)


def _tidy(data: Path, *, keep: str, also: str = "") -> None:
    """Remove what no longer counts: old indexes, what a killed ingest left, originals that no index names.

    The index before stays: a server may still be reading it.
    """
    names = sorted(data.glob("index-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    others = [folder for folder in names if folder.name != keep and folder.suffix != ".part"]
    kept = {keep, also or (others[0].name if others else "")}
    for folder in names:
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    named = "".join(file.read_text(encoding="utf-8") for file in data.glob("index-*/originals.json"))
    for file in (data / "originals").glob("*"):
        if file.name not in named:
            file.unlink(missing_ok=True)
