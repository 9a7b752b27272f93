"""The HTTP interface: questions, documents, feedback."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import format_sse_event

from ingest.document import Document
from protokoll.errors import ProtokollError
from protokoll.settings import Settings
from retrieval.answer import Answer
from ui.desk import Ask, Desk
from ui.feedback import Feedback, store
from ui.log import LOGGER
from ui.problems import Problem
from ui.reader import summary, whole

ID_LENGTH = 300  # characters of a statement's id that is kept with feedback
_EXAMPLE: dict[str, Any] = {
    "question": "Welche Sprachmodelle hat China?",
    "language": "de",
    "answer": "Das Protokoll hält fest: „China hat 8 eigene Sprachmodelle entwickelt“ [1].",
    "answered": True,
    "reason": None,
    "unanswered": [],
    "citations": [
        {
            "marker": 1,
            "statement_id": "zukunftsforum-ki-2024-02-22/3-impuls/1a2b3c4d",
            "document": "zukunftsforum-ki-2024-02-22",
            "title": "Künstliche Intelligenz: Wie können Forschung und Wirtschaft besser zusammenwirken?",
            "section": ["3. Impuls"],
            "speaker": None,
            "page": None,
            "printed": None,
            "start": 7500,
            "end": 7543,
            "quote": "China hat 8 eigene Sprachmodelle entwickelt",
            "translation": None,
            "kinds": ["fact"],
        }
    ],
    "confidence": 0.97,
    "closest": [],
    "suggestions": [],
    "engine": "extractive",
    "grades": [],
    "withheld": 0,
    "fallback": None,
    "prompt": None,
    "index": "5f0e…",
    "timings_ms": {"retrieve": 14.1, "answer": 1.2, "total": 15.6},
}
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
    403: "A browser sent it from another website",
    408: "The body did not arrive in time",
    413: "The body is too large",
    422: "The request cannot be used; the message names the field",
    429: "Too many questions; see Retry-After",
    503: "Starting, paused or overloaded; see Retry-After",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: _PROBLEM | {"description": description} for status, description in _TOLD.items()
}


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
    summaries = [summary(document) for document in documents]
    by_id = {document.id: json.dumps(whole(document), ensure_ascii=False).encode() for document in documents}
    tag = {"Cache-Control": "no-cache"}

    @router.post(
        "/ask",
        summary="Ask the protocol",
        description="One JSON object, or server-sent events where `text/event-stream` is accepted: an event "
        "`answer` whenever there is more to show, each a complete, verified answer (the extractive one first), then "
        "`done`.",
        responses=PROBLEMS
        | {200: {"content": {"application/json": {"example": _EXAMPLE}, "text/event-stream": {}}}},
    )
    async def ask(ask: Ask, request: Request) -> Response:
        def told(answer: Answer) -> dict[str, Any]:
            said = {"answered": answer.answered, "reason": answer.reason}
            request.state.told = said | ({"question": ask.question} if settings.log_questions else {})
            return answer.to_json() if ask.id is None else {"id": ask.id} | answer.to_json()

        if "text/event-stream" in request.headers.get("accept", ""):
            answers = desk.stream(ask)
            first = told(await anext(answers))  # a problem is told by its status, not within the stream
            return StreamingResponse(_events(first, answers, told), media_type="text/event-stream")
        return JSONResponse(told(await desk.ask(ask)), headers={"Cache-Control": "no-store"})

    @router.get("/documents", summary="What is indexed")
    async def list_documents() -> JSONResponse:
        return JSONResponse({"documents": summaries}, headers=tag)

    @router.get(
        "/documents/{document}",
        summary="A document: text, sections, statements with page and speaker, translations",
        responses={404: PROBLEMS[422] | {"description": "No such document"}},
    )
    async def read_document(document: str) -> Response:
        if document not in by_id:
            raise Problem("not_found")
        return Response(by_id[document], media_type="application/json", headers=tag)

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


async def _events(
    first: dict[str, Any], others: AsyncGenerator[Answer], told: Callable[[Answer], dict[str, Any]]
) -> AsyncIterator[str]:
    """Yield what is ready as server-sent events: the extractive answer, then a model's, sentence by sentence."""
    async with aclosing(others):
        yield _event("answer", first)
        try:
            async for answer in others:
                yield _event("answer", told(answer))
        except Problem as problem:  # what was sent stands
            LOGGER.warning("a streamed answer broke off: %s", problem.code)
    yield _event("done", {})


def _event(name: str, data: dict[str, Any]) -> str:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False)).decode()
