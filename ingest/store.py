"""The vector store: Chroma through langchain-chroma, embedded or as a server. The one place that knows Chroma."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
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
    from chromadb.errors import ChromaError
    from langchain_chroma import Chroma

    try:
        return Chroma(
            client=_client(folder, url),
            collection_name=name,
            embedding_function=_Known(vectors) if vectors is not None else None,  # type: ignore[arg-type]
            collection_configuration=_HNSW,  # type: ignore[arg-type]
        )
    except (ChromaError, ValueError, OSError) as error:
        raise IndexMissingError(f"The vector store at {url or folder} cannot be opened: {error}") from error


def add(store: "Chroma", entries: Sequence[Entry]) -> None:
    """Add entries whose vectors the store was opened with.

    Args:
        store: opened with the vectors of the entries' texts.
        entries: any number.

    Raises:
        IndexWriteError: The store cannot be written.
    """
    from chromadb.errors import ChromaError

    try:
        _add(store, entries)
    except ChromaError as error:
        raise IndexWriteError(f"The vector store cannot be written: {error}") from error


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
    from chromadb.errors import ChromaError

    try:
        return _read(_client(folder, url).get_collection(name, embedding_function=None), document)
    except (ChromaError, ValueError, OSError) as error:
        raise IndexMissingError(f"The vector store at {url or folder} cannot be read: {error}") from error


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
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"PROTOKOLL_CHROMA_URL is no address: {url!r}. Example: http://127.0.0.1:8000")
    return chromadb.HttpClient(
        host=parts.hostname, port=parts.port or 8000, ssl=parts.scheme == "https", settings=quiet
    )


class _Known:
    """LangChain's Embeddings over vectors that are already there: LangChain's store embeds what it adds."""

    def __init__(self, vectors: Mapping[str, Vectors]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text].tolist() for text in texts]
