"""What the reranker is taught with: a question and a few passages of its document, each right or wrong."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.train.slips import typed
from eval.train.teaching import Asked, Taught
from ingest.document import together
from ingest.encoder import Encoder
from ingest.passages import passages

RIGHT, NEAR = 2, 2  # at most
HARD, HARD_AMONG = 3, 10  # wrong ones drawn among the nearest
EASY, EASY_AMONG = 0, 40


@dataclass(frozen=True, eq=False)
class Ranked:
    """A document's questions with `dense` (q, n), the cosine of each passage with each of them."""

    asked: tuple[Asked, ...]
    passages: tuple[str, ...]
    dense: NDArray[np.float32]

    @classmethod
    def of(cls, taught: Taught, encoder: Encoder) -> "Ranked":
        """Read a document."""
        texts = passages(taught.document)
        told = np.stack([passage.vector for passage in encoder.passages(texts)])
        asked = np.stack([question.vector for question in encoder.questions([a.question.text for a in taught.asked])])
        return cls(taught.asked, tuple(texts), asked @ told.T)

    def first(self, number: int, count: int) -> list[int]:
        """Return the nearest `count` passages of a question, nearest first."""
        return [int(row) for row in np.argsort(-self.dense[number], kind="stable")[:count]]


@dataclass(frozen=True)
class Listed:
    """A question with passages; `labels` 1 for those that answer it."""

    question: str
    passages: tuple[str, ...]
    labels: tuple[float, ...]


def lists(documents: Sequence[Ranked], seed: int) -> list[Listed]:
    """Draw a list for each question, in random order; another seed draws other wrong passages and other slips.

    Args:
        documents: with their questions.
        seed: of everything random.

    Returns:
        The lists.
    """
    chance = random.Random(seed)
    drawn = [each for document in documents for each in _drawn(document, chance)]
    chance.shuffle(drawn)
    return drawn


def _drawn(ranked: Ranked, chance: random.Random) -> Iterator[Listed]:
    for number, asked in enumerate(ranked.asked):
        order = ranked.first(number, EASY_AMONG)
        right = _some(asked.right, RIGHT, chance)
        known = {*asked.right, *asked.near}
        hard = _some([row for row in order[:HARD_AMONG] if row not in known], HARD, chance)
        easy = _some([row for row in order[HARD_AMONG:] if row not in known], EASY, chance)
        wrong = [*_some(asked.near, NEAR, chance), *hard, *easy]
        question = asked.question
        yield Listed(
            together(question.before, typed(question.question, chance)),
            tuple(ranked.passages[row] for row in (*right, *wrong)),
            (1.0,) * len(right) + (0.0,) * len(wrong),
        )


def _some(rows: Sequence[int], most: int, chance: random.Random) -> list[int]:
    return chance.sample(list(rows), min(most, len(rows)))
