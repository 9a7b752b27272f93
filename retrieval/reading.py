"""What is made of a question and a document's candidates: which of them answer, how surely, and if none, why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.judge import Judge, Verdict
from retrieval.signals import Asking, Candidates, Vocabulary, measure

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reading:
    """`rows` (k,) are the candidates, best first, `chances` (k,) how probably each belongs in the answer.

    `cited` are the rows that together answer, best first.
    """

    rows: tuple[int, ...]
    chances: Floats
    cited: tuple[int, ...]
    verdict: Verdict


def read(question: Asking, candidates: Candidates, vocabulary: Vocabulary, judge: Judge) -> Reading:
    """Judge a question by its candidates.

    Args:
        question: its own side.
        candidates: at least one.
        vocabulary: of the document.
        judge: decides.

    Returns:
        The reading.
    """
    chances = judge.chances(candidates)
    order = np.argsort(-chances, kind="stable")
    verdict = judge.judge(measure(question, candidates, vocabulary), candidates.fit.question.vector)
    cited = tuple(candidates.rows[place] for place in judge.cited(chances))
    return Reading(tuple(candidates.rows[place] for place in order), chances[order], cited, verdict)
