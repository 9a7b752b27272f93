"""What the reranker is taught with: a question, or a sentence, and a few passages of its document, right or wrong."""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.train.readings import read
from eval.train.slips import typed
from eval.train.teaching import Asked, Taught, joined, linked, read_sentences, rows_of
from ingest.document import Document, together
from ingest.encoder import Encoder
from ingest.passages import passages
from retrieval.reranker import as_claim

RIGHT, NEAR, HARD = 2, 1, 2  # passages of a list, at most: such as answer, only seem to, and stand near
AMONG = 5  # the nearest, of which the last kind is drawn: those that the product will have read
KEPT = 10  # of a question's candidates
BESIDE, WITH_NEIGHBOUR = 3, 0.6  # statements around a sentence's ground, and how often one of them is read beside it


@dataclass(frozen=True, eq=False)
class Ranked:
    """A document's questions with the rows of their best candidates, best first, as the product ranks them."""

    document: Document
    asked: tuple[Asked, ...]
    best: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, taught: Taught, encoder: Encoder) -> "Ranked":
        """Read a document."""
        best = []
        for reading in read(taught, encoder, None):
            order = (-reading.candidates.over).argsort(kind="stable")[:KEPT]
            best.append(tuple(reading.candidates.rows[place] for place in order))
        return cls(taught.document, taught.asked, tuple(best))

    def joined(self, most: int) -> "Ranked":
        """Return the same with statements joined up to some words, so that long ones are learned too."""
        document = joined(self.document, most)
        begins = [statement.start for statement in document.statements]
        place = [bisect_right(begins, statement.start) - 1 for statement in self.document.statements]
        asked = tuple(linked(each.question, document) for each in self.asked)
        best = tuple(tuple(dict.fromkeys(place[row] for row in rows)) for rows in self.best)
        return Ranked(document, asked, best)


@dataclass(frozen=True)
class Listed:
    """A question with passages; `labels` 1 for those that answer it."""

    question: str
    passages: tuple[str, ...]
    labels: tuple[float, ...]


def lists(documents: Sequence[Ranked], seed: int) -> list[Listed]:
    """Draw a list for each question, in random order; another seed draws other wrong passages and other slips."""
    chance = random.Random(seed)
    drawn = [each for document in documents for each in _drawn(document, chance)]
    chance.shuffle(drawn)
    return drawn


def sentences(documents: Sequence[Ranked], seed: int, draws: int = 1) -> list[Listed]:
    """Draw lists for each sentence over documents, in random order: its ground, and mostly a neighbour of it."""
    chance, found, written = random.Random(seed), [], read_sentences()
    for ranked in documents:
        texts = passages(ranked.document)
        for sentence in (each for each in written if each.document == ranked.document.id):
            rows = rows_of(sentence.spans, ranked.document)
            if not rows:
                continue
            around = range(max(0, rows[0] - BESIDE), min(len(texts), rows[-1] + BESIDE + 1))
            near = [row for row in around if row not in rows]
            ground = " ".join(texts[row] for row in rows)
            for _ in range(draws):
                other = [texts[chance.choice(near)]] if near and chance.random() < WITH_NEIGHBOUR else []
                labels = (float(sentence.borne), *(0.0 for _ in other))
                found.append(Listed(as_claim(sentence.claim, sentence.language), (ground, *other), labels))
    chance.shuffle(found)
    return found


def _drawn(ranked: Ranked, chance: random.Random) -> Iterator[Listed]:
    texts = passages(ranked.document)
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
            tuple(texts[row] for row in (*right, *wrong)),
            (1.0,) * len(right) + (0.0,) * len(wrong),
        )


def _some(rows: Sequence[int], most: int, chance: random.Random) -> list[int]:
    return chance.sample(list(rows), min(most, len(rows)))
