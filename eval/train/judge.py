"""Train the judge: `python -m eval.train.judge` reads the corpus, writes `retrieval/data/judge.{npz,json}`.

Ten minutes on two cores. Figures of the training stand in judge.json, their table in docs/evaluation/judge.md.
"""

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from importlib.resources import files
from os import cpu_count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from eval.train.alone import ALONE, fit_alone, public_questions
from eval.train.fit import Arrays, Recipe, Ridge, finder, fit_calibration, fit_linear, fit_scale, judging
from eval.train.limits import citing, citing_figures, held_out_figures, reasons_of, relating, thresholds
from eval.train.material import Embedder, alike, gather, measured
from eval.train.rows import Rows
from protokoll.settings import BUNDLED_MODEL, load_settings
from retrieval.answer import Reason
from retrieval.features import PAIR_NAMES
from retrieval.fitting import fitting, pair_rows
from retrieval.ground import ANSWERED, KINDS
from retrieval.models import Linear, Scale

TRUST = 6.0  # added to the weight of the kernel machine's score: hidden passes make the bank look weaker than it is
ADDED = 0.3  # weight of BM25, which counts for bare keywords, beside the logit
Floats = NDArray[np.float32]


def say(text: str) -> None:
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Read, measure, cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", type=Path, default=Path("corpus/zukunftsforum-ki-2024-02-22.md"))
    embedder = Embedder(load_settings().data / "vectors.sqlite")
    with threadpool_limits(cpu_count()):  # the package asks numpy for one thread, which is right for serving alone
        material = gather(parser.parse_args().document, embedder)
        say(f"{len(material.asked)} questions embedded")
        rows, wording = Rows.of(material.asked, measured(material)), alike(material)
        say("measured")
        found = find(rows, wording, Recipe())
        say("statements learned")
        arrays, facts = train(rows, wording, found, fit_alone(rows, public_questions(embedder)), Recipe())
    write(arrays, {"model": BUNDLED_MODEL, "bank": rows.signals[0].bank, **facts})


@dataclass(frozen=True)
class Statements:
    """What was learned about statements: weights of the kernel machine (q, n), its held-out scores (q, n), the ranker.

    `features` (q, len(names)) are all signals of the questions, those of the best statement from held-out scores.
    """

    weights: Floats
    scores: Floats
    pairs: Arrays
    names: list[str]
    features: Floats


def find(rows: Rows, wording: Floats, recipe: Recipe) -> Statements:
    """Learn which statements answer.

    Args:
        rows: the bank's questions.
        wording: (q, q) how alike they are in wording.
        recipe: of the kernel machine.

    Returns:
        What was learned.
    """
    machine = finder(rows, wording, recipe)
    scores = machine.held_out(rows.passes, rows.kinds, recipe.folds)
    pairs = fit_pairs(rows, scores)
    names, features = features_with_best(rows, scores, Linear.of(pairs, "pairs"))
    return Statements(machine.solved(np.arange(len(rows.kinds))), scores, pairs, names, features)


def train(
    rows: Rows, wording: Floats, found: Statements, lone: tuple[Arrays, dict[str, Any]], recipe: Recipe
) -> tuple[Arrays, dict[str, Any]]:
    """Learn whether there is an answer, and why not.

    Args:
        rows: the bank's questions.
        wording: (q, q) how alike they are in wording.
        found: what was learned about statements.
        lone: arrays and facts of the form without a bank.
        recipe: of the kernel machine.

    Returns:
        Arrays and facts as `Judge.of` takes them.
    """
    scale, scaled, machine = machine_of(rows, wording, found, recipe)
    share = shares(rows)
    strict = machine.held_out(rows.sources, rows.kinds, recipe.folds) + share
    kinds = machine.held_out(rows.passes, rows.kinds, recipe.folds) + share
    raw = contrast(kinds)
    slope, offset = fit_calibration(raw, rows.answerable)
    chances = 1 / (1 + np.exp(-(slope * raw + offset)))
    cite = citing(rows, found.scores, found.pairs)
    lone_arrays, lone_facts = lone
    facts = {
        "questions": len(rows.kinds),
        "features": found.names,
        "alone_features": list(ALONE),
        "pairs": list(PAIR_NAMES),
        "calibration": {"banked": [slope, offset], "alone": lone_facts["calibration"]},
        "thresholds": {
            "banked": thresholds(chances, rows, attributed=reasons_of(kinds) == Reason.NOT_ATTRIBUTED),
            "alone": lone_facts["thresholds"],
        },
        "cite": cite,
        "relate": relating(rows, found.scores, found.pairs),
        "added": ADDED,
        "figures": {
            "strict": held_out_figures(contrast(strict), strict, rows),
            "by_pass": held_out_figures(raw, kinds, rows),
            "citing": citing_figures(rows, found.scores, found.pairs, cite),
            "alone": {name: value for name, value in lone_facts.items() if name.startswith("auc")},
        },
    }
    arrays: Arrays = {
        "centre": scale.centre,
        "factor": scale.factor,
        "limit": scale.limit,
        "rows": scaled.astype(np.float16),
        "kinds": machine.solved(np.arange(len(rows.kinds))).astype(np.float16),
        "statements": found.weights.astype(np.float16),
        "offset": share,
        "widths": np.array([recipe.judging, recipe.finding]),
    }
    return arrays | found.pairs | lone_arrays, facts


