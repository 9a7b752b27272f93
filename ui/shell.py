"""Gradio behind a wall: told only what it needs to know, its page with our head and without foreign addresses."""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.guard import BODY_LIMIT
from ui.problems import Problem

# Taken out: previews that name Gradio and load a picture from another host, its manifest with its logo, and the
# script that resizes frames of other sites.
_SURPLUS = re.compile(
    r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*'
    r'|<link rel="manifest"[^>]*>\s*'
    r"|<script>\s*\(\(\) => \{\s*const root = .*?</script>\s*",
    re.DOTALL,
)
# All that Gradio is told of a request. It reads much more (Host, Origin, cookies, forwarded addresses, the query), puts
# some of it into its page and fails on what it cannot parse.
_TOLD = (b"accept-encoding", b"content-length", b"content-type", b"if-modified-since", b"if-none-match")
_HOST = (b"host", b"localhost")
EVENTS = "/gradio_api/run/"
_REFUSED = {403: "not_found", 404: "not_found", 405: "method", 413: "too_large"}


@dataclass(frozen=True)
class Shell:
    """ASGI wrapper around Gradio.

    `assets` is the address of `ui/static` with its hash, `description` what search engines show of the page, `plain`
    the markup for browsers without JavaScript, `scripts` the names of what Gradio's page will load, `events` how many
    words each event of the page brings along, by its number; `count` is told the address of whoever sends another one.
    """

    app: ASGIApp
    assets: str
    description: str
    plain: str
    scripts: Sequence[str] = ()
    events: Mapping[int, int] = field(default_factory=dict)
    count: Callable[[str], None] = lambda address: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass files and answers through, rewrite the page, and tell a refusal in our words."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_page = scope["path"] == "/"
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if is_page or start.get("status", 500) >= 400:
                parts.append(message.get("body", b""))
            else:
                await send(message)

        told = _told(scope, is_page)
        if scope["path"].startswith(EVENTS):
            told, receive = await self._event(told, receive)
        await self.app(told, receive, collect)
        if start.get("status", 500) >= 400:
            raise Problem(_REFUSED.get(start.get("status", 500), "broken"), {"limit": BODY_LIMIT // 1024})
        if is_page:
            page = self.rewritten(b"".join(parts).decode(), scope["state"]).encode()
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(page))
            headers["Cache-Control"] = "no-store"
            await send(start)
            await send({"type": "http.response.body", "body": page})

    async def _event(self, scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
        """Return an event of the page as Gradio sees it: its number and its words.

        Gradio fails on anything else, and writes what was sent with a traceback on stderr. Our own functions count the
        questions and tell their problems in what they return.
        """
        body = await _whole(receive)
        try:
            sent = json.loads(body)
            number, words = sent["fn_index"], sent["data"]
            fits = type(number) is int and self.events.get(number) == len(words)
            known = fits and isinstance(words, list) and all(isinstance(word, str) for word in words)
        except (ValueError, TypeError, KeyError, RecursionError):
            known = False
        if not known:
            self.count(scope["client"][0] if scope.get("client") else "")
            raise Problem("event")
        body = json.dumps({"fn_index": number, "data": words}).encode()
        headers = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"content-type")]
        headers += [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]

        async def given() -> Message:
            nonlocal body
            if body:
                message = {"type": "http.request", "body": body, "more_body": False}
                body = b""
                return message
            return await receive()

        return {**scope, "headers": headers}, given

    def rewritten(self, page: str, state: dict[str, str]) -> str:
        """Return the page with our head, and the nonce on every script that Gradio wrote into it.

        Its addresses become relative to where the browser found the page: below any path that a proxy puts before it,
        known to us or not.
        """
        root = f"{state['prefix']}/" if state["prefix"] else "./"
        page = re.sub(r"<(script|style)", rf'<\1 nonce="{state["nonce"]}"', _SURPLUS.sub("", page))
        page = page.replace('"root":"http://localhost"', f'"root":{json.dumps(root)}')
        page = re.sub(r'<base href="[^"]*"', f'<base href="{html.escape(root)}"', page)
        page = page.replace('lang="en"', 'lang="de"', 1)
        page = page.replace("<gradio-app", f"<noscript>{self.plain}</noscript><gradio-app", 1)
        return page.replace("</head>", self._head(state["nonce"]) + "</head>", 1)

    def _head(self, nonce: str) -> str:
        names = ("tokens", "page", "narrow")
        sheets = "".join(f'<link rel="stylesheet" href="{self.assets}/{name}.css">' for name in names)
        description = html.escape(self.description)
        preloads = "".join(f'<link rel="modulepreload" href="assets/{name}">' for name in self.scripts)
        return (
            f"{preloads}"
            f'<link rel="icon" href="{self.assets}/mark.svg" type="image/svg+xml">{sheets}'
            f'<meta name="description" content="{description}"><meta name="color-scheme" content="light dark">'
            f'<noscript><link rel="stylesheet" href="{self.assets}/plain.css"></noscript>'
            f'<script nonce="{nonce}" type="module" src="{self.assets}/page.js"></script>'
        )


async def _whole(receive: Receive) -> bytes:
    """Return the body of a request; the guard bounds its size and its time."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    return b"".join(parts)


def _told(scope: Scope, is_page: bool) -> Scope:
    """Return the request as Gradio sees it; the page is rewritten, so it must not come packed."""
    told = [pair for pair in scope["headers"] if pair[0] in _TOLD and not (is_page and pair[0] == b"accept-encoding")]
    return {**scope, "headers": [*told, _HOST], "query_string": b""}
