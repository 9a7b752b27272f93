"""The quality card: what an evaluation measured, in a file that a deployment can publish.

`protokoll eval --card FILE` writes it, one section a gold set; the page shows it under "About this tool" and at
`/quality`. Without `PROTOKOLL_CARD` that is the card of the release.
"""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from protokoll.errors import GoldError, wrong

SHIPPED = "card.json"


class Measure(BaseModel):
    """A figure in one language, with its 95 % interval, how many questions count, and what is aimed at."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    language: str = Field(pattern="^(all|de|en)$")
    value: float
    low: float
    high: float
    count: int = Field(ge=1)
    goal: float | None = None
    at_most: bool = False

    @property
    def short(self) -> bool:
        """Whether the goal is missed."""
        if self.goal is None:
            return False
        reached = round(self.value, 4)
        return reached > self.goal if self.at_most else reached < self.goal


class Section(BaseModel):
    """One gold set: when it was asked, of which documents, and how others did on the same questions."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    gold: str
    gold_sha256: str
    blind: bool  # whether the questions were unknown to those who built this
    questions: int = Field(ge=1)
    unanswerable: int = Field(ge=0)
    documents: tuple[str, ...]
    engine: str = ""  # the chat model that wrote the answers; empty: none
    made: datetime
    code: str
    measures: tuple[Measure, ...]
    others: dict[str, dict[str, float]] = {}  # by system, figures by name over all questions


class Card(BaseModel):
    """All sections, in the order in which they were first measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    sections: tuple[Section, ...]

    def having(self, section: Section) -> "Card":
        """Return the card with a section in place of the one of the same gold set, or behind the others."""
        names = [each.gold for each in self.sections]
        if section.gold not in names:
            return Card(sections=(*self.sections, section))
        return Card(sections=tuple(section if each.gold == section.gold else each for each in self.sections))


def read_card(path: Path | None = None) -> Card:
    """Read a card.

    Args:
        path: the file; None for the one of the release.

    Returns:
        The card.

    Raises:
        GoldError: The file cannot be read or is no card.
    """
    try:
        text = path.read_text("utf-8") if path else (files("protokoll") / SHIPPED).read_text("utf-8")
        return Card.model_validate_json(text)
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"The quality card {path or SHIPPED} cannot be read: {error}") from error
    except ValidationError as error:
        told = ": ".join(filter(None, wrong(error.errors()[0])))
        raise GoldError(f"{path or SHIPPED} is no quality card: {told}") from error
