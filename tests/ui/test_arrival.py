"""Below a path of somebody else's host, as behind nginx: `location /fragen/ { proxy_pass http://127.0.0.1:7860/; }`."""

import re

import pytest

from protokoll.errors import SettingsError
from protokoll.settings import Settings, load_settings
from ui.arrival import Arrival, known_prefix, trusted

PROTOCOL = "zukunftsforum-ki-2024-02-22"


def arrived(path="/", headers=None, **settings):
    """A request from 10.0.0.1 as the rest of the server sees it."""
    chosen = Settings(**{"trusted_proxies": "10.0.0.1"} | settings)
    raw = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "path": path, "headers": raw, "client": ("10.0.0.1", 5)}
    return Arrival(None, trusted(chosen), known_prefix(chosen)).seen(scope)


@pytest.mark.parametrize(
    ("settings", "headers", "prefix"),
    [
        ({}, {}, ""),
        ({}, {"X-Forwarded-Prefix": "/fragen"}, "/fragen"),
        ({}, {"X-Forwarded-Prefix": "/fragen/"}, "/fragen"),
        ({"root_path": "/fragen/"}, {}, "/fragen"),
        ({"public_url": "https://www.forum.example/fragen/"}, {}, "/fragen"),
        ({"root_path": "/a"}, {"X-Forwarded-Prefix": "/b"}, "/b"),  # the proxy knows better
        ({}, {"X-Forwarded-Prefix": "//evil.example"}, ""),
        ({}, {"X-Forwarded-Prefix": "/../x"}, ""),
        ({}, {"X-Forwarded-Prefix": '/"><script>'}, ""),
        ({"trusted_proxies": "10.0.0.2"}, {"X-Forwarded-Prefix": "/fragen"}, ""),  # nobody whom we believe
    ],
)
def test_it_is_known_where_visitors_find_the_server(settings, headers, prefix):
    assert arrived(headers=headers, **settings)["state"]["prefix"] == prefix


@pytest.mark.parametrize("path", ["/", "/api/documents", f"/protokoll/{PROTOCOL}", "/widget", "/ui/1/a.js"])
@pytest.mark.parametrize("prefix", ["/fragen", "/protokoll", "/widget", "/a/b"])
def test_it_is_all_the_same_whether_the_proxy_cuts_the_path_off(prefix, path):
    assert arrived(path, root_path=prefix)["path"] == path
    assert arrived(prefix + path, root_path=prefix)["path"] == path
    assert arrived(prefix, root_path=prefix)["path"] == (prefix if prefix in ("/protokoll", "/widget") else "/")


def test_the_page_stands_below_it_and_what_others_say_about_the_host_gets_nowhere(serve_app):
    foreign = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Gradio-Server": "evil.example"}
    page = serve_app(root_path="/fragen").get("/fragen/", headers=foreign | {"Host": "evil.example"}).text
    assert re.findall(r'<base href="([^"]*)"', page) == ["/fragen/"]
    assert re.findall(r'"root":"([^"]*)"', page) == ["/fragen/"]
    assert "evil.example" not in page


def test_without_a_word_from_anybody_all_addresses_are_relative(client):
    page = client.get("/").text
    assert re.findall(r'<base href="([^"]*)"', page) + re.findall(r'"root":"([^"]*)"', page) == ["./", "./"]


def test_the_public_address_stands_where_things_are_copied_from(serve_app):
    client = serve_app(public_url="https://www.forum.example/fragen", search_engines=True)
    (assets,) = set(re.findall(r'(ui/[0-9a-f]+)/page\.js', client.get("/").text))
    assert '"home": "https://www.forum.example/fragen/"' in client.get(f"/{assets}/site.js").text
    canonical = f'<link rel="canonical" href="https://www.forum.example/fragen/protokoll/{PROTOCOL}">'
    assert canonical in client.get(f"/protokoll/{PROTOCOL}").text
    assert client.get("/api/openapi.json").json()["servers"] == [{"url": "https://www.forum.example/fragen"}]


@pytest.mark.parametrize(
    ("name", "value"),
    [("ROOT_PATH", "fragen"), ("ROOT_PATH", "//x"), ("PUBLIC_URL", "www.forum.example"), ("PUBLIC_URL", "https://x/?q=1")],
)
def test_an_address_that_cannot_be_used_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"PROTOKOLL_{name}", value)
    with pytest.raises(SettingsError, match=f"PROTOKOLL_{name} cannot be used"):
        load_settings()


def test_slashes_at_the_end_do_not_matter():
    assert Settings(root_path="/a/b/").root_path == "/a/b"
