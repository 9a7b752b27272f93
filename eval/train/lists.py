"""What the reranker is taught with: a question and a few passages of its document, each right or wrong."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.train.candidates import Ranked
from eval.train.classifier import typed
from ingest.document import together

RIGHT, NEAR = 2, 2  # at most
HARD, HARD_AMONG = 3, 10  # wrong ones drawn among the nearest by the untuned model
EASY, EASY_AMONG = 0, 40


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
