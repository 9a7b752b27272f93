"""Every error becomes JSON in the asker's language, and no more than that."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ui.desk import HISTORY_LENGTH, MESSAGE_LENGTH, QUESTION_LENGTH
from ui.guard import BODY_LIMIT
from ui.problems import Problem, preferred


def explain_errors(app: FastAPI, turned_away: Callable[[str], None] = lambda code: None) -> None:
    """Answer every error as JSON in the asker's language; `turned_away` is told the code of each problem."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, problem: Problem) -> Response:
        turned_away(problem.code)
        return problem.response(_language(request))

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        asked = error.body.get("language") if isinstance(error.body, dict) else None
        language = asked if asked in ("de", "en") else _language(request)
        return _invalid(request, error).response(language)

    @app.exception_handler(HTTPException)
    async def on_refused(request: Request, error: HTTPException) -> Response:
        code = _REFUSED.get(error.status_code, "not_json")
        code = getattr(request.state, "spoilt", code)  # what the guard found while the body was read
        words: dict[str, str | int] = {"example": EXAMPLE, "limit": BODY_LIMIT // 1024}
        return Problem(code, words).response(_language(request))


def _language(request: Request) -> str:
    return preferred(request.headers.get("accept-language"))


EXAMPLE = '{"question": "…"}'
_REFUSED = {404: "not_found", 405: "method", 413: "too_large"}
_FIELDS = {"history": "history", "language": "language", "document": "document", "documents": "document"}
_NO_OBJECT = {"json_invalid", "model_attributes_type", "dict_type"}
_QUESTION = {"missing": "question_missing", "string_too_long": "question_too_long"}


def _invalid(request: Request, error: RequestValidationError) -> Problem:
    """Return the problem that names the field, never repeating what was sent."""
    first: dict[str, Any] = dict(error.errors()[0])
    place = [str(step) for step in first["loc"][1:]]
    words: dict[str, str | int] = {"length": MESSAGE_LENGTH, "limit": HISTORY_LENGTH}
    if first["type"] in _NO_OBJECT or not place:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Problem("not_json", {"example": EXAMPLE}) if kind == "application/json" else Problem("media")
    if request.url.path == "/api/feedback":
        return _invalid_feedback(first, place[0])
    if place[0] == "question":
        code = _QUESTION.get(first["type"], "question_not_text")
        return Problem(code, {"limit": QUESTION_LENGTH})
    return Problem(_FIELDS.get(place[0], "invalid"), words | {"field": place[0]})


def _invalid_feedback(first: dict[str, Any], field: str) -> Problem:
    if first["type"] == "string_too_long":
        return Problem("too_long", {"field": field, "limit": first["ctx"]["max_length"]})
    if field == "rating" or first["type"] == "missing":
        return Problem("feedback")
    return Problem("invalid", {"field": field})
