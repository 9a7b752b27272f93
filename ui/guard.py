"""What may come in and what every answer carries: paths, origins, sizes, limits, security headers."""

import math
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from protokoll.settings import Settings
from ui.limits import Limits
from ui.log import LOGGER, request_line
from ui.original import is_original_path
from ui.problems import Problem, preferred

HEAD_LIMIT = 16 * 1024  # bytes of address and headers
HEAD_COUNT = 100  # headers
HEAD: dict[str, str | int] = {"limit": HEAD_LIMIT // 1024, "count": HEAD_COUNT}  # as a problem tells it
BODY_LIMIT = 64 * 1024  # bytes; 20 messages of history and a question fit in
BODY_SECONDS = 15.0  # until a body must be there; whoever trickles it holds a connection, never a thread

# What the product consists of. Everything else is closed, above all what Gradio brings along: uploads, files,
# proxying, streams, queue, API info, config, monitoring, code editing. Gradio's page needs its script files,
# its theme, one call at start and one address for events.
OPEN_PATHS = {
    "GET": {
        "/",
        "/health",
        "/ready",
        "/favicon.ico",
        "/robots.txt",
        "/sitemap.xml",
        "/theme.css",
        "/widget",
        "/widget.js",
        "/protokoll",
        "/quality",
        "/metrics",  # of which nothing is shown without the token
        "/api/documents",
        "/api/openapi.json",
        "/gradio_api/startup-events",
        "/gradio_api/app_id",  # asked after the connection was lost, to see whether it is back
    },
    "POST": {"/api/ask", "/api/feedback", "/gradio_api/run/predict", "/mcp"},
}
OPEN_FOLDERS = ("/assets/", "/static/", "/ui/", "/api/documents/", "/protokoll/", "/widget-")
COUNTED = {"/api/ask": "questions", "/api/feedback": "feedback"}  # page and tools count their own
# Gradio's files have a hash in their names, its theme one in its query, but it says nothing about keeping them.
KEPT = ("/assets/", "/theme.css")
FOREVER = "public, max-age=31536000, immutable"

# Gradio's page: its scripts are files of this server, and inline ones that carry the nonce; no eval is needed,
# as long as no gr.HTML and no js= is used (both compile strings). Its components set style attributes, hence
# 'unsafe-inline' for those; style sheets are files or carry the nonce; icons are data: images. Nothing else is allowed,
# from no other host.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors {ancestors}"
)
FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; frame-ancestors {ancestors}"
)
POLICIES = {"/": PAGE_POLICY, "/widget": FRAME_POLICY}
STRICT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The protocol as a page, and the notes in place of a page: no script at all.
PLAIN_POLICY = f"{STRICT_POLICY}; style-src 'self' 'nonce-{{nonce}}'; img-src 'self'"
# Files of others. A browser shows text in a sandbox; its PDF viewer does not start in one and shows the file as an
# embedded object with styles of its own, and no script of the file ever runs on this origin.
FILE_POLICY = f"{STRICT_POLICY}; style-src 'unsafe-inline'; sandbox"
PDF_POLICY = f"{STRICT_POLICY}; object-src 'self'; style-src 'unsafe-inline'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# The loader is public and the same for everyone: other pages load it, and may read it to check its hash (SRI).
LOADER = ("/widget.js", "/widget-")
FOREIGN = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
_PLACE = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]:/?#@\s]+)(?::(\d{1,5}))?")


