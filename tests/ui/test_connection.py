"""What one connection may take up, without a proxy in front."""

import json
import socket
import time

import pytest
from starlette.responses import PlainTextResponse

from tests.ui.served import running
from ui import connection
from ui.guard import ALWAYS, HEAD_LIMIT

HELLO = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def call():
    """A bare app, so that it is the connection that answers."""
    sockets = []
    with running(PlainTextResponse("hello")) as url:
        place = url.removeprefix("http://").split(":")

        def connect(*sent):
            one = socket.create_connection((place[0], int(place[1])), timeout=20)
            sockets.append(one)
            for piece in sent:
                one.sendall(piece)
            return one

        yield connect
        for one in sockets:
            one.close()


def whole(one):
    """Everything until the server closes."""
    try:
        return b"".join(iter(lambda: one.recv(65536), b""))
    except ConnectionResetError:  # it closed while we were still sending
        return b""


def refused(said, status, code):
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(body)["error"]["code"] == code
    names = {line.split(b":")[0].lower().decode() for line in head.split(b"\r\n")[1:]}
    assert {name.lower() for name in ALWAYS} | {"content-security-policy", "x-frame-options"} <= names
    return True


def test_a_header_without_end_is_cut_off_after_some_kilobytes(call):
    one = call(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
    sent = 0
    try:
        while sent < 5_000_000:
            one.sendall(b"a" * 8192)
            sent += 8192
            time.sleep(0.01)
    except OSError:
        pass
    assert HEAD_LIMIT <= sent < 5_000_000
    assert whole(call(HELLO.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))).endswith(b"hello")


def test_too_large_a_head_is_told(call):
    said = whole(call(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * (HEAD_LIMIT + 100)))
    assert refused(said, 431, "head_too_large")


@pytest.mark.parametrize(
    "request_line",
    [
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 6\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told(call, request_line):
    assert refused(whole(call(request_line)), 400, "not_http")


def test_a_head_that_trickles_in_is_given_up(call, monkeypatch):
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.5)
    one = call(HELLO[:20])
    began = time.monotonic()
    assert refused(whole(one), 408, "too_slow")
    assert time.monotonic() - began < 10


def test_a_spare_connection_of_a_browser_is_closed_without_a_word(call, monkeypatch):
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.5)
    assert whole(call()) == b""


def test_more_connections_than_there_may_be_are_told(call, monkeypatch):
    monkeypatch.setattr(connection, "CONNECTIONS", 2)
    call(), call()
    time.sleep(0.5)
    assert refused(whole(call()), 503, "busy")


def test_several_requests_on_one_connection_are_answered_in_turn(call):
    one = call(HELLO * 3 + HELLO.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert whole(one).count(b"hello") == 4
