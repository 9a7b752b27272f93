"""The protocols as tools of a chat client: the Model Context Protocol by its official SDK, over stdio or HTTP."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, ValidationError
from starlette.datastructures import MutableHeaders
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.document import Document
from ingest.statement import Statement
from protokoll import __version__
from protokoll.day import Day
from protokoll.errors import wrong
from protokoll.texts.mcp import INSTRUCTIONS, NO_MESSAGE, NOT_CHOSEN, TOOLS, WRONG_ARGUMENTS
from retrieval.pipeline import Pipeline
from retrieval.selection import Selection, matching
from ui.desk import QUESTION_LENGTH, Ask, Desk
from ui.guard import BODY_LIMIT
from ui.limits import Limits
from ui.problems import Problem
from ui.reader import summary

PATH = "/mcp"
MOST_FOUND = 50  # statements that one search returns
MOST_LISTED = 200  # documents that one list returns
MOST_AROUND = 20  # statements before and after one that is read
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Question = Annotated[str, Field(min_length=1, max_length=QUESTION_LENGTH)]
Documents = Annotated[list[str], Field(max_length=200, description="Ids of the only documents to ask; none: all")]
Name = Annotated[str, Field(max_length=200)]
When = Annotated[Day | None, Field(description="YYYY-MM-DD")]


class Tools:
    """What a chat client can call. Questions are counted and bounded as those of the API."""

    def __init__(self, pipeline: Pipeline, desk: Desk, limits: Limits | None = None) -> None:
        self._pipeline = pipeline
        self._desk = desk
        self._limits = limits
        self._statements = {s.id: (document, s) for document in pipeline.documents for s in document.statements}

    async def ask(
        self,
        context: Context,
        question: Question,
        language: Literal["de", "en"] | None = None,
        documents: Documents = [],  # noqa: B006 - the schema needs the default as it is
        body: Name = "",
        series: Name = "",
        since: When = None,
        until: When = None,
    ) -> dict[str, Any]:
        """Answer a question from the documents."""
        with _telling():
            self._count(context)
            chosen: dict[str, Any] = {"body": body, "series": series, "since": since, "until": until}
            asked = Ask(question=question, language=language, documents=documents, **chosen)
            return (await self._desk.ask(asked)).to_json()

    async def search(
        self,
        context: Context,
        question: Question,
        count: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 10,
        documents: Documents = [],  # noqa: B006
        body: Name = "",
        series: Name = "",
        speaker: Name = "",
        since: When = None,
        until: When = None,
    ) -> dict[str, Any]:
        """Return the statements nearest to a question."""
        selection = Selection(tuple(documents), body, series, speaker, since, until)

        def find() -> list[dict[str, Any]]:
            hits = self._pipeline.search(question, count, selection=selection)
            return [self._told(hit.statement) | {"score": round(hit.score, 3)} for hit in hits]

        with _telling():
            self._count(context)
            return {"statements": await self._desk.bounded(find)}

    def read_statement(
        self,
        statement_id: Annotated[str, Field(max_length=600, description="As in a citation or a search result")],
        around: Annotated[int, Field(ge=0, le=MOST_AROUND, description="Statements before and after it")] = 2,
    ) -> dict[str, Any]:
        """Return a statement with those around it."""
        if statement_id not in self._statements:
            raise ToolError("There is no statement with this id. The document may have changed: search again.")
        document, statement = self._statements[statement_id]
        first = max(0, statement.position - around)
        near = document.statements[first : statement.position + around + 1]
        return {
            "statement": self._told(statement),
            "before": [self._told(one) for one in near if one.position < statement.position],
            "after": [self._told(one) for one in near if one.position > statement.position],
        }

    def list_documents(
        self,
        words: Annotated[str, Field(max_length=200, description="All of them stand in its description")] = "",
        body: Name = "",
        series: Name = "",
        speaker: Name = "",
        since: When = None,
        until: When = None,
        first: Annotated[int, Field(ge=0)] = 0,
    ) -> dict[str, Any]:
        """List the documents that can be asked."""
        selection = Selection((), body, series, speaker, since, until)
        fitting = matching(selection.among(self._pipeline.documents), words)
        listed = fitting[first : first + MOST_LISTED]
        return {"total": len(fitting), "documents": [_described(document) for document in listed]}

    def _told(self, statement: Statement) -> dict[str, Any]:
        document, _ = self._statements[statement.id]
        return {
            "statement_id": statement.id,
            "document": document.id,
            "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "section": list(statement.section),
            "speaker": statement.speaker,
            "page": statement.page,
            "quote": statement.quote,
            "translation": statement.translation,
            "kinds": list(statement.kind_names),
        }

    def _count(self, context: Context) -> None:
        """Count a question of whoever is at the other end of the connection; over stdio there is one user alone."""
        request = context.request_context.request
        if self._limits is not None and request is not None:
            self._limits.count(request.client.host if request.client else "")


def _described(document: Document) -> dict[str, Any]:
    told = ("id", "title", "date", "body", "series", "language", "statements", "speakers_recorded", "speakers")
    described = summary(document)
    return {name: described[name] for name in told}


@contextmanager
def _telling() -> Iterator[None]:
    """Tell a problem in its sentence, with the way out that a chat client has."""
    try:
        yield
    except Problem as problem:
        raise ToolError(NOT_CHOSEN.get(problem.code) or problem.message("en")) from problem


class _Server(MCPServer):
    """The SDK's server; what is wrong with arguments is told in a line, without what was sent."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool."""
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            told = "; ".join(": ".join(wrong(one)) for one in error.__cause__.errors())
            raise ToolError(f"{WRONG_ARGUMENTS} {told}.") from error


