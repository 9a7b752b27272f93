"""The answer object: the same fields in Python, on the command line and over HTTP."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Literal


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_PROTOCOL = "not_in_protocol"
    NOT_ATTRIBUTED = "not_attributed"
    FALSE_PREMISE = "false_premise"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    CONVERSATION = "conversation"
    WITHHELD = "withheld"  # what was written does not stand up to verification


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
class Draft:
    """An answer that nobody has verified: its text with markers, what it cites, the closest passages, and the rest."""

    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...] = ()
    further: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Graded:
    """A sentence that a chat model wrote and the gate let through.

    `markers` are those of the citations that it rests on. `grade` is "full" where they bear it, "partial" where they
    bear a part of it and their words stand beside it. `reported` is what the model calls it.
    """

    text: str
    markers: tuple[int, ...]
    grade: Literal["full", "partial"]
    reported: Literal["fact", "claim", "demand", "question"]


@dataclass(frozen=True)
class Answer:
    """What every way of asking gets. Fields as in the design; timings in milliseconds.

    `understood` is the question as it was completed from the conversation: it can be shown, shared and asked again.
    Of an answer that a chat model wrote (`engine` is "llm:" and its name) `grades` holds each sentence, `withheld`
    counts those that the minutes do not bear, and `prompt` is the hash of the prompt. `fallback` says in a word why a
    chat model that is set up was of no help.
    `further` are passages that belong to a long answer and that its text only counts.
    """

    question: str
    language: str
    answer: str
    answered: bool
    reason: Reason | None = None
    unanswered: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    closest: tuple[Citation, ...] = ()
    further: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    engine: str = "extractive"
    grades: tuple[Graded, ...] = ()
    withheld: int = 0
    fallback: str | None = None
    prompt: str | None = None
    index: str = ""
    understood: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain lists, dicts and strings, ready for json.dumps."""
        return asdict(self)
