"""The report as one HTML file that asks nothing of the network."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader

from eval.cases import KINDS
from eval.figures import LANGUAGES, answers_in, by_kind, cost, rows
from eval.gate import Verdict
from eval.metrics.refusing import area, risk_coverage
from eval.metrics.table import BY_NAME, METRICS
from eval.report import compared, verdict_cells
from eval.run import Asked, Run
from eval.why import why, worst
from protokoll.errors import GoldError

PAGES = Environment(loader=PackageLoader("eval"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
SHOWN = 20  # worst answers on the page
GROUPS = ("Citing", "Answering", "Refusing", "Conversing")
UNDRAWN = {"quote_validity", "truthfulness", "attribution_errors", "refusal_evidence"}
DRAWN = {"recall@1", "recall@5"} | {metric.name for metric in METRICS if metric.group in GROUPS} - UNDRAWN
HEATED = (
    "recall@1",
    "recall@5",
    "citation_precision",
    "citation_recall",
    "nugget_recall",
    "modality",
    "truthfulness",
    "over_refusal",
    "refusal_recall",
    "right_reason",
    "answer_language",
)
HEATED_TURNS = (
    "expected",
    "expects_answered",
    "expects_reason",
    "expects_language",
    "expects_cites",
    "expects_cites_not",
    "expects_says",
    "expects_says_not",
    "expects_form",
    "unaltered",
)


def write_page(runs: Sequence[Run], checked: Sequence[Verdict], folder: Path, *, reveal: bool) -> Path:
    """Write the report of the first run, beside it the others.

    Args:
        runs: over the same gold set, the one reported on first.
        checked: the bars.
        folder: where `<gold set>.html` is written.
        reveal: show single answers of a blind set too.

    Returns:
        The file written.

    Raises:
        GoldError: The folder cannot be written.
    """
    path = folder / f"{Path(runs[0].origin.gold).stem}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(page(runs, checked, reveal=reveal), encoding="utf-8")
    except OSError as error:
        raise GoldError(f"The report cannot be written to {path}: {error}. Give --report another folder") from error
    return path


def page(runs: Sequence[Run], checked: Sequence[Verdict], *, reveal: bool) -> str:
    """Return the page's HTML."""
    run, table = runs[0], rows(runs[0].asked)
    names = HEATED_TURNS if run.turns else HEATED
    curve = {} if run.turns else {language: risk_coverage(answers_in(run.asked, language)) for language in LANGUAGES}
    return PAGES.get_template("report.html").render(
        title=f"{run.origin.title} on {Path(run.origin.gold).stem}",
        run=run,
        asked="turns" if run.turns else "questions",
        facts=_facts(run),
        rows=table,
        drawn=[row for row in table if row.name in DRAWN],
        goals={verdict.bar.name: verdict.bar.goal for verdict in checked if verdict.bar.goal is not None},
        by_construction=sorted({metric.by_construction for metric in METRICS if metric.by_construction}),
        checked=[verdict_cells(verdict) for verdict in checked],
        beside=compared(runs) if len(runs) > 1 else None,
        curve=curve,
        areas=", ".join(f"{language} {area(points):.3f}" for language, points in curve.items()),
        heads=[BY_NAME[name] for name in names],
        kinds=_kinds(run, names),
        reasons=_reasons(run.asked),
        cost=cost(run),
        failures=[(one, why(one)) for one in worst(run.asked, SHOWN)] if reveal or not run.origin.blind else None,
    )


def _facts(run: Run) -> dict[str, str]:
    origin = run.origin
    return {
        "turns" if run.turns else "questions": (
            f"{len(run.asked)}, {sum(not one.case.answerable for one in run.asked)} of them unanswerable"
        ),
        **run.extra,
        "gold set": f"{origin.gold}, SHA-256 {origin.gold_sha256}",
        "index": origin.index,
        "code": origin.commit or "unknown",
        "command": origin.command,
        "made": f"{origin.created} on {origin.machine}",
    }


@dataclass(frozen=True)
class Heated:
    """A mean over `count` questions, and how green it is shown: 1 is best."""

    value: float
    count: int
    green: float


def _kinds(run: Run, names: Sequence[str]) -> dict[str, list[Heated | None]]:
    """Kinds × metrics; kinds that no metric counts are left out."""
    found = {name: by_kind(run.asked, name) for name in names}
    kinds = dict.fromkeys((*KINDS, *(one.case.kind for one in run.asked)))
    cells = {kind: [_heated(name, found[name].get(kind)) for name in names] for kind in kinds}
    return {kind: row for kind, row in cells.items() if any(row)}


def _heated(name: str, mean: tuple[float, int] | None) -> Heated | None:
    if mean is None:
        return None
    value, count = mean
    green = 1 - value if BY_NAME[name].lower_is_better else value
    return Heated(value, count, min(1.0, max(0.0, green)))


def _reasons(asked: Sequence[Asked]) -> tuple[list[str], list[list[str]]]:
    """Labelled reasons against those given: heads and rows."""
    outcomes = ["answered" if one.answer.answered else str(one.answer.reason) for one in asked]
    pairs = Counter(zip([one.case.reason or "answerable" for one in asked], outcomes, strict=True))
    given = sorted({outcome for _, outcome in pairs})
    labels = sorted({label for label, _ in pairs})
    return ["labelled", *given], [[label, *(str(pairs[label, each] or "–") for each in given)] for label in labels]
