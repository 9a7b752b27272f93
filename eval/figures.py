"""From scores to figures: means with 95 % bootstrap intervals, the languages against each other, cost."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.cases import Case
from eval.metrics.refusing import area, risk_coverage, separation
from eval.metrics.table import BY_NAME, METRICS, Metric
from eval.paired import interval, p_value
from eval.run import Asked, Run
from retrieval.answer import Answer

ALONE = frozenset({"cold_ms", "peak_mb"})  # mean nothing for the second system of a process
LANGUAGES = ("all", "de", "en")


@dataclass(frozen=True)
class Figure:
    """A mean over the `count` questions that a metric counts, and its 95 % interval."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Row:
    """One metric by language (`all` is always there), and the p value of the languages' difference."""

    name: str
    figures: dict[str, Figure]
    p_languages: float | None

    @property
    def metric(self) -> Metric:
        """What the figures are of."""
        return BY_NAME[self.name]

    @property
    def title(self) -> str:
        """The metric's title as reports show it."""
        return self.metric.title + (" ↓" if self.metric.lower_is_better else "")


def rows(asked: Sequence[Asked]) -> list[Row]:
    """Return the metrics that count at least one question, in the order of the table."""
    found = []
    for metric in METRICS:
        by_language = {language: figure(_of(asked, language), metric.name) for language in LANGUAGES}
        figures = {language: each for language, each in by_language.items() if each}
        if figures:
            found.append(Row(metric.name, figures, _languages_differ(asked, metric.name)))
    return found


def figure(asked: Iterable[Asked], name: str) -> Figure | None:
    """Return a metric's mean; None when no question counts.

    Both questions of a pair are drawn together, since they stand or fall together more often than not.
    """
    by_pair = _scores(asked, name, lambda case: case.pair).values()
    if not by_pair:
        return None
    sums, counts = np.array([sum(scores) for scores in by_pair]), np.array([len(scores) for scores in by_pair])
    return Figure(float(sums.sum() / counts.sum()), *interval(sums, counts), int(counts.sum()))


def by_kind(asked: Sequence[Asked], name: str) -> dict[str, tuple[float, int]]:
    """Return for each kind of question the metric's mean and how many questions it counts."""
    by_kind = _scores(asked, name, lambda case: case.kind)
    return {kind: (sum(scores) / len(scores), len(scores)) for kind, scores in by_kind.items()}


def cost(run: Run) -> dict[str, float]:
    """Return wall-clock milliseconds of warm answers, of opening and first answer, and megabytes."""
    p50, p95 = map(float, np.percentile([one.wall_ms for one in run.asked], [50, 95]))
    return {"p50_ms": p50, "p95_ms": p95, "cold_ms": run.cold_ms, "peak_mb": run.peak_mb}


def answers_in(asked: Iterable[Asked], language: str) -> list[tuple[Case, Answer]]:
    """Return questions in a language (`all`: in both) with their answers."""
    return [(one.case, one.answer) for one in _of(asked, language)]


def values(run: Run) -> dict[str, dict[str, float]]:
    """Return every figure by name and language (`all`, `de`, `en`): what bars and saved runs refer to."""
    found: dict[str, dict[str, float]] = {}
    for row in rows(run.asked):
        found[row.name] = {language: each.value for language, each in row.figures.items()}
        if row.p_languages is not None:
            found[row.name]["p"] = row.p_languages
    for language in () if run.turns else LANGUAGES:
        pairs = answers_in(run.asked, language)
        auc = separation(pairs)
        found.setdefault("risk_area", {})[language] = area(risk_coverage(pairs))
        if auc is not None:
            found.setdefault("separation", {})[language] = auc
    return found | {name: {"all": value} for name, value in cost(run).items()}


def _of(asked: Iterable[Asked], language: str) -> list[Asked]:
    return [one for one in asked if language in ("all", one.case.lang)]


def _scores(asked: Iterable[Asked], name: str, group: Callable[[Case], str]) -> dict[str, list[float]]:
    """The scores of the questions that a metric counts, by groups of them."""
    found: dict[str, list[float]] = {}
    for one in asked:
        score = one.scores.get(name)
        if score is not None:
            found.setdefault(group(one.case), []).append(score)
    return found


def _languages_differ(asked: Sequence[Asked], name: str) -> float | None:
    """The p value of German against English over complete pairs; None without any."""
    german, english = (_scores(_of(asked, language), name, lambda case: case.pair) for language in ("de", "en"))
    pairs = sorted(german.keys() & english.keys())
    return p_value([german[pair][-1] for pair in pairs], [english[pair][-1] for pair in pairs]) if pairs else None
