"""What people see on a terminal: messages on stderr, answers on stdout, colour only where there is a terminal."""

import os
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from protokoll.texts import ANSWERS
from retrieval.answer import Answer, Citation

if TYPE_CHECKING:
    from ingest.build import Summary
    from ingest.index import Index

console = Console(stderr=True, highlight=False)
out = Console(highlight=False)


@contextmanager
def ingest_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar per step of an ingest; yields the function that reports (step, how much more, total)."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, object] = {}

        def report(step: str, more: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], advance=more)  # type: ignore[arg-type]

        yield report


def print_summary(summary: "Summary", data: Path) -> None:
    """Say what an ingest did."""
    counts = summary.meta.counts
    state = "written" if summary.changed else "already up to date"
    console.print(
        f"Index {summary.meta.hash} {state} in {data}: {counts['documents']} document(s), "
        f"{counts['statements']} statements, {counts['questions']} bank questions, {counts['vectors']} vectors.",
        soft_wrap=True,
    )
    for warning in summary.warnings:
        console.print(f"Note: {warning}", markup=False, soft_wrap=True)


def print_answer(answer: Answer) -> None:
    """Print an answer for people: text, numbered sources, passages that came closest, questions to go on with."""
    width = min(out.width, 100) if out.is_terminal else int(os.environ.get("COLUMNS", "100"))
    texts = ANSWERS[answer.language]
    english = answer.language == "en"
    for line in answer.answer.split("\n"):
        out.print(Text(_wrapped(line, width)), soft_wrap=True)
    if answer.citations:
        _heading("Sources" if english else "Quellen")
        for citation in answer.citations:
            _source(citation, width)
    if answer.closest:
        _heading("Closest passages" if english else "Nächstliegende Stellen")
        for citation in answer.closest:
            _source(citation, width)
    if english and any(citation.translation for citation in (*answer.citations, *answer.closest)):
        out.print(Text(f"\n{texts.translated}", style="dim"), soft_wrap=True)
    if answer.suggestions:
        _heading("You could also ask" if english else "Weitere Fragen")
        for question in answer.suggestions:
            out.print(Text(f"  {question}"), soft_wrap=True)


def print_documents(index: "Index") -> None:
    """Print one line a document: id, statements, bank questions, date, title; tab-separated."""
    for document in index.documents:
        date = document.date.isoformat() if document.date else "–"
        row = (document.id, str(len(document.statements)), str(len(document.questions)), date, document.title)
        print("\t".join(row))
    console.print(f"Index {index.meta.hash}, made {index.meta.created} with {index.meta.model}.", soft_wrap=True)


def _heading(words: str) -> None:
    out.print(Text(f"\n{words}", style="bold"))


def _source(citation: Citation, width: int) -> None:
    mark = f"[{citation.marker}]" if citation.marker else " – "
    page = f", S. {citation.page}" if citation.page else ""
    place = f"{', '.join(citation.section)}{page} ({citation.start}–{citation.end})"
    out.print(Text(f"{mark} {place}", style="cyan"), soft_wrap=True)
    out.print(Text(_wrapped(citation.quote, width, "    ")), soft_wrap=True)


def _wrapped(line: str, width: int, indent: str = "") -> str:
    hanging = indent + ("  " if line.startswith("- ") else "")
    return textwrap.fill(line, width, initial_indent=indent, subsequent_indent=hanging) if line else ""
