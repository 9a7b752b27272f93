"""Signals of many questions as matrices, and who may be trained on together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from eval.train.material import Asked
from retrieval.features import Signals
from retrieval.ground import ANSWERED, ASKED_FOR, KINDS
from retrieval.judge import CANDIDATES

Floats = NDArray[np.float32]
Whole = NDArray[np.intp]


@dataclass(frozen=True)
class Rows:
    """Questions as rows: kinds (q,) into KINDS, `groups` (q,) that must not be split between training and testing."""

    asked: tuple[Asked, ...]
    signals: tuple[Signals, ...]
    kinds: Whole
    english: NDArray[np.bool_]
    groups: Whole

    @classmethod
    def of(cls, asked: Sequence[Asked], signals: Sequence[Signals]) -> "Rows":
        """Collect questions; those of one batch with the same first statement form a group."""
        names = [(q.batch, q.statements[0]) if q.statements else (-1 - i, -1) for i, q in enumerate(asked)]
        number = {name: i for i, name in enumerate(dict.fromkeys(names))}
        return cls(
            asked=tuple(asked),
            signals=tuple(signals),
            kinds=np.array([KINDS.index(q.kind) for q in asked], np.intp),
            english=np.array([q.english for q in asked], bool),
            groups=np.array([number[name] for name in names], np.intp),
        )

    @property
    def answerable(self) -> NDArray[np.bool_]:
        """(q,)."""
        return self.kinds < ANSWERED

    def features(self, names: Sequence[str]) -> Floats:
        """(q, len(names))."""
        return np.array([[s.features[name] for name in names] for s in self.signals], np.float32)

    def vectors(self) -> Floats:
        """(q, 384)."""
        return np.stack([s.vector for s in self.signals])

    def pairs(self, which: Sequence[int]) -> tuple[Floats, Whole]:
        """Candidates of answerable questions with whether they belong: (p, k), (p,)."""
        rows, wanted = [], []
        for i in which:
            if self.kinds[i] < ASKED_FOR and self.asked[i].statements:
                best = np.argsort(-self.signals[i].scores, kind="stable")[:CANDIDATES]
                rows.append(self.signals[i].pairs[best])
                wanted.append(np.isin(best, self.asked[i].statements))
        return np.vstack(rows), np.concatenate(wanted).astype(np.intp)

    def folds(self, count: int = 5) -> Iterator[tuple[Whole, Whole]]:
        """Yield training and test rows; kinds are spread evenly, groups stay together."""
        split = StratifiedGroupKFold(count, shuffle=True, random_state=0)
        yield from split.split(np.zeros(len(self.kinds)), self.kinds, self.groups)
