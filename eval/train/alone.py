"""The form without a bank: logistic regression over signals that any document has."""

from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from eval.train.fit import Arrays, fit_calibration, fit_linear
from eval.train.limits import thresholds
from eval.train.rows import Rows
from retrieval.ground import ANSWERED, KINDS
from retrieval.models import Linear

ALONE = (
    "dense1", "dense_margin2", "dense_margin5", "dense_margin10", "dense_z", "dense_mean", "dense_std",
    "absent_share", "absent_max", "covered_top", "covered_top3", "covered_any", "rarity", "rarity_mean", "length",
    "surname", "trait", "digits", "mark", "capital", "person_saying", "person_reference", "english",
)  # fmt: skip
OVER_REFUSAL = 0.15  # it separates badly: letting through little that is wrong is worth more refusals here


def fit_alone(rows: Rows) -> tuple[Arrays, dict[str, Any]]:
    """Fit it to the bank's questions, whose kinds are known, over signals that need no bank."""
    features = rows.features(ALONE)
    held = np.zeros(len(rows.kinds))
    split = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    for train, test in split.split(features, rows.kinds, rows.sources):
        model = Linear.of(fit_linear(features[train], rows.kinds[train], len(KINDS), "x"), "x")
        logits = model.logits(features[test])
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        held[test] = np.log(shares[:, :ANSWERED].sum(axis=1) / shares[:, ANSWERED:].sum(axis=1))
    slope, offset = fit_calibration(held, rows.answerable)
    chances = 1 / (1 + np.exp(-(slope * held + offset)))
    limits = thresholds(chances, rows, OVER_REFUSAL)
    return fit_linear(features, rows.kinds, len(KINDS), "alone"), {
        "calibration": [slope, offset],
        "thresholds": limits,
        "auc": round(float(roc_auc_score(rows.answerable, held)), 3),
    }

