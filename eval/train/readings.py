"""What encoder and words say of questions over documents: the material of judge and report."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.train.teaching import Asked, Taught
from ingest.digest import first_vectors, links_of
from ingest.document import Document
from ingest.encoder import Encoder, Question
from ingest.odds import Vote
from ingest.passages import passages
from ingest.tokens import Tokens
from ingest.vectors import readings
from retrieval.bank import Bank, Said
from retrieval.reranker import Reranker
from retrieval.search import NEAREST, READ, spread, standing_of
from retrieval.signals import Candidates, Vocabulary, asking, measure

NEARLY_SAME = 0.975  # cosine from which a bank question is a rewording by the same writer, and hidden
NEAR = 0.95  # from which the vote of all leaves it out too
WIDELY, SHOWN = 6, 3  # candidates of a follow-up that are read; statements that the answer before may have shown
DROPPED = 0.3  # how often a bank question is read as if there were no bank

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Follows:
    """What a follow-up goes on from: `before` are the candidates of the question that it leans on.

    `alone` (k,) are the scores of its own candidates for its own words, `logits` (k,) those of the many that were read,
    NaN for the others.
    """

    before: Candidates
    alone: Floats
    logits: Floats


@dataclass(frozen=True, eq=False)
class Reading:
    """A question of a document with its candidates, its signals and its unit vector (384,)."""

    document: str
    asked: Asked
    candidates: Candidates
    signals: Floats
    vector: Floats
    follows: Follows | None = None

    @property
    def english(self) -> bool:
        """Whether it is in English."""
        return self.asked.question.language == "en"

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which candidates answer it (k,)."""
        return np.isin(self.candidates.rows, self.asked.right)

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Which candidates may stand beside those (k,)."""
        return np.isin(self.candidates.rows, self.asked.beside)


@dataclass(frozen=True, eq=False)
class Ground:
    """A document read: whole vectors (n, 384) and pieces of its statements, its words."""

    vectors: Floats
    tokens: Tokens
    vocabulary: Vocabulary
    document: Document

    @classmethod
    def of(cls, taught: Taught, encoder: Encoder) -> "Ground":
        """Read a document's statements."""
        texts = list(readings(taught.document))
        read = list(zip([row for row, _ in texts], encoder.passages([text for _, text in texts]), strict=True))
        vectors = first_vectors(read, encoder.facts.widths[0])
        return cls(vectors, Tokens.of(read), Vocabulary.of(taught.document), taught.document)

    def candidates(self, question: Question) -> Candidates:
        """Return the statements nearest to a question, none of them read."""
        dense = self.vectors @ question.vector
        rows = tuple(int(row) for row in np.argsort(-dense, kind="stable")[:NEAREST])
        fit = self.tokens.fit(question, np.array(rows, np.intp))
        unread, (headings, speakers) = np.zeros(len(rows), np.float32), standing_of(self.document, rows)
        return Candidates(rows, dense[list(rows)], fit, unread, headings=headings, speakers=speakers)


def read(taught: Taught, encoder: Encoder, reranker: Reranker | None) -> Iterator[Reading]:
    """Yield a reading of each question of a document; has it a bank, they are taken for questions of it.

    The reranker reads the best few candidates; there is none where nothing looks at what it says.
    """
    ground, chance = Ground.of(taught, encoder), random.Random(0)
    bank, texts = _bank(taught, encoder), passages(taught.document)

    def read_of(text: str, found: Candidates, places: NDArray[np.intp]) -> Floats:
        assert reranker is not None
        return reranker.scores(text, [texts[found.rows[place]] for place in places])

    def best_read(text: str, found: Candidates) -> Candidates:
        best = _best(found.over, READ)
        return replace(found, logits=spread(best, read_of(text, found, best), len(found.rows)))

    for asked, question in zip(taught.asked, encoder.questions([a.question.text for a in taught.asked]), strict=True):
        found, follows, text = ground.candidates(question), None, asked.question.text
        if reranker is not None:
            found = best_read(text, found)
        if reranker is not None and asked.question.before:
            base, own_words = encoder.questions([asked.question.before, asked.question.question])
            before = best_read(asked.question.before, ground.candidates(base))
            alone = ground.tokens.fit(own_words, np.array(found.rows, np.intp)).scores
            # Near to what was shown, whatever that will be.
            shown = {before.rows[place] + step for place in _best(before.logits, SHOWN) for step in (-1, 0, 1, 2)}
            near = np.flatnonzero(np.isin(found.rows, list(shown)))
            many = np.unique(np.concatenate([_best(found.over, WIDELY), _best(alone, READ), near]))
            logits = np.full(len(found.rows), np.nan, np.float32)
            logits[many] = read_of(text, found, many)
            follows = Follows(before, alone, logits)
        if bank is not None and chance.random() >= DROPPED:
            likeness = bank.vectors @ question.vector
            likeness[likeness >= NEARLY_SAME] = -1.0
            found = replace(found, said=Said.of(bank, likeness, bank.vote.of(question.vector)))
        own = asking(asked.question.question, asked.question.language == "en")
        signals = measure(own, found, ground.vocabulary)
        yield Reading(taught.minutes.name, asked, found, signals, question.vector, follows)


def _best(scores: Floats, count: int) -> NDArray[np.intp]:
    return np.argsort(-scores, kind="stable")[:count]


def _bank(taught: Taught, encoder: Encoder) -> Bank | None:
    """The bank of a document, its vote learned without the questions that are read and those near to them."""
    own = taught.document.questions
    if not own:
        return None
    vectors = np.stack([question.vector for question in encoder.questions([question.text for question in own])])
    asked = {each.question.text for each in taught.asked}
    read = vectors[[question.text in asked for question in own]]
    kept = np.flatnonzero(np.max(read @ vectors.T, axis=0) < NEAR)
    answered, links = np.array([question.answerable for question in own]), links_of(taught.document)
    place = {int(number): row for row, number in enumerate(kept)}
    left = np.array([(row, place[number]) for row, number in links.tolist() if number in place], np.intp).reshape(-1, 2)
    vote = Vote.learned(vectors[kept], answered[kept], left, len(taught.document.statements))
    return Bank(vectors, answered, links, vote, {})
