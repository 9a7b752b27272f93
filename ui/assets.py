"""The files under `ui/static`, and the words and links that the browser needs, below an address with their hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path

from fastapi import APIRouter, Response

from ingest.document import Document
from protokoll.settings import Settings
from protokoll.texts.widget import WIDGET
from ui.about import about
from ui.desk import HISTORY_LENGTH, QUESTION_LENGTH
from ui.guard import FOREVER
from ui.plain import sitemap_address
from ui.problems import Problem
from ui.welcome import browser_texts

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def read_assets(settings: Settings, documents: Sequence[Document]) -> dict[str, bytes]:
    """Return the files by name; `site.js` is made of the settings and of the texts that fit the documents."""
    folder = resources.files("ui") / "static"
    inner = folder / "widget"
    files = {item.name: item.read_bytes() for item in folder.iterdir() if Path(item.name).suffix in TYPES}
    files |= {f"widget/{item.name}": item.read_bytes() for item in inner.iterdir() if Path(item.name).suffix in TYPES}
    return files | {"site.js": _site(settings, documents).encode()}


def version(assets: Mapping[str, bytes]) -> str:
    """Return a hash of all files: a changed file changes every address, so all of them may be kept forever."""
    digest = hashlib.sha256()
    for name in sorted(assets):
        digest.update(name.encode() + b"\0" + assets[name] + b"\0")
    return digest.hexdigest()[:12]


def asset_routes(settings: Settings, assets: dict[str, bytes]) -> APIRouter:
    """Return the routes that serve the files, and what search engines are told."""
    router = APIRouter(include_in_schema=False)
    current = version(assets)

    @router.get("/ui/{asked}/{name:path}")
    async def asset(asked: str, name: str) -> Response:
        if asked != current or name not in assets:
            raise Problem("not_found")
        return Response(assets[name], media_type=TYPES[Path(name).suffix], headers={"Cache-Control": FOREVER})

    @router.get("/favicon.ico")
    async def favicon() -> Response:
        return Response(assets["mark.svg"], media_type="image/svg+xml")

    @router.get("/robots.txt")
    async def robots() -> Response:
        open_to_all = ["/$", *(["/protokoll", "/ui/"] if settings.search_engines else [])]
        allowed = "".join(f"Allow: {path}\n" for path in open_to_all)
        address = sitemap_address(settings)
        sitemap = f"Sitemap: {address}\n" if address else ""
        return Response(f"User-agent: *\n{allowed}Disallow: /\n{sitemap}", media_type="text/plain")

    return router


def _site(settings: Settings, documents: Sequence[Document]) -> str:
    """Return what the page needs to know as a script module: JSON is a valid expression."""
    site = {
        "texts": browser_texts(documents),
        "links": settings.links,
        "about": about(settings),
        "widget": {language: asdict(texts) for language, texts in WIDGET.items()},
        "home": f"{settings.public_url}/" if settings.public_url else "",
        "contact": settings.contact,
        "paused": settings.paused,
        "feedbackDays": settings.feedback_days,
        "questionLength": QUESTION_LENGTH,
        "historyLength": HISTORY_LENGTH,
    }
    return f"export default {json.dumps(site)};\n"
