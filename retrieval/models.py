"""What training leaves behind, served with numpy alone: boosted trees and small networks as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Forest:
    """Boosted trees, (t, m) nodes each: a leaf points to itself, so every tree is walked `depth` steps.

    `values` are added up to a logit, `start` is the logit before the first tree.
    """

    feature: NDArray[np.intp]
    threshold: Floats
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    values: Floats
    start: float
    depth: int

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> "Forest":
        """Read the forest stored under a name."""
        start, depth = np.asarray(arrays[f"{name}_shape"], np.float64)
        return cls(
            feature=np.asarray(arrays[f"{name}_feature"], np.intp),
            threshold=np.asarray(arrays[f"{name}_threshold"], np.float32),
            left=np.asarray(arrays[f"{name}_left"], np.intp),
            right=np.asarray(arrays[f"{name}_right"], np.intp),
            values=np.asarray(arrays[f"{name}_values"], np.float32),
            start=float(start),
            depth=int(depth),
        )

    def logits(self, rows: Floats) -> Floats:
        """Return the logit of each row: (r, k) → (r,)."""
        trees = np.arange(len(self.feature))[None, :]
        node = np.zeros((len(rows), len(self.feature)), np.intp)
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            below = rows[row, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(below, self.left[trees, node], self.right[trees, node])
        return np.asarray(self.values[trees, node].sum(axis=1) + np.float32(self.start), np.float32)


@dataclass(frozen=True)
class Network:
    """An ensemble of e networks with one hidden layer of rectified units; their logits are averaged.

    `centre`, `scale` (k,) bring the input to one size; `w1` (k, e·h), `b1` (e·h,), `w2` (e·h, c), `b2` (c,), where `w2`
    is divided by e already.
    """

    centre: Floats
    scale: Floats
    w1: Floats
    b1: Floats
    w2: Floats
    b2: Floats

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> "Network":
        """Read the network stored under a name; its layers may be kept in half precision."""
        parts = ("centre", "scale", "w1", "b1", "w2", "b2")
        return cls(*(np.asarray(arrays[f"{name}_{part}"], np.float32) for part in parts))

    def logits(self, row: Floats) -> Floats:
        """Return the logits of one row: (k,) → (c,)."""
        hidden = np.maximum((row - self.centre) * self.scale @ self.w1 + self.b1, 0)
        return np.asarray(hidden @ self.w2 + self.b2, np.float32)


def softmax(logits: Floats) -> Floats:
    """Return probabilities (c,)."""
    weights = np.exp(logits - logits.max())
    return np.asarray(weights / weights.sum(), np.float32)


def sigmoid(logit: float) -> float:
    """Return the probability of a logit."""
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))
