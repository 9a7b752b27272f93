"""`make bench`: what the budgets allow and what is spent, as a table and a JSON file."""

import json
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.cases import gold_path, load_gold
from eval.measure import ask_over_http, has_loaded, resident_mb, serving, timed
from eval.reading import PAGES, cost_of, statements_per_second, write_pdf, write_text
from eval.run import commit
from protokoll.settings import Settings, load_settings

QUESTION = "Welches Supercomputingzentrum hat genug GPUs?"
REPEATED = 3  # cold starts; the median counts
WARM = 200  # questions


@dataclass(frozen=True)
class Spent:
    """One budget: what was measured and what is allowed, in the unit."""

    name: str
    unit: str
    spent: float
    budget: float

    @property
    def within(self) -> bool:
        """Whether the budget holds."""
        return self.spent <= self.budget


def bench(settings: Settings, data: Path, say: Console) -> list[Spent]:
    """Measure everything on a fresh index.

    Args:
        settings: corpus and model.
        data: an empty folder for the index.
        say: told what is being measured.

    Returns:
        One entry for each budget.
    """
    say.print("ingest, twice …", style="dim")
    first = timed(["ingest", str(settings.corpus)], data)
    second = timed(["ingest", str(settings.corpus)], data)
    say.print("reading …", style="dim")
    reading = _reading(data.parent)
    say.print("cold questions …", style="dim")
    cold = statistics.median(timed(["ask", QUESTION], data) for _ in range(REPEATED))
    say.print("warm questions …", style="dim")
    calls = _calls(settings.model_copy(update={"data": data}))
    say.print("server …", style="dim")
    with serving(data) as server:
        over_http = [ask_over_http(server, question) for question in _questions()]
        memory = resident_mb(server.process)
        torch = has_loaded(server.process, "libtorch")
    return [
        Spent("first ingest", "s", first, 90),
        Spent("second ingest", "s", second, 3),
        *reading,
        Spent("protokoll ask, cold", "s", cold, 2),
        Spent("warm answer, median", "ms", float(np.percentile(calls, 50)), 25),
        Spent("warm answer, 95th percentile", "ms", float(np.percentile(calls, 95)), 60),
        Spent("warm answer over HTTP, median", "ms", float(np.percentile(over_http, 50)), 150),
        Spent("server from start to ready", "s", server.ready_s, 8),
        Spent("server memory, peak", "MB", memory, 400),
        Spent("torch in the server", "times", float(torch), 0),
    ]


def _reading(folder: Path) -> list[Spent]:
    """What reading and cutting cost; a rate counts as seconds a thing, so that less is better everywhere."""
    write_pdf(folder / "lang.pdf")
    write_text(folder / "gross.txt", 6)  # ten times as much takes ten times as long and 400 MB more
    pdf, text = cost_of(folder / "lang.pdf"), cost_of(folder / "gross.txt")
    return [
        Spent("a PDF page, read and cut", "ms", 1000 * pdf.whole / PAGES, 20),
        Spent(f"a PDF of {PAGES} pages", "s", pdf.whole, 30),
        Spent(f"a PDF of {PAGES} pages, memory", "MB", pdf.memory, 500),
        Spent("a text of 6 MB, memory", "MB", text.memory, 250),
        Spent("a statement, read, cut and embedded", "ms", 1000 / statements_per_second(folder / "rate"), 67),
    ]


def main() -> None:
    """Measure, print the table, and write the JSON file given as argument (default `reports/bench.json`)."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "reports/bench.json")
    with tempfile.TemporaryDirectory() as folder:
        spent = bench(load_settings(), Path(folder) / "data", Console(stderr=True))
    table = Table("budget", "spent", "allowed", "")
    for one in spent:
        state = "" if one.within else "over"
        table.add_row(one.name, f"{one.spent:.1f} {one.unit}", f"≤ {one.budget:g} {one.unit}", state)
    Console().print(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = {"created": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit()}
    rows = [{**asdict(one), "within": one.within} for one in spent]
    path.write_text(json.dumps({**made, "budgets": rows}, indent=1), encoding="utf-8")


def _calls(settings: Settings) -> list[float]:
    """Return the milliseconds of each warm call of the pipeline."""
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    pipeline.warm()
    spent = []
    for question in _questions():
        start = time.perf_counter()
        pipeline.ask(question)
        spent.append(1000 * (time.perf_counter() - start))
    return spent


def _questions() -> list[str]:
    return [case.question for case in load_gold(gold_path("dev"))][:WARM]


if __name__ == "__main__":
    main()