def machine_of(rows: Rows, wording: Floats, found: Statements, recipe: Recipe) -> tuple[Scale, Floats, Ridge]:
    """Return the scale of the features, the scaled features (q, k) as they are kept, and what learns the kinds."""
    scale = fit_scale(found.features, found.names, recipe)
    scaled = scale.apply(found.features).astype(np.float16).astype(np.float32)
    return scale, scaled, judging(rows, scaled, wording, recipe)


def shares(rows: Rows) -> Floats:
    """Return how often each kind is asked (c,)."""
    return np.asarray(np.eye(len(KINDS), dtype=np.float32)[rows.kinds].mean(axis=0), np.float32)


def features_with_best(rows: Rows, found: Floats, pairs: Linear) -> tuple[list[str], Floats]:
    """Return names and values (q, k) of all features, those of the best statement from held-out scores (q, n)."""
    table = []
    for signals, scores in zip(rows.signals, found, strict=True):
        logits = pairs.logits(pair_rows(signals, scores))[:, 0]
        table.append(signals.features | fitting(signals, scores, logits))
    names = list(table[0])
    return names, np.array([[row[name] for name in names] for row in table], np.float32)


def contrast(kinds: Floats) -> NDArray[np.float64]:
    """Return how far the kinds with an answer outweigh the others: (q, c) → (q,)."""
    return np.asarray(kinds[:, :ANSWERED].sum(axis=1) - kinds[:, ANSWERED:].sum(axis=1), np.float64)


def fit_pairs(rows: Rows, found: Floats) -> Arrays:
    """Learn which statement belongs in an answer, from held-out scores of the kernel machine (q, n)."""
    pairs = np.vstack([pair_rows(rows.signals[i], found[i]) for i in rows.pointing])
    wanted = np.concatenate(
        [np.isin(np.arange(found.shape[1]), rows.asked[i].statements) for i in rows.pointing]
    ).astype(np.intp)
    arrays = fit_linear(pairs, wanted, 1, "pairs")
    weights = np.array(arrays["pairs_weights"])
    weights[len(PAIR_NAMES) + 1] += TRUST
    free = pairs[:, : len(PAIR_NAMES)].copy()
    free[:, [i for i, name in enumerate(PAIR_NAMES) if name.startswith(("near", "votes", "related"))]] = 0
    return arrays | {"pairs_weights": weights} | fit_linear(free, wanted, 1, "alone_pairs")


def write(arrays: Arrays, facts: dict[str, Any]) -> None:
    """Write arrays and facts, bound together by a hash."""
    folder = Path(str(files("retrieval") / "data"))
    np.savez_compressed(folder / "judge.npz", **arrays)  # type: ignore[arg-type]
    digest = hashlib.sha256((folder / "judge.npz").read_bytes()).hexdigest()
    text = json.dumps({"arrays_sha256": digest, **facts}, indent=1, ensure_ascii=False)
    (folder / "judge.json").write_text(text + "\n", encoding="utf-8")
    say(f"written to {folder}: {json.dumps(facts['figures'])}")


if __name__ == "__main__":
    main()
