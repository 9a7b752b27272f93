"""One evaluation from the gold set to the report, as the command line asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

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

    Return whether no floor of the bars given as `gate` was missed; without any, the page shows the packaged ones.
    """
    gold = gold_path(wish.gold or ("conversations" if wish.conversations else "dev"))
    ask: Callable[..., Run] = play if wish.conversations else run_cases
    asked: list[Any] = load_conversations(gold) if wish.conversations else sampled(load_gold(gold), wish.sample)
    earlier = read_run(wish.compare) if wish.compare else None
    bars = read_bars(wish.gate or BARS, turns=wish.conversations)
    systems = [*_engines(settings, wish), *chosen(wish.baselines, settings).values()]
    runs = [ask(open_system, asked[: wish.limit or None], gold) for open_system in systems]
    first, *others = runs
    reveal = wish.reveal or not first.origin.blind
    console = Console(width=None if Console().is_terminal else 160)
    show_runs(console, runs)
    if earlier:
        show_changes(console, compare(first, earlier), names=reveal)
    checked = check(bars, values(first))
    if wish.gate:
        show_verdicts(console, checked)
    if wish.save:
        save(first, wish.save, reveal=reveal)
        for run in others:
            save(run, wish.save.with_stem(f"{wish.save.stem}-{run.origin.system}"), reveal=reveal)
    if wish.report:
        console.print(f"report: {write_page(runs, checked, wish.report, reveal=reveal)}")
    if wish.card:
        write_card(runs, bars, wish.card)
    return not wish.gate or all(verdict.holds for verdict in checked)


def _engines(settings: Settings, wish: Wish) -> Iterator[Callable[[], System]]:
    """Yield the product with what writes in it; where both are asked for, the chat model comes first."""
    if wish.engine in ("llm", "both") and not settings.llm:
        raise SettingsError(f"--engine {wish.engine} needs a chat model: set PROTOKOLL_LLM=provider:model")
    if wish.engine != "extractive":
        yield partial(ours, settings)
    if wish.engine in ("extractive", "both"):
        yield partial(ours, settings.model_copy(update={"llm": ""}))
