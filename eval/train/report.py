"""Measures the judge on documents that it has not learned from: `python -m eval.train.report [--held]`.

`dev`: each document judged by what was learned from the others; the encoder has seen none of them. `held`: judged by
what ships; at the end alone. The ranking by the vector of the whole stands beside it.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.train.judge import REASONS, Material, as_asked, fit, fit_reasons
from eval.train.readings import Reading, read
from eval.train.teaching import taught
from ingest.encoder import Encoder
from retrieval.judge import Judge
from retrieval.reranker import Reranker
from retrieval.signals import NAMES

BINS = 5  # of the reliability table


@dataclass(frozen=True)
class Judged:
    """A reading with the probability of an answer, what was done, and the chances of its candidates (k,)."""

    reading: Reading
    answerable: float
    answered: bool
    cited: tuple[int, ...]
    reason: str
    chances: NDArray[np.float32]


def judged(readings: Sequence[Reading], judge: Judge) -> list[Judged]:
    """Judge readings."""
    found = []
    for reading in (as_asked(each, judge) for each in readings):
        verdict = judge.judge(reading.signals, reading.candidates)
        chances = judge.chances(reading.candidates)
        cited = tuple(reading.candidates.rows[place] for place in judge.cited(reading.candidates, chances))
        answered = verdict.state == "answer"
        found.append(Judged(reading, verdict.answerable, answered, cited, verdict.reason.value, chances))
    return found


def figures(found: Sequence[Judged]) -> dict[str, float]:
    """Return shares between 0 and 1, and the number of questions.

    A question wrongly refused cites nothing and counts as 0 in citation recall; precision is over answered questions
    that have an answer.
    """
    there = [each for each in found if each.reading.asked.question.answerable and each.reading.asked.groups]
    gaps = [each for each in found if not each.reading.asked.question.answerable]
    refused = [each for each in (*there, *gaps) if not each.answered]
    truth = [True] * len(there) + [False] * len(gaps)
    dense = [float(each.reading.signals[NAMES.index("dense")]) for each in (*there, *gaps)]
    told = [each for each in gaps if not each.answered and each.reading.asked.question.kind in REASONS]
    return {
        "questions": len(there) + len(gaps),
        "first, whole": mean(_first(each, each.reading.candidates.dense, 1) for each in there),
        "first": mean(_first(each, each.chances, 1) for each in there),
        "within 3": mean(_first(each, each.chances, 3) for each in there),
        "within 16": mean(_first(each, each.chances, 16) for each in there),
        "area, whole": float(roc_auc_score(truth, dense)),
        "area": float(roc_auc_score(truth, [each.answerable for each in (*there, *gaps)])),
        "citation recall": mean(each.reading.asked.recall(each.cited) if each.answered else 0 for each in there),
        "citation precision": mean(each.reading.asked.precision(each.cited) for each in there if each.answered),
        "refusal recall": mean(not each.answered for each in gaps),
        "refusal precision": mean(not each.reading.asked.question.answerable for each in refused),
        "over-refusal": mean(not each.answered for each in there),
        "reason": mean(REASONS[each.reading.asked.question.kind] == each.reason for each in told),
    }


def _first(each: Judged, scores: NDArray[np.float32], count: int) -> bool:
    """Whether a right statement is among the first by a score."""
    return bool(each.reading.right[np.argsort(-scores, kind="stable")[:count]].any())


def mean(values: Iterable[float | bool]) -> float:
    """Return the mean; nan of nothing."""
    listed = [float(value) for value in values]
    return sum(listed) / len(listed) if listed else float("nan")


def crossed(material: Material) -> list[Judged]:
    """Judge each document for choosing by what was learned from the others."""
    found, reasons = [], fit_reasons([*material.others, *material.banked])
    for name in sorted({each.document for each in material.own}):
        facts = fit([each for each in material.own if each.document != name], material.banked, reasons, "others")
        found += judged([each for each in material.own if each.document == name], Judge(facts))
    return found


def by_group(found: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return figures for all questions and by language."""
    parts = {
        "all": found,
        "German": [each for each in found if not each.reading.english],
        "English": [each for each in found if each.reading.english],
    }
    return {name: figures(part) for name, part in parts.items()}


def by_document(found: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return the figures of each document."""
    names = sorted({each.reading.document for each in found})
    return {name: figures([each for each in found if each.reading.document == name]) for name in names}


def reliability(found: Sequence[Judged]) -> str:
    """Return a table: probability told, share that has an answer, number; in bins of equal size."""
    order = sorted(found, key=lambda each: each.answerable)
    lines = ["| told | has an answer | questions |", "|---|---|---|"]
    for some in np.array_split(np.arange(len(order)), BINS):
        part = [order[i] for i in some]
        told = np.mean([each.answerable for each in part])
        there = np.mean([each.reading.asked.question.answerable for each in part])
        lines.append(f"| {told:.2f} | {there:.2f} | {len(part)} |")
    return "\n".join(lines)


def table(rows: dict[str, dict[str, float]]) -> str:
    """Return figures as a Markdown table, one column a name."""
    lines = ["| | " + " | ".join(rows) + " |", "|---" * (len(rows) + 1) + "|"]
    for name in next(iter(rows.values())):
        values = (f"{row[name]:.0f}" if name == "questions" else f"{row[name]:.3f}" for row in rows.values())
        lines.append(f"| {name} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--held", action="store_true", help="the documents for the report, at the end alone")
    if options.parse_args().held:
        encoder, reranker = Encoder.load(), Reranker.load()
        held = [each for one in taught(("held",)) for each in read(one, encoder, reranker)]
        found = judged(held, Judge.load())
    else:
        found = crossed(Material.of())
    sys.stdout.write(f"{table(by_group(found))}\n\n{table(by_document(found))}\n\n{reliability(found)}\n")


if __name__ == "__main__":
    main()
