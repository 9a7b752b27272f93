"""The widget: the loader for foreign pages, and the page inside the frame that it opens."""

import base64
import hashlib
import html
import json
import re
from dataclasses import asdict, dataclass
from importlib import resources

from fastapi import APIRouter, Response

from protokoll.settings import Settings
from protokoll.texts.ui import UI
from protokoll.texts.widget import WIDGET
from ui.assets import FOREVER
from ui.problems import Problem

PARTS = ("passage.js", "marking.js", "panel.js", "loader.js")  # in the order in which they need each other
MODULES = (
    "conversation.js",
    "answer.js",
    "citation.js",
    "copying.js",
    "dom.js",
    "feedback.js",
    "library.js",
    "prose.js",
    "words.js",
    "site.js",
    "widget/asking.js",
    "widget/bridge.js",
    "widget/colour.js",
    "widget/setting.js",
    "widget/settings.js",
)
SHEETS = ("base.css", "answer.css", "conversation.css")
BRIEFLY = {"Cache-Control": "public, max-age=300"}  # a new version is everywhere after five minutes


@dataclass(frozen=True)
class Loader:
    """The script for foreign pages, as one file without modules."""

    script: bytes

    @property
    def name(self) -> str:
        """Return the file name that changes with the content."""
        return f"widget-{hashlib.sha256(self.script).hexdigest()[:12]}.js"

    @property
    def integrity(self) -> str:
        """Return the value of the attribute `integrity`."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.script).digest()).decode()


def read_loader() -> Loader:
    """Join the loader's modules into one script that leaves no global name behind."""
    folder = resources.files("ui") / "static" / "widget"
    texts = {
        language: {name: words for name, words in asdict(own).items() if name in ("open", "close", "failed", "direct")}
        for language, own in WIDGET.items()
    }
    values = {"TEXTS": texts, "STYLES": (folder / "launcher.css").read_text("utf-8")}
    head = [f"const {name} = {json.dumps(value)};" for name, value in values.items()]
    parts = [_without_modules((folder / name).read_text("utf-8")) for name in PARTS]
    return Loader("\n".join(["(() => {", '"use strict";', *head, *parts, "})();", ""]).encode())


def _without_modules(source: str) -> str:
    """Return a module's lines without imports, exports and comments; all of its names are then in one scope."""
    kept = re.sub(r"^(?:import |\s*//)[^\n]*\n|^\s*/\*\*(?s:.*?)\*/\n", "", source, flags=re.MULTILINE)
    return re.sub(r"^export ", "", kept, flags=re.MULTILINE)


def read_frame(settings: Settings, assets: str) -> bytes:
    """Return the page inside the frame.

    Args:
        settings: who may embed it.
        assets: address of `ui/static` with its hash, relative to the root.
    """
    scripts = [f'    <link rel="modulepreload" href="{assets}/{name}">' for name in MODULES]
    sheets = [
        f'    <link rel="preload" as="fetch" crossorigin="anonymous" href="{assets}/{name}">' for name in SHEETS
    ]
    page = (resources.files("ui") / "static" / "widget" / "frame.html").read_text("utf-8")
    return page.format(
        language="de",
        title=html.escape(UI["de"].title),
        origins=html.escape(json.dumps(settings.embed_origins)),
        assets=assets,
        preloads="\n".join(sheets + scripts),
    ).encode()


def widget_routes(settings: Settings, assets: str) -> APIRouter:
    """Return the routes of loader and frame.

    Args:
        settings: who may embed it.
        assets: address of `ui/static` with its hash, relative to the root.
    """
    router = APIRouter(include_in_schema=False)
    loader = read_loader()
    frame = read_frame(settings, assets)

    @router.get("/widget.js")
    async def widget_script() -> Response:
        return Response(loader.script, media_type="text/javascript", headers=BRIEFLY)

    @router.get("/widget-{digest}.js")
    async def widget_version(digest: str) -> Response:
        if f"widget-{digest}.js" != loader.name:
            raise Problem("not_found")
        return Response(loader.script, media_type="text/javascript", headers=FOREVER)

    @router.get("/widget")
    async def widget_frame() -> Response:
        return Response(frame, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"})

    return router
