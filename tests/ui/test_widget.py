import gzip
import re

import pytest

from protokoll.errors import SettingsError
from protokoll.settings import load_settings
from ui.widget import read_loader

ORIGIN = "https://www.forum.example"


def test_the_loader_is_one_script_of_at_most_8_kilobytes():
    script = read_loader().script
    assert len(gzip.compress(script)) <= 8_000
    assert not re.search(rb"^(import|export) ", script, re.MULTILINE)


def test_the_loader_stores_nothing_and_writes_no_markup():
    script = read_loader().script.decode()
    for name in ("localStorage", "sessionStorage", "indexedDB", "cookie", "innerHTML", "eval(", "fetch(", "window."):
        assert name not in script


def test_the_loader_may_be_read_by_any_page(client):
    for path in ("/widget.js", f"/{read_loader().name}"):
        response = client.get(path)
        assert response.content == read_loader().script
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_loader_with_a_hash_is_kept_forever_and_another_one_is_unknown(client):
    assert "immutable" in client.get(f"/{read_loader().name}").headers["cache-control"]
    assert client.get("/widget-000000000000.js").status_code == 404
    assert client.get("/widget-../widget.js").status_code == 404


def test_by_default_nobody_may_embed_the_frame(client):
    headers = client.get("/widget").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_the_origins_named_may_embed_it_and_no_other(serve_app):
    response = serve_app(embed_origins=ORIGIN).get("/widget")
    assert response.headers["content-security-policy"].endswith(f"frame-ancestors {ORIGIN}")
    assert "x-frame-options" not in response.headers
    assert f'data-origins="[&quot;{ORIGIN}&quot;]"' in response.text


def test_the_frame_runs_files_of_this_server_only(client):
    policy = client.get("/widget").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


def test_any_page_may_read_which_pages_may_embed(serve_app):
    response = serve_app(embed_origins=ORIGIN).get("/widget-origins.js")
    assert response.text == f'export default ["{ORIGIN}"];\n'
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["content-type"].startswith("text/javascript")


def test_every_file_that_the_frame_names_is_there(client):
    page = client.get("/widget").text
    names = re.findall(r'(?:href|src)="(ui/[^"]+)"', page)
    assert len(names) > 15
    assert {client.get(f"/{name}").status_code for name in names} == {200}


def test_every_module_that_the_frame_loads_is_preloaded(client):
    page = client.get("/widget").text
    known = set(re.findall(r'"(ui/[^"]+\.js)"', page))
    base = re.search(r"ui/[0-9a-f]+/", page).group()
    for name in known:
        folder = name.rsplit("/", 1)[0]
        for step in re.findall(r'^import .*?"(\.[^"]+)"', client.get(f"/{name}").text, re.MULTILINE):
            path = f"{folder}/{step}".replace("/./", "/").replace("widget/../", "")
            assert path in known, (name, path)
            assert path.startswith(base)


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://*.forum.example",
        "https://forum.example/",
        "forum.example",
        "null",
        "https://a.example;script-src *",
        "javascript:alert(1)",
        "https://forum.example:port",
        "HTTPS://FORUM.EXAMPLE",
    ],
)
def test_what_is_no_exact_origin_is_refused(monkeypatch, origin):
    monkeypatch.setenv("PROTOKOLL_EMBED_ORIGINS", origin)
    with pytest.raises(SettingsError, match="PROTOKOLL_EMBED_ORIGINS cannot be used"):
        load_settings()


@pytest.mark.parametrize("origin", [ORIGIN, "http://localhost:8080", "https://[::1]:8443", "https://xn--bcher-kva.example"])
def test_exact_origins_are_taken(monkeypatch, origin):
    monkeypatch.setenv("PROTOKOLL_EMBED_ORIGINS", f"{origin}, https://other.example")
    assert load_settings().embed_origins == (origin, "https://other.example")
