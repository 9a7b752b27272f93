"""A question as it comes in, and the desk that has it answered within bounds."""

import os
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import suppress
from functools import partial
from threading import BoundedSemaphore, Event
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import anyio
import anyio.to_thread
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from protokoll.day import Day
from protokoll.errors import IndexMissingError, ProtokollError, SelectionError
from retrieval.answer import Answer
from retrieval.followup import Message
from retrieval.selection import Selection
from ui.log import LOGGER
from ui.problems import Problem

if TYPE_CHECKING:
    from retrieval.pipeline import Pipeline

T = TypeVar("T")
QUESTION_LENGTH = 1_000  # characters; the embedding takes seconds from some thousands on
HISTORY_LENGTH = 20  # messages
MESSAGE_LENGTH = 8_000  # characters; an answer that lists a whole section has about 4,000
MOST_DOCUMENTS = 200  # named in one question
WAITING = 64  # questions that may wait for a thread; the next one is told to come back
SECONDS = 10.0  # for one answer, waiting included
STUCK = 4  # threads per place that may still run after their asker was told that it took too long


class Line(BaseModel):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=MESSAGE_LENGTH)


class Ask(BaseModel):
    """A question: one line of `protokoll ask --batch`; other fields of such a line are ignored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "Warum brauchen wir ein europäisches KI-Zentrum?"},
                {"question": "What was said about Jülich?", "id": "j1", "language": "en"},
                {"question": "Was wurde zum Radweg beschlossen?", "body": "Bauausschuss", "since": "2024-01-01"},
                {
                    "question": "Und in Frankreich?",
                    "history": [
                        {"role": "user", "content": "Welche Sprachmodelle hat China?"},
                        {"role": "assistant", "content": "Das Protokoll hält fest: …"},
                    ],
                },
            ]
        }
    )

    question: str = Field(max_length=QUESTION_LENGTH)
    id: str | StrictInt | None = None
    language: Literal["de", "en"] | None = None
    history: list[Line] = Field(default_factory=list, max_length=HISTORY_LENGTH)
    document: str | None = Field(default=None, max_length=200)
    engine: Literal["extractive"] | None = Field(
        default=None, description="`extractive`: the minutes' own words although a chat model is set up"
    )
    documents: list[str] = Field(default_factory=list, max_length=MOST_DOCUMENTS, description="Several, by their ids")
    body: str = Field(default="", max_length=200, description="Only documents of this body; a part of its name will do")
    series: str = Field(default="", max_length=200, description="Only documents of this series; likewise")
    since: Day | None = Field(default=None, description="Only documents of this day or later")
    until: Day | None = Field(default=None, description="Only documents of this day or earlier")

    @property
    def selection(self) -> Selection | None:
        """The documents chosen; None for all."""
        chosen = Selection(tuple(self.documents), self.body, self.series, "", self.since, self.until)
        return chosen if chosen.restricts else None


class Desk:
    """Has questions answered in threads: as many at once as there are cores, the others in a bounded line."""

    def __init__(
        self,
        pipeline: "Pipeline",
        documents: frozenset[str],
        paused: str = "",
        keep: Callable[[Answer], None] = lambda answer: None,
        writing: float = 0.0,
    ) -> None:
        places = max(2, os.cpu_count() or 2)
        self._pipeline = pipeline
        self._documents = documents
        self._paused = paused
        self._keep = keep
        self._writing = writing  # seconds that a chat model may take in addition
        self._places = anyio.CapacityLimiter(places)
        self._threads = BoundedSemaphore(STUCK * places)

    async def ask(self, ask: Ask) -> Answer:
        """Answer one question.

        Args:
            ask: what was asked.

        Returns:
            The answer, or the refusal.

        Raises:
            Problem: Answering is paused, a document is unknown, none is chosen, too many wait, or it took too long.
        """
        self._check(ask)
        return await self._in_thread(partial(self._answer, ask), self._writing)

    async def stream(self, ask: Ask) -> AsyncGenerator[Answer]:
        """Answer one question, the extractive answer first; a chat model is freed when nobody waits any more.

        Args:
            ask: what was asked.

        Yields:
            Answers, each complete in itself; the last one counts.

        Raises:
            Problem: As for `ask`.
        """
        self._check(ask)
        left = Event()
        answers = self._pipeline.stream(**asked(ask), left=left.is_set)
        answer = last = await self._next(answers, left)
        try:
            while answer is not None:
                yield answer
                last = answer
                answer = await self._next(answers, left)
        finally:
            left.set()
            with suppress(ValueError):  # it is writing just now, and closed by the thread in which it does
                answers.close()
        if last is not None:
            await anyio.to_thread.run_sync(self._kept, last)

    async def bounded(self, work: Callable[[], T]) -> T:
        """Do other work than answering in a thread, within the same bounds.

        Args:
            work: such as a search.

        Returns:
            What the work returns.

        Raises:
            Problem: Answering is paused, too many wait, it took too long, or no document fits what was chosen.
        """
        self._check_room()
        return await self._in_thread(work)

    def _check(self, ask: Ask) -> None:
        self._check_room()
        if not self._documents.issuperset([*ask.documents, *([ask.document] if ask.document else [])]):
            raise Problem("document")

    def _check_room(self) -> None:
        if self._paused:
            raise Problem("paused", {"notice": self._paused})
        if self._places.statistics().tasks_waiting >= WAITING:
            raise Problem("busy")

    async def _next(self, answers: Generator[Answer, None, None], left: Event) -> Answer | None:
        def step() -> Answer | None:
            answer = next(answers, None)
            if left.is_set():
                answers.close()
            return answer

        return await self._in_thread(step, self._writing)

    def _answer(self, ask: Ask) -> Answer:
        answer = self._pipeline.ask(**asked(ask))
        self._kept(answer)
        return answer

    async def _in_thread(self, call: Callable[[], T], more: float = 0.0) -> T:
        with anyio.move_on_after(SECONDS + more):
            counted = partial(self._counted, call)
            return await anyio.to_thread.run_sync(counted, abandon_on_cancel=True, limiter=self._places)
        raise Problem("slow")

    def _counted(self, call: Callable[[], T]) -> T:
        """Run in this thread; a call that is given up frees its place but goes on, so threads are counted too."""
        if not self._threads.acquire(blocking=False):
            raise Problem("busy")
        try:
            return call()
        except SelectionError as error:
            raise Problem("selection") from error
        except IndexMissingError as error:  # of a Chroma server that does not answer
            LOGGER.error("%s", error)
            raise Problem("store") from error
        finally:
            self._threads.release()

    def _kept(self, answer: Answer) -> None:
        try:
            self._keep(answer)
        except ProtokollError as error:  # a full disk must not cost anyone the answer
            LOGGER.warning("%s", error)


def asked(ask: Ask) -> dict[str, Any]:
    """Return a question as the pipeline takes it."""
    history = tuple(Message(role=line.role, content=line.content) for line in ask.history)
    return {
        "question": ask.question,
        "language": ask.language,
        "history": history,
        "document": ask.document,
        "engine": ask.engine,
        "selection": ask.selection,
    }
