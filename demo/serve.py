"""Serve the demo forum page: `python -m demo.serve`, beside `PROTOKOLL_EMBED_ORIGINS=http://localhost:8080 make chat`."""

import argparse
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from demo.forum import forum_page

PROTOCOL = Path(__file__).parents[1] / "corpus" / "zukunftsforum-ki-2024-02-22.md"
# What a strict host must allow, and no more: docs/put-it-on-your-website.md.
STRICT = "default-src 'none'; style-src 'self'; script-src {widget}; frame-src {widget}; require-trusted-types-for 'script'"
STYLE = Path(__file__).with_name("page.css")


class Forum(BaseHTTPRequestHandler):
    """The page, its style sheet, and a second page without scripts."""

    def __init__(self, *args: object, widget: str, strict: bool, attributes: str) -> None:
        self.widget, self.strict, self.attributes = widget, strict, attributes
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a page or the sheet."""
        path = self.path.split("?")[0]
        tag = f'<script src="{self.widget}/widget.js" async {self.attributes}></script>'
        plain = f'<iframe src="{self.widget}/widget#language=de" title="Frag das Protokoll" width="100%" height="640"></iframe>'
        pages = {"/": tag, "/plain": plain}
        if path == "/page.css":
            self._send(200, "text/css", STYLE.read_bytes())
        elif path in pages:
            self._send(200, "text/html; charset=utf-8", forum_page(PROTOCOL, pages[path]).encode())
        else:
            self._send(404, "text/plain", b"")

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.strict:
            self.send_header("Content-Security-Policy", STRICT.format(widget=self.widget))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts: object) -> None:
        """Say nothing."""


def forum(widget: str, port: int = 0, *, strict: bool = False, attributes: str = "") -> ThreadingHTTPServer:
    """Return a server of the forum, listening already.

    Args:
        widget: origin of the widget's server.
        port: of this server; 0 takes a free one.
        strict: with a Content-Security-Policy that allows the widget and nothing else.
        attributes: of the script tag, such as `data-language="en"`.
    """
    handler = partial(Forum, widget=widget, strict=strict, attributes=attributes)
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--widget", default="http://127.0.0.1:7860", help="origin of the widget's server")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--strict", action="store_true", help="with a strict Content-Security-Policy")
    parser.add_argument("--attributes", default="", help="of the script tag")
    given = parser.parse_args()
    server = forum(given.widget, given.port, strict=given.strict, attributes=given.attributes)
    print(f"The forum: http://localhost:{given.port}  (without scripts: /plain)")
    server.serve_forever()


if __name__ == "__main__":
    main()