def mcp_server(pipeline: Pipeline, desk: Desk, limits: Limits | None = None) -> MCPServer:
    """Return the server with its tools.

    Args:
        pipeline: finds and lists.
        desk: has questions answered within bounds.
        limits: count questions; None where there is one user alone.

    Returns:
        The SDK's server; `run("stdio")` serves one client, a `Door` many over HTTP.
    """
    tools = Tools(pipeline, desk, limits)
    server = _Server(
        "protokoll",
        title="Frag das Protokoll",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
        subscriptions=False,
    )
    offered: tuple[Callable[..., Any], ...] = (tools.ask, tools.search, tools.read_statement, tools.list_documents)
    for tool in offered:
        title, description = TOOLS[tool.__name__]
        server.add_tool(tool, title=title, description=description, annotations=_READS)
    return server


class Door:
    """The tools over streamable HTTP, without sessions, so that replicas need to share nothing.

    Which hosts may reach it is decided by who runs it, as for the API: it is as public, and reads as little. The SDK's
    manager runs once; whoever starts the application again opens the door with a new one.
    """

    def __init__(self, make: Callable[[], MCPServer]) -> None:
        """Take what makes the server with its tools."""
        self._make = make
        self._app: ASGIApp | None = None

    @property
    def route(self) -> Route:
        """The route that serves the tools."""
        return Route(PATH, endpoint=self)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """While this lasts, the tools can be called."""
        server = self._make()
        app = server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=BODY_LIMIT,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        [found] = [route for route in app.routes if isinstance(route, Route) and route.path == PATH]
        self._app = found.app
        async with server.session_manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        assert self._app is not None, "the application was not started"
        start: Message = {}

        async def told(message: Message) -> None:
            """Pass on; the SDK tells what is no message in plain text, or with all that it tried to read it as."""
            if message["type"] == "http.response.start" and message["status"] == 400:
                start.update(message)
            elif not start:
                await send(message)
            else:
                body = message.get("body", b"")
                if b"alidation error" in body or not body.startswith(b"{"):
                    body = json.dumps(
                        {"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": NO_MESSAGE}}
                    ).encode()
                    MutableHeaders(scope=start).update(
                        {"Content-Length": str(len(body)), "Content-Type": "application/json"}
                    )
                await send({**start})
                start.clear()
                await send({**message, "body": body})

        await self._app(scope, receive, told)
