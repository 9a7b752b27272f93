"""Pages that need no JavaScript: a protocol as a text to read, the list of all, and what stands in place of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date as Date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from ingest.document import Document
from protokoll.card import read_card
from protokoll.settings import Settings
from protokoll.texts.plain import PLAIN
from protokoll.texts.quality import QUALITY
from protokoll.texts.ui import UI
from ui.leaf import leaves
from ui.original import address as original_address
from ui.problems import RETRY_SECONDS, Problem, preferred
from ui.quality import tables

PAGES = Environment(
    loader=PackageLoader("ui"),
    autoescape=True,  # whatever a document holds is text
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
LISTED = 20  # documents on the page for browsers without JavaScript; a link leads to the others


def page_address(document: str) -> str:
    """Return where a document's page is, relative to the server's root."""
    return f"protokoll/{quote(document, safe='', errors='replace')}"


def sitemap_address(settings: Settings) -> str:
    """Return where search engines find the addresses of all pages, "" where they stay away or these are not known."""
    return f"{settings.public_url}/sitemap.xml" if settings.search_engines and settings.public_url else ""


@dataclass(frozen=True)
class Pages:
    """What all pages have in common: the settings, the folder of style sheets with its hash, the state of the index."""

    settings: Settings
    assets: str
    state: str
    documents: tuple[Document, ...] = field(repr=False)

    def protocol(self, document: Document, language: str, query: str = "") -> str:
        """Return a document's page in a language.

        Args:
            document: what is shown.
            language: of the words around it, and of a translation beside it.
            query: how the language was asked for, "" where the browser's decided.

        Returns:
            The page.
        """
        parts = leaves(document, language, original_address(document.id))
        translated = language == "en" and any(statement.translation for statement in document.statements)
        home = self.settings.public_url
        first = document.statements[0].id if document.statements and len(self.documents) > 1 else ""
        return PAGES.get_template("protocol.html").render(
            self._common(language, root="../"),
            document=document,
            heading=(language == "en" and document.title_en) or document.title,
            description=". ".join(filter(None, [document.occasion, document.series, ", ".join(document.organisers)])),
            facts=list(_facts(document, language)),
            parts=parts,
            contents=[part for part in parts if part.anchor],
            translated=translated,
            several=len(self.documents) > 1,
            question=f"#s={quote(first, safe='')}" if first else "",  # the page opens this document beside the question
            original=original_address(document.id),
            file=f"{PurePosixPath(document.file).name} ({document.format})",
            address=f"{home}/{page_address(document.id)}" if home else "",
            query=query,
        )

    def list(self, language: str) -> str:
        """Return the page with links to all documents, the newest first."""
        newest = sorted(self.documents, key=lambda document: document.date or Date.min, reverse=True)
        return PAGES.get_template("list.html").render(
            self._common(language, root=""), documents=[_entry(document, language) for document in newest]
        )

    def sitemap(self) -> str:
        """Return the addresses of all documents' pages, as search engines read them.

        Returns:
            XML.

        Raises:
            Problem: Search engines are to stay away, or the settings do not say where visitors find the server.
        """
        if not sitemap_address(self.settings):
            raise Problem("not_found")
        places = [f"{self.settings.public_url}/{page_address(document.id)}" for document in self.documents]
        return PAGES.get_template("sitemap.xml").render(places=places)

    def quality(self, language: str) -> str:
        """Return the page with what was measured."""
        return PAGES.get_template("quality.html").render(
            self._common(language, root=""),
            texts=QUALITY[language],
            sections=tables(read_card(self.settings.card), language),
        )

    def no_script(self) -> str:
        """Return the markup for the page in browsers without JavaScript."""
        shown = [_entry(document, "de") for document in self.documents[:LISTED]]
        more = len(self.documents) > LISTED
        words = {language: asdict(texts) for language, texts in PLAIN.items()}
        return PAGES.get_template("noscript.html").render(words, title=UI["de"].title, documents=shown, more=more)

    def _common(self, language: str, root: str) -> dict[str, Any]:
        return {
            "language": language,
            "other": "en" if language == "de" else "de",
            "root": root,
            "assets": self.assets,
            "state": self.state,
            "robots": "index, follow" if self.settings.search_engines else "noindex",
            "links": self.settings.links,
            "ui": UI[language],
            "plain": PLAIN[language],
        }


def note(kind: str, language: str, nonce: str, *, link: str = "", seconds: int = 0) -> str:
    """Return the page that stands in place of one that is not there.

    Args:
        kind: "starting" or "missing".
        language: of the words.
        nonce: for its style.
        link: where to go instead.
        seconds: after which it is loaded again, 0 for never.

    Returns:
        The page, with nothing to load beside it: there may be nobody who would send it.
    """
    words = PLAIN[language]
    return PAGES.get_template("note.html").render(
        language=language,
        nonce=nonce,
        title=getattr(words, kind),
        more=getattr(words, f"{kind}_more"),
        link=link,
        link_text=words.list,
        seconds=seconds,
    )


def starting(accept_language: str | None, nonce: str) -> HTMLResponse:
    """Return what a browser shows while the server starts: it comes back by itself."""
    language, seconds = preferred(accept_language), RETRY_SECONDS["starting"]
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store", "Content-Language": language}
    return HTMLResponse(note("starting", language, nonce, seconds=seconds), 503, headers)


def page_routes(pages: Pages) -> APIRouter:
    """Return the routes of the pages.

    Args:
        pages: what is shown, and how.

    Returns:
        A router; a document that is not there gets a page that says so.
    """
    router = APIRouter(include_in_schema=False)
    by_id = {document.id: document for document in pages.documents}
    render = lru_cache(maxsize=64)(pages.protocol)
    measured = lru_cache(maxsize=len(PLAIN))(pages.quality)

    def answer(page: str, language: str, status: int = 200) -> HTMLResponse:
        headers = {"Cache-Control": "no-cache", "Content-Language": language, "Vary": "Accept-Language"}
        if status != 200 or not pages.settings.search_engines:
            headers["X-Robots-Tag"] = "noindex"
        return HTMLResponse(page, status, headers)

    @router.get("/sitemap.xml")
    async def sitemap() -> Response:
        return Response(pages.sitemap(), media_type="application/xml")

    @router.get("/protokoll")
    async def all_protocols(request: Request, lang: str = "") -> HTMLResponse:
        language = _language(request, lang)
        return answer(await anyio.to_thread.run_sync(pages.list, language), language)

    @router.get("/quality")
    async def quality(request: Request, lang: str = "") -> HTMLResponse:
        language = _language(request, lang)
        return answer(await anyio.to_thread.run_sync(measured, language), language)

    @router.get("/protokoll/{document:path}")
    async def protocol(document: str, request: Request, lang: str = "") -> Response:
        if not document:  # "/protokoll/" is the list
            return RedirectResponse("../protokoll")
        language = _language(request, lang)
        found = by_id.get(document)
        if found is None and document.rstrip("/") in by_id:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"../{quote(document.rstrip('/').rpartition('/')[2])}{query}")
        if found is None:
            page = note("missing", language, request.state.nonce, link="../" * document.count("/") + "../protokoll")
            return answer(page, language, 404)
        query = f"?lang={lang}" if lang in PLAIN else ""
        return answer(await anyio.to_thread.run_sync(render, found, language, query), language)

    return router


def _language(request: Request, asked: str) -> str:
    return asked if asked in PLAIN else preferred(request.headers.get("accept-language"))


def _entry(document: Document, language: str) -> Mapping[str, str]:
    return {
        "link": page_address(document.id),
        "title": document.title,
        "language": document.language,
        "date": PLAIN[language].dated(document.date) if document.date else "",
    }


def _facts(document: Document, language: str) -> Sequence[tuple[str, str]]:
    """Return what describes a document as (name, words)."""
    words = PLAIN[language]
    told = (
        (words.occasion, document.occasion),
        (words.series, document.series),
        (words.date, words.dated(document.date) if document.date else ""),
        (words.time, document.time),
        (words.organisers, ", ".join(document.organisers)),
    )
    return [(name, value) for name, value in told if value]
