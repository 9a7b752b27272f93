"""Refusal recall: |unanswerable and refused| / |unanswerable|. Grey answers count as refused."""

from eval.cases import Case
from retrieval.answer import Answer


def refusal_recall(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0; counts unanswerable questions."""
    return None if case.answerable else float(not answer.answered)
