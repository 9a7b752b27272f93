"""How well statements fit a question, word by word: late interaction over the vectors of their word pieces.

The pieces of all statements lie in one file that is mapped, not read: a question touches its candidates' alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import LEVELS, Passage, Question
from protokoll.errors import IndexMissingError

SCALE = 50.0  # a score is the mean cosine times this: what the encoder is trained with
FILE, STARTS, OWNERS = "tokens.npy", "starts.npy", "owners.npy"

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

    @classmethod
    def open(cls, folder: Path) -> "Tokens":
        """Open what `save` wrote.

        Args:
            folder: of the index.

        Returns:
            The pieces, mapped.

        Raises:
            IndexMissingError: A file is missing or damaged.
        """
        try:
            pieces = np.load(folder / FILE, mmap_mode="r", allow_pickle=False)
            starts, owners = (np.load(folder / name, allow_pickle=False) for name in (STARTS, OWNERS))
        except (OSError, ValueError) as error:
            raise IndexMissingError(f"{folder / FILE} cannot be read: {error}. Run: protokoll ingest") from error
        if pieces.ndim != 2 or len(pieces) != starts[-1] or len(owners) != len(starts) - 1:
            raise IndexMissingError(f"{folder / FILE} does not fit its index. Run: protokoll ingest")
        return cls(pieces, starts, owners)

    def save(self, folder: Path) -> None:
        """Write the pieces into an index's folder."""
        for name, array in ((FILE, self.pieces), (STARTS, self.starts), (OWNERS, self.owners)):
            np.save(folder / name, array)

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
