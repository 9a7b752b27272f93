"""`protokoll eval`: the command; the libraries that score are imported when it runs."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import typer

from protokoll.errors import ProtokollError


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("eval")(eval_command)


def eval_command(
    gold: Annotated[
        str, typer.Option(help="A gold set of the package (dev, val, smoke, test) or a file", show_default="dev")
    ] = "",
    limit: Annotated[
        int, typer.Option(min=0, help="Ask the first so many questions (conversations) only; 0 asks all")
    ] = 0,
    sample: Annotated[
        int, typer.Option(min=0, help="Ask about so many questions, chosen at random but always the same")
    ] = 0,
    save: Annotated[Path | None, typer.Option(help="Write the run with every answer to this JSON file")] = None,
    report: Annotated[Path | None, typer.Option(help="Write an HTML report into this folder")] = None,
    compare: Annotated[Path | None, typer.Option(help="Compare with a run that --save wrote")] = None,
    gate: Annotated[Path | None, typer.Option(help="Check these bars and exit 1 when a floor is missed")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Show single answers of a blind set")] = False,
    baseline: Annotated[
        list[str] | None, typer.Option(help="Run this neighbour too; may be given again, or: all")
    ] = None,
    conversations: Annotated[
        bool, typer.Option("--conversations", help="Play conversations instead: of the package, or the file of --gold")
    ] = False,
    engine: Annotated[
        Literal["llm", "extractive", "both"] | None,
        typer.Option(
            help="What writes: the chat model of PROTOKOLL_LLM, the minutes' own words, or one beside the other"
        ),
    ] = None,
    card: Annotated[
        Path | None, typer.Option(help="Write the figures into this quality card, for PROTOKOLL_CARD")
    ] = None,
) -> None:
    """Ask the questions of a gold set and say how good the answers are."""
    missing = [name for name in ("scipy", "sklearn") if find_spec(name) is None]
    if missing:
        raise ProtokollError(f"protokoll eval needs {' and '.join(missing)}: pip install -e '.[evaluation]'")
    from eval.evaluate import Wish, evaluate
    from protokoll.settings import load_settings

    wish = Wish(
        gold, limit, sample, save, report, compare, gate, tuple(baseline or ()), reveal, conversations, engine, card
    )
    if not evaluate(load_settings(), wish):
        raise typer.Exit(1)
