import os

import httpx
import pytest
from starlette.testclient import TestClient

from tests.ui.records import BUILDING, COUNCIL, indexed, pdf
from tests.ui.served import running
from ui.server import create_app

LATIN = "Niederschrift\n\nDer Bürgermeister grüßt „alle“.\n".encode("cp1252")
PAGE = "<html><body><h1>Bericht</h1><p>Der Rat tagt im Saal.</p><script>alert(1)</script></body></html>"
ODD = 'a"b; filename=evil.html, ä #1 %2e?.md'


@pytest.fixture(scope="module")
def files():
    return {
        "bau.pdf": pdf(*BUILDING),
        "alt.txt": LATIN,
        "neu.txt": "Der Bürgermeister grüßt.\n".encode(),
        "zwei.txt": "Der Bürgermeister grüßt zweimal.\n".encode("utf-16"),
        "bericht.html": PAGE.encode(),
        ODD: COUNCIL.encode(),
    }


@pytest.fixture(scope="module")
def library(files, tmp_path_factory):
    """A real server: the client of Starlette's tests decodes an address twice."""
    settings, pipeline = indexed(tmp_path_factory.mktemp("originals"), files)
    with running(create_app(settings, pipeline)) as url, httpx.Client(base_url=url) as client:
        yield client


def test_every_document_tells_where_its_file_is_and_it_is_that_file(library, files):
    documents = library.get("/api/documents").json()["documents"]
    assert {one["file"]: library.get(f"/{one['original']}").content for one in documents} == files


@pytest.mark.parametrize(
    ("document", "kind", "place"),
    [
        ("bau", "application/pdf", "inline"),
        ("alt", "text/plain; charset=windows-1252", "inline"),
        ("neu", "text/plain; charset=utf-8", "inline"),
        ("zwei", "text/plain; charset=utf-16", "inline"),
        ("bericht", "text/html", "attachment"),
    ],
)
def test_each_file_has_its_type_and_only_what_is_harmless_is_shown(library, document, kind, place):
    headers = library.get(f"/api/documents/{document}/original").headers
    assert headers["content-type"] == kind
    assert headers["content-disposition"].split(";")[0] == place
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_all_but_a_pdf_is_sandboxed_and_nothing_may_run(library):
    policies = {
        name: library.get(f"/api/documents/{name}/original").headers["content-security-policy"]
        for name in ("bau", "alt", "bericht")
    }
    assert [policy.endswith("sandbox") for policy in policies.values()] == [False, True, True]
    assert not any("script-src" in policy for policy in policies.values())


def test_a_text_reads_right_in_its_own_encoding(library):
    assert library.get("/api/documents/alt/original").text == LATIN.decode("cp1252")
    assert library.get("/api/documents/zwei/original").text == "Der Bürgermeister grüßt zweimal.\n"


def test_a_pdf_is_sent_in_parts(library, files):
    response = library.get("/api/documents/bau/original", headers={"Range": "bytes=0-4", "Accept-Encoding": "gzip"})
    assert response.status_code == 206
    assert response.content == b"%PDF-"
    assert response.headers["content-range"] == f"bytes 0-4/{len(files['bau.pdf'])}"
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("asked", ["bytes=9-1", "bytes=99999999-", "bytes=0-1,5-6", "bytes=-0", "bytes=-", "lines=1-2"])
def test_a_part_that_there_is_not_is_answered_with_the_whole(library, files, asked):
    response = library.get("/api/documents/bau/original", headers={"Range": asked})
    assert (response.status_code, response.content) == (200, files["bau.pdf"])


def test_a_file_that_one_has_is_not_sent_again(library):
    tag = library.get("/api/documents/bau/original").headers["etag"]
    assert len(tag) == 64 + 2
    again = library.get("/api/documents/bau/original", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_name_full_of_signs_ends_no_header(library):
    [odd] = [one for one in library.get("/api/documents").json()["documents"] if one["file"] == ODD]
    disposition = library.get(f"/{odd['original']}").headers["content-disposition"]
    plain, exact = disposition.split("; ", 1)[1].split("; filename*=")
    assert plain == 'filename="a_b_ filename_evil.html_ _ _1 _2e_.md"'
    assert exact == "UTF-8''a%22b%3B%20filename%3Devil.html%2C%20%C3%A4%20%231%20%252e%3F.md"


@pytest.mark.parametrize(
    "path",
    [
        "nix/original",
        "..%2f..%2fetc%2fpasswd/original",
        "%2e%2e/original",
        "bau/original/..%2f..%2fcurrent",
        "..%5c..%5ccurrent/original",
        "bau%00/original",
        "bau.pdf/original",
        "current/original",
        "bau/../../originals/original",
    ],
)
def test_nothing_else_is_served(library, path):
    response = library.get(f"/api/documents/{path}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_a_file_that_is_gone_is_not_found(files, tmp_path):
    settings, pipeline = indexed(tmp_path, {"neu.txt": files["neu.txt"]})
    client = TestClient(create_app(settings, pipeline), raise_server_exceptions=False)
    for kept in (settings.data / "originals").iterdir():
        os.remove(kept)
    response = client.get("/api/documents/neu/original")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_a_document_tells_pages_speakers_and_format(library):
    documents = {one["id"]: one for one in library.get("/api/documents").json()["documents"]}
    assert (documents["bau"]["format"], documents["bau"]["pages"]) == ("PDF", 2)
    assert "Stadträtin Yilmaz (SPD)" in documents["bau"]["speakers"]
    assert (documents["neu"]["pages"], documents["neu"]["speakers_recorded"]) == (None, "none")
    assert "notes" not in documents["bau"]


def test_a_statement_tells_who_speaks_where(library):
    statements = library.get("/api/documents/bau").json()["statements"]
    [width] = [one for one in statements if "drei Meter" in one["text"]]
    assert (width["speaker"], width["page"], width["printed"]) == ("Stadträtin Yilmaz (SPD)", 1, "5")
    assert width["text"][width["lead"] :] == "Der Radweg am Stadtpark muss drei Meter breit werden."
    assert {"reported", "follows"} <= set(width)
