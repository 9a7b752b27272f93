"""The report in a terminal, and what it shares with the page."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from eval.compare import Change
from eval.figures import ALONE, Figure, Row, cost, rows, values
from eval.gate import Verdict
from eval.metrics.table import BY_NAME, title
from eval.run import Run


def show_runs(console: Console, runs: Sequence[Run]) -> None:
    """Print the figures of the first run in each language, and those of all if there are more."""
    ours = runs[0]
    console.print(_figures(ours))
    figures = values(ours)
    spent = cost(ours)
    measured = ", ".join(f"{count} {name}" for name, count in ours.extra.items())
    if not ours.turns:
        measured = (
            f"area under the risk-coverage curve {figures['risk_area']['all']:.3f} (lower is better), "
            f"separation {figures.get('separation', {}).get('all', float('nan')):.3f}"
        )
    console.print(
        f"{measured} · answer p50 {spent.p50_ms:.0f} ms, "
        f"p95 {spent.p95_ms:.0f} ms, opening and first answer {spent.cold_ms / 1000:.1f} s, "
        f"peak {spent.peak_mb:.0f} MB"
    )
    origin = ours.origin
    console.print(
        f"gold {origin.gold} sha256 {origin.gold_sha256[:16]}… · index {origin.index} · code {origin.commit}",
        style="dim",
    )
    if len(runs) > 1:
        console.print(_side_by_side(runs))


def show_changes(console: Console, changes: Sequence[Change], *, names: bool) -> None:
    """Print what got better and worse; question ids only where they may be shown."""
    table = Table("metric", "before", "after", "difference, 95 %", "p", "better", "worse")
    for change in changes:
        if change.better or change.worse:
            table.add_row(
                BY_NAME[change.name].title,
                f"{change.before:.3f}",
                f"{change.after:.3f}",
                f"{change.after - change.before:+.3f} [{change.low:+.3f}, {change.high:+.3f}]",
                f"{change.p:.3f}",
                _listed(change.better, names=names),
                _listed(change.worse, names=names),
            )
    console.print(table if table.row_count else "No question changed.")


def show_verdicts(console: Console, verdicts: Sequence[Verdict]) -> None:
    """Print every bar with what was reached."""
    table = Table("bar", "language", "reached", "floor", "goal", "")
    for verdict in verdicts:
        bar = verdict.bar
        state = "missed" if not verdict.holds else "goal reached" if verdict.goal_met else "goal open"
        reached = "not measured" if verdict.reached is None else f"{verdict.reached:.3f}"
        limits = [
            "–" if limit is None else f"{'≤' if bar.at_most else '≥'} {limit:g}" for limit in (bar.floor, bar.goal)
        ]
        table.add_row(title(bar.name), bar.language, reached, *limits, state, style="" if verdict.holds else "red")
    console.print(table)


def interval(part: Figure | None) -> str:
    """Return a figure with its interval, or a dash where nothing counts."""
    return "–" if part is None else f"{part.value:.3f} [{part.low:.2f}, {part.high:.2f}]"


def _figures(run: Run) -> Table:
    table = Table(
        "metric", "all, 95 %", "n", "German", "English", "p", title=f"{run.origin.title} on {run.origin.gold}"
    )
    group = ""
    for row in rows(run.asked):
        metric = BY_NAME[row.name]
        if group and metric.group != group:
            table.add_section()
        group = metric.group
        table.add_row(*_cells(row))
    table.caption = "* cannot fail by construction · p: German against English, paired · lower is better: ↓"
    return table


def _cells(row: Row) -> list[str]:
    metric = BY_NAME[row.name]
    name = metric.title + (" ↓" if metric.lower_is_better else "") + (" *" if metric.by_construction else "")
    short = ["–" if part is None else f"{part.value:.3f}" for part in (row.german, row.english)]
    p_languages = "–" if row.p_languages is None else f"{row.p_languages:.3f}"
    return [name, interval(row.everything), str(row.everything.count), *short, p_languages]


def _side_by_side(runs: Sequence[Run]) -> Table:
    found = [values(run) for run in runs]
    table = Table("metric", *(run.origin.title for run in runs))
    for name in (name for name in found[0] if name not in ALONE):
        cells = [figures.get(name, {}).get("all") for figures in found]
        table.add_row(title(name), *("–" if cell is None else f"{cell:.3f}" for cell in cells))
    return table


def _listed(ids: Sequence[str], *, names: bool) -> str:
    return f"{len(ids)}: {' '.join(ids)}" if names and ids else str(len(ids))
