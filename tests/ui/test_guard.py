import base64
import json
import re

import httpx
import pytest
from starlette.datastructures import Headers

from protokoll.settings import Settings
from tests.ui.served import PROTOCOL, running
from ui.guard import is_own, serves
from ui.server import create_app

CLOSED = [
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/heartbeat/abc"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/call/answer"),
    ("POST", "/gradio_api/run/answer"),
    ("POST", "/gradio_api/api/answer"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/vibe-edit"),
    ("GET", "/config"),
    ("GET", "/monitoring"),
    ("GET", "/manifest.json"),
    ("GET", "/docs"),
    ("GET", "/redoc"),
    ("POST", "/login"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_what_gradio_brings_along_is_closed(client, method, path):
    response = client.request(method, path)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_another_method_is_told_so(client):
    assert client.get("/api/ask").status_code == 405
    assert client.get("/api/ask").headers["allow"] == "POST"
    assert client.post("/api/documents/x").headers["allow"] == "GET, HEAD"
    assert client.put("/api/documents").json()["error"]["code"] == "method"


@pytest.mark.parametrize("path", ["/", "/health", "/widget.js", f"/protokoll/{PROTOCOL}", f"/api/documents/{PROTOCOL}"])
def test_the_head_alone_can_be_asked_for(pipeline, settings, path):
    with running(create_app(settings, pipeline)) as url:  # the server leaves the body out
        asked, alone = httpx.get(url + path), httpx.head(url + path)
    assert (asked.status_code, alone.status_code) == (200, 200)
    assert alone.headers["content-type"] == asked.headers["content-type"]
    assert alone.content == b""


@pytest.mark.parametrize("path", ["/", "/api/documents", "/api/nix", "/health"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]


def test_the_interface_allows_no_content_at_all(client):
    assert client.get("/api/documents").headers["content-security-policy"].startswith("default-src 'none'; base-uri")


def test_the_page_runs_no_script_without_its_nonce(client):
    response = client.get("/")
    policy = response.headers["content-security-policy"]
    (nonce,) = re.findall(r"script-src 'self' 'nonce-([^']+)'", policy)
    assert "unsafe-eval" not in policy
    scripts = re.findall(r"<script[^>]*>", response.text)
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)


def test_the_nonce_is_another_one_each_time(client):
    policies = {client.get("/").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("path", ["/api/documents", "/theme.css", "/"])
def test_no_foreign_origin_is_granted_anything(client, path):
    headers = client.get(path, headers={"Origin": "https://evil.example"}).headers
    assert not [name for name in headers if name.startswith("access-control-")]


def test_a_preflight_is_refused(client):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/api/ask", headers=headers).status_code == 405


@pytest.mark.parametrize("path", ["/api/ask", "/api/feedback", "/gradio_api/run/predict"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_on_another_site_cannot_post(client, path, site):
    response = client.post(path, json={"question": "Jülich"}, headers={"Sec-Fetch-Site": site})
    assert response.status_code == 403


OWN = "127.0.0.1"
PUBLIC = "frag.forum.example"


@pytest.mark.parametrize(
    ("host", "bound", "public", "served"),
    [
        ("", OWN, "", True),  # no browser
        ("localhost:7860", OWN, "", True),
        ("127.0.0.1:7860", OWN, "", True),
        ("[::1]:7860", "::1", "", True),
        ("forum.localhost", OWN, "", True),
        ("evil.example", OWN, "", False),  # a name that somebody points to this machine
        ("evil.example:7860", "::1", "", False),
        ("localhost.evil.example", OWN, "", False),
        ("[", OWN, "", False),
        (PUBLIC, OWN, "", False),
        (PUBLIC, OWN, PUBLIC, True),
        (f"{PUBLIC.upper()}:443", OWN, PUBLIC, True),
        ("evil.example", "0.0.0.0", PUBLIC, False),
        ("10.0.0.1", "0.0.0.0", PUBLIC, True),  # a probe
        ("evil.example", "0.0.0.0", "", True),  # it cannot know its own
    ],
)
def test_a_server_answers_under_its_own_names_alone(host, bound, public, served):
    assert serves(host, bound, public) == served


def test_another_name_than_its_own_is_told_how_to_be_added(pipeline, tmp_path):
    with running(create_app(Settings(data=tmp_path), pipeline)) as url:
        paths, headers = ("/", "/quality", "/api/documents"), {"Host": "evil.example"}
        foreign = [httpx.get(url + path, headers=headers) for path in paths]
        assert httpx.get(url).status_code == 200
    assert [answer.status_code for answer in foreign] == [403] * 3
    assert "PROTOKOLL_PUBLIC_URL" in foreign[0].json()["error"]["message"]


def test_what_a_trusted_proxy_passes_on_is_answered_under_any_name(pipeline, tmp_path):
    with running(create_app(Settings(data=tmp_path, trusted_proxies=OWN), pipeline)) as url:
        headers = {"Host": "upstream", "Origin": "https://a.example", "Sec-Fetch-Site": "same-origin"}
        assert httpx.post(f"{url}/api/feedback", headers=headers, json={"rating": "up", "question": "?"}).is_success
        headers["Sec-Fetch-Site"] = "cross-site"
        assert httpx.post(f"{url}/api/feedback", headers=headers, json={}).status_code == 403


def test_a_server_for_others_that_knows_no_name_of_its_own_answers_under_any(client):
    assert client.get("/api/documents", headers={"Host": "frag.forum.example"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/ask", "/api/feedback", "/gradio_api/run/predict", "/mcp"])
@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.example", "testserver"),
        ("http://testserver.evil.example", "testserver"),
        ("http://testserver:81", "testserver:82"),
        ("null", "testserver"),
        ("x", "testserver"),
        ("", "testserver"),
    ],
)
def test_a_foreign_origin_cannot_post(client, path, origin, host):
    headers = {"Host": host, "Origin": origin}
    assert client.post(path, json={"question": "Jülich"}, headers=headers).status_code == 403
    if origin != "null":  # a browser may write it where no referrer is sent; none claims the same origin falsely
        headers["Sec-Fetch-Site"] = "same-origin"
        assert client.post(path, json={"question": "Jülich"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("testserver", "http://testserver"),
        ("testserver:443", "https://testserver"),
        ("testserver", "https://testserver:8443"),  # nginx passes the name on without the port
        ("upstream", f"https://{PUBLIC}"),
        ("upstream", None),  # no browser
    ],
)
def test_a_page_of_ours_can_post(host, origin):
    headers = Headers({"Host": host} | ({"Origin": origin} if origin else {}))
    assert is_own(headers, host, PUBLIC, vouched=False)


def test_a_form_of_another_site_cannot_post(client):
    content = '{"question": "Jülich"}'.encode()
    response = client.post("/api/ask", content=content, headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
    assert "Content-Type: application/json" in response.json()["error"]["message"]


def test_the_origins_named_may_embed_the_page(serve_app):
    headers = serve_app(embed_origins="https://forum.example, https://www.forum.example").get("/").headers
    assert "frame-ancestors https://forum.example https://www.forum.example" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_the_page_names_no_other_host(client):
    page = client.get("/").text
    assert re.findall(r"https?://([^/\"'\s]+)", page) == []
    assert "Gradio" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_the_files_of_the_page_may_be_kept_forever(client):
    (address,) = set(re.findall(r'src="(ui/[^"]+/page\.js)"', client.get("/").text))
    response = client.get("/" + address)
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]
    assert client.get("/ui/000000000000/page.js").status_code == 404
    assert client.get(address.rsplit("/", 1)[0] + "/../../pyproject.toml").status_code == 404


EVENT = "/gradio_api/run/predict"
NO_EVENTS = [
    '{"data": []}',
    "{}",
    '{"fn_index": 99, "data": []}',
    '{"fn_index": true, "data": ["Jülich"]}',
    '{"data": 3}',
    "[]",
    "x",
    '{"fn_index": 0, "data": ["Jülich"]}',
    '{"fn_index": 0, "data": ["Jülich", "[]", "", "English", "mehr"]}',
    '{"fn_index": 0, "data": ["Jülich", "[]", {"Jülich": 1}, "English"]}',
    '{"fn_index": 0, "data": "Jüli"}',
]


def sent(app, body):
    return app.post(EVENT, content=body.encode(), headers={"Content-Type": "application/json"})


@pytest.mark.parametrize("body", NO_EVENTS)
def test_what_is_no_event_of_the_page_is_refused_in_one_line_without_its_words(client, body, caplog, capfd):
    caplog.set_level("INFO", "protokoll.requests")
    answer = sent(client, body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "event"
    [record] = [record for record in caplog.records if record.name == "protokoll.requests"]
    assert "Jülich" not in str(record.__dict__)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("body", NO_EVENTS)
def test_what_is_no_event_of_the_page_is_counted(serve_app, body):
    app = serve_app(rate_limit="2/minute")
    assert [sent(app, body).status_code for _ in range(3)] == [422, 422, 429]


def test_a_question_of_the_page_is_answered_and_the_words_of_its_session_are_left_out(client, capfd):
    asked = {"fn_index": 0, "data": ["Jülich", "[]", "", "English"], "session_hash": "x", "batched": True}
    answer = client.post(EVENT, json=asked)
    reply = json.loads(base64.b64decode(answer.json()["data"][0]))
    assert reply["question"] == "Jülich"
    assert capfd.readouterr().err == ""
