"""Recall@k over evidence groups: |groups met by the first k texts| / |groups|.

After Manning et al., Introduction to Information Retrieval, ch. 8, with a group of alternative spans in
place of a relevant document, because a thesis and its impulse often say the same. Kind `section` has
`completeness` instead.
"""

from collections.abc import Callable, Sequence

from eval.cases import Case
from eval.spans import holds


def ranked(case: Case) -> bool:
    """Return whether ranking figures count this case: it has an answer that a ranking can hold."""
    return case.answerable and bool(case.evidence) and case.kind != "section"


def recall_at(k: int) -> Callable[[Case, Sequence[str]], float | None]:
    """Return the metric for a cut after k texts, best first."""

    def recall(case: Case, texts: Sequence[str]) -> float | None:
        if not ranked(case):
            return None
        met = [any(holds(text, span) for text in texts[:k] for span in group) for group in case.evidence]
        return sum(met) / len(met)

    return recall
