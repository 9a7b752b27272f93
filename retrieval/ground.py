"""What a question is measured against: the vectors of a document's statements and of its question bank."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.document import BankQuestion, Document
from protokoll.settings import BUNDLED_MODEL
from retrieval.lexicon import Lexicon

Vectors = NDArray[np.float32]
KINDS = (
    "answered", "topic", "yesno", "multi", "partial", "section",
    "near-miss", "missing", "attribution", "false-premise", "off-topic", "nonsense", "injection", "conversation",
)  # fmt: skip
ANSWERED = 6  # the first six kinds have an answer
PARTIAL = 4  # of which the first four have a whole answer
ASKED_FOR = 5  # the first five lead to statements one by one; a section question names all lines of a section


@dataclass(frozen=True)
class StatementVectors:
    """Unit vectors with the passage prefix, one row a statement (n, 384); without a translation, the text's again.

    `parts` (p, 384) are the single questions of a block of questions, `part_of` (p,) the rows they belong to.
    """

    texts: Vectors
    contexts: Vectors
    translations: Vectors
    parts: Vectors
    part_of: NDArray[np.intp]


@dataclass(frozen=True)
class Bank:
    """Question bank: unit vectors with the query prefix (b, 384), kinds as rows of KINDS, language, statements.

    `places` (n, m) lists for each statement the rows of the questions that it answers, filled up with b; `related` the
    same for questions that only touch it. `links` (b, n) tells whether question and statement are listed together.
    `fingerprint` covers questions, statements and embedding model: a judge fits the bank that it was trained with.
    """

    vectors: Vectors
    kinds: NDArray[np.intp]
    english: NDArray[np.bool_]
    places: NDArray[np.intp]
    related: NDArray[np.intp]
    links: NDArray[np.bool_]
    fingerprint: str

    @classmethod
    def of(cls, document: Document, vectors: Vectors, model: str) -> "Bank":
        """Arrange a document's bank.

        Args:
            document: its `questions` in the order of `vectors`.
            vectors: (b, 384).
            model: the embedding model's name.

        Returns:
            The bank; a kind that is not in KINDS counts as answered or missing.
        """
        row_of = {statement.text: i for i, statement in enumerate(document.statements)}
        kinds = np.array([kind_of(q) for q in document.questions], np.intp)
        links = np.zeros((len(kinds), len(row_of)), bool)
        for i, question in enumerate(document.questions):
            links[i, [row_of[text] for text in question.statements if text in row_of]] = True
        return cls(
            vectors=vectors,
            kinds=kinds,
            english=np.array([q.language == "en" for q in document.questions], bool),
            places=_places(links & (kinds < ASKED_FOR)[:, None]),
            related=_places(links & (kinds >= ANSWERED)[:, None]),
            links=links,
            fingerprint=fingerprint(document, model),
        )


@dataclass(frozen=True)
class Ground:
    """A document ready to be asked: vectors, words, and the bank if it has one that the judge knows."""

    vectors: StatementVectors
    lexicon: Lexicon
    traits: NDArray[np.float32]
    bank: Bank | None = None

    @classmethod
    def of(
        cls,
        document: Document,
        vectors: StatementVectors,
        bank: Vectors | None = None,
        model: str = BUNDLED_MODEL,
    ) -> "Ground":
        """Arrange a document.

        Args:
            document: statements in the order of `vectors`.
            vectors: of the statements.
            bank: vectors of `document.questions` (b, 384), or None to leave the bank out.
            model: name of the embedding model that made both.

        Returns:
            The ground.
        """
        answered = [bank is not None and kind_of(q) < ANSWERED for q in document.questions]
        return cls(
            vectors=vectors,
            lexicon=Lexicon.of(document, answered),
            traits=_traits(document),
            bank=None if bank is None or not len(bank) else Bank.of(document, bank, model),
        )


    def speaks_of(self, named: Collection[str], rows: Sequence[int]) -> bool:
        """Say whether statements have a word, or a question of the bank that has it leads to one of them.

        Args:
            named: stems of the word.
            rows: of the statements.

        Returns:
            "Amerikaner" has to do with a statement on the USA, "Berlin" not with one on Heilbronn.
        """
        if any(np.isin(self.lexicon.rows[stem], rows).any() for stem in named if stem in self.lexicon.rows):
            return True
        if self.bank is None:
            return False
        asked = [row for stem in named for row in self.lexicon.asked.get(stem, ()) if self.bank.kinds[row] < PARTIAL]
        return bool(self.bank.links[asked][:, rows].any())


def fingerprint(document: Document, model: str) -> str:
    """Return 16 hex digits over the statements, the bank and the embedding model."""
    digest = hashlib.sha256(_json([model, [s.text for s in document.statements]]))
    for q in document.questions:  # one by one: as one text the bank takes 30 MB
        digest.update(_json([q.text, q.language, q.kind, q.statements]))
    return digest.hexdigest()[:16]


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def kind_of(question: BankQuestion) -> int:
    """Return the row of KINDS."""
    if question.kind in KINDS:
        return KINDS.index(question.kind)
    return KINDS.index("answered" if question.answerable else "missing")


def _places(links: NDArray[np.bool_]) -> NDArray[np.intp]:
    """(b, n) booleans → (n, m) row numbers, filled up with b."""
    rows = [np.flatnonzero(column) for column in links.T]
    table = np.full((len(rows), max([3, *map(len, rows)])), len(links), np.intp)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return table


def _traits(document: Document) -> NDArray[np.float32]:
    """(n, 6): has digits, names a participant, is a bare label, asks, quotes, length (log of characters)."""
    lines = {participant.line for participant in document.participants}

    def row(text: str) -> Sequence[float]:
        return (
            float(any(c.isdigit() for c in text)),
            float(text in lines),
            float(text.endswith(":")),
            float("?" in text),
            float("„" in text),
            float(np.log(len(text) + 1)),
        )

    return np.array([row(s.text) for s in document.statements], np.float32).reshape(-1, 6)