@dataclass(frozen=True)
class Guard:
    """ASGI middleware around everything; see the module's docstring."""

    app: ASGIApp
    settings: Settings
    limits: Limits
    turned_away: Callable[[str], None] = lambda code: None  # told the code of each problem that it finds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it with the problem that it has."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = Headers(scope=scope)
        problem: Problem | None = None
        state: dict[str, Any] = scope.setdefault("state", {})
        state["nonce"] = secrets.token_urlsafe(16)
        status = 0

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                dress(scope["path"], state["nonce"], MutableHeaders(scope=message), self.settings.embed_origins)
            await send(message)

        try:
            self._check(scope, headers)
            asked = "GET" if scope["method"] == "HEAD" else scope["method"]  # uvicorn leaves the body out
            await self.app({**scope, "method": asked}, _bounded(receive, state), send_guarded)
        except Problem as found:
            problem = found
            self.turned_away(found.code)
        except Exception as bug:
            LOGGER.error("broken", exc_info=bug)
            problem = Problem("broken")
        finally:
            if problem is not None and not status:
                await problem.response(preferred(headers.get("accept-language")))(scope, receive, send_guarded)
            seconds = time.perf_counter() - began
            request_line(scope["method"], scope["path"], status, seconds, state.get("told", {}))

    def _check(self, scope: Scope, headers: Headers) -> None:
        """Raise what is wrong with a request, as far as its head shows it."""
        method, path = "GET" if scope["method"] == "HEAD" else scope["method"], scope["path"]
        head = sum(len(name) + len(value) for name, value in scope["headers"]) + len(scope["query_string"]) + len(path)
        if head > HEAD_LIMIT or len(scope["headers"]) > HEAD_COUNT:
            raise Problem("head_too_large", HEAD)
        if "transfer-encoding" in headers and "content-length" in headers:
            raise Problem("not_http")  # a proxy before us may have counted the body in the other way
        if not is_ours(path):
            raise Problem("not_found")
        if path not in OPEN_PATHS.get(method, ()) and not (path.startswith(OPEN_FOLDERS) and method == "GET"):
            raise Problem("method", {"allow": _methods(path)})
        host, public = headers.get("host", ""), urlsplit(self.settings.public_url).netloc
        vouched = scope["state"].get("vouched", False)
        if not vouched and not serves(host, (scope.get("server") or ("", 0))[0], public):
            raise Problem("host")
        if method == "POST" and not is_own(headers, host, public, vouched):
            raise Problem("forbidden")
        if _announced(headers.get("content-length", "")) > BODY_LIMIT:
            raise Problem("too_large", {"limit": BODY_LIMIT // 1024})
        if path in COUNTED:
            self.limits.count(scope["client"][0] if scope.get("client") else "", COUNTED[path])


def serves(host: str, bound: str, public: str) -> bool:
    """Say whether a request is for a name of ours: else a page could give our address a name of its own, and read on.

    Args:
        host: the header Host.
        bound: the address or name that the server listens on.
        public: host of the public address, "" where the settings name none.

    Returns:
        True for the public host, for this machine's own names, and for an address, which nobody can make point
        elsewhere; for any name where the server listens to others and has not been told its own.
    """
    name, _ = _placed(host)
    if not host or name in ("localhost", bound) or name.endswith(".localhost") or _address(name):
        return True
    own, _ = _placed(public)
    return name == own if own else not _is_loopback(bound)


def is_own(headers: Headers, host: str, public: str, vouched: bool) -> bool:
    """Say whether a request that changes or asks something comes from a page of ours, or from no page at all.

    Args:
        headers: of the request.
        host: the header Host.
        public: host of the public address, "" where the settings name none.
        vouched: whether a trusted proxy passed it on, which may have put another host in place of the visitor's.

    Returns:
        What the browser says in Sec-Fetch-Site, and the Origin; whoever sends neither is no browser of today's.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return False
    if origin is None or (site == "same-origin" and (vouched or origin == "null")):
        return True
    name, port = _placed(origin.partition("://")[2])
    known, at = _placed(host)
    return bool(name) and ((name == known and at in (port, None)) or (name, port) == _placed(public))


def is_ours(path: str) -> bool:
    """Say whether a path is one that is served."""
    return path.startswith(OPEN_FOLDERS) or any(path in paths for paths in OPEN_PATHS.values())


def _methods(path: str) -> str:
    """Return the methods that an address of ours takes, as the header Allow names them."""
    taken = [method for method, paths in OPEN_PATHS.items() if path in paths]
    return ", ".join(taken or ["GET"]).replace("GET", "GET, HEAD")


def dress(path: str, nonce: str, headers: MutableHeaders, origins: Sequence[str] = ()) -> None:
    """Add the security headers to an answer, and take away what Gradio grants to foreign origins.

    Args:
        path: that was asked for.
        nonce: that scripts and styles of this answer carry.
        headers: of the answer; changed.
        origins: who may embed page and widget.
    """
    for name in [name for name in headers if name.lower().startswith("access-control-")]:
        del headers[name]
    kind = headers.get("content-type", "")
    of_kind = PLAIN_POLICY if kind.startswith("text/html") else STRICT_POLICY
    policy = POLICIES.get(path) or _policy_of_file(path, kind) or of_kind
    headers["Content-Security-Policy"] = policy.format(nonce=nonce, ancestors=" ".join(origins) or "'none'")
    if path not in POLICIES or not origins:
        headers["X-Frame-Options"] = "DENY"  # for browsers that do not know frame-ancestors
    if path.startswith(KEPT):
        headers.setdefault("Cache-Control", FOREVER)
    for name, value in (ALWAYS | (FOREIGN if path.startswith(LOADER) else {})).items():
        headers[name] = value


def _placed(host: str) -> tuple[str, str | None]:
    """Return name and port of a host, without the ports that need not be written; "" for what is none."""
    found = _PLACE.fullmatch(host)
    return (found[1].lower(), None if found[2] in ("80", "443") else found[2]) if found else ("", None)


def _address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return _address(name) and ip_address(name.strip("[]")).is_loopback


def _announced(length: str) -> int:
    """Return the length of a body; what is no number announces none, and the body is counted as it comes."""
    return int(length) if re.fullmatch(r"[0-9]{1,18}", length) else 0


def _policy_of_file(path: str, kind: str) -> str:
    """Return the policy of an original by its type, "" for anything else."""
    if not is_original_path(path):
        return ""
    return PDF_POLICY if kind == "application/pdf" else FILE_POLICY


def _bounded(receive: Receive, state: dict[str, Any]) -> Receive:
    """Return a receive that stops reading at the limits of size and time, whatever the request announced.

    FastAPI turns what is raised while it reads into a 400; `state` keeps the true reason.
    """
    seen = 0
    whole = False
    until = time.monotonic() + BODY_SECONDS

    async def bounded() -> Message:
        nonlocal seen, whole
        message: Message | None = None
        with anyio.move_on_after(math.inf if whole else max(0.0, until - time.monotonic())):
            message = await receive()
        if message is None:
            state["spoilt"] = "too_slow"
            raise Problem("too_slow")
        whole = not message.get("more_body", False)
        seen += len(message.get("body", b""))
        if seen > BODY_LIMIT:
            state["spoilt"] = "too_large"
            raise Problem("too_large", {"limit": BODY_LIMIT // 1024})
        return message

    return bounded
