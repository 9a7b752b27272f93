"""Separation: area under the ROC curve of the confidence, answerable against not (0.5 is chance).

By scikit-learn's roc_auc_score; independent of the threshold, so that a badly set one does not hide a good
judge.
"""

from collections.abc import Sequence

from eval.cases import Case
from retrieval.answer import Answer


def separation(pairs: Sequence[tuple[Case, Answer]]) -> float | None:
    """Return the area, None when all questions or all confidences are alike."""
    from sklearn.metrics import roc_auc_score

    truth = [case.answerable for case, _ in pairs]
    if len(set(truth)) < 2 or len({answer.confidence for _, answer in pairs}) < 2:
        return None
    return float(roc_auc_score(truth, [answer.confidence for _, answer in pairs]))
