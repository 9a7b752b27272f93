"""The tables of the report page, as HTML; every text from outside is escaped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from eval.cases import KINDS
from eval.figures import ALONE, Figure, Row, by_kind, values
from eval.gate import Verdict
from eval.metrics.table import BY_NAME, title
from eval.run import Asked, Run
from eval.why import why

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


def headline(rows: Sequence[Row]) -> str:
    """Return all metrics with intervals, both languages, and the paired test between them."""
    body = [
        [
            _name(row),
            _interval(row.everything),
            str(row.everything.count),
            _interval(row.german),
            _interval(row.english),
            "–" if row.p_languages is None else f"{row.p_languages:.3f}",
        ]
        for row in rows
    ]
    return _table(["metric", "all [95 %]", "n", "German", "English", "p (de–en)"], body)


def heat(asked: Sequence[Asked], names: Sequence[str] = HEATED) -> str:
    """Return kinds × metrics, the better the greener; small figures say how many questions count."""
    found = {name: by_kind(asked, name) for name in names}
    body = []
    for kind in dict.fromkeys((*KINDS, *(one.case.kind for one in asked))):
        cells = [_heated(name, found[name].get(kind)) for name in names]
        if any(cell != EMPTY for cell in cells):
            body.append(f"<tr><th scope=row>{escape(kind)}</th>{''.join(cells)}</tr>")
    heads = "".join(f"<th scope=col>{escape(BY_NAME[name].title)}</th>" for name in names)
    return f"<div class=wide><table><thead><tr><th></th>{heads}</tr></thead>{''.join(body)}</table></div>"


def reasons(asked: Sequence[Asked]) -> str:
    """Return labelled reasons against those given."""
    pairs = Counter((one.case.reason or "answerable", _outcome(one)) for one in asked)
    given = sorted({outcome for _, outcome in pairs})
    body = [
        [escape(label), *(str(pairs[label, outcome] or "–") for outcome in given)]
        for label in dict.fromkeys(label for label, _ in sorted(pairs))
    ]
    return _table(["labelled", *map(escape, given)], body)


def side_by_side(runs: Sequence[Run]) -> str:
    """Return every figure of every system."""
    found = [values(run) for run in runs]
    body = []
    for name in (name for name in found[0] if name not in ALONE):
        cells = [figures.get(name, {}).get("all") for figures in found]
        body.append([escape(title(name)), *("–" if cell is None else f"{cell:.3f}" for cell in cells)])
    return _table(["metric", *(escape(run.origin.title) for run in runs)], body)


def verdicts(found: Sequence[Verdict]) -> str:
    """Return the bars with what was reached."""
    body = []
    for verdict in found:
        bar = verdict.bar
        sign = "≤" if bar.at_most else "≥"
        limits = ["–" if limit is None else f"{sign} {limit:g}" for limit in (bar.floor, bar.goal)]
        reached = "–" if verdict.reached is None else f"{verdict.reached:.3f}"
        state = "reached" if verdict.goal_met else "open" if verdict.holds else "<span class=why>missed</span>"
        body.append([escape(title(bar.name)), bar.language, reached, *limits, state])
    return _table(["bar", "language", "reached", "floor", "goal", "state"], body)


def failure(one: Asked) -> str:
    """Return one wrong answer: question, expected evidence, what was shown and cited, and why it failed."""
    case, answer = one.case, one.answer
    expected = "".join(f"<li lang=de>{escape(' — or — '.join(group))}</li>" for group in case.evidence)
    cited = "".join(f"<li lang=de>[{citation.marker}] {escape(citation.quote)}</li>" for citation in answer.citations)
    faults = "".join(f"<li>{escape(fault)}</li>" for fault in why(one))
    facts: Mapping[str, str] = {
        "why": f"<ul class=why>{faults}</ul>",
        "expected": f"<ul>{expected}</ul>" if expected else escape(_outcome_wanted(one)),
        "cited": f"<ul>{cited}</ul>" if cited else "nothing",
        "shown": f"<div class=shown lang={escape(answer.language, quote=True)}>{escape(answer.answer)}</div>",
    }
    before = "".join(f"<p class=note>{escape(turn.role)}: {escape(turn.content)}</p>" for turn in case.history)
    listed = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in facts.items())
    heading = f"{escape(case.question)} <span class=note>{escape(case.id)}, {escape(case.kind)}</span>"
    return f"<article>{before}<h3 lang={case.lang}>{heading}</h3><dl>{listed}</dl></article>"


EMPTY = "<td>–</td>"


def _heated(name: str, cell: tuple[float, int] | None) -> str:
    if cell is None:
        return EMPTY
    value, count = cell
    share = min(1.0, max(0.0, 1 - value if BY_NAME[name].lower_is_better else value))
    green = f"background: rgba(var(--good), {0.75 * share:.2f})"
    return f'<td style="{green}">{value:.2f} <small>{count}</small></td>'


def _outcome_wanted(one: Asked) -> str:
    return "an answer" if one.case.answerable else f"a refusal: {one.case.reason or 'for any reason'}"


def _outcome(one: Asked) -> str:
    return "answered" if one.answer.answered else str(one.answer.reason)


def _name(row: Row) -> str:
    metric = BY_NAME[row.name]
    arrow = " ↓" if metric.lower_is_better else ""
    star = f' <abbr title="{escape(metric.by_construction)}">*</abbr>' if metric.by_construction else ""
    return escape(metric.title) + arrow + star


def _interval(figure: Figure | None) -> str:
    return "–" if figure is None else f"{figure.value:.3f} <small>{figure.low:.2f}–{figure.high:.2f}</small>"


def _table(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope=col>{cell}</th>" for cell in heads)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<div class=wide><table><thead><tr>{head}</tr></thead>{lines}</table></div>"
