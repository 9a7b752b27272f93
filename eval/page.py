"""The report as one HTML file that asks nothing of the network."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from eval.cases import KINDS
from eval.figures import LANGUAGES, answers_in, by_kind, cost, rows
from eval.gate import Verdict
from eval.metrics.refusing import area, risk_coverage
from eval.metrics.table import METRICS, Metric
from eval.report import compared, verdict_cells
from eval.run import Asked, Run, write
from eval.why import why, worst

PAGES = Environment(loader=PackageLoader("eval"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
SHOWN = 20  # worst answers on the page
GROUPS = ("Citing", "Answering", "Refusing", "Conversing")
UNDRAWN = {"quote_validity", "truthfulness", "attribution_errors", "refusal_evidence"}
DRAWN = {"recall@1", "recall@5"} | {metric.name for metric in METRICS if metric.group in GROUPS} - UNDRAWN


def write_page(runs: Sequence[Run], checked: Sequence[Verdict], folder: Path, *, reveal: bool) -> Path:
    """Write the report of the first run, beside it the others, as `<gold set>.html` into a folder; return the file."""
    path = folder / f"{Path(runs[0].origin.gold).stem}.html"
    write(path, page(runs, checked, reveal=reveal), "report", "--report")
    return path


def page(runs: Sequence[Run], checked: Sequence[Verdict], *, reveal: bool) -> str:
    """Return the page's HTML."""
    run, table = runs[0], rows(runs[0].asked)
    heated = [row.metric for row in table if row.metric.heated]
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
        heads=heated,
        kinds=_kinds(run, heated),
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


Mean = tuple[float, int]  # over so many questions


def _kinds(run: Run, heated: Sequence[Metric]) -> dict[str, list[tuple[Metric, Mean | None]]]:
    """Kinds × metrics; kinds that no metric counts are left out."""
    found = {metric.name: by_kind(run.asked, metric.name) for metric in heated}
    kinds = dict.fromkeys((*KINDS, *(one.case.kind for one in run.asked)))
    cells = {kind: [(metric, found[metric.name].get(kind)) for metric in heated] for kind in kinds}
    return {kind: row for kind, row in cells.items() if any(mean for _, mean in row)}


def _reasons(asked: Sequence[Asked]) -> tuple[list[str], list[list[str]]]:
    """Labelled reasons against those given: heads and rows."""
    outcomes = ["answered" if one.answer.answered else str(one.answer.reason) for one in asked]
    pairs = Counter(zip([one.case.reason or "answerable" for one in asked], outcomes, strict=True))
    given = sorted({outcome for _, outcome in pairs})
    labels = sorted({label for label, _ in pairs})
    return ["labelled", *given], [[label, *(str(pairs[label, each] or "–") for each in given)] for label in labels]
