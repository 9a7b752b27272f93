"""A question read together with a document's statements by the reranker, and judged: for documents of any kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from retrieval.features import Signals
from retrieval.ground import ANSWERED, ASKED_FOR, Bank, Ground
from retrieval.question import Query
from retrieval.reranker import Reranker, passages
from retrieval.signals import Candidates, Neighbours, Vocabulary, asking, measure
from retrieval.verdict import Judge, Verdict

READ = 16  # statements read for a question: the right one is among them in 94 % (German) and 90 % (English) of cases
NEAREST = 10  # bank questions whose share of answered ones counts

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A document as the reranker reads it: a passage a statement (n,), and its words."""

    passages: tuple[str, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, document: Document) -> "Sheet":
        """Prepare a document, once."""
        return cls(tuple(passages(document)), Vocabulary.of(document))


@dataclass(frozen=True, eq=False)
class Reranked:
    """What was made of a question and some statements of a document.

    `rows` (k,) are the statements read, `logits` and `chances` (k,) how surely each answers, `cited` the rows that
    together answer, best first.
    """

    rows: tuple[int, ...]
    logits: Floats
    chances: Floats
    cited: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Reader:
    """Reads with the models that ship with the package."""

    @cached_property
    def reranker(self) -> Reranker:
        """The reranker, loaded with the first question: 0.3 s."""
        return Reranker.load()

    @cached_property
    def judge(self) -> Judge:
        """What decides."""
        return Judge.load()

    def read(
        self, query: Query, sheet: Sheet, ground: Ground, signals: Signals, among: Sequence[int] | None = None
    ) -> Reranked:
        """Read the nearest statements and judge.

        Args:
            query: the question.
            sheet: the document's passages.
            ground: its vectors and bank.
            signals: what was measured of the question: its vector, and how near the bank's questions are.
            among: rows that may be read (those of one speaker); None for all.

        Returns:
            The reading; `among` must not be empty.
        """
        dense = np.asarray((ground.vectors.texts + ground.vectors.contexts) @ signals.vector / 2, np.float32)
        allowed = np.arange(len(dense)) if among is None else np.array(among)
        rows = allowed[np.argsort(-dense[allowed], kind="stable")[:READ]]
        logits = self.reranker.scores(query.text, [sheet.passages[row] for row in rows])
        candidates = Candidates(tuple(map(int, rows)), logits, dense[rows])
        bank = ground.bank if len(signals.similarities) else None
        own = asking(query.mended, query.language == "en")
        neighbours = _neighbours(bank, signals.similarities) if bank else None
        seen = measure(own, candidates, sheet.vocabulary, neighbours)
        near = _nearest(bank, signals.similarities, rows) if bank else None
        cited = [int(rows[place]) for place, _ in self.judge.cited(candidates, near)]
        verdict = self.judge.judge(seen, signals.vector)
        return Reranked(candidates.rows, logits, self.judge.chances(candidates, near), tuple(cited), verdict)


def _neighbours(bank: Bank, similarities: Floats) -> Neighbours:
    """What the nearest bank questions are; whatever bank it is, one by one."""
    answered = bank.kinds < ANSWERED
    lead = float(similarities[answered].max(initial=-1.0) - similarities[~answered].max(initial=-1.0))
    nearest = np.argsort(-similarities)[:NEAREST]
    return Neighbours(lead=lead, share=float(answered[nearest].mean()))


def _nearest(bank: Bank, similarities: Floats, rows: NDArray[np.intp]) -> Floats:
    """For each row the cosine of the nearest bank question that it answers (k,)."""
    helpful = np.where(bank.kinds < ASKED_FOR, similarities, np.float32(-1.0))
    return np.asarray(np.append(helpful, np.float32(-1.0))[bank.places[rows]].max(axis=1), np.float32)
