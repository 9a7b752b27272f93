"""A server that strangers can reach: the slow, the stuck, the greedy, and going down in good order."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import httpx
import pytest

from protokoll.settings import Settings
from tests.ui.served import ROOT, running
from ui import desk, guard
from ui.server import create_app

ASK = {"question": "Was wurde zu Jülich gesagt?"}


class Slow:
    """The real pipeline, but each answer waits until it is let go."""

    def __init__(self, pipeline):
        self.pipeline = pipeline
        self.go = threading.Event()
        self.asked = 0

    def __getattr__(self, name):
        return getattr(self.pipeline, name)

    def ask(self, question, **rest):
        self.asked += 1
        self.go.wait(20)
        return self.pipeline.ask(question, **rest)


@pytest.fixture
def slow(pipeline):
    made = Slow(pipeline)
    yield made
    made.go.set()


@pytest.fixture
def free(tmp_path):
    """Settings without limits of number."""
    return Settings(rate_limit="off", rate_limit_all="off", data=tmp_path)


def connect(address):
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def head(length):
    return (
        "POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


def test_clients_that_send_nothing_delay_nobody(pipeline, free):
    with running(create_app(free, pipeline)) as address:
        httpx.post(f"{address}/api/ask", json=ASK, timeout=20)
        stuck = [connect(address) for _ in range(200)]
        for one in stuck:
            one.sendall(head(1000) + b'{"que')
        began = time.monotonic()
        answer = httpx.post(f"{address}/api/ask", json=ASK, timeout=20)
        took = time.monotonic() - began
        for one in stuck:
            one.close()
    assert answer.json()["answered"]
    assert took < 2


def test_a_body_that_never_comes_is_given_up(pipeline, free, monkeypatch):
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.3)
    with running(create_app(free, pipeline)) as address, connect(address) as one:
        one.sendall(head(1000) + b'{"que')
        said = b"".join(iter(lambda: one.recv(4096), b""))
    assert said.startswith(b"HTTP/1.1 408")
    assert b"connection: close" in said.lower()
    assert b"too_slow" in said


def test_a_client_that_does_not_read_its_answers_delays_nobody(pipeline, free):
    with running(create_app(free, pipeline)) as address:
        httpx.post(f"{address}/api/ask", json=ASK, timeout=20)
        lazy = [connect(address) for _ in range(50)]
        for one in lazy:
            one.sendall(b"GET /api/documents/zukunftsforum-ki-2024-02-22 HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
        began = time.monotonic()
        assert httpx.post(f"{address}/api/ask", json=ASK, timeout=20).status_code == 200
        took = time.monotonic() - began
        for one in lazy:
            one.close()
    assert took < 4


def test_overload_is_told_and_passes(slow, free, monkeypatch):
    monkeypatch.setattr(desk, "WAITING", 2)
    statuses = []

    def visit(address):
        statuses.append(httpx.post(f"{address}/api/ask", json=ASK, timeout=30))

    with running(create_app(free, slow)) as address:
        visitors = [threading.Thread(target=visit, args=[address]) for _ in range(20)]
        for visitor in visitors:
            visitor.start()
        while len(statuses) < 5:
            time.sleep(0.02)
        assert httpx.get(f"{address}/health", timeout=2).status_code == 200
        slow.go.set()
        for visitor in visitors:
            visitor.join(30)
        assert httpx.post(f"{address}/api/ask", json=ASK, timeout=20).status_code == 200
    assert {one.status_code for one in statuses} == {200, 503}
    refused = next(one for one in statuses if one.status_code == 503)
    assert refused.json()["error"]["code"] == "busy"
    assert int(refused.headers["retry-after"]) >= 1


def test_questions_that_hang_do_not_use_up_the_threads(slow, free, monkeypatch):
    monkeypatch.setattr(desk, "SECONDS", 0.05)
    monkeypatch.setattr(desk, "STUCK", 1)
    with running(create_app(free, slow)) as address:
        codes = [httpx.post(f"{address}/api/ask", json=ASK).json()["error"]["code"] for _ in range(20)]
    assert set(codes) == {"slow", "busy"}
    assert slow.asked <= max(2, os.cpu_count() or 2)


def test_answers_under_way_are_finished_when_the_server_goes_down(pipeline, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    code = (
        "import time\nfrom retrieval.pipeline import Pipeline\nask = Pipeline.ask\n"
        "def slowly(self, question, **rest):\n    time.sleep(2 if question == 'langsam' else 0)\n"
        "    return ask(self, question, **rest)\n"
        "Pipeline.ask = slowly\nfrom ui.cli import main\nmain()"
    )
    environment = os.environ | {"PROTOKOLL_DATA": str(ROOT / "data"), "PROTOKOLL_CORPUS": str(ROOT / "corpus")}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", str(port)],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    while ready(address) != 200:
        time.sleep(0.1)
    answers = []
    asking = threading.Thread(
        target=lambda: answers.append(httpx.post(f"{address}/api/ask", json={"question": "langsam"}, timeout=20))
    )
    asking.start()
    time.sleep(0.7)
    process.send_signal(signal.SIGTERM)
    asking.join(20)
    _, said = process.communicate(timeout=20)
    assert answers[0].status_code == 200
    assert "Traceback" not in said
    assert all(json.loads(line)["message"] for line in said.splitlines())


def ready(address):
    try:
        return httpx.get(f"{address}/ready", timeout=5).status_code
    except httpx.TransportError:
        return 0


def test_no_answer_names_a_file_or_a_line_of_the_program(serve_app, monkeypatch):
    app = serve_app()
    monkeypatch.setattr("retrieval.pipeline.Pipeline.ask", lambda *_, **__: 1 / 0)
    response = app.post("/api/ask", json=ASK)
    assert response.status_code == 500
    assert set(response.json()["error"]) == {"code", "message"}
    assert "division" not in response.text
    assert ".py" not in response.text


@pytest.mark.parametrize(("language", "words"), [("de", "Fragen"), ("en", "questions")])
def test_the_limit_is_told_in_the_askers_language(serve_app, language, words):
    app = serve_app(rate_limit="1/minute")
    headers = {"Accept-Language": language}
    app.post("/api/ask", json=ASK, headers=headers)
    told = app.post("/api/ask", json=ASK, headers=headers)
    assert told.status_code == 429
    assert words in told.json()["error"]["message"]


def test_behind_a_proxy_each_visitor_has_a_limit_of_their_own(pipeline, tmp_path):
    settings = Settings(rate_limit="1/minute", trusted_proxies="127.0.0.1", data=tmp_path)
    with running(create_app(settings, pipeline)) as address:
        def ask(visitor):
            headers = {"X-Forwarded-For": visitor}
            return httpx.post(f"{address}/api/ask", json=ASK, headers=headers, timeout=20).status_code

        assert [ask("198.51.100.1"), ask("198.51.100.2"), ask("198.51.100.1")] == [200, 200, 429]
