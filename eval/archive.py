"""`make bench-archive`: what an archive costs as it grows, over a stand-in made of the teaching material.

The stand-in has 235 different documents; a bigger one repeats them under other titles and days. Equal texts share
their vectors, so that the rate of reading is that of the first round alone.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.measure import ask_over_http, keep, resident_mb, serving, timed
from eval.train.teaching import Asked, Minutes, Taught, read_minutes, taught
from protokoll.settings import Settings

SIZES = (60, 235, 940)  # documents
QUESTIONS = 120
WITHIN = 5  # statements among which the right one is looked for
FIRST_DAY = date(1995, 1, 10)
APART = timedelta(days=11)  # between two meetings


@dataclass(frozen=True)
class Cost:
    """What an archive of one size costs; `found` is the share of questions whose statement is within the first few.

    `ingest_s` counts only what came on top of the size before, `alone` is `found` where only the question's own
    document is searched, `changed_s` the ingest after one line was added to one document.
    """

    documents: int
    statements: int
    ingest_s: float
    changed_s: float
    start_s: float
    memory_mb: float
    p50_ms: float
    p95_ms: float
    found: float
    alone: float


def _write_archive(folder: Path, minutes: Sequence[Minutes], numbers: range) -> None:
    """Write the documents of these numbers; the different ones are repeated in turn."""
    for number in numbers:
        each, again = minutes[number % len(minutes)], number // len(minutes)
        name = f"{each.name}-{again}" if again else each.name
        day = FIRST_DAY + number * APART
        (folder / f"{name}{each.ending}").write_text(each.text, encoding="utf-8")
        (folder / f"{name}.toml").write_text(f'title = "{name}, {day}"\ndate = {day}\n', encoding="utf-8")


def _measure(numbers: range, corpus: Path, data: Path, asked: Sequence[tuple[Taught, Asked]]) -> Cost:
    """Grow the archive by the documents of these numbers and measure it; those that answer are among the first."""
    _write_archive(corpus, read_minutes(), numbers)
    ingest = timed(["ingest", str(corpus)], data)
    with serving(data) as server:
        spent = [ask_over_http(server, one.question.text) for _, one in asked]
        memory = resident_mb(server.process)
    statements, found, alone = _found(data, asked)
    changed = corpus / f"{asked[0][0].minutes.name}{asked[0][0].minutes.ending}"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(f"{text}\n\nDie Sitzung endet um {numbers.stop} Uhr.\n", encoding="utf-8")
    again = timed(["ingest", str(corpus)], data)
    changed.write_text(text, encoding="utf-8")
    p50, p95 = np.percentile(spent, [50, 95])
    return Cost(numbers.stop, statements, ingest, again, server.ready_s, memory, float(p50), float(p95), found, alone)


def _found(data: Path, asked: Sequence[tuple[Taught, Asked]]) -> tuple[int, float, float]:
    """Return how many statements there are, and the shares found in the archive and in the document alone."""
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(Settings(data=data))

    def hit(document: Taught, one: Asked, only: str | None) -> float:
        right = {document.document.statements[row].text for row in one.right}
        found = pipeline.search(one.question.text, WITHIN, document=only)
        return float(any(each.statement.text in right for each in found))

    everywhere = statistics.fmean(hit(document, one, None) for document, one in asked)
    alone = statistics.fmean(hit(document, one, document.minutes.name) for document, one in asked)
    total = sum(len(document.statements) for document in pipeline.documents)
    pipeline.close()
    return total, everywhere, alone


def _questions(names: set[str]) -> list[tuple[Taught, Asked]]:
    """Return answerable questions of the documents set apart, evenly drawn from those that are there from the start."""
    own = [(each, one) for each in taught(("dev", "train")) if each.minutes.name in names for one in each.asked]
    fit = [(each, one) for each, one in own if one.question.answerable and one.right and not one.question.history]
    return fit[:: max(1, len(fit) // QUESTIONS)][:QUESTIONS]


def main() -> None:
    """Measure, print the table, and write `reports/archive.json`; sizes may be given as arguments."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    asked = _questions({each.name for each in read_minutes()[: sizes[0]]})
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        corpus, data = Path(folder) / "corpus", Path(folder) / "data"
        corpus.mkdir()
        os.environ["PROTOKOLL_CORPUS"] = str(corpus)
        for before, size in zip((0, *sizes), sizes, strict=False):
            costs.append(_measure(range(before, size), corpus, data, asked))
            sys.stderr.write(f"{asdict(costs[-1])}\n")
    table = Table(*(name.replace("_", " ") for name in asdict(costs[0])))
    for cost in costs:
        table.add_row(*(f"{value:.3g}" if isinstance(value, float) else str(value) for value in asdict(cost).values()))
    Console(width=160).print(table)
    keep(Path("reports/archive.json"), sizes=[asdict(cost) for cost in costs])


if __name__ == "__main__":
    main()
