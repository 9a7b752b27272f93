"""Bars: what must not get worse (enforced) and what is aimed at (reported)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from eval.cases import fault
from eval.metrics.table import BY_NAME
from protokoll.errors import GoldError


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
        return BY_NAME[self.name].lower_is_better

    def clears(self, limit: float | None, reached: float | None) -> bool:
        """Return whether what was reached is within floor or goal; what was not measured is not."""
        if limit is None or reached is None:
            return limit is None
        return round(reached, 4) <= limit if self.at_most else round(reached, 4) >= limit


@dataclass(frozen=True)
class Verdict:
    """A bar and the figure reached; None where the figure was not measured, which misses the bar."""

    bar: Bar
    reached: float | None

    @property
    def holds(self) -> bool:
        """Whether the floor is reached."""
        return self.bar.clears(self.bar.floor, self.reached)

    @property
    def goal_met(self) -> bool:
        """Whether the goal is."""
        return self.bar.clears(self.bar.goal, self.reached)


class Limits(BaseModel):
    """The table of a figure in the file."""

    model_config = ConfigDict(extra="forbid", strict=True)
    floor: float | None = None
    goal: float | None = None
    languages: list[str] = ["all"]


TURNS = "conversations"


def read_bars(path: Path, *, turns: bool = False) -> list[Bar]:
    """Read bars: a TOML table for each figure with `floor`, `goal`, and the `languages` that must reach them.

    Those of conversations (`turns`) stand in the table `conversations`. What cannot be read is a `GoldError`.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        conversing = tables.pop(TURNS, {})
        found = TypeAdapter(dict[str, Limits]).validate_python(conversing if turns else tables)
    except ValidationError as error:
        raise GoldError(f"{path}: {fault(error)}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"The bars {path} cannot be read: {error}") from error
    if turns and not found:
        raise GoldError(f"{path} has no bars for conversations: add tables such as [{TURNS}.expected]")
    for name in found.keys() - BY_NAME.keys():
        raise GoldError(f"{path}: there is no figure {name}; known are {', '.join(BY_NAME)}")
    return [Bar(name, each, limits.floor, limits.goal) for name, limits in found.items() for each in limits.languages]


def check(bars: list[Bar], figures: Mapping[str, Mapping[str, float]]) -> list[Verdict]:
    """Return a verdict on every bar."""
    return [Verdict(bar, figures.get(bar.name, {}).get(bar.language)) for bar in bars]
