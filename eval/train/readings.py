"""What the reranker and the encoder say of questions over documents: the material of judge and report."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.train.candidates import Ranked
from eval.train.teaching import Asked
from retrieval.reranker import Reranker
from retrieval.signals import Candidates, Neighbours, Vocabulary, asking, measure

READ = 16  # statements read for a question: the nearest by the encoder

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reading:
    """A question of a document with what was read for it, its signals and its unit vector (384,)."""

    document: str
    family: str
    asked: Asked
    candidates: Candidates
    signals: Floats
    vector: Floats

    @property
    def english(self) -> bool:
        """Whether it is in English."""
        return self.asked.question.language == "en"

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which candidates answer it (k,)."""
        return np.isin(self.candidates.rows, self.asked.right)


def read(ranked: Ranked, reranker: Reranker | None, neighbours: Sequence[Neighbours | None] = ()) -> list[Reading]:
    """Read the candidates of a document's questions.

    Args:
        ranked: the document.
        reranker: reads; without one the cosine stands for the logit, as a stand-in where nothing looks at it.
        neighbours: what a bank says of each question; nothing for a document without one.

    Returns:
        One reading a question.
    """
    vocabulary = Vocabulary.of(ranked.taught.document)
    found = []
    for number, asked in enumerate(ranked.asked):
        rows = ranked.first(number, READ)
        dense = ranked.dense[number, rows]
        texts = [ranked.passages[row] for row in rows]
        logits = reranker.scores(asked.question.text, texts) if reranker else dense
        candidates = Candidates(tuple(rows), logits, dense)
        own = asking(asked.question.question, asked.question.language == "en")
        near = neighbours[number] if neighbours else None
        signals = measure(own, candidates, vocabulary, near)
        minutes = ranked.taught.minutes
        found.append(Reading(minutes.name, minutes.family, asked, candidates, signals, ranked.vectors[number]))
    return found
