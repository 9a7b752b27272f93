"""Nugget recall: |nuggets that the answer holds| / |nuggets|.

Nuggets as in TREC QA (Voorhees 2003) and AutoNuggetizer (Pradeep et al. 2024), found by regular expressions
written by hand instead of a model. The answer's text counts, not the sources below it: the reader must find
the point there.
"""

import re

from eval.cases import Case
from retrieval.answer import Answer


def nugget_recall(case: Case, answer: Answer) -> float | None:
    """Return the share between 0 and 1; counts answerable questions with nuggets, a wrong refusal as 0."""
    if not case.answerable or not case.nuggets:
        return None
    if not answer.answered:
        return 0.0
    found = [re.search(nugget, answer.answer, re.IGNORECASE) is not None for nugget in case.nuggets]
    return sum(found) / len(found)
