"""Serve the demo forum page: `python -m demo.serve`.

The widget's server runs beside it: `PROTOKOLL_EMBED_ORIGINS=http://localhost:8080 make chat`.
"""

import argparse
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from demo.forum import forum_page

PROTOCOL = Path(__file__).parents[1] / "corpus" / "zukunftsforum-ki-2024-02-22.md"
# What a strict host must allow, and no more: docs/put-it-on-your-website.md.
STRICT = (
    "default-src 'none'; style-src 'self'; script-src {widget}; frame-src {widget}; "
    "require-trusted-types-for 'script'"
)
STYLE = Path(__file__).with_name("page.css")
WORDPRESS = Path(__file__).with_name("wordpress.html")


class Forum(ThreadingHTTPServer):
    """A server of the forum on this machine, listening already.

    Args:
        widget: origin of the widget's server.
        port: of this server; 0 takes a free one.
        strict: with a Content-Security-Policy that allows the widget and nothing else.
        attributes: of the script tag, such as `data-language="en"`.
    """

    def __init__(self, widget: str, port: int = 0, *, strict: bool = False, attributes: str = "") -> None:
        super().__init__(("127.0.0.1", port), Page)
        self.widget, self.strict, self.attributes = widget, strict, attributes
        self.tag = ""  # instead of the usual one

    def files(self) -> dict[str, tuple[str, bytes]]:
        """Return type and content by path: with the protocol, without scripts, without the protocol, with a theme."""
        tag = self.tag or f'<script src="{self.widget}/widget.js" async {self.attributes}></script>'
        frame = f'src="{self.widget}/widget#language=de&amp;theme=light" title="Frag das Protokoll"'
        plain = f'<iframe {frame} width="100%" height="640" allow="clipboard-write"></iframe>'
        protocol = PROTOCOL.read_text("utf-8")
        theme = WORDPRESS.read_text("utf-8").replace("{widget}", self.widget).replace("<!-- widget -->", tag)
        kind = "text/html; charset=utf-8"
        return {
            "/": (kind, forum_page(protocol, tag).encode()),
            "/plain": (kind, forum_page(protocol, plain).encode()),
            "/elsewhere": (kind, forum_page("Das Protokoll steht auf einer anderen Seite.", tag).encode()),
            "/wordpress": (kind, theme.encode()),
            "/page.css": ("text/css", STYLE.read_bytes()),
            "/wordpress.css": ("text/css", WORDPRESS.with_suffix(".css").read_bytes()),
            "/favicon.ico": ("image/x-icon", b""),
        }


class Page(BaseHTTPRequestHandler):
    """Answers one request to the forum."""

    server: Forum

    def do_GET(self) -> None:
        """Answer with a page or the sheet."""
        files = self.server.files()
        path = self.path.split("?")[0]
        kind, body = files.get(path, ("text/plain", b""))
        self.send_response(200 if path in files else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.server.strict:
            self.send_header("Content-Security-Policy", STRICT.format(widget=self.server.widget))
        with suppress(ConnectionError):  # a browser that has left already
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *parts: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--widget", default="http://127.0.0.1:7860", help="origin of the widget's server")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--strict", action="store_true", help="with a strict Content-Security-Policy")
    parser.add_argument("--attributes", default="", help="of the script tag")
    given = parser.parse_args()
    server = Forum(given.widget, given.port, strict=given.strict, attributes=given.attributes)
    print(f"The forum: http://localhost:{given.port}  (also /plain, /elsewhere, /wordpress)")
    server.serve_forever()


if __name__ == "__main__":
    main()
