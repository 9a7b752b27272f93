"""What people see on a terminal: messages on stderr, answers on stdout, colour only where there is a terminal."""

import json
import os
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from protokoll.texts import ANSWERS
from retrieval.answer import Answer, Citation

if TYPE_CHECKING:
    from ingest.build import Summary
    from ingest.document import Document
    from ingest.index import Index
    from retrieval.llm.doctor import Health

LISTED = 30  # documents told one by one after an ingest; of more, only those that are new or changed
EVERY = 15.0  # seconds between two lines about how far an ingest is, where there is no terminal
NOTES = 5  # of a document, printed after an ingest; `protokoll documents` prints them all
TOLD = (
    "id", "date", "body", "series", "format", "pages", "statements", "sections", "speakers", "speakers_recorded",
    "questions", "title", "file", "notes",
)  # fmt: skip
COLUMNS = ("id", "date", "format", "statements", "sections", "speakers", "questions", "title")

console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
out = Console(highlight=False, markup=False, soft_wrap=True)


@contextmanager
def ingest_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar per step of an ingest; yields the function that reports (step, how much more, total).

    Where nobody sees bars move, in a file or in the log of a job, it is a line now and then.
    """
    if not console.is_terminal:
        yield _lines()
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(elapsed_when_finished=False),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, object] = {}

        def report(step: str, more: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], advance=more)  # type: ignore[arg-type]

        yield report


def _lines() -> Callable[[str, int, int], None]:
    done: dict[str, int] = {}
    told = time.monotonic()

    def report(step: str, more: int, total: int) -> None:
        nonlocal told
        done[step] = done.get(step, 0) + more
        if done[step] == total or time.monotonic() - told >= EVERY:
            told = time.monotonic()
            console.print(f"{step} {done[step]}/{total}")

    return report


def print_summary(summary: "Summary", documents: Sequence["Document"], data: Path) -> None:
    """Say what an ingest did, and what it made of these documents."""
    counts = summary.meta.counts
    state = "written" if summary.changed else "already up to date"
    console.print(
        f"Index {summary.meta.hash} {state} in {data}: {counts['documents']} document(s), "
        f"{counts['statements']} statements, {counts['questions']} bank questions.",
    )
    if summary.rebuilt:
        console.print(f"It was built again: {summary.rebuilt}.")
    for identity in summary.gone:
        console.print(f"Taken out: {identity}")
    told = documents if len(documents) <= LISTED else summary.fresh
    for document in told[:LISTED]:
        console.print(_line(document))
        for note in document.notes[:NOTES]:
            console.print(f"    {note}")
    if len(told) > LISTED:
        console.print(f"… and {len(told) - LISTED} more. `protokoll documents` lists all.")
    shown = {document.file for document in documents}
    for files in summary.alike:
        if shown.intersection(files):
            console.print(f"The same text, indexed each time: {', '.join(files)}")
    for name, why in summary.left_out:
        console.print(f"Left out: {name} {why}")


def _line(document: "Document") -> str:
    """Say in one line what a document holds: "x.pdf: 6 pages, 84 statements, 9 sections, 12 speakers, 2 notes"."""
    counts = (
        (len(document.pages), "page"),
        (len(document.statements), "statement"),
        (len(document.sections), "section"),
        (len(document.speakers), "speaker"),
        (len(document.questions), "bank question"),
        (len(document.notes), "note"),
    )
    told = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count or word == "statement"]
    return f"{document.file}: {', '.join(told)}"


def print_answer(answer: Answer) -> None:
    """Print an answer for people: text, numbered sources, passages that came closest, questions to go on with."""
    width = min(out.width, 100) if out.is_terminal else int(os.environ.get("COLUMNS", "100"))
    texts = ANSWERS[answer.language]
    english = answer.language == "en"
    for line in answer.answer.split("\n"):
        out.print(Text(_wrapped(line, width)))
    _sources("Sources" if english else "Quellen", answer.citations, width)
    _sources("Further passages" if english else "Weitere Stellen", answer.further, width)
    _sources("Closest passages" if english else "Nächstliegende Stellen", answer.closest, width)
    if english and any(citation.translation for citation in (*answer.citations, *answer.further, *answer.closest)):
        out.print(Text(f"\n{texts.translated}", style="dim"))
    if answer.grades:
        partial = sum(graded.grade == "partial" for graded in answer.grades)
        counts = f"{len(answer.grades) - partial} full, {partial} partial, {answer.withheld} withheld"
        out.print(Text(f"\n{answer.engine} · {counts} · prompt {answer.prompt}", style="dim"))
    if answer.suggestions:
        _heading("You could also ask" if english else "Weitere Fragen")
        for question in answer.suggestions:
            out.print(Text(f"  {question}"))


def print_health(health: "Health", url: str) -> bool:
    """Say how the chat model does; returns whether it can be used."""
    from protokoll.texts.llm import ADVICE

    where = f" at {url}" if url else ""
    if health.problem:
        console.print(f"Chat model {health.model}{where}: {health.problem}.")
        console.print(ADVICE[health.problem])
        return False
    console.print(
        f"Chat model {health.model}{where}: answers, first word after {health.first:.1f} s, "
        f"{health.total:.1f} s in all, {health.speed:.0f} characters a second; "
        f"{health.borne} of {health.claims} sentence(s) stood the check.",
    )
    return True


def print_documents(index: "Index", documents: Sequence["Document"], *, as_json: bool) -> None:
    """Print documents of an index: a line a document, tab-separated, or one JSON object."""
    rows = [_row(document) for document in documents]
    left_out = [{"file": name, "why": why} for name, why in index.meta.left_out]
    if as_json:
        print(
            json.dumps(
                {"index": index.meta.hash, "documents": rows, "left_out": left_out}, ensure_ascii=False, indent=2
            )
        )
        return
    for row in rows:
        print("\t".join(str(row[name] if row[name] is not None else "–") for name in COLUMNS))
        for note in row["notes"]:
            console.print(f"    {row['id']}: {note}")
    if left_out:
        console.print(f"Left out: {len(left_out)} file(s); --json says which and why.")
    console.print(f"Index {index.meta.hash}, made {index.meta.created} with {index.meta.model}.")


def _row(document: "Document") -> dict[str, Any]:
    from ui.reader import summary

    counted = {name: len(getattr(document, name)) for name in ("statements", "sections", "speakers", "questions")}
    told = summary(document) | counted | {"file": document.file, "notes": list(document.notes)}
    return {name: told[name] for name in TOLD}


def _heading(words: str) -> None:
    out.print(Text(f"\n{words}", style="bold"))


def _sources(title: str, citations: Sequence[Citation], width: int) -> None:
    if citations:
        _heading(title)
    for citation in citations:
        _source(citation, width)


def _source(citation: Citation, width: int) -> None:
    mark = f"[{citation.marker}]" if citation.marker else " – "
    page = f", S. {citation.printed or citation.page}" if citation.page else ""
    speaker = f"{citation.speaker}: " if citation.speaker else ""
    place = f"{speaker}{', '.join(citation.section)}{page} ({citation.start}–{citation.end})"
    out.print(Text(f"{mark} {place}", style="cyan"))
    out.print(Text(_wrapped(citation.quote, width, "    ")))


def _wrapped(line: str, width: int, indent: str = "") -> str:
    hanging = indent + ("  " if line.startswith("- ") else "")
    return textwrap.fill(line, width, initial_indent=indent, subsequent_indent=hanging) if line else ""
