"""The server: API, page and what protects them, in one app."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib import resources
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import uvicorn
from fastapi import FastAPI

from ingest.swap import hold, newest
from protokoll import __version__
from protokoll.card import read_card
from protokoll.errors import IndexMissingError, ServeError
from protokoll.settings import Settings
from retrieval.answer import Answer
from retrieval.pipeline import Pipeline
from ui import feedback, refused
from ui.api import routes
from ui.arrival import Arrival, known_prefix, trusted
from ui.assets import asset_routes, read_assets, version
from ui.connection import configured
from ui.desk import Desk
from ui.explain import explain_errors
from ui.figures import Figures, figure_routes
from ui.guard import Guard
from ui.limits import Limits, open_limits
from ui.log import LOGGER, log_to_stderr
from ui.mcp import Door, mcp_server
from ui.opening import Made, Opening
from ui.original import Packing, original_routes
from ui.plain import Pages, page_routes
from ui.preload import scripts
from ui.problems import Problem
from ui.shell import Shell
from ui.welcome import Welcome, welcome
from ui.widget import widget_routes
from ui.workers import serve_with_workers

# Before Gradio is imported: it asks other hosts for its version and reports its use, unless told not to.
QUIET = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1", "GRADIO_RUN_HISTORY": "False"}
BACKLOG = 512  # connections that wait while another is accepted


@dataclass(frozen=True)
class Counts:
    """What is counted as long as a server runs, whatever index it answers from."""

    limits: Limits
    figures: Figures


def create_app(settings: Settings, pipeline: Pipeline, counts: Counts | None = None) -> FastAPI:
    """Put the server together.

    Args:
        settings: limits, links, who may embed.
        pipeline: open and ready; shared by all requests.
        counts: what has been counted so far; None to begin anew.

    Returns:
        An app that is ready as soon as it runs.
    """
    os.environ.update(QUIET)
    counts = counts or Counts(open_limits(settings), Figures())
    limits, figures = counts.limits, counts.figures
    figures.open_index()
    documents = pipeline.documents
    names = frozenset(document.id for document in documents)

    def keep(answer: Answer) -> None:
        figures.note(answer)
        refused.store(settings, answer)

    desk = Desk(pipeline, names, settings.paused, keep, settings.writing_seconds)
    tools = Door(partial(mcp_server, pipeline, desk, limits))
    app = FastAPI(
        title="Frag das Protokoll",
        version=__version__,
        description="Questions to protocols; every answer cites the exact passages.",
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=partial(_living, settings, tools),
        servers=[{"url": base}] if (base := settings.public_url or settings.root_path) else None,
    )
    app.router.routes.append(tools.route)
    app.include_router(routes(settings, desk, documents))
    app.include_router(original_routes(settings, documents))
    words = welcome(documents)
    assets = read_assets(settings, documents)
    app.include_router(asset_routes(settings, assets))
    pages = Pages(settings, f"ui/{version(assets)}", pipeline.index, documents)
    app.include_router(page_routes(pages))
    app.include_router(widget_routes(settings, assets))
    _watch(app, pipeline)
    app.include_router(figure_routes(settings, figures))
    explain_errors(app, figures.turn_away)
    with ThreadPoolExecutor(1) as elsewhere:  # a loop may be running here already
        elsewhere.submit(asyncio.run, _mount_page(app, desk, limits, words)).result()
    page = app.router.routes[-1]
    page.app = _shell(page.app, pages, words["de"].purpose, limits)  # type: ignore[attr-defined]
    app.add_middleware(Packing, minimum_size=1_000)
    app.add_middleware(Guard, settings=settings, limits=limits, turned_away=figures.turn_away)
    app.add_middleware(Arrival, proxies=trusted(settings), prefix=known_prefix(settings))
    return app


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Serve until interrupted; answers under way are finished first.

    Args:
        settings: as for `create_app`, and where the index is.
        host: name or address to listen on.
        port: of TCP.
        workers: processes that answer; each has the index open.

    Raises:
        ServeError: The address cannot be used.
        ProtokollError: The index or the model cannot be opened.
    """
    read_card(settings.card)  # what cannot be read is told before anything is loaded
    listening = _listen(host, port)
    log_to_stderr()
    if lacking := unlinked(settings, listening.getsockname()[0]):
        LOGGER.warning("A page for the public usually has to name who runs it and what is stored: set %s", lacking)
    if workers > 1:
        serve_with_workers(settings, listening, workers)
        return
    opening = opening_of(settings, lambda: _stop(server))
    server = uvicorn.Server(configured(opening, listening.getsockname()[0]))
    server.run(sockets=[listening])
    if opening.failure is not None:
        raise opening.failure


