"""Truthfulness as in CRAG (Yang et al. 2024): accurate +1, missing 0, incorrect -1; the mean is the score.

Accurate: every nugget is in the answer and evidence is cited, or an unanswerable question is refused
(CRAG's "invalid question"). Incorrect: an answer without any of the evidence, or to a question that has
none. Missing: a refusal where there is an answer, or an answer with evidence that lacks a nugget (CRAG's
"acceptable", which its automatic score does not know either).
"""

from eval.cases import Case
from eval.metrics.nugget_recall import nugget_recall
from eval.spans import groups_met
from retrieval.answer import Answer

ACCURATE, MISSING, INCORRECT = 1.0, 0.0, -1.0


def truthfulness(case: Case, answer: Answer) -> float | None:
    """Return 1, 0 or -1; counts every question."""
    if not case.answerable:
        return INCORRECT if answer.answered else ACCURATE
    if not answer.answered:
        return MISSING
    if not any(groups_met(case.evidence, (citation.quote for citation in answer.citations))):
        return INCORRECT
    nuggets = nugget_recall(case, answer)
    return ACCURATE if nuggets is None or nuggets == 1.0 else MISSING
