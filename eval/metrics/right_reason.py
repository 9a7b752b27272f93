"""Right reason: |refused for the labelled reason| / |unanswerable and refused|."""

from eval.cases import Case
from retrieval.answer import Answer


def right_reason(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0; counts unanswerable questions that were refused."""
    return None if case.answerable or answer.answered else float(answer.reason == case.reason)