def unlinked(settings: Settings, address: str) -> str:
    """Return the settings of the links that a page for the public needs and this one lacks.

    Args:
        settings: links and public address.
        address: that is listened on; this machine's own, without a public address, is for nobody else.

    Returns:
        Their names, "" where nothing is lacking.
    """
    needed = [name for name in ("imprint", "privacy") if name not in settings.links]
    public = settings.public_url or not ip_address(address).is_loopback
    return " and ".join(f"PROTOKOLL_{name.upper()}_URL" for name in needed) if public else ""


def opening_of(settings: Settings, failed: Callable[[], None]) -> Opening:
    """Return what a process serves: an app over the index in use, replaced whenever another one is.

    Args:
        settings: as for `create_app`, and where the index is.
        failed: called where the first app cannot be made.

    Returns:
        An app that answers at once, and questions as soon as it can.
    """
    counts = Counts(open_limits(settings), Figures())
    return Opening(lambda: _made(settings, counts), failed, lambda: newest(settings.data))


def _made(settings: Settings, counts: Counts) -> Made:
    """Make an app over the index in use, and hold the index as long as the app may answer from it."""
    pipeline = Pipeline.open(settings)
    pipeline.warm()
    held = ExitStack()
    held.callback(pipeline.close)
    held.enter_context(hold(pipeline.folder))
    return Made(create_app(settings, pipeline, counts), held.close)


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    """Take the address at once, so that a busy port is told before anything is loaded."""
    with ExitStack() as stack:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            listening = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            listening.listen(BACKLOG)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            hint = "Choose another address with --host and --port."
            raise ServeError(f"Cannot listen on {host}:{port} ({reason}). {hint}") from error
        stack.pop_all()
    return listening


async def _mount_page(app: FastAPI, desk: Desk, limits: Limits, words: Mapping[str, Welcome]) -> None:
    """Mount Gradio's page last, since it takes every address that is left.

    Without a running loop, Gradio 6.31 makes seven new ones and closes none.
    """
    import gradio as gr

    from ui.page import build_page

    gr.mount_gradio_app(
        app,
        build_page(desk, limits, {language: own.examples for language, own in words.items()}),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
    )


def _shell(gradio: Any, pages: Pages, description: str, limits: Limits) -> Shell:  # noqa: ANN401 - Gradio's app
    components = {block.get_block_name() for block in gradio.get_blocks().blocks.values()}
    frontend = Path(str(resources.files("gradio"))) / "templates" / "frontend"
    events = {number: len(function.inputs) for number, function in gradio.get_blocks().fns.items()}
    files = scripts(frontend, components)
    return Shell(gradio, pages.assets, description, pages.no_script(), files, events, limits.count)


@asynccontextmanager
async def _living(settings: Settings, tools: Door, app: FastAPI) -> AsyncIterator[None]:
    """While the server runs, the tools can be called, and kept notes that are too old go: at the start, and daily."""

    async def tidy() -> None:
        while True:
            try:
                for notebook in (feedback.NOTEBOOK, refused.NOTEBOOK):
                    await anyio.to_thread.run_sync(notebook.purge, settings)
            except ServeError as error:
                LOGGER.warning("%s", error)
            await anyio.sleep(24 * 3600)

    async with tools.open(), anyio.create_task_group() as tasks:
        tasks.start_soon(tidy)
        yield
        tasks.cancel_scope.cancel()


def _watch(app: FastAPI, pipeline: Pipeline) -> None:
    """Add what supervisors and proxies ask for."""

    @app.get("/health", include_in_schema=False)
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready", include_in_schema=False)
    async def ready() -> dict[str, str]:
        try:
            await anyio.to_thread.run_sync(pipeline.check)
        except IndexMissingError as error:
            LOGGER.error("%s", error)
            raise Problem("store") from error
        return {"status": "ready"}
