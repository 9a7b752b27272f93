"""How well statements fit a question, word by word: late interaction over the vectors of their word pieces.

The pieces of a document's statements are mapped, not read: a question touches its candidates' alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import LEVELS, Passage, Question

SCALE = 50.0  # a score is the mean cosine times this: what the encoder is trained with

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Fit:
    """How candidates fit a question: `best` (k, t), the cosine of the best piece of each candidate with each of its.

    `scores` (k,) are their means, weighted by how much each piece of the question counts, times `SCALE`.
    """

    question: Question
    best: Floats

    @cached_property
    def scores(self) -> Floats:
        """Scores of the candidates (k,)."""
        # Beside other work a product of finite numbers was now and then called invalid: a flag of the processor's.
        with np.errstate(invalid="ignore"):
            return np.asarray(SCALE * self.best @ self.question.shares, np.float32)


@dataclass(frozen=True, eq=False)
class Tokens:
    """Pieces (T, 128) int8 of passages (p), each from `starts` (p + 1) on and of the statement `owners` (p), sorted.

    A statement has a passage for its text and one for its translation, if there is one.
    """

    pieces: NDArray[np.int8]
    starts: Rows
    owners: Rows

    @classmethod
    def of(cls, passages: Sequence[tuple[int, Passage]]) -> "Tokens":
        """Arrange passages.

        Args:
            passages: (row of the statement, passage), sorted by row; every row occurs.

        Returns:
            Their pieces.
        """
        lengths = [len(passage.tokens) for _, passage in passages]
        width = passages[0][1].tokens.shape[1] if passages else 0
        pieces = (
            np.concatenate([passage.tokens for _, passage in passages]) if passages else np.zeros((0, width), np.int8)
        )
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp)
        return cls(pieces, starts, np.array([row for row, _ in passages], np.intp))

    def fit(self, question: Question, rows: Rows) -> Fit:
        """Compare a question with statements.

        Args:
            question: read by the encoder.
            rows: of the statements (k,), at least one.

        Returns:
            How they fit; of text and translation, the better one of each word counts.
        """
        first, last = np.searchsorted(self.owners, rows), np.searchsorted(self.owners, rows, side="right")
        spans = [(self.starts[begin], self.starts[end]) for begin, end in zip(first, last, strict=True)]
        own = np.concatenate([self.pieces[begin:end] for begin, end in spans]).astype(np.float32)
        cosines = own @ question.tokens.T / LEVELS
        lengths = np.array([end - begin for begin, end in spans])
        best = np.full((len(rows), len(question.tokens)), -1.0, np.float32)
        filled = lengths > 0
        begins = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]]).astype(np.intp)
        if filled.any():
            best[filled] = np.maximum.reduceat(cosines, begins, axis=0)
        return Fit(question, best)
