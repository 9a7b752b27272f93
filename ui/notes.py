"""The commands for what the server keeps for editors: feedback, and questions that found no answer."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from protokoll.settings import load_settings
from ui.terminal import console

feedback = typer.Typer(help="What visitors thought of answers.", no_args_is_help=True)
refused = typer.Typer(help="Questions that the protocol could not answer.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add `feedback` and `refused` to the command line."""
    app.add_typer(feedback, name="feedback")
    app.add_typer(refused, name="refused")


@feedback.command("export")
def export_feedback() -> None:
    """Print all feedback, one JSON object a line."""
    from ui.feedback import export

    _print_lines(export(load_settings()))


@feedback.command("purge")
def purge_feedback(
    days: Annotated[int | None, typer.Option(help="Older than so many days; 0: all.", min=0)] = None,
) -> None:
    """Delete old feedback."""
    from ui.feedback import NOTEBOOK

    console.print(f"{NOTEBOOK.purge(load_settings(), days)} deleted.")


@refused.command("export")
def export_refused() -> None:
    """Print the questions kept, the most frequent first, one JSON object a line."""
    from ui.refused import NOTEBOOK

    _print_lines(NOTEBOOK.rows(load_settings()))


@refused.command("purge")
def purge_refused(
    days: Annotated[int, typer.Option(help="Asked last so many days ago; 0: all.", min=0)] = 0,
) -> None:
    """Delete questions kept."""
    from ui.refused import NOTEBOOK

    console.print(f"{NOTEBOOK.purge(load_settings(), days)} deleted.")


def _print_lines(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))
