"""The protocol as a page of its own, and what stands in place of a page: all without JavaScript."""

import json
import re

import pytest
from lxml import html
from starlette.testclient import TestClient

from ingest.load import File, load
from protokoll.settings import Settings
from tests.ui.records import BUILDING, COUNCIL, pdf
from ui.opening import Opening
from ui.plain import Pages
from ui.reader import whole

PROTOCOL = "zukunftsforum-ki-2024-02-22"


@pytest.fixture(scope="module")
def page(client):
    return html.fromstring(client.get(f"/protokoll/{PROTOCOL}?lang=en").text)


def words(node):
    return re.sub(r"\s+", " ", node.text_content()).strip()


def test_every_statement_stands_there_word_for_word_at_its_own_anchor(page, pipeline):
    (document,) = pipeline.documents
    shown = {item.get("id"): words(item.find("./p[@class='text']/span")) for item in page.iter("li") if item.get("id")}
    assert list(shown) == [statement.id.split("/", 1)[1] for statement in document.statements]
    assert list(shown.values()) == [statement.text for statement in document.statements]


def test_every_link_inside_leads_somewhere(page):
    anchors = set(page.xpath("//@id"))
    inside = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]
    assert len(inside) > 130
    assert set(inside) <= anchors


def test_translations_stand_beside_the_text_with_their_notice(page, client):
    assert "Machine translation, not reviewed" in words(page.xpath("//*[@class='notice']")[0])
    assert page.xpath("//li/p[@class='translated'][@lang='en']")
    german = html.fromstring(client.get(f"/protokoll/{PROTOCOL}", headers={"Accept-Language": "de"}).text)
    assert german.get("lang") == "de"
    assert not german.xpath("//*[@class='translated']")


def test_it_needs_no_script_and_its_styles_are_there(page, client):
    assert not page.xpath("//script | //@onclick | //@style")
    sheets = page.xpath("//link[@rel='stylesheet']/@href")
    assert [client.get(f"/protokoll/{sheet}").status_code for sheet in sheets] == [200, 200]
    policy = client.get(f"/protokoll/{PROTOCOL}").headers["content-security-policy"]
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize(("wanted", "robots", "allowed"), [(False, "noindex", False), (True, "index, follow", True)])
def test_search_engines_come_in_only_where_a_setting_says_so(serve_app, wanted, robots, allowed):
    client = serve_app(search_engines=wanted)
    response = client.get(f"/protokoll/{PROTOCOL}")
    assert html.fromstring(response.text).xpath("//meta[@name='robots']/@content") == [robots]
    assert ("x-robots-tag" not in response.headers) == allowed
    assert ("Allow: /protokoll\n" in client.get("/robots.txt").text) == allowed
    assert client.get("/protokoll/nix").headers["x-robots-tag"] == "noindex"


def test_search_engines_are_told_all_pages_where_their_addresses_are_known(serve_app):
    home = "https://forum.example/fragen"
    client = serve_app(search_engines=True, public_url=home)
    assert f"Sitemap: {home}/sitemap.xml\n" in client.get("/robots.txt").text
    listed = html.fromstring(client.get("/sitemap.xml").content).xpath("//loc/text()")
    assert listed == [f"{home}/protokoll/{PROTOCOL}"]
    for settings in ({"search_engines": True}, {"public_url": home}):
        assert serve_app(**settings).get("/sitemap.xml").status_code == 404


def test_without_javascript_the_page_offers_it(client):
    page = html.fromstring(client.get("/").text)
    (link,) = page.xpath("//noscript//ul//a/@href")
    assert link == f"protokoll/{PROTOCOL}"
    assert client.get(f"/{link}").status_code == 200


def test_a_slash_too_many_leads_to_the_page_all_the_same(client):
    response = client.get(f"/protokoll/{PROTOCOL}/?lang=en", follow_redirects=False)
    assert response.headers["location"] == f"../{PROTOCOL}?lang=en"
    assert client.get("/protokoll/nix/").status_code == 404
    without = html.fromstring(client.get("/widget").text)
    assert {client.get(f"/{link}").status_code for link in without.xpath("//noscript//a/@href")} == {200}


