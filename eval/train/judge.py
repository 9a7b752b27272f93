"""Train the judge: `python -m eval.train.judge` reads the corpus, writes `retrieval/data/judge.{npz,json}`.

And `classifier.bin`, the tuned model. An hour on two cores, most of it tuning, which is not repeated for the same bank.
Figures of the training stand in judge.json, their table in docs/evaluation/judge.md.
"""

import argparse
import hashlib
import json
import shutil
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
from eval.train.classifier import taught
from eval.train.fit import Arrays, Recipe, Ridge, finder, fit_calibration, fit_linear, fit_scale, judging
from eval.train.halves import fit_halves
from eval.train.limits import citing, citing_figures, held_out_figures, reasons_of, relating, thresholds
from eval.train.material import Embedder, alike, gather, measured
from eval.train.rows import Rows
from protokoll.settings import BUNDLED_MODEL, load_settings
from retrieval.answer import Reason
from retrieval.features import PAIR_NAMES
from retrieval.fitting import fitting, pair_rows
from retrieval.ground import KINDS
from retrieval.judge import WEIGHTS, Judge
from retrieval.models import Linear, Scale, contrast, log_odds, shares_of

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
        learned = taught(rows, load_settings().data, say)
        rows = rows.read(learned.kinds, learned.statements)
        found = find(rows, wording, Recipe())
        say("statements learned")
        trained = train(rows, wording, found, fit_alone(rows, public_questions(embedder)), Recipe())
        say("kinds learned")
        facts = {"model": BUNDLED_MODEL, "bank": rows.signals[0].bank, **trained.facts}
        arrays = trained.arrays | learned.heads
        judge = Judge.of(facts, arrays, learned.weights)
        facts["halves"] = fit_halves(judge, material, np.exp(learned.kinds), embedder)
    write(arrays, facts, learned.weights)


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


@dataclass(frozen=True)
class Trained:
    """Arrays and facts as `Judge.of` takes them."""

    arrays: Arrays
    facts: dict[str, Any]


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
) -> Trained:
    """Learn whether there is an answer, and why not.

    Args:
        rows: the bank's questions.
        wording: (q, q) how alike they are in wording.
        found: what was learned about statements.
        lone: arrays and facts of the form without a bank.
        recipe: of the kernel machine.

    Returns:
        What was learned; its facts lack what is said of halves.
    """
    scale, scaled, machine = machine_of(rows, wording, found, recipe)
    share = shares(rows)
    strict, kinds = (
        machine.held_out(hidden, rows.kinds, recipe.folds) + share for hidden in (rows.sources, rows.passes)
    )
    *slopes, offset = fit_calibration(evidence(kinds, rows), rows.answerable)
    chances = 1 / (1 + np.exp(-(evidence(kinds, rows) @ slopes + offset)))
    held_out = joined(kinds, rows)
    cite = citing(rows, found.scores, found.pairs)
    lone_arrays, lone_facts = lone
    facts = {
        "questions": len(rows.kinds),
        "features": found.names,
        "alone_features": list(ALONE),
        "pairs": list(PAIR_NAMES),
        "calibration": {"banked": [*slopes, offset], "alone": lone_facts["calibration"]},
        "thresholds": {
            "banked": thresholds(chances, rows, attributed=reasons_of(held_out) == Reason.NOT_ATTRIBUTED),
            "alone": lone_facts["thresholds"],
        },
        "cite": cite,
        "relate": relating(rows, found.scores, found.pairs),
        "added": ADDED,
        "figures": {
            "strict": held_out_figures(evidence(strict, rows) @ slopes, joined(strict, rows), rows),
            "by_pass": held_out_figures(chances, held_out, rows),
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
    return Trained(arrays | found.pairs | lone_arrays, facts)


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


def evidence(kinds: Floats, rows: Rows) -> NDArray[np.float64]:
    """Return for each question (q, 2) how far an answer outweighs none: by the kernel machine's scores, as read."""
    read = [0.0 if s.reading is None else float(log_odds(s.reading.kinds)) for s in rows.signals]
    return np.column_stack([[contrast(scores) for scores in kinds], read]).astype(np.float64)


def joined(kinds: Floats, rows: Rows) -> Floats:
    """Return the shares of the kinds (q, c), of the kernel machine's scores and as read."""
    read = [s.reading for s in rows.signals]
    return np.stack([shares_of(own, None if r is None else r.kinds) for own, r in zip(kinds, read, strict=True)])


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


def write(arrays: Arrays, facts: dict[str, Any], weights: Path) -> None:
    """Write arrays, the tuned weights and facts, bound together by hashes."""
    folder = Path(str(files("retrieval") / "data"))
    np.savez_compressed(folder / "judge.npz", **arrays)  # type: ignore[arg-type]
    shutil.copyfile(weights, folder / f"{WEIGHTS}.part")
    (folder / f"{WEIGHTS}.part").replace(folder / WEIGHTS)  # a running server keeps the file that it has mapped
    arrays_sha256, weights_sha256 = (
        hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("judge.npz", WEIGHTS)
    )
    bound = {"arrays_sha256": arrays_sha256, "weights_sha256": weights_sha256, **facts}
    text = json.dumps(bound, indent=1, ensure_ascii=False)
    (folder / "judge.json").write_text(text + "\n", encoding="utf-8")
    say(f"written to {folder}: {json.dumps(facts['figures'])}")


if __name__ == "__main__":
    main()
