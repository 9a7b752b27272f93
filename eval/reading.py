"""What reading, cutting and embedding cost, on documents made here: the budgets of ingest in `make bench`."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from protokoll.errors import ProtokollError

PAGES = 400
SENTENCES = (
    "Stadträtin Berger (SPD): Die Sanierung der Brücke am Mühlbach kostet {n} Euro und dauert bis zum Herbst.",
    "Der Ausschuss stimmt dem Antrag der Verwaltung mit {n} Ja-Stimmen bei zwei Enthaltungen zu.",
    "Herr Vogt fragt, ob die Mittel für den Radweg an der Landstraße im nächsten Haushalt stehen werden.",
    "Die Verwaltung prüft bis zur nächsten Sitzung, ob {n} Plätze in der Kita Sonnenhang möglich sind.",
)
# Run in a process of its own, so that its memory is its own.
_MEASURE = """
import json, resource, sys, time
from pathlib import Path
from ingest.corpus import Place
from ingest.load import load
from ingest.sandbox import worker
path = Path(sys.argv[1])
start = time.perf_counter()
file = Place(path, path.name).read()
with worker() as reader:
    source = reader.read(file.ending, file.data)
    read = time.perf_counter() - start
    document = load(file, source)
    whole = time.perf_counter() - start
most = [resource.getrusage(who).ru_maxrss * 1024 / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"read": read, "whole": whole, "memory": max(most), "statements": len(document.statements)}))
"""


@dataclass(frozen=True)
class Cost:
    """Seconds to read and to read and cut, memory of the larger of both processes in MB, and statements made."""

    read: float
    whole: float
    memory: float
    statements: int


def cost_of(path: Path) -> Cost:
    """Read and cut a file in a fresh process.

    Args:
        path: of a document.

    Returns:
        What it cost.

    Raises:
        ProtokollError: It could not be read.
    """
    command = [sys.executable, "-c", _MEASURE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProtokollError(f"{path.name} could not be measured: {done.stderr.strip()[-300:]}")
    return Cost(**json.loads(done.stdout))


def write_pdf(path: Path, pages: int = PAGES) -> None:
    """Write a PDF of plain text, 45 lines a page with a running head and a page number.

    Args:
        path: of the file.
        pages: how many.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in range(1, pages + 1):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 800, "Gemeinderat Beispielstadt, Niederschrift")
        for line in range(45):
            canvas.drawString(60, 770 - 15 * line, sentence(page * 45 + line)[:100])
        canvas.drawCentredString(300, 40, f"– {page} –")
        canvas.showPage()
    canvas.save()
    path.write_bytes(buffer.getvalue())


def write_text(path: Path, megabytes: float) -> None:
    """Write a text of paragraphs, as large as told.

    Args:
        path: of the file.
        megabytes: its size.
    """
    with path.open("w", encoding="utf-8") as file:
        written, number = 0, 0
        while written < megabytes * 1e6:
            paragraph = " ".join(sentence(number + i) for i in range(4)) + "\n\n"
            written += file.write(paragraph)
            number += 4


def sentence(number: int) -> str:
    """Return a sentence of minutes that holds a number."""
    return SENTENCES[number % len(SENTENCES)].format(n=1000 + number)


def statements_per_second(folder: Path) -> float:
    """Ingest a text of about 300 statements, embedding included.

    Args:
        folder: an empty folder.

    Returns:
        Statements a second of the whole command, its start included.
    """
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "rat.txt").write_text("\n\n".join(_varied(300)), encoding="utf-8")
    environment = os.environ | {"PROTOKOLL_CORPUS": str(corpus), "PROTOKOLL_DATA": str(folder / "data")}
    start = time.perf_counter()
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ingest"]
    subprocess.run(command, env=environment, capture_output=True, check=True)
    return 300 / (time.perf_counter() - start)


def _varied(count: int) -> Iterator[str]:
    """Paragraphs of 80 to 400 characters, no two alike."""
    return (" ".join(sentence(7 * n + i) for i in range(1 + n % 4)) for n in range(count))
