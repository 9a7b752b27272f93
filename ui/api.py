"""The HTTP interface: questions, documents, feedback."""

import json
from collections.abc import AsyncGenerator, Callable
from functools import lru_cache
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel, Field
from starlette.types import Receive, Scope, Send

from ingest.document import Document
from protokoll.day import Day
from protokoll.errors import ProtokollError
from protokoll.settings import Settings
from retrieval.answer import Answer
from retrieval.selection import Selection, matching
from ui import examples
from ui.desk import Ask, Desk
from ui.feedback import Feedback, store
from ui.log import LOGGER
from ui.problems import Problem
from ui.reader import summary, whole

ID_LENGTH = 300  # characters of a statement's id that is kept with feedback
KEPT = 32  # documents whose JSON is kept ready; an archive has thousands


def _shown(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Describe a good answer by an example."""
    return {200: {"content": {"application/json": {"example": example}}}}


_PROBLEM: dict[str, Any] = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {
                        "type": "object",
                        "required": ["code", "message"],
                        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                    }
                },
            },
            "example": Problem("question_missing").body("en"),
        }
    }
}
_TOLD = {
    403: "A browser sent it from another website, or under a name that is not the server's",
    408: "The body did not arrive in time",
    413: "The body is too large",
    415: "The body does not say that it is JSON",
    422: "The request cannot be used; the message names the field",
    429: "Too many questions; see Retry-After",
    503: "Starting, paused or overloaded; see Retry-After",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: _PROBLEM | {"description": description} for status, description in _TOLD.items()
}


class Wanted(BaseModel):
    """Which documents a list holds; left out, all of them."""

    words: str = Field(default="", max_length=200, description="All of them stand in title, body, series, date or id")
    body: str = Field(default="", max_length=200, description="A part of the body's name", examples=["Bauausschuss"])
    series: str = Field(default="", max_length=200, description="A part of the series' name")
    speaker: str = Field(default="", max_length=200, description="A part of the name of somebody who speaks in it")
    since: Day | None = Field(default=None, description="This day or later", examples=["2024-01-01"])
    until: Day | None = Field(default=None, description="This day or earlier", examples=["2024-12-31"])
    first: int = Field(default=0, ge=0, le=1_000_000, description="How many to pass over")
    count: int = Field(default=1_000, ge=1, le=1_000, description="How many at most")

    @property
    def selection(self) -> Selection:
        """Body, series, speaker and dates."""
        return Selection((), self.body, self.series, self.speaker, self.since, self.until)


def routes(settings: Settings, desk: Desk, documents: tuple[Document, ...]) -> APIRouter:
    """Return the routes under /api.

    Args:
        settings: where feedback is kept, and for how long.
        desk: answers the questions.
        documents: what is indexed, in the order in which it is listed.

    Returns:
        A router; problems leave it as `Problem`.
    """
    router = APIRouter(prefix="/api")
    summaries = {document.id: summary(document) for document in documents}
    by_id = {document.id: document for document in documents}
    tag = {"Cache-Control": "no-cache"}

    @lru_cache(maxsize=KEPT)
    def written(document: str) -> bytes:
        return json.dumps(whole(by_id[document]), ensure_ascii=False).encode()

    @router.post(
        "/ask",
        summary="Ask the protocol",
        description="One JSON object, or server-sent events where `text/event-stream` is accepted: an event "
        "`answer` whenever there is more to show, each a complete, verified answer (the extractive one first), then "
        "`done`.",
        responses=PROBLEMS
        | {200: {"content": {"application/json": {"example": examples.ANSWER}, "text/event-stream": {}}}},
    )
    async def ask(ask: Ask, request: Request) -> Response:
        def told(answer: Answer) -> dict[str, Any]:
            said = {"answered": answer.answered, "reason": answer.reason}
            request.state.told = said | ({"question": ask.question} if settings.log_questions else {})
            return answer.to_json() if ask.id is None else {"id": ask.id} | answer.to_json()

        if "text/event-stream" in request.headers.get("accept", ""):
            answers = desk.stream(ask)
            first = told(await anext(answers))  # a problem is told by its status, not within the stream
            return _Events(first, answers, told)
        return JSONResponse(told(await desk.ask(ask)), headers={"Cache-Control": "no-store"})

    @router.get(
        "/documents",
        summary="What is indexed, all or what fits",
        description="In the order of the corpus. `total` counts all that fit, whatever `first` and `count` leave of "
        "them.",
        responses=_shown({"total": 1, "documents": [examples.SUMMARY]}) | {422: PROBLEMS[422]},
    )
    async def list_documents(wanted: Annotated[Wanted, Query()]) -> JSONResponse:
        fitting = matching(wanted.selection.among(documents), wanted.words)
        listed = [summaries[document.id] for document in fitting[wanted.first : wanted.first + wanted.count]]
        return JSONResponse({"total": len(fitting), "documents": listed}, headers=tag)

    @router.get(
        "/documents/{document}",
        summary="A document: text, sections, statements with page and speaker, translations",
        responses=_shown(examples.WHOLE) | {404: PROBLEMS[422] | {"description": "No such document"}},
    )
    async def read_document(document: str) -> Response:
        if document not in by_id:
            raise Problem("not_found")
        body = await anyio.to_thread.run_sync(written, document)
        return Response(body, media_type="application/json", headers=tag)

    @router.post("/feedback", status_code=201, summary="Say what you think of an answer", responses=PROBLEMS)
    async def give_feedback(feedback: Feedback) -> dict[str, int]:
        ours = [name for name in feedback.statements if name.split("/")[0] in by_id and len(name) <= ID_LENGTH]
        kept = feedback.model_copy(update={"statements": list(dict.fromkeys(ours))})
        try:
            return {"id": await anyio.to_thread.run_sync(store, settings, kept)}
        except ProtokollError as error:
            LOGGER.warning("%s", error)
            raise Problem("feedback_closed") from error

    return router


class _Events(StreamingResponse):
    """Server-sent events; what writes them is freed at once when the visitor has them all, or has left."""

    def __init__(
        self, first: dict[str, Any], others: AsyncGenerator[Answer], told: Callable[[Answer], dict[str, Any]]
    ) -> None:
        self._events = _events(first, others, told)
        self._others = others
        super().__init__(self._events, media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events."""
        try:
            await super().__call__(scope, receive, send)
        finally:  # a cancelled response leaves its generators suspended, until nobody knows when
            with anyio.CancelScope(shield=True):
                await self._events.aclose()
                await self._others.aclose()


async def _events(
    first: dict[str, Any], others: AsyncGenerator[Answer], told: Callable[[Answer], dict[str, Any]]
) -> AsyncGenerator[str]:
    """Yield what is ready as server-sent events: the extractive answer, then a model's, sentence by sentence."""
    yield _event("answer", first)
    try:
        async for answer in others:
            yield _event("answer", told(answer))
    except Problem as problem:  # what was sent stands
        LOGGER.warning("a streamed answer broke off: %s", problem.code)
    yield _event("done", {})


def _event(name: str, data: dict[str, Any]) -> str:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False)).decode()
