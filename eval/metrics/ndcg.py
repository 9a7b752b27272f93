"""nDCG@10, normalised discounted cumulative gain (Järvelin & Kekäläinen 2002), by scikit-learn.

A text gains 1 for each evidence group that it meets first; the ideal ranking has one text for each group on
top.
"""

from collections.abc import Sequence

from eval.cases import Case
from eval.metrics.recall import ranked
from eval.spans import holds

CUT = 10


def ndcg(case: Case, texts: Sequence[str]) -> float | None:
    """Return nDCG@10, between 0 and 1."""
    if not ranked(case):
        return None
    from sklearn.metrics import ndcg_score

    open_groups, gains = list(case.evidence), []
    for text in texts[:CUT]:
        met = [group for group in open_groups if any(holds(text, span) for span in group)]
        open_groups = [group for group in open_groups if group not in met]
        gains.append(len(met))
    gains += [0] * (CUT - len(gains))  # a short ranking has nothing below its end
    truth = gains + [1] * len(open_groups)  # what was not found stands below the cut
    scores = [-float(rank) for rank in range(len(truth))]
    return float(ndcg_score([truth], [scores], k=CUT))