def test_a_document_that_is_not_there_is_told_as_a_page(client):
    response = client.get("/protokoll/nix", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    page = html.fromstring(response.text)
    assert "There are no such minutes here" in words(page)
    assert client.get("/protokoll/" + page.xpath("//a/@href")[0]).status_code == 200


def test_speakers_pages_decisions_and_hostile_words_of_other_documents():
    hostile = "Der Rat sagt {{ 7*7 }} <img src=x onerror=alert(2)> & \"' <script>alert(1)</script> und geht.\n"
    files = {"bau.pdf": pdf(*BUILDING), "rat.md": COUNCIL.encode(), "böse <b>.txt": hostile.encode()}
    documents = tuple(load(File(name, data, {})) for name, data in files.items())
    pages = Pages(Settings(), "ui/0", "0", documents)
    building, council, evil = (html.fromstring(pages.protocol(document, "de")) for document in documents)
    assert building.xpath("//p[@class='page']/a/@href")[0] == "../api/documents/bau/original#page=1"
    assert [words(one) for one in council.xpath("//*[@class='kind']")] == ["Beschluss", "Abstimmung", "Beschluss"]
    assert "Pilotprojekt" in [words(one) for one in council.xpath("//b")]
    assert not evil.xpath("//script | //img")
    assert "{{ 7*7 }} <img src=x onerror=alert(2)>" in words(evil)
    listed = html.fromstring(pages.list("de")).xpath("//ul[@class='documents']//a/@href")
    assert "protokoll/b%C3%B6se%20%3Cb%3E?lang=de" in listed
    assert len(listed) == 3


def test_no_title_name_or_line_turns_what_stands_beside_it():
    turned = "# Protokoll \u202eneuen\n\n## \u2067TOP 1\u2069\n\n\u202bOtto Baum\u202c: Es wird \x1b[31mrot\u202d.\n"
    hebrew = "# פרוטוקול\n\nהישיבה נפתחה.\n"
    documents = tuple(load(File(name, text.encode(), {})) for name, text in (("a.md", turned), ("b.md", hebrew)))
    assert documents[0].title == "Protokoll neuen"
    pages = Pages(Settings(), "ui/0", "0", documents)
    told = [pages.list("de"), pages.no_script(), pages.protocol(documents[0], "de"), json.dumps(whole(documents[0]))]
    assert not re.findall("[\u202a-\u202e\u2066-\u2069\x1b]", "".join(told[:3]))
    seen = json.loads(told[3])
    assert not re.findall("[\u202a-\u202e\u2066-\u2069\x1b]", json.dumps(seen["statements"], ensure_ascii=False))
    assert "\u202e" in seen["text"]  # the document itself stays as it is, and with it every offset
    assert [words(one) for one in html.fromstring(pages.list("de")).xpath("//li//bdi")][1] == "פרוטוקול"


def test_a_browser_that_comes_too_early_gets_a_page_that_loads_itself_again():
    client = TestClient(Opening(lambda: None, lambda: None))
    response = client.get("/fragen/", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"})
    assert response.status_code == 503
    assert response.headers["retry-after"] == "3"
    page = html.fromstring(response.text)
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["3"]
    (nonce,) = page.xpath("//style/@nonce")
    assert f"'nonce-{nonce}'" in response.headers["content-security-policy"]
    early = client.post("/api/ask", json={"question": "Jülich"})
    assert early.json()["error"]["code"] == "starting"
    assert early.headers["x-content-type-options"] == "nosniff"
    assert client.get("/fragen/health").json() == {"status": "ok"}


def test_what_gradio_will_load_is_told_at_once_and_is_there(client):
    told = re.findall(r'rel="modulepreload" href="(assets/[^"]+)"', client.get("/").text)
    assert {"Blocks", "core", "runtime"} <= {name.split("/")[1].split("-")[0] for name in told}
    assert {client.get(f"/{name}").status_code for name in told} == {200}


def test_files_that_never_change_are_kept(client):
    page = client.get("/").text
    (script,) = set(re.findall(r'src="\./(assets/index-[^"]+\.js)"', page))
    for path in (f"/{script}", "/theme.css?v=1"):
        assert "immutable" in client.get(path).headers["cache-control"]
    assert "immutable" not in client.get("/assets/nothing.js").headers["cache-control"]
