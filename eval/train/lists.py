"""What the reranker is taught with: a question and a few passages of its document, each right or wrong."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.train.readings import Ground
from eval.train.slips import typed
from eval.train.teaching import Asked, Taught
from ingest.document import together
from ingest.encoder import Encoder
from ingest.passages import passages

RIGHT, NEAR = 1, 1  # at most
HARD, AMONG = 3, 6  # wrong ones drawn among those that fit best, of which the reranker reads four


@dataclass(frozen=True, eq=False)
class Ranked:
    """A document's questions with `scores` (q, n): how each passage fits each of them by the encoder."""

    asked: tuple[Asked, ...]
    passages: tuple[str, ...]
    scores: NDArray[np.float32]

    @classmethod
    def of(cls, taught: Taught, encoder: Encoder) -> "Ranked":
        """Read a document."""
        ground, texts = Ground.of(taught, encoder), passages(taught.document)
        rows = np.arange(len(texts))
        read = encoder.questions([asked.question.text for asked in taught.asked])
        scores = [ground.tokens.fit(question, rows).scores for question in read]
        return cls(taught.asked, tuple(texts), np.stack(scores))

    def first(self, number: int) -> list[int]:
        """Return the passages that fit a question best, best first."""
        return [int(row) for row in np.argsort(-self.scores[number], kind="stable")[:AMONG]]


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
        right = _some(asked.right, RIGHT, chance)
        known = {*asked.right, *asked.near}
        hard = _some([row for row in ranked.first(number) if row not in known], HARD, chance)
        wrong = [*_some(asked.near, NEAR, chance), *hard]
        question = asked.question
        yield Listed(
            together(question.before, typed(question.question, chance)),
            tuple(ranked.passages[row] for row in (*right, *wrong)),
            (1.0,) * len(right) + (0.0,) * len(wrong),
        )


def _some(rows: Sequence[int], most: int, chance: random.Random) -> list[int]:
    return chance.sample(list(rows), min(most, len(rows)))
