"""The command line: the one place that maps errors to exit codes (0 done, 1 failed, 2 wrong use)."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date as Date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from eval.cli import register as register_eval
from protokoll import __version__
from protokoll.errors import ProtokollError, SettingsError
from protokoll.settings import Settings, load_settings
from ui.notes import register as register_notes
from ui.terminal import console, ingest_progress, print_answer, print_documents, print_health, print_summary

if TYPE_CHECKING:
    from ingest.build import Summary
    from retrieval.pipeline import Pipeline


app = typer.Typer(
    name="protokoll",
    help="Ask the protocol, get an answer whose every statement is quoted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
register_notes(app)
register_eval(app)

Language = Literal["de", "en"]


def _day(written: str) -> Date:
    from pydantic import TypeAdapter, ValidationError

    from protokoll.day import FORM, Day

    try:
        return TypeAdapter(Day).validate_python(written)
    except ValidationError as error:
        raise typer.BadParameter(f"{FORM}, not {written}") from error


Since = Annotated[
    Date | None, typer.Option(help="Only documents of this day or later.", parser=_day, metavar="YYYY-MM-DD")
]
Until = Annotated[
    Date | None, typer.Option(help="Only documents of this day or earlier.", parser=_day, metavar="YYYY-MM-DD")
]


def main() -> None:
    """Run the command line; the entry point `protokoll`."""
    try:
        app()
    except SettingsError as error:
        _fail(error, 2)
    except ProtokollError as error:
        _fail(error, 1)


def _fail(error: ProtokollError, code: int) -> None:
    console.print(f"protokoll: {error}")
    sys.exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"protokoll {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Ask the protocol, get an answer whose every statement is quoted."""


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Documents or folders; default: the corpus.")] = None,
) -> None:
    """Index documents. The index holds exactly the documents named; it is swapped in whole."""
    from ingest.build import build

    settings = load_settings()
    with ingest_progress() as report:
        summary = build(settings, paths or [settings.corpus], report)
    print_summary(summary, summary.documents, settings.data)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Documents or folders.")],
) -> None:
    """Index documents beside those that are indexed; one with the same id is replaced."""
    from ingest.build import extend

    _change(extend, paths)


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids, as `protokoll documents` lists them.")],
) -> None:
    """Take documents out of the index; their files are left alone."""
    from ingest.build import remove as take_out

    _change(take_out, documents)


def _change(change: Callable[..., "Summary"], given: Sequence[object]) -> None:
    settings = load_settings()
    with ingest_progress() as report:
        summary = change(settings, given, report)
    print_summary(summary, summary.fresh, settings.data)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in German or English.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer object.")] = False,
    language: Annotated[Language | None, typer.Option(help="Language of the answer.")] = None,
    wording: Annotated[
        bool, typer.Option("--wording", help="The minutes' own words, although a chat model is set up.")
    ] = False,
    document: Annotated[
        list[str] | None, typer.Option(help="Id of the only document to ask; may be given several times.")
    ] = None,
    body: Annotated[str, typer.Option(help="Ask only documents of this body.")] = "",
    series: Annotated[str, typer.Option(help="Ask only documents of this series.")] = "",
    since: Since = None,
    until: Until = None,
    batch: Annotated[
        str | None, typer.Option(help="File of JSON lines with `question`, or - for standard input.")
    ] = None,
) -> None:
    """Ask a question, or a file of them."""
    from retrieval.selection import Selection

    if (question is None) == (batch is None):
        raise typer.BadParameter("Give either a QUESTION or --batch FILE.")
    pipeline = _pipeline(load_settings())
    chosen = Selection(_known(pipeline, document or []), body, series, "", since, until)
    if batch is not None:
        from ui.batch import run_batch

        run_batch(pipeline, batch, language, chosen)
        return
    answer = pipeline.ask(question or "", language=language, selection=chosen, engine="extractive" if wording else None)
    if as_json:
        typer.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=2))
    else:
        print_answer(answer)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 7860,
    workers: Annotated[int, typer.Option(help="Processes that answer; they share the limits.", min=1, max=64)] = 1,
) -> None:
    """Serve page, widget and API."""
    from ui.server import serve as run_server

    run_server(load_settings(), host, port, workers)


