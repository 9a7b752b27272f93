"""Charts as inline SVG: no script, no request, colours from the page's style."""

from collections.abc import Mapping, Sequence
from html import escape

from eval.figures import Figure, Row
from eval.metrics.refusing import Point
from eval.metrics.table import BY_NAME

WIDTH, LABEL, VALUE = 760, 250, 60  # of a bar chart: all, left of the bars, right of them
BAR, ROW = 9, 34  # heights


def bars(rows: Sequence[Row], goals: Mapping[str, float]) -> str:
    """Return both languages' bars with 95 % whiskers, and the goal as a line where there is one."""
    height = ROW * len(rows) + 24
    grid = "".join(_grid(share, height) for share in (0, 0.25, 0.5, 0.75, 1))
    drawn = "".join(_pair(row, ROW * n, goals.get(row.name)) for n, row in enumerate(rows))
    return _svg(WIDTH, height, "Figures by language with 95 % intervals", grid + drawn)


def curves(lines: Mapping[str, Sequence[Point]]) -> str:
    """Return risk over coverage; the keys `all`, `de`, `en` name the lines and their colours."""
    size, left = 300, 44
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = left + 560 * share, 12 + size * (1 - share)
        parts.append(f'<line class="grid" x1="{left}" x2="{left + 560}" y1="{y:.0f}" y2="{y:.0f}"/>')
        parts.append(f'<text class="soft" x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{share:g}</text>')
        parts.append(f'<text class="soft" x="{x:.0f}" y="{size + 32}" text-anchor="middle">{share:g}</text>')
    names = {"all": "all", "de": "German", "en": "English"}
    for number, (language, points) in enumerate(lines.items()):
        path = " ".join(f"{left + 560 * p.coverage:.1f},{12 + size * (1 - p.risk):.1f}" for p in points)
        parts.append(f'<polyline class="curve {language}" points="{path}"/>')
        parts.append(f'<text class="{language}" x="{left + 12}" y="{34 + 18 * number}">{names[language]}</text>')
    parts.append(f'<text class="soft" x="{left + 280}" y="{size + 52}" text-anchor="middle">coverage</text>')
    parts.append(f'<text class="soft" x="{left + 568}" y="20">risk</text>')
    return _svg(660, size + 60, "Risk over coverage", "".join(parts))


def _pair(row: Row, top: float, goal: float | None) -> str:
    title = BY_NAME[row.name].title + (" ↓" if BY_NAME[row.name].lower_is_better else "")
    parts = [f'<text x="0" y="{top + 22}">{escape(title)}</text>']
    for language, figure, y in (("de", row.german, top + 7), ("en", row.english, top + 18)):
        if figure:
            parts.append(_bar(language, figure, y))
    if goal is not None:
        x = _x(goal)
        parts.append(f'<line class="goal" x1="{x:.1f}" x2="{x:.1f}" y1="{top + 4}" y2="{top + 30}"/>')
    return "".join(parts)


def _bar(language: str, figure: Figure, y: float) -> str:
    low, high, end = _x(figure.low), _x(figure.high), _x(figure.value)
    middle = y + BAR / 2
    width = max(0.0, end - LABEL)
    return (
        f'<rect class="bar {language}" x="{LABEL}" y="{y}" width="{width:.1f}" height="{BAR}"/>'
        f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>'
        f'<text class="{language}" x="{WIDTH}" y="{y + BAR}" text-anchor="end">{figure.value:.2f}</text>'
    )


def _grid(share: float, height: float) -> str:
    x = _x(share)
    return (
        f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 20}"/>'
        f'<text class="soft" x="{x:.1f}" y="{height - 4}" text-anchor="middle">{share:g}</text>'
    )


def _x(share: float) -> float:
    return LABEL + (WIDTH - LABEL - VALUE) * min(1.0, max(0.0, share))


def _svg(width: float, height: float, title: str, inner: str) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">{inner}</svg>'
