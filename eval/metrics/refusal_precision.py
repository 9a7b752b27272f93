"""Refusal precision: |unanswerable and refused| / |refused|. Grey answers count as refused."""

from eval.cases import Case
from retrieval.answer import Answer


def refusal_precision(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0; counts refused questions."""
    return None if answer.answered else float(not case.answerable)
