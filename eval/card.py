"""From a run to its section of the quality card."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from eval.figures import Row, rows, values
from eval.gate import Bar
from eval.run import Run, write
from protokoll.card import Card, Measure, Section, read_card

TOLD = (
    "quote_validity",
    "attribution_errors",
    "citation_precision",
    "citation_recall",
    "refusal_precision",
    "refusal_recall",
    "over_refusal",
    "answer_language",
    "expected",
    "unaltered",
    "followup_recall",
    "unanswerable_refused",
)


def write_card(runs: Sequence[Run], bars: Sequence[Bar], path: Path) -> None:
    """Put what was measured into a card, whose other sections stay as they are; it is made where there is none."""
    card = read_card(path) if path.exists() else Card(sections=())
    write(path, card.having(section(runs, bars)).model_dump_json(indent=1) + "\n", "quality card", "--card")


def section(runs: Sequence[Run], bars: Sequence[Bar]) -> Section:
    """Return what a card says of runs over one gold set, ours first."""
    run, origin = runs[0], runs[0].origin
    found = {row.name: row for row in rows(run.asked)}
    goals = {bar.name: bar for bar in bars}
    return Section(
        gold=Path(origin.gold).stem,
        gold_sha256=origin.gold_sha256,
        blind=origin.blind,
        questions=len(run.asked),
        unanswerable=sum(not one.case.answerable for one in run.asked),
        documents=origin.documents,
        engine=origin.engine,
        made=datetime.fromisoformat(origin.created),
        code=origin.commit,
        measures=tuple(each for name in TOLD if name in found for each in _measures(found[name], goals.get(name))),
        others={other.origin.title: _figures(other) for other in runs[1:]},
    )


def _measures(row: Row, bar: Bar | None) -> list[Measure]:
    return [
        Measure(
            name=row.name,
            language=language,
            goal=bar.goal if bar else None,
            at_most=bar.at_most if bar else False,
            **{name: round(number, 4) for name, number in asdict(figure).items()},
        )
        for language, figure in row.figures.items()
    ]


def _figures(run: Run) -> dict[str, float]:
    found = values(run)
    return {name: round(found[name]["all"], 4) for name in TOLD if "all" in found.get(name, {})}
