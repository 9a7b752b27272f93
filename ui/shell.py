"""Gradio's page as it leaves the server: without foreign addresses, with our scripts and styles in its head."""

import html
import re
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Taken out: previews that name Gradio and load a picture from another host, its manifest with its logo, and the
# script that resizes frames of other sites.
_SURPLUS = re.compile(
    r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*'
    r'|<link rel="manifest"[^>]*>\s*'
    r"|<script>\s*\(\(\) => \{\s*const root = .*?</script>\s*",
    re.DOTALL,
)


_NO_SCRIPT = "Diese Seite braucht JavaScript. This page needs JavaScript."


@dataclass(frozen=True)
class Shell:
    """ASGI middleware that rewrites the one HTML page.

    `assets` is the address of `ui/static` with its hash, `description` what search engines show of the page.
    """

    app: ASGIApp
    assets: str
    description: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but the page, which is collected and rewritten."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":  # what Starlette tells its own test client
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            page = self.rewritten(b"".join(parts).decode(), scope["state"]["nonce"]).encode()
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(page))
            headers["Cache-Control"] = "no-store"
            await send(start)
            await send({"type": "http.response.body", "body": page})

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, collect)

    def rewritten(self, page: str, nonce: str) -> str:
        """Return the page with our head, and the nonce on every script that Gradio wrote into it."""
        page = _SURPLUS.sub("", page).replace("<script", f'<script nonce="{nonce}"')
        page = page.replace('lang="en"', 'lang="de"', 1)
        page = page.replace("<gradio-app", f"<noscript>{_NO_SCRIPT}</noscript><gradio-app", 1)
        return page.replace("</head>", self._head(nonce) + "</head>", 1)

    def _head(self, nonce: str) -> str:
        names = ("tokens", "page", "narrow")
        sheets = "".join(f'<link rel="stylesheet" href="{self.assets}/{name}.css">' for name in names)
        description = html.escape(self.description)
        return (
            f'<link rel="icon" href="{self.assets}/mark.svg" type="image/svg+xml">{sheets}'
            f'<meta name="description" content="{description}"><meta name="color-scheme" content="light dark">'
            f'<script nonce="{nonce}" type="module" src="{self.assets}/page.js"></script>'
        )
