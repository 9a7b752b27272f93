"""Whatever stands in a header: never a 500, always all security headers, and our JSON where it is refused."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ui.guard import ALWAYS
from ui.problems import STATUS

READ = [  # by us, by Starlette, by Gradio or by a proxy's convention
    "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Connection", "Content-Length", "Content-Type",
    "Cookie", "Expect", "Forwarded", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "Origin",
    "Range", "Referer",
    "Sec-Fetch-Site", "Transfer-Encoding", "Upgrade", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host",
    "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Gradio-Server", "X-Gradio-User", "X-Served-By",
]  # fmt: skip
ODD = st.sampled_from([
    "de;q=1.2.3", "de;q=..", "bytes=0-1,5-2", "bytes=9-1", "bytes=abc", "bytes=999999999-", "bytes=0-0,-1", "http://[",
    "[::1", "a:b:c", "x" * 9_000, "Thu, 99 Foo 2024 99:99:99 GMT", "W/", '"', "=;=;", "%", "*/*;q=x", "text/html",
    "-1", "0x10", "9" * 40, "\xb2", "multipart/form-data", "application/json; charset=nope", "gzip;q=0, br", ",,,", " ",
])  # fmt: skip
VALUES = ODD | st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)
ASKED = [
    ("GET", "/"),
    ("GET", "/api/documents"),
    ("GET", "/api/documents/zukunftsforum-ki-2024-02-22/original"),
    ("GET", "/protokoll"),
    ("GET", "/theme.css"),
    ("GET", "/nothing"),
    ("POST", "/api/feedback"),
    ("POST", "/gradio_api/run/predict"),
]


@pytest.fixture(scope="module")
def near(client):
    """A client whose requests come from a proxy that is believed, which reads most headers."""
    client._transport.client = ("10.0.0.1", 5)
    yield client
    client._transport.client = ("testclient", 50000)


@pytest.mark.parametrize(("method", "path"), ASKED)
def test_no_header_breaks_anything(near, method, path):
    @settings(
        max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(headers=st.lists(st.tuples(st.sampled_from(READ), VALUES), min_size=1, max_size=4))
    def send(headers):
        pairs = [(name, value.strip().encode("latin-1")) for name, value in headers]
        body = {"content": b'{"rating": 1, "data": []}'} if method == "POST" else {}
        response = near.request(method, path, headers=pairs, **body)
        assert response.status_code in {200, 206, 304, 416, *STATUS.values()} - {500, 503}
        assert {name.lower() for name in ALWAYS} <= set(response.headers)
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert response.status_code < 400 or re.fullmatch(r"[a-z_]+", response.json()["error"]["code"])

    send()


def test_too_many_or_too_large_headers_are_told(client):
    for headers in ({f"X-{number}": "a" for number in range(120)}, {"X": "a" * 20_000}):
        response = client.get("/health", headers=headers)
        assert response.status_code == 431
        assert response.json()["error"]["code"] == "head_too_large"
        assert "16 Kilobyte und 100 Zeilen" in response.json()["error"]["message"]


def test_a_body_that_is_counted_in_two_ways_is_refused_and_the_connection_closed(client):
    headers = {"Transfer-Encoding": "chunked", "Content-Length": "4"}
    response = client.post("/api/ask", content=b"{}", headers=headers)
    assert response.status_code == 400
    assert response.headers["connection"] == "close"


def test_a_bug_is_told_with_all_security_headers(serve_app, monkeypatch, caplog):
    app = serve_app()
    monkeypatch.setattr("ui.plain.Pages.list", lambda *_: 1 / 0)
    response = app.get("/protokoll")
    assert response.json()["error"]["code"] == "broken"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert caplog.text.count("Traceback") == 1
