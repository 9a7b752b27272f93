"""Listening while the rest is still being loaded."""

import asyncio
from collections.abc import Callable
from secrets import token_urlsafe
from threading import Thread

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.guard import dress
from ui.plain import starting
from ui.problems import Problem, preferred


class Opening:
    """Answers at once: `/health` yes, `/ready` not yet, until the real app is made in a thread.

    Importing Gradio and opening the index take seconds; whoever watches the port need not wait in the dark.
    `failure` holds what kept the real app from being made; `failed` is called then.
    """

    def __init__(self, make: Callable[[], FastAPI], failed: Callable[[], None]) -> None:
        self._make = make
        self._failed = failed
        self._app: ASGIApp | None = None
        self._closing = asyncio.Event()
        self.failure: BaseException | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the real app once it is there."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._wait(scope)(scope, receive, send)

    def _wait(self, scope: Scope) -> ASGIApp:
        """Return the answer until then: a browser that wants a page gets one that loads itself again."""
        headers, nonce = Headers(scope=scope), token_urlsafe(16)
        languages = headers.get("accept-language")
        response: Response = Problem("starting").response(preferred(languages))
        if scope["path"].endswith("/health"):  # a proxy may have put a path before it
            response = JSONResponse({"status": "ok"})
        elif scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            response = starting(languages, nonce)
        dress("", nonce, response.headers)
        return response

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        loading = asyncio.create_task(self._load())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._closing.set()
        await loading
        await send({"type": "lifespan.shutdown.complete"})

    async def _load(self) -> None:
        try:
            made = await self._in_thread()
            async with made.router.lifespan_context(made):
                self._app = made
                await self._closing.wait()
        except BaseException as error:  # handed to whoever started the server, which raises it again
            self.failure = error
            self._failed()

    async def _in_thread(self) -> FastAPI:
        """Make the app in a daemon thread: an interrupt during loading ends the process at once."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[FastAPI] = loop.create_future()

        def work() -> None:
            try:
                made = self._make()
            except BaseException as error:
                loop.call_soon_threadsafe(done.set_exception, error)
            else:
                loop.call_soon_threadsafe(done.set_result, made)

        Thread(target=work, daemon=True).start()
        return await done
