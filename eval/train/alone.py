"""The form without a bank: logistic regression over signals that any document has.

Learned from the bank's questions, whose kinds are known, and from the first half of XQuAD-R's articles with half of the
answering texts taken out (CC BY-SA 4.0, eval/data/xquad-r); its other half is never trained on.
"""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from eval.squad import TRAINED_ON, Article, Unit, as_document, read_articles
from eval.train.fit import Arrays, fit_calibration, fit_linear
from eval.train.limits import GREY
from eval.train.material import Embedder, vectors_of
from eval.train.rows import Rows
from ingest.corpus import read_document
from retrieval.features import Signals, measure
from retrieval.fitting import alone_row
from retrieval.ground import ANSWERED, KINDS, Ground
from retrieval.models import Linear, log_odds
from retrieval.search import arrange

OVER_REFUSAL = 0.12  # it separates badly: letting through less that is wrong is worth more refusals here
SEED = 7
UNITS: tuple[Unit, ...] = ("paragraph", "sentence")
ALONE = (
    "dense1", "dense_margin2", "dense_margin5", "dense_margin10", "dense_z", "dense_mean", "dense_std",
    "absent_share", "absent_max", "covered_top", "covered_top3", "covered_any", "rarity", "rarity_mean", "length",
    "surname", "trait", "digits", "mark", "capital", "person_saying", "person_reference",
)  # fmt: skip
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Asked:
    """A question about an encyclopaedia: its signals, and whether the answering text was left in."""

    signals: Signals
    there: bool
    article: int


def public_questions(embedder: Embedder, count: int = TRAINED_ON) -> list[Asked]:
    """Measure the questions of the first articles, by paragraphs and by sentences, in both languages."""
    articles = read_articles()[:count]
    return [asked for unit in UNITS for asked in _asked(articles, unit, embedder)]


def _asked(articles: list[Article], unit: Unit, embedder: Embedder) -> Iterator[Asked]:
    answering = sorted({question.text(unit) for article in articles for question in article.questions})
    gone = frozenset(random.Random(SEED).sample(answering, len(answering) // 2))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "xquad.md"
        path.write_text(as_document(articles, unit, without=gone), encoding="utf-8")
        document = read_document(path)
    ground = Ground.of(document, arrange(vectors_of(document, embedder), len(document.statements)))
    for number, article in enumerate(articles):
        for language in ("de", "en"):
            words = [question.words[language] for question in article.questions]
            for question, text, vector in zip(article.questions, words, embedder.queries(words), strict=True):
                signals = measure(ground, text, vector, language == "en")
                yield Asked(signals, question.text(unit) not in gone, number)


def fit_alone(rows: Rows, public: list[Asked]) -> tuple[Arrays, dict[str, Any]]:
    """Fit the form without a bank; each of the two sources counts in its calibration and its limits."""
    signals = [*rows.signals, *(asked.signals for asked in public)]
    features = np.array([alone_row(each, list(ALONE)) for each in signals], np.float32)
    there = [KINDS.index("answered" if asked.there else "missing") for asked in public]
    kinds = np.concatenate([rows.kinds, np.array(there, np.intp)])
    groups = np.concatenate([rows.sources, [rows.sources.max() + 1 + asked.article for asked in public]])
    english = np.array([each.english for each in signals])
    held = np.zeros(len(kinds))
    for train, test in GroupKFold(5, shuffle=True, random_state=0).split(features, kinds, groups):
        model = Linear.of(fit_linear(features[train], kinds[train], len(KINDS), "x"), "x")
        held[test] = log_odds(model.logits(features[test]))
    slope, offset = fit_calibration(held[:, None], kinds < ANSWERED)
    chances = 1 / (1 + np.exp(-(slope * held + offset)))
    bank = np.arange(len(kinds)) < len(rows.kinds)
    return fit_linear(features, kinds, len(KINDS), "alone"), {
        "calibration": [slope, offset],
        "thresholds": {
            language: _limits(chances[own & (kinds < ANSWERED)])
            for language, own in (("de", ~english), ("en", english))
        },
        "auc_bank": round(float(roc_auc_score(kinds[bank] < ANSWERED, held[bank])), 3),
    } | ({"auc_public": round(float(roc_auc_score(kinds[~bank] < ANSWERED, held[~bank])), 3)} if public else {})


def _limits(chances: NDArray[np.float64]) -> dict[str, float]:
    limit = float(np.quantile(chances, OVER_REFUSAL))
    return {"answer": round(limit, 4), "grey": round(GREY * limit, 4), "attributed": round(limit, 4)}
