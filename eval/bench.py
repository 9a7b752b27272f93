"""`make bench`: what the budgets allow and what is spent, as a table and a JSON file."""

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.cases import gold_path, load_gold
from eval.measure import ask_over_http, has_loaded, keep, resident_mb, serving, timed
from eval.run import clocked
from protokoll.errors import ProtokollError
from protokoll.settings import Settings, load_settings

QUESTION = "Welches Supercomputingzentrum hat genug GPUs?"
REPEATED = 3  # cold starts; the median counts
WARM = 200  # questions
PAGES = 400  # of the PDF whose reading is measured
SENTENCES = (
    "Stadträtin Berger (SPD): Die Sanierung der Brücke am Mühlbach kostet {n} Euro und dauert bis zum Herbst.",
    "Der Ausschuss stimmt dem Antrag der Verwaltung mit {n} Ja-Stimmen bei zwei Enthaltungen zu.",
    "Herr Vogt fragt, ob die Mittel für den Radweg an der Landstraße im nächsten Haushalt stehen werden.",
    "Die Verwaltung prüft bis zur nächsten Sitzung, ob {n} Plätze in der Kita Sonnenhang möglich sind.",
)
# Run in a process of its own, so that its memory is its own; prints seconds and megabytes of the larger process.
READING = """
import json, resource, sys, time
from pathlib import Path
from ingest.corpus import Place
from ingest.load import load
from ingest.sandbox import worker
path = Path(sys.argv[1])
start = time.perf_counter()
file = Place(path, path.name).read()
with worker() as reader:
    load(file, reader.read(file.ending, file.data))
    spent = time.perf_counter() - start
most = [resource.getrusage(who).ru_maxrss * 1024 / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([spent, max(most)]))
"""


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
    """Measure everything on a fresh index in an empty folder; one entry for each budget."""
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
    keep(path, budgets=[{**asdict(one), "within": one.within} for one in spent])


def _reading(folder: Path) -> list[Spent]:
    """What reading and cutting cost; a rate counts as seconds a thing, so that less is better everywhere."""
    pdf, text, rate = folder / "lang.pdf", folder / "gross.txt", folder / "rat.txt"
    _write_pdf(pdf)
    # Of 6 MB; ten times as much takes ten times as long and 400 MB more.
    text.write_text("".join(_paragraph(4 * number, 4) for number in range(14_943)), encoding="utf-8")
    rate.write_text("".join(_paragraph(7 * number, 1 + number % 4) for number in range(300)), encoding="utf-8")
    (seconds, memory), (_, of_text) = _cost(pdf), _cost(text)
    return [
        Spent("a PDF page, read and cut", "ms", 1000 * seconds / PAGES, 20),
        Spent(f"a PDF of {PAGES} pages", "s", seconds, 30),
        Spent(f"a PDF of {PAGES} pages, memory", "MB", memory, 500),
        Spent("a text of 6 MB, memory", "MB", of_text, 250),
        Spent("a statement, read, cut and embedded", "ms", timed(["ingest", str(rate)], folder / "rate") / 0.3, 67),
    ]


def _write_pdf(path: Path) -> None:
    """A PDF of plain text, 45 lines a page with a running head and a page number."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, PAGES + 1):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 800, "Gemeinderat Beispielstadt, Niederschrift")
        for line in range(45):
            canvas.drawString(60, 770 - 15 * line, _sentence(page * 45 + line)[:100])
        canvas.drawCentredString(300, 40, f"– {page} –")
        canvas.showPage()
    canvas.save()


def _paragraph(number: int, sentences: int) -> str:
    return " ".join(_sentence(number + i) for i in range(sentences)) + "\n\n"


def _sentence(number: int) -> str:
    return SENTENCES[number % len(SENTENCES)].format(n=1000 + number)


def _cost(path: Path) -> tuple[float, float]:
    """Seconds to read and cut a file in a fresh process, and its memory in MB."""
    done = subprocess.run([sys.executable, "-c", READING, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProtokollError(f"{path.name} could not be measured: {done.stderr.strip()[-300:]}")
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


def _calls(settings: Settings) -> list[float]:
    """Return the milliseconds of each warm call of the pipeline."""
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    pipeline.warm()
    return [clocked(partial(pipeline.ask, question))[1] for question in _questions()]


def _questions() -> list[str]:
    return [case.question for case in load_gold(gold_path("dev"))][:WARM]


if __name__ == "__main__":
    main()
