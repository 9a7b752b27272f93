"""Gold conversations: one a line, in the format of `docs/questions.md`."""

from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from eval.cases import GoldRow, Language, Pattern, read_rows
from retrieval.answer import Reason

START, SECOND = "start", "second"
FOLLOWING = ("ellipsis", "point", "correction", "back")  # kinds that cannot be understood without what came before
TurnKind = Literal[
    "start", "second", "topic", "ellipsis", "point", "correction", "back", "unanswerable", "thanks", "language", "form",
    "who", "overview", "yesno", "double", "contradiction", "summary", "demands",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(TurnKind)
Text = Annotated[str, Field(min_length=1)]


class Expect(GoldRow):
    """What a careful editor insists on in one answer; what is left out may come out either way.

    `cites` holds groups of alternative spans, every group is needed; `cites_not` spans that must not be cited. `says`,
    `says_not` and `lacking` are case-insensitive regular expressions over the answer's text. `reason` lists those that
    will do. `alters` is False where a complete question must be answered as if nothing had been said before.
    `shorter`: than the answer before; `more`: cites something that the answer before did not; `point`: its first
    citation is the one that the answer before numbered so.
    """

    answered: bool | None = None
    reason: tuple[Reason, ...] = ()
    language: Language | None = None
    cites: tuple[tuple[Text, ...], ...] = ()
    cites_not: tuple[Text, ...] = ()
    says: tuple[Pattern, ...] = ()
    says_not: tuple[Pattern, ...] = ()
    most_characters: Annotated[int, Field(gt=0)] | None = None
    lacking: Pattern | None = None
    alters: Literal[False] | None = None
    shorter: bool = False
    more: bool = False
    point: Annotated[int, Field(gt=0)] | None = None


class Line(GoldRow):
    """One turn: what is typed, what kind of turn it is, and what its answer must show."""

    kind: TurnKind
    question: Text
    expect: Expect


class Conversation(GoldRow):
    """Turns about one document in one language."""

    id: Text
    lang: Language
    document: Text
    turns: tuple[Line, ...]


def load_conversations(path: Path) -> list[Conversation]:
    """Return the conversations of a set in the order of the file."""
    return read_rows(Conversation, path)
