"""The vector store: Chroma through langchain-chroma, embedded or as a server. The one place that knows Chroma."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from sqlite3 import Error as SqliteError
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.vectors import Entry
from protokoll.errors import IndexMissingError, IndexWriteError, SettingsError

if TYPE_CHECKING:
    from chromadb import Collection
    from langchain_chroma import Chroma

Vectors = NDArray[np.float32]
_PAGE = 1000  # entries read at once: Chroma builds a Python float for each number
# ef_search has to exceed the number of neighbours asked for, else HNSW misses some of them.
_HNSW = {"hnsw": {"space": "cosine", "ef_search": 256, "ef_construction": 256, "max_neighbors": 32}}


def open_collection(folder: Path, url: str, name: str, vectors: Mapping[str, Vectors] | None = None) -> "Chroma":
    """Open a collection of the vector store.

    Args:
        folder: Chroma's folder, for the embedded store.
        url: of a Chroma server, "" for the embedded store.
        name: the collection; three characters at least.
        vectors: text → unit vector (d,) for the texts that will be added.

    Returns:
        LangChain's vector store.

    Raises:
        IndexMissingError: The folder is no Chroma store, or the server does not answer.
    """
    from langchain_chroma import Chroma

    try:
        return Chroma(
            client=_client(folder, url),
            collection_name=name,
            embedding_function=_Known(vectors) if vectors is not None else None,  # type: ignore[arg-type]
            collection_configuration=_HNSW,  # type: ignore[arg-type]
        )
    except _failures() as error:
        raise IndexMissingError(_unreachable(folder, url, error)) from error


def add(folder: Path, url: str, name: str, entries: Sequence[Entry], vectors: Mapping[str, Vectors]) -> None:
    """Add entries to a collection.

    Args:
        folder: Chroma's folder, for the embedded store.
        url: of a Chroma server, "" for the embedded store.
        name: the collection; made where missing.
        entries: any number.
        vectors: text → unit vector (d,) for their texts.

    Raises:
        IndexWriteError: The embedded store cannot be written.
        IndexMissingError: The server does not answer.
    """
    try:
        _add(open_collection(folder, url, name, vectors), entries)
    except _failures(IndexMissingError) as error:
        if url:
            raise IndexMissingError(_unreachable(folder, url, error)) from error
        raise IndexWriteError(f"the vector store {folder.name}: {error}") from error


def _add(store: "Chroma", entries: Sequence[Entry]) -> None:
    for first in range(0, len(entries), 4000):  # Chroma's batches are limited to 5,461 rows
        some = entries[first : first + 4000]
        store.add_texts(
            [entry.text for entry in some],
            metadatas=[{"document": e.document, "part": e.part, "position": e.position} for e in some],
            ids=[entry.id for entry in some],
        )


def read(folder: Path, url: str, name: str, document: str) -> tuple[list[str], list[dict[str, Any]], Vectors]:
    """Read a document's entries, past LangChain, whose import costs a cold question a quarter of a second.

    Args:
        folder: Chroma's folder, for the embedded store.
        url: of a Chroma server, "" for the embedded store.
        name: the collection.
        document: its id.

    Returns:
        Ids, metadata and vectors (n, d), in no particular order.

    Raises:
        IndexMissingError: The folder is no Chroma store, the server does not answer, or the collection is not there.
    """
    try:
        return _read(_client(folder, url).get_collection(name, embedding_function=None), document)
    except _failures() as error:
        raise IndexMissingError(_unreachable(folder, url, error)) from error


def entries(folder: Path, url: str, name: str) -> int:
    """Count a collection's entries, and ask it for one, so that a broken store is noticed.

    Args:
        folder: Chroma's folder, for the embedded store.
        url: of a Chroma server, "" for the embedded store.
        name: the collection.

    Returns:
        The number of entries; 0 where the collection is not there.

    Raises:
        IndexMissingError: The store cannot be read, or the server does not answer.
    """
    from chromadb.errors import NotFoundError

    if not url and not (folder / "chroma.sqlite3").exists():
        return 0  # Chroma would make an empty store
    try:
        collection = _client(folder, url).get_collection(name, embedding_function=None)
        first: Any = collection.get(limit=1, include=["embeddings"])
        if first["ids"]:
            collection.query(query_embeddings=first["embeddings"], n_results=1)
        return int(collection.count())
    except NotFoundError:
        return 0
    except _failures() as error:
        raise IndexMissingError(_unreachable(folder, url, error)) from error


def server_of(url: str) -> str:
    """Return the address of a Chroma server as it may be shown and compared: without what may be secret.

    Args:
        url: as set; "" for the embedded store.

    Returns:
        Scheme, host and port, or "".

    Raises:
        SettingsError: It is no such address, or has parts that Chroma's client would ignore.
    """
    if not url:
        return ""
    parts = urlsplit(url)
    example = "Example: http://127.0.0.1:8000"
    try:
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError as error:
        raise SettingsError(f"PROTOKOLL_CHROMA_URL has no usable port. {example}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"PROTOKOLL_CHROMA_URL is no address of a server. {example}")
    if parts.username or parts.password or parts.path.strip("/") or parts.query:
        raise SettingsError(
            "PROTOKOLL_CHROMA_URL has a user name, password or path, which Chroma's client ignores. Give scheme, host "
            f"and port alone; a token goes into CHROMA_CLIENT_AUTH_CREDENTIALS. {example}"
        )
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _failures(*also: type[Exception]) -> tuple[type[Exception], ...]:
    """What a store that is damaged or does not answer raises; imported late, for it takes a third of a second."""
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    return (ChromaError, HTTPError, SqliteError, ValueError, OSError, *also)


def _unreachable(folder: Path, url: str, error: Exception) -> str:
    if isinstance(error, IndexMissingError):
        return str(error)
    if url:
        return (
            f"The Chroma server at {server_of(url)} cannot be used: {error or type(error).__name__}. Start it, or mend "
            "PROTOKOLL_CHROMA_URL; an emptied one is filled again by: protokoll ingest"
        )
    return f"The vector store {folder} cannot be read ({error}). Run: protokoll ingest"


def _read(collection: "Collection", document: str) -> tuple[list[str], list[dict[str, Any]], Vectors]:
    ids: list[str] = []
    metadata: list[dict[str, Any]] = []
    vectors: list[Vectors] = []
    while True:
        rows: Any = collection.get(
            where={"document": document}, include=["embeddings", "metadatas"], limit=_PAGE, offset=len(ids)
        )
        ids += rows["ids"]
        metadata += rows["metadatas"]
        if rows["ids"]:
            vectors.append(np.asarray(rows["embeddings"], np.float32))
        if len(rows["ids"]) < _PAGE:
            return ids, metadata, np.concatenate(vectors) if vectors else np.zeros((0, 0), np.float32)


@cache
def _client(folder: Path, url: str) -> Any:  # noqa: ANN401 - Chroma's client types are private
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(str(folder), settings=quiet)
    parts = urlsplit(server_of(url))
    return chromadb.HttpClient(
        host=parts.hostname or "", port=parts.port or 8000, ssl=parts.scheme == "https", settings=quiet
    )


class _Known:
    """LangChain's Embeddings over vectors that are already there: LangChain's store embeds what it adds."""

    def __init__(self, vectors: Mapping[str, Vectors]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text].tolist() for text in texts]
