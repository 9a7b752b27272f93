"""What the encoder is taught with: a document's passages and questions, and which passage answers which question."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from eval.train.slips import typed
from eval.train.teaching import Asked, Taught
from ingest.document import together
from ingest.passages import passages

QUESTIONS = 80  # of one document that are read together with its passages
MASKED = 0.3  # share of the answerable questions whose passages are hidden, so that they have no answer
FEW = 2  # hidden are those that at most so many passages answer: of an overview something would remain

Labels = NDArray[np.int8]


@dataclass(frozen=True)
class Lesson:
    """Questions (q) and all passages (p) of a document; `labels` (q, p): 1 answers, 0 does not, -1 is hidden."""

    questions: tuple[str, ...]
    passages: tuple[str, ...] = field(repr=False)
    labels: Labels = field(repr=False)


def lessons(documents: Sequence[Taught], seed: int) -> list[Lesson]:
    """Draw the lessons of one pass, in random order; each question stands in one of them.

    Another seed hides other passages and makes other slips.
    """
    chance = random.Random(seed)
    drawn = [lesson for document in documents for lesson in _of(document, chance)]
    chance.shuffle(drawn)
    return drawn


def _of(taught: Taught, chance: random.Random) -> Iterator[Lesson]:
    read = tuple(passages(taught.document))
    asked = [each for each in taught.asked if each.right or not each.question.answerable]
    chance.shuffle(asked)
    parts = max(1, round(len(asked) / QUESTIONS))
    for some in (asked[number::parts] for number in range(parts)):
        labels = np.stack([_labels(each, len(read), chance) for each in some]) if some else np.zeros((0, len(read)))
        yield Lesson(tuple(_question(each, chance) for each in some), read, labels.astype(np.int8))


def _question(asked: Asked, chance: random.Random) -> str:
    return together(asked.question.before, typed(asked.question.question, chance))


def _labels(asked: Asked, count: int, chance: random.Random) -> Labels:
    row = np.zeros(count, np.int8)
    hidden = 0 < len(asked.right) <= FEW and chance.random() < MASKED
    row[list(asked.right)] = -1 if hidden else 1
    return row
