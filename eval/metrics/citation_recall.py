"""Citation recall: |evidence groups shown by citations| / |groups|.

What stands behind the button of a long answer is part of it and counts.

After ALCE (Gao et al. 2023), adapted to gold spans. A wrongly refused question cites nothing and counts as
0, so that refusing does not raise the figure.
"""

from eval.cases import Case
from eval.spans import groups_met
from retrieval.answer import Answer


def citation_recall(case: Case, answer: Answer) -> float | None:
    """Return the share between 0 and 1; counts questions that have an answer."""
    if not case.answerable or not case.evidence:
        return None
    if not answer.answered:
        return 0.0
    shown = (*answer.citations, *answer.further)
    met = groups_met(case.evidence, (citation.quote for citation in shown))
    return sum(met) / len(met)
