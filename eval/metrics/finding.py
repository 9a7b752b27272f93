"""Finding: what the ranked texts hold, whatever is answered from them.

A group of alternative spans takes the place of a relevant document, because a thesis and its impulse often say the
same. Kind `section` has `completeness` instead.
"""

from collections.abc import Callable, Sequence

from eval.cases import Case
from eval.spans import holds
from ingest.statement import fold

Ranking = Callable[[Case, Sequence[str]], float | None]
CUT = 10


def recall_at(k: int) -> Ranking:
    """Return Recall@k: |groups met by the first k texts, best first| / |groups|.

    After Manning et al., Introduction to Information Retrieval, ch. 8.
    """

    def recall(case: Case, texts: Sequence[str]) -> float | None:
        if not _ranked(case):
            return None
        met = [any(holds(text, span) for text in texts[:k] for span in group) for group in case.evidence]
        return sum(met) / len(met)

    return recall


def recall_within(characters: int) -> Ranking:
    """Return recall within a reading length: |groups met by the first n characters of the ranking| / |groups|.

    Recall@k favours long texts: four chunks of 1,000 characters are a quarter of the protocol, four statements
    a thirtieth. Here every system gets the same reader, who reads n characters from the top; the last text is
    cut there.
    """

    def recall(case: Case, texts: Sequence[str]) -> float | None:
        left, read = characters, []
        for text in map(fold, texts):
            read.append(text[:left])
            left -= len(text)
            if left <= 0:
                break
        return recall_at(len(read))(case, read)

    return recall


def ndcg(case: Case, texts: Sequence[str]) -> float | None:
    """Return nDCG@10, normalised discounted cumulative gain (Järvelin & Kekäläinen 2002), by scikit-learn.

    A text gains 1 for each evidence group that it meets first; the ideal ranking has one text for each group on
    top.
    """
    if not _ranked(case):
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


def _ranked(case: Case) -> bool:
    """Whether ranking figures count this case: it has an answer that a ranking can hold."""
    return case.answerable and bool(case.evidence) and case.kind != "section"