@app.command()
def mcp() -> None:
    """Serve a chat client over standard input and output (Model Context Protocol)."""
    from ui.desk import Desk
    from ui.mcp import mcp_server

    settings = load_settings()
    pipeline = _pipeline(settings)
    known = frozenset(document.id for document in pipeline.documents)
    desk = Desk(pipeline, known, writing=settings.writing_seconds)
    mcp_server(pipeline, desk).run("stdio")


@app.command()
def widget(
    address: Annotated[str, typer.Argument(help="Where the server is reached; default: PROTOKOLL_PUBLIC_URL.")] = "",
) -> None:
    """Print the lines that put the widget on a page."""
    from ui.widget import read_loader

    known = address or load_settings().public_url or "https://frag.forum.example"
    if not re.match(r"https?://[^\s\"'<>]+$", known):
        raise SettingsError(f"{known} is no address of a server: write it as https://frag.forum.example")
    loader, root = read_loader(), known.rstrip("/")
    typer.echo(f'<script src="{root}/widget.js" async></script>')
    checked = f'integrity="{loader.integrity}" crossorigin="anonymous"'
    typer.echo(f'<script src="{root}/{loader.name}" {checked} async></script>')


@app.command()
def doctor() -> None:
    """Say whether the chat model can be reached, how fast it is, and what is wrong."""
    settings = load_settings()
    if not settings.llm:
        console.print("No chat model is set up (PROTOKOLL_LLM); answers are the minutes' own words.")
        return
    from retrieval.llm.doctor import examine

    if not print_health(examine(settings), settings.llm_url):
        raise typer.Exit(1)


@app.command()
def prepare(
    document: Annotated[str, typer.Argument(help="Id of an indexed document.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only check what lies beside the document; needs no chat model.")
    ] = False,
) -> None:
    """Have a chat model draft translation, description and questions of a document, for an editor to read."""
    settings = load_settings()
    if not check and not settings.llm:
        raise SettingsError("protokoll prepare needs a chat model: set PROTOKOLL_LLM=provider:model")
    from ui.preparing import run_check, run_drafts

    pipeline = _pipeline(settings.model_copy(update={"llm": ""}))
    _known(pipeline, [document])
    [chosen] = [one for one in pipeline.documents if one.id == document]
    (run_check if check else run_drafts)(settings, pipeline, chosen)


@app.command()
def documents(
    words: Annotated[
        list[str] | None, typer.Argument(help="All of them in title, body, series, date or file name.")
    ] = None,
    body: Annotated[str, typer.Option(help="Only of this body.")] = "",
    series: Annotated[str, typer.Option(help="Only of this series.")] = "",
    speaker: Annotated[str, typer.Option(help="Only those in which this person speaks.")] = "",
    since: Since = None,
    until: Until = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List what is indexed: id, date, format, statements, sections, speakers, bank questions, title; and notes."""
    from ingest.index import Index
    from retrieval.selection import Selection, matching

    index = Index.open(load_settings())
    chosen = Selection((), body, series, speaker, since, until)
    fitting = matching(chosen.among(index.documents), " ".join(words or []))
    print_documents(index, fitting, as_json=as_json)
    if index.documents and not fitting:
        searched = " Words are looked for in title, body, series, date and file name; `protokoll ask` reads the texts."
        console.print(f"No document fits.{searched if words else ''}")


def _known(pipeline: "Pipeline", documents: list[str]) -> tuple[str, ...]:
    known = {document.id for document in pipeline.documents}
    for wanted in documents:
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else " `protokoll documents` lists them."
            raise typer.BadParameter(f"There is no document {wanted!r}.{hint}")
    return tuple(documents)


def _pipeline(settings: Settings) -> "Pipeline":
    from retrieval.pipeline import Pipeline  # late: it takes a second

    return Pipeline.open(settings)


if __name__ == "__main__":
    main()
