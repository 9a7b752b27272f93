"""The answer object: the same fields in Python, on the command line and over HTTP."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_PROTOCOL = "not_in_protocol"
    NOT_ATTRIBUTED = "not_attributed"
    FALSE_PREMISE = "false_premise"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    CONVERSATION = "conversation"


@dataclass(frozen=True)
class Citation:
    """One statement, or a part of one, quoted verbatim at its offsets (code points of the document's text).

    `marker` counts from 1 and is None for passages shown as closest. `speaker` is who said it, as the document writes
    the name; None where that is not recorded. `page` is the page of the file, `printed` the number that stands on it
    where that is another.
    """

    marker: int | None
    statement_id: str
    document: str
    title: str
    section: tuple[str, ...]
    speaker: str | None
    page: int | None
    printed: str | None
    start: int
    end: int
    quote: str
    translation: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What every way of asking gets. Fields as in the design; timings in milliseconds."""

    question: str
    language: str
    answer: str
    answered: bool
    reason: Reason | None = None
    unanswered: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    closest: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    engine: str = "extractive"
    index: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain lists, dicts and strings, ready for json.dumps."""
        return asdict(self)
