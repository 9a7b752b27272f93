"""Listening while the rest is still being loaded, and taking over a newer index without a dropped request."""

import asyncio
import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import Thread

import anyio.to_thread
from fastapi import FastAPI
from fastapi.dependencies import models
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from protokoll.errors import ProtokollError
from ui.guard import dress
from ui.log import LOGGER
from ui.plain import starting
from ui.problems import Problem, preferred

LOOK_SECONDS = 2.0  # between two looks for a newer index
AGAIN_SECONDS = 60.0  # until one that could not be opened is tried again
DRAIN_SECONDS = 60.0  # that requests under way may take of an app that has been replaced


@dataclass(eq=False)
class Made:
    """An app over one index. `close` frees what it holds, once its last request is done."""

    app: FastAPI
    close: Callable[[], None] = lambda: None
    busy: int = 0
    idle: asyncio.Event = field(default_factory=asyncio.Event)
    retired: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, counted among those under way."""
        self.busy += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.busy -= 1
            if not self.busy:
                self.idle.set()

    async def drained(self) -> None:
        """Wait until no request is under way, but not for ever."""
        self.idle.clear()
        if self.busy:
            try:
                await asyncio.wait_for(self.idle.wait(), DRAIN_SECONDS)
            except TimeoutError:
                LOGGER.warning("%d requests are still under way in an app that was replaced", self.busy)


class Opening:
    """Answers at once: `/health` yes, `/ready` not yet, until the real app is made in a thread.

    Importing Gradio and opening the index take seconds; whoever watches the port need not wait in the dark.
    `failure` holds what kept the first app from being made; `failed` is called then. `newest` names the index in use:
    when the name changes, another app is made beside the one that answers and takes its place. Requests under way are
    finished by the one that began them.
    """

    def __init__(
        self, make: Callable[[], Made], failed: Callable[[], None], newest: Callable[[], str] = lambda: ""
    ) -> None:
        self._make = make
        self._failed = failed
        self._newest = newest
        self._made: Made | None = None
        self._closing = asyncio.Event()
        self.failure: BaseException | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the real app once it is there."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._made is not None:
            await self._made.answer(scope, receive, send)
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
            name = await anyio.to_thread.run_sync(self._newest)
            made = await self._in_thread()
            async with asyncio.TaskGroup() as living:
                await self._put_in_use(made, living)
                while not await self._closes():
                    name = await self._renewed(name, living)
                if self._made is not None:
                    self._made.retired.set()
        except BaseException as error:  # handed to whoever started the server, which raises it again
            self.failure = error
            self._failed()

    async def _closes(self, seconds: float = LOOK_SECONDS) -> bool:
        """Wait for the next look; True where the server is told to end meanwhile."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _renewed(self, name: str, living: asyncio.TaskGroup) -> str:
        """Take over a newer index, if there is one; while it cannot be opened, the one in use goes on answering."""
        try:
            newest = await anyio.to_thread.run_sync(self._newest)
            if newest != name:
                await self._put_in_use(await self._in_thread(), living)
                LOGGER.info("a newer index has been taken over: %s", newest)
        except (ProtokollError, OSError) as error:
            LOGGER.warning("the newer index is not taken over: %s", error)
            await self._closes(AGAIN_SECONDS)
            return name
        return newest

    async def _put_in_use(self, made: Made, living: asyncio.TaskGroup) -> None:
        before, begun = self._made, asyncio.Event()

        async def live() -> None:
            async with made.app.router.lifespan_context(made.app):
                begun.set()
                await made.retired.wait()
                if not self._closing.is_set():  # else the server itself has waited
                    await made.drained()
            await anyio.to_thread.run_sync(made.close)
            asyncio.get_running_loop().call_later(1.0, _free)  # once this call is over and holds nothing any more

        living.create_task(live())
        await begun.wait()
        self._made = made
        if before is not None:
            before.retired.set()

    async def _in_thread(self) -> Made:
        """Make the app in a daemon thread: an interrupt during loading ends the process at once."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Made] = loop.create_future()

        def work() -> None:
            try:
                made = self._make()
            except BaseException as error:
                loop.call_soon_threadsafe(done.set_exception, error)
            else:
                loop.call_soon_threadsafe(done.set_result, made)

        Thread(target=work, daemon=True).start()
        return await done


def _free() -> None:
    """Free an app that was replaced: 90 MB, else kept by FastAPI, which remembers every endpoint that it ever saw."""
    for cached in list(vars(models).values()):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()
    gc.collect()
