"""The report in a terminal, and the cells that it shares with the page."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from eval.compare import Change
from eval.figures import ALONE, Row, cost, rows, values
from eval.gate import Verdict
from eval.metrics.table import BY_NAME
from eval.run import Run


def show_runs(console: Console, runs: Sequence[Run]) -> None:
    """Print the figures of the first run in each language, and those of all if there are more."""
    ours = runs[0]
    console.print(_figures(ours))
    figures, spent = values(ours), cost(ours)
    measured = ", ".join(f"{count} {name}" for name, count in ours.extra.items())
    if not ours.turns:
        measured = (
            f"area under the risk-coverage curve {figures['risk_area']['all']:.3f} (lower is better), "
            f"separation {figures.get('separation', {}).get('all', float('nan')):.3f}"
        )
    console.print(
        f"{measured} · answer p50 {spent['p50_ms']:.0f} ms, p95 {spent['p95_ms']:.0f} ms, "
        f"opening and first answer {spent['cold_ms'] / 1000:.1f} s, peak {spent['peak_mb']:.0f} MB"
    )
    origin = ours.origin
    console.print(
        f"gold {origin.gold} sha256 {origin.gold_sha256[:16]}… · index {origin.index} · code {origin.commit}",
        style="dim",
    )
    if len(runs) > 1:
        heads, lines = compared(runs)
        table = Table(*heads)
        for line in lines:
            table.add_row(*line)
        console.print(table)


def show_changes(console: Console, changes: Sequence[Change], *, names: bool) -> None:
    """Print what got better and worse; question ids only where they may be shown."""
    table = Table("metric", "before", "after", "difference, 95 %", "p", "better", "worse")
    for change in changes:
        if change.better or change.worse:
            table.add_row(
                BY_NAME[change.name].title,
                _told(change.before),
                _told(change.after),
                f"{change.after - change.before:+.3f} [{change.low:+.3f}, {change.high:+.3f}]",
                _told(change.p),
                _listed(change.better, names=names),
                _listed(change.worse, names=names),
            )
    console.print(table if table.row_count else "No question changed.")


def show_verdicts(console: Console, verdicts: Sequence[Verdict]) -> None:
    """Print every bar with what was reached."""
    table = Table("bar", "language", "reached", "floor", "goal", "")
    for verdict in verdicts:
        table.add_row(*verdict_cells(verdict), style="" if verdict.holds else "red")
    console.print(table)


def verdict_cells(verdict: Verdict) -> list[str]:
    """Return a bar with what was reached: its name, language, figure, floor, goal and state."""
    bar = verdict.bar
    state = "missed" if not verdict.holds else "goal reached" if verdict.goal_met else "goal open"
    reached = "not measured" if verdict.reached is None else _told(verdict.reached)
    limits = ["–" if limit is None else f"{'≤' if bar.at_most else '≥'} {limit:g}" for limit in (bar.floor, bar.goal)]
    return [BY_NAME[bar.name].title, bar.language, reached, *limits, state]


def compared(runs: Sequence[Run]) -> tuple[list[str], list[list[str]]]:
    """Return every figure of every system: heads and rows."""
    found = [values(run) for run in runs]
    lines = [
        [BY_NAME[name].title, *(_told(figures.get(name, {}).get("all")) for figures in found)]
        for name in found[0]
        if name not in ALONE
    ]
    return ["metric", *(run.origin.title for run in runs)], lines


def _figures(run: Run) -> Table:
    table = Table(
        "metric", "all, 95 %", "n", "German", "English", "p", title=f"{run.origin.title} on {run.origin.gold}"
    )
    group = ""
    for row in rows(run.asked):
        if group and row.metric.group != group:
            table.add_section()
        group = row.metric.group
        table.add_row(*_cells(row))
    table.caption = "* cannot fail by construction · p: German against English, paired · lower is better: ↓"
    return table


def _cells(row: Row) -> list[str]:
    whole = row.figures["all"]
    name = row.title + (" *" if row.metric.by_construction else "")
    short = [_told(row.figures[each].value if each in row.figures else None) for each in ("de", "en")]
    interval = f"{whole.value:.3f} [{whole.low:.2f}, {whole.high:.2f}]"
    return [name, interval, str(whole.count), *short, _told(row.p_languages)]


def _listed(ids: Sequence[str], *, names: bool) -> str:
    return f"{len(ids)}: {' '.join(ids)}" if names and ids else str(len(ids))


def _told(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
