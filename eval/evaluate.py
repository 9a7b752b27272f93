"""One evaluation from the gold set to the report, as the command line asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eval.baselines import chosen
from eval.card import write_card
from eval.cases import gold_path, load_gold, sampled
from eval.compare import compare, read_run, save
from eval.conversation.play import play
from eval.conversation.script import load_conversations
from eval.figures import values
from eval.gate import check, read_bars
from eval.page import write_page
from eval.report import show_changes, show_runs, show_verdicts
from eval.run import Run, run_cases
from eval.system import System, ours
from protokoll.errors import SettingsError
from protokoll.settings import Settings

BARS = Path(__file__).with_name("bars.toml")


@dataclass(frozen=True)
class Wish:
    """What the command line asks for; the options of `protokoll eval`."""

    gold: str = ""
    limit: int = 0
    sample: int = 0
    save: Path | None = None
    report: Path | None = None
    compare: Path | None = None
    gate: Path | None = None
    baselines: tuple[str, ...] = ()
    reveal: bool = False
    conversations: bool = False
    engine: str | None = None
    card: Path | None = None


def evaluate(settings: Settings, wish: Wish) -> bool:
    """Run, show and write what is wished for; figures go to stdout, progress to stderr.

    Args:
        settings: of the product that is evaluated.
        wish: what to do.

    Returns:
        Whether no floor of the bars given as `gate` was missed; without any, the page shows the packaged ones.

    Raises:
        ProtokollError: A file cannot be read or written, or there is no index.
    """
    gold = gold_path(wish.gold or ("conversations" if wish.conversations else "dev"))
    asking = _asking(gold, wish)
    earlier = read_run(wish.compare) if wish.compare else None
    verdicts_of = read_bars(wish.gate or BARS, turns=wish.conversations)
    systems: dict[str, Callable[[], System]] = {**_engines(settings, wish), **chosen(wish.baselines, settings)}
    runs = [asking(name, opening) for name, opening in systems.items()]
    reveal = wish.reveal or not runs[0].origin.blind
    console = Console(width=None if Console().is_terminal else 160)
    show_runs(console, runs)
    if earlier:
        show_changes(console, compare(runs[0], earlier), names=reveal)
    checked = check(verdicts_of, values(runs[0]))
    if wish.gate:
        show_verdicts(console, checked)
    if wish.save:
        _save_all(runs, wish.save, reveal=reveal)
    if wish.report:
        console.print(f"report: {write_page(runs, checked, wish.report, reveal=reveal)}")
    if wish.card:
        write_card(runs, verdicts_of, wish.card)
    return not wish.gate or all(verdict.holds for verdict in checked)


def _engines(settings: Settings, wish: Wish) -> dict[str, Callable[[], System]]:
    """Return the product with what writes in it; where both are asked for, the chat model comes first."""
    if wish.engine in ("llm", "both") and not settings.llm:
        raise SettingsError(f"--engine {wish.engine} needs a chat model: set PROTOKOLL_LLM=provider:model")
    extractive = partial(ours, settings.model_copy(update={"llm": ""}))
    first = extractive if wish.engine == "extractive" else partial(ours, settings)
    return {"ours": first, **({"extractive": extractive} if wish.engine == "both" else {})}


def _asking(gold: Path, wish: Wish) -> Callable[[str, Callable[[], System]], Run]:
    """Return what asks the questions of a set, or plays its conversations."""
    asked: list[Any] = load_conversations(gold) if wish.conversations else sampled(load_gold(gold), wish.sample)
    asked, ask = asked[: wish.limit or None], play if wish.conversations else run_cases
    return lambda name, opening: _shown(name, len(asked), partial(ask, opening, asked, gold))


def _shown(name: str, total: int, run: Callable[[Callable[[], None]], Run]) -> Run:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=total)
        return run(lambda: progress.advance(task))


def _save_all(runs: list[Run], path: Path, *, reveal: bool) -> None:
    """Write the first run to the file asked for, the others beside it with their names in theirs."""
    save(runs[0], path, reveal=reveal)
    for run in runs[1:]:
        save(run, path.with_stem(f"{path.stem}-{run.origin.system}"), reveal=reveal)
