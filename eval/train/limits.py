"""Where an answer begins and how much is cited: limits and figures read off held-out scores, never off a gold set."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.train.fit import Arrays
from eval.train.rows import Rows
from retrieval.fitting import pair_rows
from retrieval.ground import KINDS
from retrieval.judge import MOST, REASONS
from retrieval.models import Linear

OVER_REFUSAL = 0.05  # share of answerable questions that may be refused: the project's bar
GREY = 0.4  # share of the answer's limit: below it, nothing comes close
ATTRIBUTED = 0.002  # share of answerable questions refused on top, so that fewer statements are put into a mouth
SEVERAL = (KINDS.index("topic"), KINDS.index("multi"))
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def thresholds(
    chances: Doubles, rows: Rows, share: float = OVER_REFUSAL, attributed: NDArray[np.bool_] | None = None
) -> dict[str, dict[str, float]]:
    """Return the limits of each language.

    Args:
        chances: (q,) held-out probabilities of an answer.
        rows: the questions.
        share: of the answerable questions that may be refused.
        attributed: (q,) whether attribution would be the reason of a refusal.

    Returns:
        `answer` and `grey`: where an answer and where grey begins; `attributed`: where an answer begins if the reason
        of a refusal would be that no speaker is recorded. It may cost ATTRIBUTED of the answerable more.
    """
    found = {}
    for language, own in (("de", ~rows.english), ("en", rows.english)):
        limit = float(np.quantile(chances[own & rows.answerable], share - ATTRIBUTED))
        raised = limit
        if attributed is not None:
            spared = np.sort(chances[own & rows.answerable & attributed & (chances >= limit)])
            raised = float([*spared, limit][min(int(ATTRIBUTED * (own & rows.answerable).sum()), len(spared))])
        found[language] = {
            "answer": round(limit, 4),
            "grey": round(GREY * limit, 4),
            "attributed": round(raised, 4),
        }
    return found


def held_out_figures(raw: Doubles, kinds: Floats, rows: Rows) -> dict[str, Any]:
    """Return areas under the curve, refusal recall at 5 % over-refusal, and how often the reason is right."""
    yes = rows.answerable
    figures: dict[str, Any] = {"auc": _auc(yes, raw)}
    for language, own in (("de", ~rows.english), ("en", rows.english)):
        limit = np.quantile(raw[own & yes], OVER_REFUSAL)
        figures[language] = {
            "auc": _auc(yes[own], raw[own]),
            "refusal_recall": round(float((raw[own & ~yes] < limit).mean()), 3),
        }
    for kind in ("near-miss", "missing", "attribution", "false-premise"):
        own = yes | (rows.kinds == KINDS.index(kind))
        figures[kind] = _auc(yes[own], raw[own])
    right = [reason == REASONS.get(KINDS[kind]) for reason, kind in zip(reasons_of(kinds), rows.kinds, strict=True)]
    figures["reason_right"] = round(float(np.array(right)[~yes].mean()), 3)
    return figures


def _auc(wanted: NDArray[np.bool_], raw: Doubles) -> float:
    return round(float(roc_auc_score(wanted, raw)), 3)


def reasons_of(kinds: Floats) -> NDArray[np.object_]:
    """Return the likeliest reason of a refusal (q,) by the scores of kinds (q, c)."""
    names = list(dict.fromkeys(REASONS.values()))
    totals = np.zeros((len(kinds), len(names)))
    for kind, reason in REASONS.items():
        totals[:, names.index(reason)] += np.maximum(kinds[:, KINDS.index(kind)], 1e-4)
    found: NDArray[np.object_] = np.empty(len(kinds), object)
    found[:] = [names[i] for i in totals.argmax(axis=1)]
    return found


def chosen(ranked: Floats, further: float) -> list[int]:
    """Return the statements cited: the best, and others up to MOST whose probability reaches a limit."""
    best = np.argsort(-ranked, kind="stable")[:MOST]
    limit = np.log(further / (1 - further))
    return [int(best[0]), *(int(row) for row in best[1:] if ranked[row] >= limit)]


def citing(rows: Rows, found: Floats, pairs: Arrays) -> dict[str, float]:
    """Return the limits for further citations, single questions and overviews apart, that give the best F1."""
    limits = {}
    overview = np.isin(rows.kinds, SEVERAL)
    ranked = _ranked(rows, found, pairs)
    for name, own in (("single", ~overview), ("several", overview)):
        which = [i for i in rows.pointing if own[i]]
        grid = np.arange(0.05, 0.75, 0.05)
        scores = [_f1(*_precision_recall(rows, ranked, which, float(limit))) for limit in grid]
        limits[name] = round(float(grid[int(np.argmax(scores))]), 2)
    return limits


def citing_figures(
    rows: Rows, found: Floats, pairs: Arrays, limits: dict[str, float]
) -> dict[str, float]:
    """Return rank-1 and citation figures over the bank, held out (one listed statement counts, twins do not)."""
    ranked = _ranked(rows, found, pairs)
    first = [int(ranked[i].argmax()) in rows.asked[i].statements for i in rows.pointing]
    plain = [int(rows.signals[i].scores.argmax()) in rows.asked[i].statements for i in rows.pointing]
    precision, recall = _precision_recall(rows, ranked, rows.pointing.tolist(), limits["single"])
    return {
        "rank1": round(float(np.mean(first)), 3),
        "rank1_of_three_z_scores": round(float(np.mean(plain)), 3),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
    }


def relating(rows: Rows, found: Floats, pairs: Arrays) -> dict[str, float]:
    """Return the limits for what is shown beside a refusal for attribution or a premise: right for three in four."""
    which = np.flatnonzero(np.isin(rows.kinds, [KINDS.index("attribution"), KINDS.index("false-premise")])).tolist()
    ranked = _ranked(rows, found, pairs, which)
    named = [i for i in which if rows.asked[i].statements]
    tops = np.array([ranked[i].max() for i in named])
    right = np.array([int(ranked[i].argmax()) in rows.asked[i].statements for i in named])
    order = np.argsort(tops)
    worth = [right[order[k:]].mean() for k in range(len(order) // 2)]
    first = tops[order[int(np.argmax(np.array(worth) >= 0.75))]] if max(worth) >= 0.75 else np.median(tops)
    return {"first": round(float(1 / (1 + np.exp(-first))), 3), "further": 0.5}


def _ranked(rows: Rows, found: Floats, pairs: Arrays, which: list[int] | None = None) -> dict[int, Floats]:
    model = Linear.of(pairs, "pairs")
    some = rows.pointing.tolist() if which is None else which
    return {int(i): model.logits(pair_rows(rows.signals[i], found[i]))[:, 0] for i in some}


def _precision_recall(
    rows: Rows, ranked: dict[int, Floats], which: list[int], further: float
) -> tuple[float, float]:
    precision, recall = [], []
    for i in which:
        wanted, cited = set(rows.asked[i].statements), chosen(ranked[i], further)
        hit = len(wanted.intersection(cited))
        precision.append(hit / len(cited))
        recall.append(hit / len(wanted))
    return float(np.mean(precision)), float(np.mean(recall))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall + 1e-9)
