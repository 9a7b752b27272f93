"""Citation precision: |citations that show a gold span| / |citations|.

After ALCE (Gao et al. 2023, section 4), which asks a model whether a citation supports its sentence; here
the gold spans decide. A lower bound: a statement that answers as well, but that the gold set does not name,
counts as wrong.
"""

from eval.cases import Case
from eval.spans import supports
from retrieval.answer import Answer


def citation_precision(case: Case, answer: Answer) -> float | None:
    """Return the share between 0 and 1; counts answered questions that have an answer."""
    if not (case.answerable and answer.answered and answer.citations):
        return None
    right = [supports(case.evidence, citation.quote) for citation in answer.citations]
    return sum(right) / len(right)
