"""What training leaves behind, served with numpy alone: kernel machines and linear models as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.ground import ANSWERED

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[np.generic]]
READ = 0.5  # share of the tuned model in what kind a question is of; the kernel machine has the rest


@dataclass(frozen=True)
class Widths:
    """How much the three distances of the kernel count: meaning, wording, features.

    The kernel of two questions is exp(-(meaning·|v-v'|² + wording·|w-w'|² + |f-f'|²)), with the unit vectors v of the
    embedding and w of tf-idf, and the scaled features f.
    """

    meaning: float
    wording: float

    def kernel(self, similarities: Floats, alike: Floats, apart: Floats | float = 0.0) -> Floats:
        """Return the kernel.

        Args:
            similarities: v·v', any shape.
            alike: w·w', of the same shape.
            apart: |f-f'|², of the same shape; 0 where the features do not count.

        Returns:
            Values of the same shape in 0..1.
        """
        distance = self.meaning * (2 - 2 * similarities) + self.wording * (2 - 2 * alike) + apart
        return np.exp(-distance).astype(np.float32)


@dataclass(frozen=True)
class Scale:
    """Brings features (k,) to one size: subtract `centre`, multiply by `factor`, cut at ±`most`·factor·spread."""

    centre: Floats
    factor: Floats
    limit: Floats

    def apply(self, rows: Floats) -> Floats:
        """Scale features (…, k)."""
        return np.asarray(np.clip((rows - self.centre) * self.factor, -self.limit, self.limit), np.float32)


@dataclass(frozen=True)
class KernelMachine:
    """Kernel ridge regression on the questions of the bank (Saunders et al. 1998).

    `rows` (b, k) are the scaled features of the bank's questions, `kinds` (b, c) and `statements` (b, n) the weights of
    each question for each kind and each statement, `offset` (c,) what a question unlike all others gets.
    """

    scale: Scale
    rows: Floats
    lengths: Floats
    kinds: Floats
    statements: Floats
    offset: Floats
    judging: Widths
    finding: Widths

    @classmethod
    def of(cls, arrays: Arrays) -> "KernelMachine":
        """Read the machine from its arrays; most are kept in half precision."""
        part = {name: np.asarray(arrays[name], np.float32) for name in _PARTS}
        judging, finding = np.asarray(arrays["widths"], np.float64).tolist()
        return cls(
            scale=Scale(part["centre"], part["factor"], part["limit"]),
            rows=part["rows"],
            lengths=np.asarray((part["rows"] ** 2).sum(axis=1), np.float32),
            kinds=part["kinds"],
            statements=part["statements"],
            offset=part["offset"],
            judging=Widths(*judging),
            finding=Widths(*finding),
        )

    def kind_scores(self, features: Floats, similarities: Floats, alike: Floats) -> Floats:
        """Return a score (c,) for each kind of question, about 1 for its own and 0 for others.

        Args:
            features: (k,), unscaled.
            similarities: (b,) to the bank's questions in meaning.
            alike: (b,) in wording.

        Returns:
            Scores; they add up to about 1.
        """
        scaled = self.scale.apply(features)
        apart = self.lengths + np.float32(scaled @ scaled) - 2 * (self.rows @ scaled)
        weights = self.judging.kernel(similarities, alike, np.maximum(apart, 0))
        return np.asarray(weights @ self.kinds + self.offset, np.float32)

    def statement_scores(self, similarities: Floats, alike: Floats) -> Floats:
        """Return a score (n,) for each statement: about 1 where questions like this one lead to it alone."""
        return np.asarray(self.finding.kernel(similarities, alike) @ self.statements, np.float32)


_PARTS = ("centre", "factor", "limit", "rows", "kinds", "statements", "offset")


@dataclass(frozen=True)
class Linear:
    """Logistic regression: `weights` (k, c), `offset` (c,), on features as they are."""

    weights: Floats
    offset: Floats

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> "Linear":
        """Read the model stored under a name."""
        return cls(*(np.asarray(arrays[f"{name}_{part}"], np.float32) for part in ("weights", "offset")))

    def logits(self, rows: Floats) -> Floats:
        """Return logits: (…, k) → (…, c)."""
        return np.asarray(rows @ self.weights + self.offset, np.float32)


def sigmoid(logit: float) -> float:
    """Return the probability of a logit."""
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def logit(probability: float) -> float:
    """Return the logit of a probability, ±6 at most: beyond that it is not to be trusted."""
    bounded = np.clip(probability, 0.0025, 0.9975)
    return float(np.log(bounded / (1 - bounded)))


def contrast(scores: Floats) -> float:
    """Return how far the kinds with an answer outweigh the others, from the kernel machine's scores (c,)."""
    return float(scores[:ANSWERED].sum() - scores[ANSWERED:].sum())


def log_odds(logits: Floats) -> NDArray[np.float64]:
    """Return the log odds that there is an answer, from logits of the kinds: (…, c) → (…,)."""
    shares = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(np.log(shares[..., :ANSWERED].sum(axis=-1) / shares[..., ANSWERED:].sum(axis=-1)))


def shares_of(scores: Floats, read: Floats | None) -> Floats:
    """Return a share for each kind (…, c), from the kernel machine's scores and the tuned model's log probabilities."""
    found = np.maximum(scores, 1e-4)
    return np.asarray(found if read is None else (1 - READ) * found + READ * np.exp(read), np.float32)
