"""What is counted of a judge on documents it has not learned from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.train.readings import Reading
from retrieval.judge import Judge
from retrieval.signals import NAMES

HEAD = (
    "questions", "first, whole", "first", "within 3", "within 16", "area, whole", "area", "citation recall",
    "citation precision", "refusal recall", "refusal precision", "over-refusal", "reason",
)  # fmt: skip


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
    return [_judged(reading, judge) for reading in readings]


def _judged(reading: Reading, judge: Judge) -> Judged:
    verdict = judge.judge(reading.signals, reading.vector)
    chances = judge.chances(reading.candidates)
    cited = tuple(reading.candidates.rows[place] for place in judge.cited(chances))
    return Judged(reading, verdict.answerable, verdict.state == "answer", cited, verdict.reason.value, chances)


def figures(found: Sequence[Judged], reasons: dict[str, str]) -> dict[str, float]:
    """Return the figures of HEAD.

    Args:
        found: judged readings.
        reasons: kind of an unanswerable question → the reason that should be told.

    Returns:
        Shares between 0 and 1. A question wrongly refused cites nothing and counts as 0 in citation recall; precision
        is over answered questions that have an answer.
    """
    there = [each for each in found if each.reading.asked.question.answerable and each.reading.asked.groups]
    gaps = [each for each in found if not each.reading.asked.question.answerable]
    refused = [each for each in (*there, *gaps) if not each.answered]
    truth = [True] * len(there) + [False] * len(gaps)
    dense = [float(each.reading.signals[NAMES.index("dense")]) for each in (*there, *gaps)]
    told = [each for each in gaps if not each.answered and each.reading.asked.question.kind in reasons]
    return {
        "questions": len(there) + len(gaps),
        "first, whole": _mean(_first(each, each.reading.candidates.dense, 1) for each in there),
        "first": _mean(_first(each, each.chances, 1) for each in there),
        "within 3": _mean(_first(each, each.chances, 3) for each in there),
        "within 16": _mean(_first(each, each.chances, 16) for each in there),
        "area, whole": float(roc_auc_score(truth, dense)),
        "area": float(roc_auc_score(truth, [each.answerable for each in (*there, *gaps)])),
        "citation recall": _mean(_recall(each) for each in there),
        "citation precision": _mean(_precision(each) for each in there if each.answered),
        "refusal recall": _mean(not each.answered for each in gaps),
        "refusal precision": _mean(not each.reading.asked.question.answerable for each in refused),
        "over-refusal": _mean(not each.answered for each in there),
        "reason": _mean(reasons[each.reading.asked.question.kind] == each.reason for each in told),
    }


def _first(each: Judged, scores: NDArray[np.float32], count: int) -> bool:
    """Whether a right statement is among the first by a score."""
    return bool(each.reading.right[np.argsort(-scores, kind="stable")[:count]].any())


def _recall(each: Judged) -> float:
    groups = each.reading.asked.groups
    return sum(bool(set(group) & set(each.cited)) for group in groups) / len(groups) if each.answered else 0.0


def _precision(each: Judged) -> float:
    return len(set(each.reading.asked.right) & set(each.cited)) / len(each.cited)


def _mean(values: Iterable[float | bool]) -> float:
    listed = [float(value) for value in values]
    return sum(listed) / len(listed) if listed else float("nan")


def table(rows: dict[str, dict[str, float]]) -> str:
    """Return figures as a Markdown table, one column a name."""
    lines = ["| | " + " | ".join(rows) + " |", "|---" * (len(rows) + 1) + "|"]
    for name in HEAD:
        values = (f"{row[name]:.0f}" if name == "questions" else f"{row[name]:.3f}" for row in rows.values())
        lines.append(f"| {name} | " + " | ".join(values) + " |")
    return "\n".join(lines)
