"""From scores to figures: means with 95 % bootstrap intervals, the languages against each other, cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.metrics.refusing import area, risk_coverage, separation
from eval.metrics.table import METRICS
from eval.run import Asked, Run

ALONE = frozenset({"cold_ms", "peak_mb"})  # mean nothing for the second system of a process
RESAMPLES = 2000
SEED = 20240222


@dataclass(frozen=True)
class Figure:
    """A mean over the `count` questions that a metric counts, and its 95 % interval; `total` is their sum."""

    value: float
    low: float
    high: float
    count: int
    total: float


@dataclass(frozen=True)
class Row:
    """One metric: over all questions, in each language, and the p value of the languages' difference."""

    name: str
    everything: Figure
    german: Figure | None
    english: Figure | None
    p_languages: float | None


@dataclass(frozen=True)
class Cost:
    """Wall-clock milliseconds of warm answers, of opening and first answer, and megabytes."""

    p50_ms: float
    p95_ms: float
    cold_ms: float
    peak_mb: float


def rows(asked: Sequence[Asked]) -> list[Row]:
    """Return the metrics that count at least one question, in the order of the table."""
    found = []
    for metric in METRICS:
        everything = figure(asked, metric.name)
        if everything:
            german = figure([a for a in asked if a.case.lang == "de"], metric.name)
            english = figure([a for a in asked if a.case.lang == "en"], metric.name)
            found.append(Row(metric.name, everything, german, english, languages_differ(asked, metric.name)))
    return found


def figure(asked: Iterable[Asked], name: str) -> Figure | None:
    """Return a metric's mean; None when no question counts.

    Both questions of a pair are drawn together, since they stand or fall together more often than not.
    """
    by_pair: dict[str, list[float]] = {}
    for one in asked:
        score = one.scores.get(name)
        if score is not None:
            by_pair.setdefault(one.case.pair, []).append(score)
    if not by_pair:
        return None
    sums = np.array([sum(values) for values in by_pair.values()])
    counts = np.array([len(values) for values in by_pair.values()])
    low, high = _interval(sums, counts)
    return Figure(float(sums.sum() / counts.sum()), low, high, int(counts.sum()), float(sums.sum()))


def languages_differ(asked: Sequence[Asked], name: str) -> float | None:
    """Return the p value of German against English over complete pairs; None without any."""
    from eval.paired import p_value

    scored = {(one.case.pair, one.case.lang): one.scores.get(name) for one in asked}
    pairs = sorted({pair for pair, _ in scored})
    both = [(scored.get((pair, "de")), scored.get((pair, "en"))) for pair in pairs]
    complete = [(german, english) for german, english in both if german is not None and english is not None]
    return p_value([german for german, _ in complete], [english for _, english in complete]) if complete else None


def by_kind(asked: Sequence[Asked], name: str) -> dict[str, tuple[float, int]]:
    """Return for each kind of question the metric's mean and how many questions it counts."""
    scores: dict[str, list[float]] = {}
    for one in asked:
        score = one.scores.get(name)
        if score is not None:
            scores.setdefault(one.case.kind, []).append(score)
    return {kind: (sum(values) / len(values), len(values)) for kind, values in scores.items()}


def cost(run: Run) -> Cost:
    """Return what the run cost."""
    p50, p95 = np.percentile([one.wall_ms for one in run.asked], [50, 95])
    return Cost(float(p50), float(p95), run.cold_ms, run.peak_mb)


def values(run: Run) -> dict[str, dict[str, float]]:
    """Return every figure by name and language (`all`, `de`, `en`): what bars and saved runs refer to."""
    found: dict[str, dict[str, float]] = {}
    for row in rows(run.asked):
        by_language = {"all": row.everything, "de": row.german, "en": row.english}
        found[row.name] = {language: part.value for language, part in by_language.items() if part}
        if row.p_languages is not None:
            found[row.name]["p"] = row.p_languages
    for language in () if run.turns else ("all", "de", "en"):
        pairs = [(a.case, a.answer) for a in run.asked if language in ("all", a.case.lang)]
        auc = separation(pairs)
        found.setdefault("risk_area", {})[language] = area(risk_coverage(pairs))
        if auc is not None:
            found.setdefault("separation", {})[language] = auc
    spent = cost(run)
    return found | {name: {"all": getattr(spent, name)} for name in ("p50_ms", "p95_ms", "cold_ms", "peak_mb")}


def _interval(sums: NDArray[np.float64], counts: NDArray[np.int64]) -> tuple[float, float]:
    from scipy.stats import bootstrap

    mean = float(sums.sum() / counts.sum())
    if len(sums) < 2 or np.all(sums == mean * counts):
        return mean, mean
    drawn = bootstrap(
        (sums, counts),
        lambda s, c, axis: s.sum(axis=axis) / c.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=SEED,
    )
    return float(drawn.confidence_interval.low), float(drawn.confidence_interval.high)
