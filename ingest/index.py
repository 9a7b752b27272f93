"""The index on disk: the one file that knows its layout.

data/
current              name of the index in use; replaced in one step, so an index is swapped in whole or not at all
index-<hash>-<n>/    meta.json, documents.json, originals.json (names of their files), stored.json (what a Chroma server
                     has of it), chroma/, words/ (BM25), vocabulary.json, digests/ (what the encoder made of each
                     document, by version); never changed once named by `current`
originals/           the documents' files as they were read, by their hash; served to those who want to check
documents.sqlite     documents by version, so that a second ingest reads only what is new
vectors.sqlite       what the encoder read, by text, so that it reads only what is new
ingest.lock          held while an ingest runs; the system frees it when the process dies
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from ingest.chroma import Store, asked, release
from ingest.digest import Digest
from ingest.document import Document
from ingest.encoder import encoder_name
from ingest.store import count_entries, nearest, open_collection
from ingest.words import Vocabulary
from protokoll.errors import IndexMissingError, ModelError
from protokoll.settings import Settings

if TYPE_CHECKING:
    from langchain_chroma import Chroma

FORMAT = 15  # raise it when the layout or what is embedded changes: old indexes are then refused with a clear word
DOCUMENTS = TypeAdapter(list[Document])
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Meta:
    """What an index was made of. `hash` covers the corpus, the model and the format; `left_out` says (file, why).

    `files` are the documents' files with the version that was read, `collection` is where in the vector store their
    entries are, `server` the Chroma server's address, "" for the embedded store. `removed` counts the entries that were
    taken out of the embedded store since it was last written as a whole.
    """

    hash: str
    format: int
    model: str
    encoder: str
    created: str
    counts: dict[str, int]
    left_out: tuple[tuple[str, str], ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    collection: str = ""
    server: str = ""
    removed: int = 0


@dataclass(frozen=True)
class Index:
    """An index opened for asking; it stays valid while a newer one is built and swapped in beside it."""

    folder: Path
    meta: Meta
    documents: tuple[Document, ...]
    store: Store

    @classmethod
    def open(cls, settings: Settings) -> "Index":
        """Open the index in use.

        Args:
            settings: where it is, with which model it was made, and the Chroma server, if any.

        Returns:
            The index.

        Raises:
            IndexMissingError: There is none, or the folder holds something that is no whole index.
            ModelError: It was made with another embedding model.
        """
        folder = current(settings.data)
        try:
            meta = Meta(**json.loads((folder / "meta.json").read_text(encoding="utf-8")))
            meta = replace(meta, left_out=tuple((name, why) for name, why in meta.left_out))
            if meta.format != FORMAT or meta.encoder != encoder_name():
                raise IndexMissingError(f"The index {folder} was made by another version. Run: protokoll ingest")
            documents = tuple(DOCUMENTS.validate_json((folder / "documents.json").read_bytes()))
        except (OSError, ValueError, TypeError, ValidationError) as error:
            raise IndexMissingError(
                f"The index {folder} is damaged or not ours. Delete it and run: protokoll ingest"
            ) from error
        if meta.model != settings.embedding_model:
            raise ModelError(
                f"The index {folder} was made with the model {meta.model}, but PROTOKOLL_EMBEDDING_MODEL is "
                f"{settings.embedding_model}. Run: protokoll ingest"
            )
        return cls(folder, meta, documents, Store.of(settings, folder))

    def damage(self) -> str:
        """Say what of the index is missing or cannot be read; "" where it is whole.

        Returns:
            A few words, as after "the index was built again, because …".

        Raises:
            IndexMissingError: The Chroma server does not answer, so that nothing can be said.
        """
        try:
            held, wanted = count_entries(self.store, self.meta.collection), self.meta.counts["statements"]
            if held < wanted or (held > wanted and not self.store.url):  # a server also holds those of the index before
                return f"the vector store holds {held} of {wanted} entries"
            for document in self.documents:
                digest = self.digest(document.id)
                rows = len(digest.vectors), len(digest.questions)
                whole = rows == (len(document.statements), len(document.questions))
                if not whole or not original_file(self.folder.parent, document).exists():
                    return f"parts of {document.id} are missing"
            if self.documents:
                self.words.get_scores(["?"])
                len(self.vocabulary.counts)
        except IndexMissingError:
            if self.store.url:
                raise
            return "the vector store cannot be read"
        except (OSError, ValueError, KeyError, TypeError) as error:
            return f"a part cannot be read ({error})"
        return ""

    def document(self, identity: str) -> Document:
        """Find a document.

        Args:
            identity: its id.

        Returns:
            The document.

        Raises:
            KeyError: There is none.
        """
        return self._by_id[identity]

    def has(self, identity: str) -> bool:
        """Say whether there is a document of this id."""
        return identity in self._by_id

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def statements(self) -> "Chroma":
        """The vector store of the statements: LangChain's Chroma."""
        return open_collection(self.store, self.meta.collection)

    def digest(self, document: str) -> Digest:
        """Open what the encoder made of a document.

        Args:
            document: its id.

        Returns:
            The digest, mapped.

        Raises:
            IndexMissingError: It is missing or damaged.
        """
        return Digest.open(digest_file(self.folder, self.document(document)))

    @cached_property
    def _firsts(self) -> list[int]:
        """The row of each document's first statement."""
        return [0, *accumulate(len(document.statements) for document in self.documents)][:-1]

    @cached_property
    def _rows(self) -> dict[str, slice]:
        return {
            document.id: slice(first, first + len(document.statements))
            for document, first in zip(self.documents, self._firsts, strict=True)
        }

    def rows(self, document: str) -> slice:
        """Return the rows of a document's statements among those of all documents in order."""
        return self._rows[document]

    def place(self, row: int) -> tuple[str, int]:
        """Return document and position of a statement, given by its row among those of all documents."""
        number = bisect_right(self._firsts, row) - 1
        return self.documents[number].id, row - self._firsts[number]

    def nearest(self, vector: Vectors, count: int, only: Sequence[str] = ()) -> list[tuple[str, int]]:
        """Ask the vector store for the statements nearest to a question.

        Args:
            vector: a unit vector by the model that made the index (d,).
            count: how many at most.
            only: ids of the only documents to search; none: all.

        Returns:
            Document and position of each, nearest first.

        Raises:
            IndexMissingError: The vector store cannot be used.
        """
        if not self.documents:
            return []
        found = nearest(self.store, self.meta.collection, vector, count, only)
        # A server may hold an older or newer version beside ours.
        versions = {document.id: document.version for document in self.documents}
        ours = (entry for entry in found if versions.get(entry["document"]) == entry["version"])
        return [(str(entry["document"]), int(entry["position"])) for entry in ours]

    def close(self) -> None:
        """Free what the vector store holds for this index; it can be asked again all the same."""
        release(self.store)

    def check(self) -> None:
        """Look whether the index is still there.

        Raises:
            IndexMissingError: Its folder is gone, or the Chroma server does not answer.
        """
        if not (self.folder / "meta.json").exists():
            raise IndexMissingError(f"The index {self.folder} is gone. Run: protokoll ingest")
        if self.store.url:
            asked(self.store, lambda opened: opened.heartbeat())

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the documents: they split compounds and mend typing errors."""
        kept = json.loads((self.folder / "vocabulary.json").read_bytes())
        return Vocabulary(kept["counts"], frozenset(kept["nouns"]))

    @cached_property
    def words(self) -> Any:  # noqa: ANN401 - bm25s has no types
        """The BM25 index; its rows are the statements of all documents in order."""
        import bm25s

        return bm25s.BM25.load(self.folder / "words")


def vocabulary_of(documents: Sequence[Document]) -> Vocabulary:
    """Return the words of documents; those of German bank questions help to split compounds."""
    texts = (statement.text for document in documents for statement in document.statements)
    asked = (q.question for document in documents for q in document.questions if q.language == "de")
    return Vocabulary.of(texts, also=asked)


def current(data: Path) -> Path:
    """Find the index in use.

    Args:
        data: the folder of indexes.

    Returns:
        The index's folder.

    Raises:
        IndexMissingError: There is none.
    """
    pointer = data / "current"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissingError(f"There is no index in {data.resolve()}. Run: protokoll ingest") from None
    except NotADirectoryError:
        raise IndexMissingError(f"{data.resolve()} is a file. PROTOKOLL_DATA names the index's folder.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissingError(f"{pointer} cannot be read: {error}. Run: protokoll ingest") from error
    if not name.startswith("index-") or not (data / name).is_dir():
        raise IndexMissingError(f"{pointer} names no index ({name[:40]!r}). Run: protokoll ingest")
    return data / name


def digest_file(folder: Path, document: Document) -> Path:
    """Return where what the encoder made of a document lies in an index."""
    return folder / "digests" / f"{document.version}.bin"


def original_file(data: Path, document: Document) -> Path:
    """Return where the bytes of a document's file are kept, as they were read."""
    return data / "originals" / f"{document.original}{Path(document.file).suffix.lower()}"
