"""The vector store: Chroma through langchain-chroma. What is written to it and asked of it."""

from collections.abc import Collection as Several
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.chroma import Store, asked, failures, unreachable
from ingest.vectors import Entry
from protokoll.errors import IndexMissingError, IndexWriteError

if TYPE_CHECKING:
    from chromadb import Collection
    from langchain_chroma import Chroma

Vectors = NDArray[np.float32]
_PAGE = 1000  # entries read at once: Chroma builds a Python float for each number
# ef_search has to exceed the number of neighbours asked for, else HNSW misses some of them.
_HNSW = {"hnsw": {"space": "cosine", "ef_search": 256, "ef_construction": 256, "max_neighbors": 32}}
_MOST_NAMED = 200  # versions named in one request


def open_collection(store: Store, name: str, vectors: Mapping[str, Vectors] | None = None) -> "Chroma":
    """Open a collection of the vector store.

    Args:
        store: where it is.
        name: the collection; three characters at least.
        vectors: text → unit vector (d,) for the texts that will be added.

    Returns:
        LangChain's vector store.

    Raises:
        IndexMissingError: The folder is no Chroma store, or the server does not answer.
    """
    from langchain_chroma import Chroma

    return asked(
        store,
        lambda opened: Chroma(
            client=opened,
            collection_name=name,
            embedding_function=_Known(vectors) if vectors is not None else None,  # type: ignore[arg-type]
            collection_configuration=_HNSW,  # type: ignore[arg-type]
        ),
    )


def add(store: Store, name: str, entries: Sequence[Entry], vectors: Mapping[str, Vectors]) -> None:
    """Add entries to a collection; those that are there already are written once more.

    Args:
        store: where it is.
        name: the collection; made where missing.
        entries: any number.
        vectors: text → unit vector (d,) for their texts.

    Raises:
        IndexWriteError: The embedded store cannot be written.
        IndexMissingError: The server does not answer.
    """
    try:
        _add(open_collection(store, name, vectors), entries)
    except failures(IndexMissingError) as error:
        if store.url:
            raise IndexMissingError(unreachable(store, error)) from error
        raise IndexWriteError(f"the vector store {store.folder.name}: {error}") from error


def _add(opened: "Chroma", entries: Sequence[Entry]) -> None:
    for first in range(0, len(entries), 4000):  # Chroma's batches are limited to 5,461 rows
        some = entries[first : first + 4000]
        opened.add_texts(
            [entry.text for entry in some],
            metadatas=[
                {"document": e.document, "version": e.version, "part": e.part, "position": e.position} for e in some
            ],
            ids=[f"{entry.version}/{entry.id}" for entry in some],
        )


def remove(store: Store, name: str, versions: Sequence[str]) -> None:
    """Remove all entries of versions of documents.

    Args:
        store: where it is.
        name: the collection; nothing happens where it is not there.
        versions: of documents.

    Raises:
        IndexMissingError: The store cannot be used.
    """
    from chromadb.errors import NotFoundError

    for first in range(0, len(versions), _MOST_NAMED):
        where = {"version": {"$in": list(versions[first : first + _MOST_NAMED])}}

        def delete(opened: Any, where: Any = where) -> None:  # noqa: ANN401
            _collection(opened, name).delete(where=where)

        try:
            asked(store, delete)
        except IndexMissingError as error:
            if not isinstance(error.__cause__, NotFoundError):
                raise


def drop(store: Store, name: str) -> None:
    """Remove a whole collection of a server, if it is there.

    Args:
        store: where it is.
        name: the collection.

    Raises:
        IndexMissingError: The store cannot be used.
    """
    from chromadb.errors import NotFoundError

    try:
        asked(store, lambda opened: opened.delete_collection(name))
    except IndexMissingError as error:
        if not isinstance(error.__cause__, NotFoundError):
            raise


def read(store: Store, name: str, version: str) -> tuple[list[str], list[dict[str, Any]], Vectors]:
    """Read a document's entries, past LangChain, whose import costs a cold question a quarter of a second.

    Args:
        store: where it is.
        name: the collection.
        version: of the document.

    Returns:
        Ids, metadata and vectors (n, d), in no particular order.

    Raises:
        IndexMissingError: The folder is no Chroma store, the server does not answer, or the collection is not there.
    """
    return asked(store, lambda opened: _read(_collection(opened, name), version))


def nearest(store: Store, name: str, vector: Vectors, count: int, only: Several[str] = ()) -> list[dict[str, Any]]:
    """Return the metadata of the entries nearest to a vector, nearest first.

    Args:
        store: where it is.
        name: the collection.
        vector: a unit vector (d,).
        count: how many at most.
        only: ids of the only documents to search; none: all.

    Returns:
        `document`, `version`, `part` and `position` of each.

    Raises:
        IndexMissingError: The store cannot be used.
    """
    where: Any = {"document": {"$in": sorted(only)}} if only else None

    def ask(opened: Any) -> Any:  # noqa: ANN401
        return _collection(opened, name).query(
            query_embeddings=[vector.tolist()], n_results=count, where=where, include=["metadatas"]
        )

    [found] = asked(store, ask)["metadatas"]
    return list(found)


def count_entries(store: Store, name: str) -> int:
    """Count a collection's entries, and ask it for one, so that a broken store is noticed.

    Args:
        store: where it is.
        name: the collection.

    Returns:
        The number of entries; 0 where the collection is not there.

    Raises:
        IndexMissingError: The store cannot be read, or the server does not answer.
    """
    from chromadb.errors import NotFoundError

    if not store.url and not (store.folder / "chroma.sqlite3").exists():
        return 0  # Chroma would make an empty store

    def ask(opened: Any) -> int:  # noqa: ANN401
        collection = _collection(opened, name)
        first = collection.get(limit=1, include=["embeddings"])
        if first["ids"]:
            collection.query(query_embeddings=first["embeddings"], n_results=1)
        return int(collection.count())

    try:
        return asked(store, ask)
    except IndexMissingError as error:
        if isinstance(error.__cause__, NotFoundError):
            return 0
        raise


def _collection(opened: Any, name: str) -> Any:  # noqa: ANN401
    return opened.get_collection(name, embedding_function=None)


def _read(collection: "Collection", version: str) -> tuple[list[str], list[dict[str, Any]], Vectors]:
    ids: list[str] = []
    metadata: list[dict[str, Any]] = []
    vectors: list[Vectors] = []
    while True:
        rows: Any = collection.get(
            where={"version": version}, include=["embeddings", "metadatas"], limit=_PAGE, offset=len(ids)
        )
        ids += rows["ids"]
        metadata += rows["metadatas"]
        if rows["ids"]:
            vectors.append(np.asarray(rows["embeddings"], np.float32))
        if len(rows["ids"]) < _PAGE:
            return ids, metadata, np.concatenate(vectors) if vectors else np.zeros((0, 0), np.float32)


class _Known:
    """LangChain's Embeddings over vectors that are already there: LangChain's store embeds what it adds."""

    def __init__(self, vectors: Mapping[str, Vectors]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text].tolist() for text in texts]
