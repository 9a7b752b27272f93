"""Train the judge: `python -m eval.train.judge` reads the corpus, writes `retrieval/data/judge.{npz,json}`."""

import argparse
import hashlib
import json
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.train.fit import Arrays, fit_calibration, fit_forest, fit_network
from eval.train.material import Embedder, gather, measured
from eval.train.rows import Rows, Whole
from protokoll.settings import BUNDLED_MODEL, load_settings
from retrieval.features import PAIR_NAMES
from retrieval.ground import ANSWERED, KINDS
from retrieval.models import Forest, Network, softmax

BANK_FREE = (
    "dense1", "dense_margin2", "dense_margin5", "dense_margin10", "dense_z", "dense_mean", "dense_std",
    "absent_share", "absent_max", "covered_top", "covered_top3", "covered_any", "rarity", "rarity_mean", "length",
    "surname", "trait", "digits", "person_saying", "person_reference", "english",
)  # fmt: skip
OVER_REFUSAL = 0.05  # share of answerable questions that may be refused: the bar of the project
GREY = 0.4  # of the answer's threshold: below it nothing comes close
Doubles = NDArray[np.float64]


def say(text: str) -> None:
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Read, measure, cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", type=Path, default=Path("corpus/zukunftsforum-ki-2024-02-22.md"))
    document = parser.parse_args().document
    material = gather(document, Embedder(load_settings().data / "vectors.sqlite"))
    say(f"{len(material.asked)} questions embedded")
    rows = Rows.of(material.asked, measured(material))
    names = list(rows.signals[0].features)
    held = cross_validate(rows, names)
    slope, offset = fit_calibration(held, rows.answerable)
    bare = fit_network(rows.features(BANK_FREE), rows.kinds, len(KINDS), "bankless", 0)
    arrays = fit(rows, names, np.arange(len(rows.kinds))) | bare
    facts = {
        "model": BUNDLED_MODEL,
        "bank": rows.signals[0].bank,
        "questions": len(rows.kinds),
        "features": names,
        "bankless_features": list(BANK_FREE),
        "pairs": list(PAIR_NAMES),
        "calibration": {"banked": [slope, offset], "bankless": [1.0, 0.0]},
        "thresholds": {
            "banked": thresholds(1 / (1 + np.exp(-(slope * held + offset))), rows),
            "bankless": {"de": {"answer": 0.5, "grey": 0.2}, "en": {"answer": 0.5, "grey": 0.2}},
        },
        "cite": {"first": 0.0, "further": 0.4},
        "relate": {"first": 0.15, "further": 0.4},
        "added_weight": 0.3,
        "figures": {"auc": round(float(roc_auc_score(rows.answerable, held)), 4)},
    }
    write(arrays, facts)


def fit(rows: Rows, names: list[str], which: Whole) -> Arrays:
    """Fit everything that needs the bank on some of the questions."""
    features, vectors = rows.features(names)[which], rows.vectors()[which]
    kinds, answerable = rows.kinds[which], rows.answerable[which].astype(np.intp)
    both = np.hstack([vectors, features])
    arrays = fit_network(both, kinds, len(KINDS), "kinds", vectors.shape[1])
    arrays |= fit_forest(features, answerable, "answerable")
    pairs, wanted = rows.pairs(which.tolist())
    free = pairs.copy()
    free[:, [i for i, name in enumerate(PAIR_NAMES) if name.startswith(("near", "votes", "related"))]] = 0
    return arrays | fit_forest(pairs, wanted, "pairs") | fit_forest(free, wanted, "bankless_pairs")


def cross_validate(rows: Rows, names: list[str]) -> Doubles:
    """Return held-out logits (q,) that a question has an answer."""
    held = np.zeros(len(rows.kinds))
    features, vectors = rows.features(names), rows.vectors()
    for number, (train, test) in enumerate(rows.folds()):
        arrays = fit(rows, names, train)
        network, forest = Network.of(arrays, "kinds"), Forest.of(arrays, "answerable")
        trees = forest.logits(features[test])
        for i, logit in zip(test, trees, strict=True):
            p = softmax(network.logits(np.concatenate([vectors[i], features[i]])))[:ANSWERED].sum()
            p = float(np.clip(p, 1e-6, 1 - 1e-6))
            held[i] = (np.log(p / (1 - p)) + logit) / 2
        say(f"fold {number + 1}: {roc_auc_score(rows.answerable[test], held[test]):.3f}")
    return held


def thresholds(probabilities: Doubles, rows: Rows) -> dict[str, dict[str, float]]:
    """Return per language where an answer begins, so that few answerable questions are refused, and where grey does."""
    found = {}
    for language, own in (("de", ~rows.english), ("en", rows.english)):
        limit = float(np.quantile(probabilities[own & rows.answerable], OVER_REFUSAL))
        found[language] = {"answer": round(limit, 4), "grey": round(GREY * limit, 4)}
    return found


def write(arrays: Arrays, facts: dict[str, object]) -> None:
    """Write arrays and facts, bound together by a hash."""
    folder = Path(str(files("retrieval") / "data"))
    np.savez_compressed(folder / "judge.npz", **arrays)  # type: ignore[arg-type]
    digest = hashlib.sha256((folder / "judge.npz").read_bytes()).hexdigest()
    text = json.dumps({"arrays_sha256": digest, **facts}, indent=1, ensure_ascii=False)
    (folder / "judge.json").write_text(text + "\n", encoding="utf-8")
    say(f"written to {folder}: {facts['figures']}")


if __name__ == "__main__":
    main()
