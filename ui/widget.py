"""The widget: the loader for foreign pages, and the page inside the frame that it opens."""

import base64
import hashlib
import html
import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import PurePosixPath

from fastapi import APIRouter, Response

from protokoll.settings import Settings
from protokoll.texts.ui import UI
from protokoll.texts.widget import LOADER
from ui.assets import version
from ui.guard import FOREVER
from ui.problems import Problem

# In the order in which they need each other.
PARTS = ("passage.js", "marking.js", "where.js", "link.js", "panel.js", "loader.js")
ENTRY = "widget/frame.js"
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
    texts = {language: asdict(own) for language, own in LOADER.items()}
    values = {"TEXTS": texts, "STYLES": _bare((folder / "launcher.css").read_text("utf-8"))}
    head = [f"const {name} = {json.dumps(value)};" for name, value in values.items()]
    parts = [_without_modules((folder / name).read_text("utf-8")) for name in PARTS]
    return Loader("\n".join(["(() => {", '"use strict";', *head, *parts, "})();", ""]).encode())


def _bare(styles: str) -> str:
    """Return a style sheet without comments and what white space it does not need."""
    return re.sub(r"/\*(?s:.*?)\*/\s*|(?<=[{};,])\s+|;?\s+(?=[{}])|(?<=\w:) | (?=!)|\s+$", "", styles)


def _without_modules(source: str) -> str:
    """Return a module without imports, exports, comments and indentation; all names are then in one scope."""
    kept = re.sub(r"^(?:import |\s*//)[^\n]*\n|^\s*/\*\*(?s:.*?)\*/\n| // .*$", "", source, flags=re.MULTILINE)
    return re.sub(r"^(?:export |\s+)", "", kept, flags=re.MULTILINE)


def read_frame(settings: Settings, assets: Mapping[str, bytes]) -> bytes:
    """Return the page inside the frame.

    Args:
        settings: who may embed it.
        assets: the files under `ui/static`, by name.

    Returns:
        The page in UTF-8.
    """
    folder = f"ui/{version(assets)}"
    needed = sorted(needs(ENTRY, assets) - {ENTRY})
    kinds = {".js": 'rel="modulepreload"', ".css": 'rel="preload" as="fetch" crossorigin="anonymous"'}
    preloads = [f'    <link {kinds[PurePosixPath(name).suffix]} href="{folder}/{name}">' for name in needed]
    page = (resources.files("ui") / "static" / "widget" / "frame.html").read_text("utf-8")
    return page.format(
        language="de",
        title=html.escape(UI["de"].title),
        origins=html.escape(json.dumps(settings.embed_origins)),
        assets=folder,
        preloads="\n".join(preloads),
    ).encode()


def needs(name: str, assets: Mapping[str, bytes]) -> set[str]:
    """Return a module and all that it imports or reads as a style sheet, so that a browser can fetch all at once.

    Args:
        name: of the module.
        assets: the files under `ui/static`, by name.

    Returns:
        Their names, the module's own among them.
    """
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        found.add(current)
        source = assets[current].decode()
        steps = re.findall(r'^import (?:.* from )?"([^"]+)"', source, re.MULTILINE)
        modules = [posixpath.normpath(f"{posixpath.dirname(current)}/{step}".lstrip("/")) for step in steps]
        waiting += [module for module in modules if module not in found]
        for names in re.findall(r"= await sheets\(([^)]*)\)", source):
            found |= {f"{sheet}.css" for sheet in re.findall(r'"([^"]+)"', names)}
    return found


def widget_routes(settings: Settings, assets: Mapping[str, bytes]) -> APIRouter:
    """Return the routes of loader and frame.

    Args:
        settings: who may embed it.
        assets: the files under `ui/static`, by name.

    Returns:
        The routes.
    """
    router = APIRouter(include_in_schema=False)
    loader = read_loader()
    frame = read_frame(settings, assets)

    @router.get("/widget.js")
    async def widget_script() -> Response:
        return Response(loader.script, media_type="text/javascript", headers=BRIEFLY)

    @router.get("/widget-origins.js")
    async def widget_origins() -> Response:
        """Tell a page whether it is among those that may embed: the frame that it may not open cannot."""
        told = f"export default {json.dumps(settings.embed_origins)};\n"
        return Response(told, media_type="text/javascript", headers={"Cache-Control": "no-store"})

    @router.get("/widget-{digest}.js")
    async def widget_version(digest: str) -> Response:
        if f"widget-{digest}.js" != loader.name:
            raise Problem("not_found")
        return Response(loader.script, media_type="text/javascript", headers={"Cache-Control": FOREVER})

    @router.get("/widget")
    async def widget_frame() -> Response:
        return Response(frame, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"})

    return router
