"""An OpenAI-compatible chat server that behaves as badly as it is told to."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def claims(*rows):
    """What an obedient model writes: rows of text, numbers, and how it is reported."""
    told = [{"text": text, "rests_on": list(numbers), "reported": reported} for text, numbers, reported in rows]
    return json.dumps({"claims": told}, ensure_ascii=False)


class Misbehaving(ThreadingHTTPServer):
    """Serves `/v1/chat/completions`; `script` holds one behaviour a request, the last one stays.

    A behaviour is a text to stream, a status, or a dict: text, cut (characters after which the line breaks), wait
    (seconds before the first word), pause (between pieces), headers.
    """

    daemon_threads = True

    def __init__(self, *script):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script)
        self.requests = []
        self.hung_up = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def next(self):
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        """Be quiet."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        todo = self.server.next()
        if isinstance(todo, int):
            self._status(todo)
            return
        todo = {"text": todo} if isinstance(todo, str) else todo
        if "status" in todo:
            self._status(todo["status"], todo.get("headers", {}))
            return
        time.sleep(todo.get("wait", 0))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            self._stream(todo)
        except OSError:
            self.server.hung_up.set()

    def _status(self, status, headers=()):
        body = json.dumps({"error": {"message": "no", "type": "x", "code": "x"}}).encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, todo):
        text = todo["text"][: todo.get("cut")]
        for start in range(0, len(text), 24):
            self._chunk({"delta": {"content": text[start : start + 24]}, "finish_reason": None})
            time.sleep(todo.get("pause", 0))
        if "cut" not in todo:
            self._chunk({"delta": {}, "finish_reason": "stop"})
            self.wfile.write(b"data: [DONE]\n\n")

    def _chunk(self, choice):
        row = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, **choice}],
        }
        self.wfile.write(f"data: {json.dumps(row)}\n\n".encode())
        self.wfile.flush()


@contextmanager
def misbehaving(*script):
    """Yield a running server."""
    server = Misbehaving(*script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
