"""Over-refusal: |answerable and refused| / |answerable|. Grey answers count as refused."""

from eval.cases import Case
from retrieval.answer import Answer


def over_refusal(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0, lower is better; counts answerable questions."""
    return float(not answer.answered) if case.answerable else None
