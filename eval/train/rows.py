"""Signals of many questions as matrices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.train.lesson import Lesson
from eval.train.material import Asked
from retrieval.classifier import Reading
from retrieval.features import Signals
from retrieval.ground import ANSWERED, ASKED_FOR, KINDS

Floats = NDArray[np.float32]
Whole = NDArray[np.intp]


@dataclass(frozen=True)
class Rows:
    """Questions as rows: kinds (q,) into KINDS; `passes` (q,) number who wrote them when, `sources` (q,) about what.

    A pass is one batch, language and first statement; a source joins both languages of a pass. Neither is split
    between training and testing: questions of one writer on one statement resemble each other.
    """

    asked: tuple[Asked, ...]
    signals: tuple[Signals, ...]
    kinds: Whole
    english: NDArray[np.bool_]
    passes: Whole
    sources: Whole

    @classmethod
    def of(cls, asked: Sequence[Asked], signals: Sequence[Signals]) -> "Rows":
        """Collect questions."""
        sources = [(q.batch, q.statements[0]) if q.statements else (-1 - i, -1) for i, q in enumerate(asked)]
        return cls(
            asked=tuple(asked),
            signals=tuple(signals),
            kinds=np.array([KINDS.index(q.kind) for q in asked], np.intp),
            english=np.array([q.english for q in asked], bool),
            passes=_numbered([(*source, q.english) for source, q in zip(sources, asked, strict=True)]),
            sources=_numbered(sources),
        )

    @property
    def answerable(self) -> NDArray[np.bool_]:
        """(q,)."""
        return self.kinds < ANSWERED

    @property
    def pointing(self) -> Whole:
        """Rows of the questions that single statements answer."""
        named = np.array([bool(q.statements) for q in self.asked])
        return np.flatnonzero((self.kinds < ASKED_FOR) & named)

    def part(self, which: Whole) -> "Rows":
        """Return some of the questions."""
        return Rows(
            asked=tuple(self.asked[i] for i in which),
            signals=tuple(self.signals[i] for i in which),
            kinds=self.kinds[which],
            english=self.english[which],
            passes=self.passes[which],
            sources=self.sources[which],
        )

    def read(self, kinds: Floats, statements: Floats) -> "Rows":
        """Return the questions as read by the tuned model: log probabilities (q, c) and (q, n)."""
        readings = map(Reading, kinds, statements)
        signals = tuple(replace(s, reading=reading) for s, reading in zip(self.signals, readings, strict=True))
        return replace(self, signals=signals)

    def unread(self) -> "Rows":
        """Return the questions as if no tuned model had read them."""
        return replace(self, signals=tuple(replace(signals, reading=None) for signals in self.signals))

    def lesson(self) -> Lesson:
        """Return what the tuned model learns from; a section names too many statements to lead to each."""
        statements = np.zeros((len(self.asked), len(self.signals[0].scores)), np.float32)
        for row, question in enumerate(self.asked):
            if question.statements and question.kind != "section":
                statements[row, list(question.statements)] = 1 / len(question.statements)
        return Lesson(tuple(question.question for question in self.asked), self.kinds, statements)

    def vectors(self) -> Floats:
        """(q, 384)."""
        return np.stack([s.vector for s in self.signals])


def _numbered(names: Sequence[object]) -> Whole:
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.intp)
