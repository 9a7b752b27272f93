"""How near each statement of a document is to each question by the untuned model: what the reranker is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.train.teaching import Asked, Taught
from ingest.document import Document
from ingest.embedding import SentenceTransformers
from ingest.model import write_model
from ingest.vectors import embed_cached, question_vectors, statement_entries
from protokoll.settings import BUNDLED_MODEL
from retrieval.reranker import passages

Floats = NDArray[np.float32]


class Embedder:
    """The bundled model in batches; vectors are kept, since the material takes minutes."""

    def __init__(self, data: Path) -> None:
        """Load it; `data` holds the model and the vectors."""
        data.mkdir(parents=True, exist_ok=True)
        self.folder = write_model(data / "models" / BUNDLED_MODEL)
        self._cache = data / "vectors.sqlite"
        self._model: SentenceTransformers | None = None

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors (k, d) of questions."""
        return embed_cached(self._cache, BUNDLED_MODEL, "query", texts, self._loaded_queries, _silent)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors (k, d) of passages."""
        return embed_cached(self._cache, BUNDLED_MODEL, "passage", texts, self._loaded_passages, _silent)

    def _loaded(self) -> SentenceTransformers:
        self._model = self._model or SentenceTransformers(BUNDLED_MODEL, str(self.folder))
        return self._model

    def _loaded_queries(self, texts: Sequence[str]) -> Floats:
        return self._loaded().queries(texts)

    def _loaded_passages(self, texts: Sequence[str]) -> Floats:
        return self._loaded().passages(texts)


@dataclass(frozen=True, eq=False)
class Ranked:
    """A document's questions with `dense` (q, n): the cosine of each statement; `passages` as the reranker reads them.

    `vectors` (q, d) are the questions'.
    """

    taught: Taught
    passages: tuple[str, ...]
    dense: Floats
    vectors: Floats

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions."""
        return self.taught.asked

    def first(self, number: int, count: int) -> list[int]:
        """Return the nearest `count` statements of a question, nearest first."""
        return [int(row) for row in np.argsort(-self.dense[number], kind="stable")[:count]]


def ranked(taught: Taught, embedder: Embedder) -> Ranked:
    """Embed a document with its questions as ingest and search do."""
    vectors = question_vectors([(a.question.before, a.question.question) for a in taught.asked], embedder.queries)
    read = tuple(passages(taught.document))
    return Ranked(taught, read, vectors @ statement_vectors(taught.document, embedder).T, vectors)


def statement_vectors(document: Document, embedder: Embedder) -> Floats:
    """Return the mean of each statement's vectors, of its text and of its text in context (n, d)."""
    entries = [entry for entry in statement_entries(document) if entry.part in ("text", "context")]
    rows = embedder.passages([entry.text for entry in entries])
    sums = np.zeros((len(document.statements), rows.shape[1]), np.float32)
    counts = np.zeros((len(document.statements), 1), np.float32)
    for entry, row in zip(entries, rows, strict=True):
        sums[entry.position] += row
        counts[entry.position] += 1
    return sums / counts


def _silent(_done: int) -> None:
    """Embedding here needs no progress bar."""
