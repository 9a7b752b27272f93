"""Risk-coverage curve and the area under it (El-Yaniv & Wiener 2010; Geifman & El-Yaniv 2017).

Questions are ordered by confidence, highest first. At coverage c the system would answer the first c of
them; the risk is the share of these that it would get wrong: no answer exists, or none of the evidence is
among what it cites (for a refused question: among its closest passages). The area is the mean risk over all
coverages; lower is better.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.spans import groups_met
from retrieval.answer import Answer


@dataclass(frozen=True)
class Point:
    """Coverage and risk, both between 0 and 1, when all at or above this confidence are answered."""

    coverage: float
    risk: float
    confidence: float


def risk_coverage(pairs: Sequence[tuple[Case, Answer]]) -> list[Point]:
    """Return the curve, one point for each question; equal confidences are averaged by their order's mean."""
    losses = sorted(((answer.confidence, wrong(case, answer)) for case, answer in pairs), reverse=True)
    points, total = [], 0.0
    for number, (confidence, loss) in enumerate(_levelled(losses), 1):
        total += loss
        points.append(Point(number / len(losses), total / number, confidence))
    return points


def area(points: Sequence[Point]) -> float:
    """Return the area under the curve, the mean of its risks."""
    return sum(point.risk for point in points) / len(points) if points else 0.0


def wrong(case: Case, answer: Answer) -> float:
    """Return 1 where answering this question from what is shown would be wrong."""
    cited = (*answer.citations, *answer.closest)
    return 1.0 - float(case.answerable and any(groups_met(case.evidence, (c.quote for c in cited))))


def _levelled(losses: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    by_confidence: dict[float, list[float]] = {}
    for confidence, loss in losses:
        by_confidence.setdefault(confidence, []).append(loss)
    return [(c, sum(group) / len(group)) for c, group in by_confidence.items() for _ in group]
