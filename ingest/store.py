"""The vector store: what is written to Chroma and asked of it, and the same collection as LangChain opens it."""

from collections.abc import Collection as Several
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.chroma import Store, asked, failures, unreachable
from ingest.document import Document
from ingest.statement import Statement
from protokoll.errors import IndexMissingError, IndexWriteError

if TYPE_CHECKING:
    from langchain_chroma import Chroma

Vectors = NDArray[np.float32]
# ef_search has to exceed the number of neighbours asked for, else HNSW misses some of them.
_HNSW = {"hnsw": {"space": "cosine", "ef_search": 256, "ef_construction": 256, "max_neighbors": 32}}
_MOST_NAMED = 200  # versions named in one request


def open_collection(store: Store, name: str) -> "Chroma":
    """Open a collection of the vector store.

    Args:
        store: where it is.
        name: the collection; three characters at least.

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
            collection_configuration=_HNSW,  # type: ignore[arg-type]
        ),
    )


def add(store: Store, name: str, document: Document, vectors: Vectors) -> None:
    """Add the statements of a document: each once, its text the quotable words. Those there already are written again.

    Args:
        store: where it is.
        name: the collection; made where missing.
        document: any.
        vectors: unit vectors of its statements (n, d).

    Raises:
        IndexWriteError: The embedded store cannot be written.
        IndexMissingError: The server does not answer.
    """
    statements = document.statements

    def write(opened: Any) -> None:  # noqa: ANN401
        collection = opened.get_or_create_collection(name, configuration=_HNSW, embedding_function=None)
        for first in range(0, len(statements), 4000):  # Chroma's batches are limited to 5,461 rows
            some = statements[first : first + 4000]
            collection.upsert(
                ids=[f"{document.version}/{statement.id}" for statement in some],
                documents=[statement.quote for statement in some],
                metadatas=[_metadata(statement, document.version) for statement in some],
                embeddings=vectors[first : first + 4000],
            )

    try:
        asked(store, write)
    except failures(IndexMissingError) as error:
        if store.url:
            raise IndexMissingError(unreachable(store, error)) from error
        raise IndexWriteError(f"the vector store {store.folder.name}: {error}") from error


def _metadata(statement: Statement, version: str) -> dict[str, str | int]:
    """What whoever opens the collection wants to filter by and to cite; Chroma knows no empty value."""
    known: dict[str, str | int | None] = {
        "document": statement.document,
        "version": version,
        "position": statement.position,
        "section": " › ".join(statement.section),
        "speaker": statement.speaker,
        "page": statement.page,
        "start": statement.quote_start,
        "end": statement.end,
        "kinds": ", ".join(statement.kind_names),
    }
    return {name: value for name, value in known.items() if value is not None}


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


def nearest(store: Store, name: str, vector: Vectors, count: int, only: Several[str] = ()) -> list[dict[str, Any]]:
    """Return the metadata of the entries nearest to a vector, nearest first.

    Args:
        store: where it is.
        name: the collection.
        vector: a unit vector (d,).
        count: how many at most.
        only: ids of the only documents to search; none: all.

    Returns:
        `document`, `version` and `position` of each, among others.

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
