"""A document's question bank: what was asked before, with the statements that answer it (doc2query).

It helps to find and to judge; its questions vote, and one more or less changes little.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.digest import Digest
from ingest.document import Document
from ingest.odds import Vote

MEAN = 3  # questions that a statement answers of which the mean counts
FOUND = 12  # statements that the nearest questions, and their vote, add to the candidates each
UNASKED = -1.0  # likeness of a statement that no question leads to
SECTION = 0.75  # likeness of the nearest question from which it is taken to ask for the same section as a whole

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Bank:
    """Unit vectors of the questions (b, 384), which of them have an answer (b,), and their statements.

    `links` (l, 2) are pairs (row of a statement, question that it answers), sorted; `sections` the rows that a question
    for whole sections wants, by its number.
    """

    vectors: Floats
    answered: NDArray[np.bool_]
    links: NDArray[np.intp]
    vote: Vote
    sections: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, document: Document, digest: Digest) -> "Bank | None":
        """Arrange a document's bank; None for a document without one."""
        if not document.questions:
            return None
        answered = np.array([question.answerable for question in document.questions])
        row_of = {statement.text: row for row, statement in enumerate(document.statements)}
        sections = {
            number: tuple(row_of[text] for text in question.statements if text in row_of)
            for number, question in enumerate(document.questions)
            if question.kind == "section" and question.answerable
        }
        return cls(digest.questions, answered, digest.links, digest.vote, sections)

    def says(self, vector: Floats) -> "Said":
        """Return what the bank says of a question with a unit vector (384,)."""
        return Said.of(self, np.asarray(self.vectors @ vector, np.float32), self.vote.of(vector))


@dataclass(frozen=True, eq=False)
class Said:
    """What a bank says of a question: `lead`, the nearest answered less the nearest unanswered cosine, and its vote.

    `section` are the rows that the nearest question wants as a whole, if it is nearly the same and wants that.
    For each statement (n,) the cosine of the nearest question that it answers, the mean of the nearest three, its vote.
    """

    lead: float
    odds: float
    first: Floats
    mean: Floats
    votes: Floats
    section: tuple[int, ...] = ()

    @classmethod
    def of(cls, bank: Bank, likeness: Floats, vote: Floats) -> "Said":
        """Sum up what the questions say.

        Args:
            bank: whose.
            likeness: cosine of each of its questions (b,).
            vote: of all together (1 + n,).

        Returns:
            What they say.
        """
        there, gone = likeness[bank.answered], likeness[~bank.answered]
        lead = float(there.max() - gone.max()) if len(there) and len(gone) else 0.0
        count = len(vote) - 1
        first, mean = np.full(count, UNASKED, np.float32), np.full(count, UNASKED, np.float32)
        rows, begins = np.unique(bank.links[:, 0], return_index=True)
        for row, some in zip(rows, np.split(likeness[bank.links[:, 1]], begins[1:]), strict=True):
            nearest = np.sort(some)[-MEAN:]
            first[row], mean[row] = nearest[-1], nearest.mean()
        same = int(np.argmax(likeness))
        section = bank.sections.get(same, ()) if likeness[same] >= SECTION else ()
        return cls(lead, float(vote[0]), first, mean, vote[1:], section)

    def found(self) -> list[int]:
        """Return the rows of the statements that the bank leads to."""
        if not len(self.first):
            return []
        best = (*np.argsort(-self.first)[:FOUND], *np.argsort(-self.votes)[:FOUND])
        return [int(row) for row in dict.fromkeys(best) if self.first[row] > UNASKED]
