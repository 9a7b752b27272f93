"""The file that a document was made of, for those who want to check: of indexed documents, and nothing else."""

import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from ingest.document import Document
from ingest.index import original_file
from protokoll.settings import Settings
from ui.problems import Problem

# Ending → type. What a browser shows as it is, it shows; all else is saved: HTML and XML of others must not run or be
# styled on this origin, and office formats are nothing that a browser shows.
SHOWN = {".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/plain", ".markdown": "text/plain"}
SAVED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".html": "text/html",
    ".htm": "text/html",
    ".xml": "application/xml",
}
UNKNOWN = "application/octet-stream"
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def address(document: str) -> str:
    """Return where a document's file is served, relative to the server's root."""
    return f"api/documents/{quote(document, safe='', errors='replace')}/original"


def original_routes(settings: Settings, documents: tuple[Document, ...]) -> APIRouter:
    """Return the route that serves the files.

    Args:
        settings: where the index and the files are.
        documents: what is indexed; only what is named there is looked for.

    Returns:
        A router; what is not there leaves it as `Problem`.
    """
    router = APIRouter(prefix="/api")
    by_id = {document.id: document for document in documents}
    binary = {"schema": {"type": "string", "format": "binary"}}
    kinds = sorted({*SHOWN.values(), *SAVED.values(), UNKNOWN})
    missing = {"application/json": {"example": Problem("not_found").body("en")}}

    @router.get(
        "/documents/{document}/original",
        summary="The file that a document was made of",
        description="PDF and plain text to be shown, anything else to be saved. `#page=7` behind the address opens a "
        "PDF at that page. Answers `Range` and `If-None-Match`; the ETag is the SHA-256 of the file.",
        response_class=FileResponse,
        responses={
            200: {"description": "The file", "content": dict.fromkeys(kinds, binary)},
            206: {"description": "A part of it"},
            304: {"description": "It is the one that you have"},
            404: {"description": "No such document", "content": missing},
        },
    )
    async def original(document: str, request: Request) -> Response:
        found = by_id.get(document)
        path = original_file(settings.data, found) if found else None
        if found is None or path is None or not await anyio.to_thread.run_sync(path.is_file):
            raise Problem("not_found")
        headers = _headers(found)
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kind = await anyio.to_thread.run_sync(_media_type, found, path)
        if not can_be_met(request.headers.get("range", ""), path.stat().st_size):
            request.scope["headers"] = [pair for pair in request.scope["headers"] if pair[0] != b"range"]
        return FileResponse(path, headers=headers | {"Content-Type": kind})  # as it is: no charset added

    @router.get("/documents/{path:path}", include_in_schema=False)
    async def nothing(path: str) -> Response:
        raise Problem("not_found")  # else Gradio, which has every address that is left, answers in its own words

    return router


class Packing(GZipMiddleware):
    """Packs what is sent, but never an original: its ranges count the bytes of the file."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an original through as it is."""
        await (self.app if is_original(scope) else super().__call__)(scope, receive, send)


def is_original(scope: Scope) -> bool:
    """Say whether a request is for an original."""
    return scope["type"] == "http" and is_original_path(scope["path"])


def is_original_path(path: str) -> bool:
    """Say whether a path is that of an original."""
    return path.startswith("/api/documents/") and path.endswith("/original")


def can_be_met(asked: str, size: int) -> bool:
    """Say whether a header asks for one part of the file that there is; any other is passed over, as it may be."""
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", asked.strip(), re.ASCII)
    if not match or not any(match.groups()):
        return False
    first, last = match.groups()
    return int(last) > 0 if not first else int(first) < size and (not last or int(first) <= int(last))


def _headers(document: Document) -> dict[str, str]:
    """What an answer carries beside its type; folders under the corpus are nobody's business."""
    place = "inline" if _ending(document) in SHOWN else "attachment"
    return {
        "Content-Disposition": f"{place}; {_named(PurePosixPath(document.file).name)}",
        "ETag": f'"{document.original}"',
        "Cache-Control": "no-cache",  # a document keeps its id when its file changes
    }


def _ending(document: Document) -> str:
    return PurePosixPath(document.file).suffix.lower()


def _media_type(document: Document, path: Path) -> str:
    """The type, for a text with its true encoding."""
    kind = (SHOWN | SAVED).get(_ending(document), UNKNOWN)
    return f"{kind}; charset={_charset(path)}" if kind == "text/plain" else kind


def _named(name: str) -> str:
    """Return a file name for a header: in ASCII for old clients, and as it is (RFC 5987)."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in " -_.()") else "_" for letter in name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"


@lru_cache(maxsize=1_000)  # the path holds the hash of what lies there
def _charset(path: Path) -> str:
    """Return the encoding that a browser must assume; what is neither Unicode is Windows-1252, as it was read."""
    data = path.read_bytes()
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
