"""What a document's question bank says of a question, all its questions together: is there an answer, and where?

Kernel ridge regression over the questions' vectors, with some of them as landmarks (Nyström's method: Williams & Seeger
2001): a smooth vote, of which one question more or less changes little.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LANDMARKS = 6000  # at most
GAMMA = 1.0  # of the kernel exp(-gamma · |x - y|²) between unit vectors
RIDGE = 0.1
FEWEST = 200  # questions with and without an answer each, below which nothing is learned
BLOCK = 4096  # questions at once

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Vote:
    """Landmarks (m, d) with weights (m, 1 + n) and offsets (1 + n,): of an answer at all, and of each statement.

    None of the landmarks where a bank is too small: then nothing is said.
    """

    landmarks: Floats
    weights: Floats
    offsets: Floats

    @classmethod
    def learned(cls, vectors: Floats, answered: NDArray[np.bool_], links: NDArray[np.intp], count: int) -> "Vote":
        """Learn from a bank.

        Args:
            vectors: of its questions (b, d).
            answered: which of them have an answer (b,).
            links: pairs (row of a statement, question that it answers) (l, 2).
            count: of the statements.

        Returns:
            The vote.
        """
        wanted = np.zeros((len(vectors), 1 + count), np.float32)
        wanted[:, 0] = np.where(answered, 1, -1)
        wanted[links[:, 1], 1 + links[:, 0]] = 1
        if min(answered.sum(), (~answered).sum()) < FEWEST:
            return cls(np.zeros((0, vectors.shape[1]), np.float32), wanted[:0], np.zeros(1 + count, np.float32))
        landmarks = np.ascontiguousarray(vectors[:: -(-len(vectors) // LANDMARKS)])
        offsets = wanted.mean(axis=0)
        products = RIDGE * _kernel(landmarks, landmarks).astype(np.float64) + 1e-3 * np.eye(len(landmarks))
        sums = np.zeros((len(landmarks), 1 + count))
        for start in range(0, len(vectors), BLOCK):
            some = _kernel(vectors[start : start + BLOCK], landmarks)
            products += some.T @ some
            sums += some.T @ (wanted[start : start + BLOCK] - offsets)
        return cls(landmarks, np.linalg.solve(products, sums).astype(np.float32), offsets)

    def of(self, vector: Floats) -> Floats:
        """Ask the bank.

        Args:
            vector: unit vector of a question (d,).

        Returns:
            (1 + n,): about 1 where there is an answer, -1 where there is none, 0 unknown; then for each statement about
            1 where it answers and 0 where not.
        """
        if not len(self.landmarks):
            return np.zeros_like(self.offsets)
        return np.asarray(_kernel(vector[None], self.landmarks)[0] @ self.weights + self.offsets, np.float32)


def _kernel(some: Floats, others: Floats) -> Floats:
    return np.asarray(np.exp(2 * GAMMA * (some @ others.T - 1)), np.float32)
