"""The report as one HTML file that asks nothing of the network."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from eval.charts import bars, curves
from eval.figures import cost, rows
from eval.gate import Verdict
from eval.metrics.refusing import area, risk_coverage
from eval.metrics.table import BY_NAME
from eval.run import Run
from eval.tables import HEATED_TURNS, failure, headline, heat, reasons, side_by_side, verdicts
from eval.why import worst
from protokoll.errors import GoldError

SHOWN = 20  # worst answers on the page
DRAWN = {
    "recall@1",
    "recall@5",
    "citation_precision",
    "citation_recall",
    "nugget_recall",
    "modality",
    "completeness",
}
DRAWN |= {"expected", "unaltered", "topic_recall", "followup_recall", "unanswerable_refused", "who_said"}
DRAWN |= {"courtesy", "language_wish", "form_wish"}
DRAWN |= {
    "answer_language",
    "said_lacking",
    "refusal_precision",
    "refusal_recall",
    "over_refusal",
    "right_reason",
}


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
    run = runs[0]
    title = f"{run.origin.title} on {Path(run.origin.gold).stem}"
    css = (files("eval") / "page.css").read_text(encoding="utf-8")
    body = "".join(
        [
            f"<h1>{escape(title)}</h1>",
            _origin(run),
            _figures(run, checked),
            _section("Bars", verdicts(checked)) if checked else "",
            _neighbours(runs),
            _turns(run) if run.turns else _questions(run),
            _cost(run),
            _failures(run) if reveal or not run.origin.blind else "",
        ]
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">'
        f'<meta http-equiv=Content-Security-Policy content="{policy}"><title>{escape(title)}</title>'
        f"<style>{css}</style><body>{body}</body></html>\n"
    )


def _questions(run: Run) -> str:
    kinds = _section("Kinds of questions", heat(run.asked), "Small: how many questions count.")
    given = _section("Reasons for refusals", reasons(run.asked), "Rows: as labelled; columns: what came back.")
    return _risk(run) + kinds + given


def _turns(run: Run) -> str:
    note = "Every turn is asked with the answers that really came before it. Small: how many turns count."
    return _section("Kinds of turns", heat(run.asked, HEATED_TURNS), note)


def _origin(run: Run) -> str:
    origin = run.origin
    questions = f"{len(run.asked)}, {sum(not one.case.answerable for one in run.asked)} of them unanswerable"
    facts = {
        "turns" if run.turns else "questions": questions,
        **run.extra,
        "gold set": f"{origin.gold}, SHA-256 {origin.gold_sha256}",
        "index": origin.index,
        "code": origin.commit or "unknown",
        "command": origin.command,
        "made": f"{origin.created} on {origin.machine}",
    }
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts.items()) + "</dl>"


def _figures(run: Run, checked: Sequence[Verdict]) -> str:
    table = rows(run.asked)
    goals = {verdict.bar.name: verdict.bar.goal for verdict in checked if verdict.bar.goal is not None}
    legend = "Blue: German, orange: English; thin: 95 % bootstrap intervals over pairs of questions; red: goal."
    by_construction = {metric.by_construction for metric in BY_NAME.values() if metric.by_construction}
    notes = f"* True by construction for the extractive engine: {'; '.join(sorted(by_construction))}. "
    notes += "p: German against English, paired (McNemar, or random signs). An interval of no width means that "
    notes += "all questions came out alike: by the rule of three the true share may still be 3/n away."
    chart = bars([row for row in table if row.name in DRAWN], goals)
    figure = f"<figure>{chart}<figcaption>{legend}</figcaption></figure>"
    return _section("Figures", figure + headline(table), notes)


def _neighbours(runs: Sequence[Run]) -> str:
    if len(runs) == 1:
        return ""
    note = "All over the same questions. What only retrieves shows its first texts whole and never refuses."
    return _section("Beside others", side_by_side(runs), note)


def _risk(run: Run) -> str:
    lines = {
        language: risk_coverage([(a.case, a.answer) for a in run.asked if language in ("all", a.case.lang)])
        for language in ("all", "de", "en")
    }
    areas = ", ".join(f"{language} {area(points):.3f}" for language, points in lines.items())
    note = "Questions by falling confidence: the share that would be wrong if so many were answered. "
    return _section("Risk and coverage", curves(lines), f"{note}Area under the curve: {areas}; lower is better.")


def _cost(run: Run) -> str:
    spent = cost(run)
    text = (
        f"Warm answers: median {spent.p50_ms:.1f} ms, 95th percentile {spent.p95_ms:.1f} ms. Opening and first "
        f"answer: {spent.cold_ms / 1000:.1f} s. Peak memory of the process: {spent.peak_mb:.0f} MB."
    )
    return _section("Cost", f"<p>{text}</p>")


def _failures(run: Run) -> str:
    listed = worst(run.asked, SHOWN)
    note = f"The first {len(listed)}; untrue before missing before incomplete."
    return _section("Worst answers", "".join(failure(one) for one in listed) or "<p>None.</p>", note)


def _section(title: str, inner: str, note: str = "") -> str:
    return f"<section><h2>{title}</h2>{f'<p class=note>{escape(note)}</p>' if note else ''}{inner}</section>"
