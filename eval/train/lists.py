"""What the reranker is taught with: a question and a few passages of its document, each right or wrong."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.train.readings import read
from eval.train.slips import typed
from eval.train.teaching import Asked, Taught
from ingest.document import together
from ingest.encoder import Encoder
from ingest.passages import passages

RIGHT, NEAR, HARD = 2, 1, 2  # passages of a list, at most: such as answer, only seem to, and stand near
AMONG = 5  # the nearest, of which the last kind is drawn: those that the product will have read
KEPT = 10  # of a question's candidates


@dataclass(frozen=True, eq=False)
class Ranked:
    """A document's questions with the rows of their best candidates, best first, as the product ranks them."""

    asked: tuple[Asked, ...]
    passages: tuple[str, ...]
    best: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, taught: Taught, encoder: Encoder) -> "Ranked":
        """Read a document."""
        best = []
        for reading in read(taught, encoder, None):
            order = (-reading.candidates.over).argsort(kind="stable")[:KEPT]
            best.append(tuple(reading.candidates.rows[place] for place in order))
        return cls(taught.asked, tuple(passages(taught.document)), tuple(best))


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
    for asked, best in zip(ranked.asked, ranked.best, strict=True):
        if asked.question.answerable and not asked.right:
            continue
        right = _some(asked.right, RIGHT, chance)
        near = _some(asked.near, NEAR, chance)
        others = [row for row in best if row not in {*asked.right, *asked.near}]
        wrong = [*near, *_some(others[:AMONG], HARD + (not right and not near), chance)]
        question = asked.question
        yield Listed(
            together(question.before, typed(question.question, chance)),
            tuple(ranked.passages[row] for row in (*right, *wrong)),
            (1.0,) * len(right) + (0.0,) * len(wrong),
        )


def _some(rows: Sequence[int], most: int, chance: random.Random) -> list[int]:
    return chance.sample(list(rows), min(most, len(rows)))
