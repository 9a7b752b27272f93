"""Completeness of section questions: |statements asked for that are cited| / |statements asked for|.

"Which guiding questions were there?" is answered by all four or not at all well; a ranking figure would
reward one.
"""

from eval.cases import Case
from eval.metrics.citation_recall import citation_recall
from retrieval.answer import Answer


def completeness(case: Case, answer: Answer) -> float | None:
    """Return the share between 0 and 1; counts kind `section`."""
    return citation_recall(case, answer) if case.kind == "section" else None
