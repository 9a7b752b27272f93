"""Bars: what must not get worse (enforced) and what is aimed at (reported)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.metrics.table import BY_NAME, OTHER
from protokoll.errors import GoldError

AT_MOST = frozenset(OTHER) - {"separation"}


@dataclass(frozen=True)
class Bar:
    """A figure's floor and goal (ceilings where lower is better) in a language; either may be missing."""

    name: str
    language: str
    floor: float | None
    goal: float | None

    @property
    def at_most(self) -> bool:
        """Whether the bar is a ceiling."""
        return self.name in AT_MOST or (self.name in BY_NAME and BY_NAME[self.name].lower_is_better)


@dataclass(frozen=True)
class Verdict:
    """A bar and the figure reached; None where the figure was not measured, which misses the bar."""

    bar: Bar
    reached: float | None
    holds: bool
    goal_met: bool


TURNS = "conversations"


def read_bars(path: Path, *, turns: bool = False) -> list[Bar]:
    """Read bars: a TOML table for each figure with `floor`, `goal`, and the `languages` that must reach them.

    Args:
        path: a file such as `eval/bars.toml`.
        turns: read those of conversations, which stand in the table `conversations`.

    Returns:
        One bar for each figure and language.

    Raises:
        GoldError: The file cannot be read or a bar is none.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"The bars {path} cannot be read: {error}") from error
    conversing = tables.pop(TURNS, {})
    if turns:
        tables = conversing
    if not isinstance(tables, dict):
        raise GoldError(f"{path}: [{TURNS}] may hold tables alone, got {tables!r:.80}")
    if turns and not tables:
        raise GoldError(f"{path} has no bars for conversations: add tables such as [{TURNS}.expected]")
    return [bar for name, table in tables.items() for bar in _bars(name, table, path)]


def check(bars: list[Bar], figures: Mapping[str, Mapping[str, float]]) -> list[Verdict]:
    """Return a verdict on every bar."""
    return [_verdict(bar, figures.get(bar.name, {}).get(bar.language)) for bar in bars]


def _verdict(bar: Bar, reached: float | None) -> Verdict:
    def clears(limit: float | None) -> bool:
        if limit is None:
            return True
        if reached is None:
            return False
        return round(reached, 4) <= limit if bar.at_most else round(reached, 4) >= limit

    return Verdict(bar, reached, clears(bar.floor), clears(bar.goal))


def _bars(name: str, table: object, path: Path) -> list[Bar]:
    known = {"floor", "goal", "languages"}
    if not isinstance(table, dict) or set(table) - known:
        raise GoldError(f"{path}: [{name}] may hold floor, goal and languages, got {table!r:.80}")
    if name not in BY_NAME and name not in OTHER:
        raise GoldError(f"{path}: there is no figure {name}; known are {', '.join((*BY_NAME, *OTHER))}")
    limits = [table.get("floor"), table.get("goal")]
    if not all(limit is None or isinstance(limit, (int, float)) for limit in limits):
        raise GoldError(f"{path}: floor and goal of [{name}] must be numbers")
    return [Bar(name, language, *limits) for language in table.get("languages", ["all"])]
