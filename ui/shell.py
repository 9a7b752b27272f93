"""Gradio behind a wall: told only what it needs to know, its page with our head and without foreign addresses."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_REFUSED = {403: "not_found", 404: "not_found", 405: "method", 413: "too_large", 422: "not_json"}


@dataclass(frozen=True)
class Shell:
    """ASGI wrapper around Gradio.

    `assets` is the address of `ui/static` with its hash, `description` what search engines show of the page, `plain`
    the markup for browsers without JavaScript, `scripts` the names of what Gradio's page will load.
    """

    app: ASGIApp
    assets: str
    description: str
    plain: str
    scripts: Sequence[str] = ()

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

        # Our own functions tell their problems in what they return: whatever else fails was no event of the page's.
        otherwise = "not_json" if scope["path"].startswith(EVENTS) else "broken"
        try:
            await self.app(_told(scope, is_page), receive, collect)
        except Exception as bug:
            if otherwise == "broken":
                raise
            raise Problem(otherwise, {"example": "{}"}) from bug
        if start.get("status", 500) >= 400:
            code = _REFUSED.get(start.get("status", 500), otherwise)
            raise Problem(code, {"example": "{}", "limit": BODY_LIMIT // 1024})
        if is_page:
            page = self.rewritten(b"".join(parts).decode(), scope["state"]).encode()
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(page))
            headers["Cache-Control"] = "no-store"
            await send(start)
            await send({"type": "http.response.body", "body": page})

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


def _told(scope: Scope, is_page: bool) -> Scope:
    """Return the request as Gradio sees it; the page is rewritten, so it must not come packed."""
    told = [pair for pair in scope["headers"] if pair[0] in _TOLD and not (is_page and pair[0] == b"accept-encoding")]
    return {**scope, "headers": [*told, _HOST], "query_string": b""}
