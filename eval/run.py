"""Ask every question of a gold set and score what comes back."""

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from eval.cases import Case, is_blind, sha256
from eval.metrics.table import RANKING, of_answers
from eval.system import System
from protokoll.errors import GoldError
from retrieval.answer import Answer

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A question, what came back, how long it took on the wall (ms), and its score in every metric."""

    case: Case
    answer: Answer
    ranking: tuple[str, ...]
    wall_ms: float
    scores: dict[str, float | None]


@dataclass(frozen=True)
class Origin:
    """What a run was made from, so that anyone can make it again; `documents` are the titles of those asked."""

    system: str
    title: str
    gold: str
    gold_sha256: str
    blind: bool
    index: str
    commit: str
    command: str
    created: str
    machine: str
    documents: tuple[str, ...] = ()
    engine: str = ""


@dataclass(frozen=True)
class Run:
    """All questions of one system over one gold set. `cold_ms`: opening it and the first answer.

    `turns`: the questions are turns of conversations, measured by what each turn expects.
    """

    origin: Origin
    asked: tuple[Asked, ...]
    cold_ms: float
    peak_mb: float
    extra: dict[str, str] = field(default_factory=dict)
    turns: bool = False


def run_cases(open_system: Callable[[], System], cases: Sequence[Case], gold: Path) -> Run:
    """Open what is evaluated, whose time counts as the cold start, and ask all cases of a file one after the other."""
    system, opening = clocked(open_system)
    _, first = clocked(lambda: system.answer(cases[0]))
    answered = [(case, *clocked(partial(system.answer, case))) for case in shown(cases, system.title)]
    peak = peak_mb()  # before ranking and scoring load anything of their own
    metrics, asked = of_answers(system.documents), []
    for case, answer, wall_ms in answered:
        ranking = tuple(system.rank(case))
        scores = {name: metric(case, ranking) for name, metric in RANKING.items()}
        scores |= {name: metric(case, answer) for name, metric in metrics.items()}
        if system.metrics is not None:
            scores |= dict.fromkeys(scores.keys() - system.metrics)
        asked.append(Asked(case, answer, ranking, wall_ms, scores))
    return Run(origin(system, gold, cases), tuple(asked), opening + first, peak)


def clocked(call: Callable[[], T]) -> tuple[T, float]:
    """Return what a call returns and the milliseconds that it took."""
    start = time.perf_counter()
    found = call()
    return found, 1000 * (time.perf_counter() - start)


def shown(things: Sequence[T], step: str) -> Iterable[T]:
    """Return things whose progress is shown on a terminal."""
    return track(things, step, console=Console(stderr=True), transient=True)


def write(path: Path, text: str, what: str, option: str) -> None:
    """Write a file and the folders above it; an error names the option that gave the place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GoldError(f"The {what} cannot be written to {path}: {error}. Give {option} another place") from error


def origin(system: System, gold: Path, cases: Sequence[Case]) -> Origin:
    """Return what a run of this system over this gold set is made from."""
    named = {case.document for case in cases}
    return Origin(
        system=system.name,
        title=system.title,
        gold=gold.name,
        gold_sha256=sha256(gold),
        blind=is_blind(gold),
        index=system.index,
        commit=commit(),
        command=" ".join(["protokoll", *sys.argv[1:]]),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=tuple(one.title for one in system.documents if one.id in named or None in named),
        engine=system.engine,
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
    )


def commit() -> str:
    """Return the commit of the code, marked where files were changed since; empty outside a checkout."""
    root = Path(__file__).parents[1]
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "describe", "--always", "--dirty", "--exclude=*"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found.stdout.strip()


def peak_mb() -> float:
    """Return the largest memory that this process held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
