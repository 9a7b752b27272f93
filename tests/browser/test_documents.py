import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from ingest.build import build
from retrieval.pipeline import Pipeline
from tests.ui.served import PROTOCOL, ROOT, running
from ui.server import create_app

SECOND = """# Protokoll der Gartenkommission

## Beschlüsse

- Die Streuobstwiese wird im Herbst 2025 mit 40 Apfelbäumen bepflanzt
- Der Rasenmäher ist zu reparieren
"""


@pytest.fixture(scope="module")
def two_documents(settings, pipeline, tmp_path_factory):
    """A server over the protocol and a second document without companions."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "garten.md").write_text(SECOND, encoding="utf-8")
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data" / "vectors.sqlite", folder / "data")  # what is embedded already
    chosen = settings.model_copy(update={"data": folder / "data", "rate_limit": "off"})
    paths = [ROOT / "corpus" / f"{PROTOCOL}.md", folder / "corpus" / "garten.md"]
    build(chosen, paths, lambda step, more, total: None)
    opened = Pipeline.open(chosen)
    with running(create_app(chosen, opened)) as url:
        yield url, {statement.text: statement.id for statement in opened.documents[1].statements}


def test_a_passage_is_shown_in_its_own_document(visit, two_documents):
    url, ids = two_documents
    trees = "Die Streuobstwiese wird im Herbst 2025 mit 40 Apfelbäumen bepflanzt"
    visitor = visit(f"/#s={quote(ids[trees], safe='')}", url=url)
    expect(visitor.marked).to_have_text(trees)
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked).to_have_text("China hat 8 eigene Sprachmodelle entwickelt")


def test_the_reader_lets_one_choose_among_documents(visit, two_documents):
    visitor = visit(url=two_documents[0])
    choice = visitor.page.get_by_label("Dokument")
    expect(choice.locator("option")).to_have_count(2)
    choice.select_option("garten")
    expect(visitor.page.locator("protokoll-reader")).to_contain_text("Rasenmäher")
    choice.select_option(PROTOCOL)
    expect(visitor.page.locator("protokoll-reader")).to_contain_text("Jülich")


def test_one_document_offers_no_choice(visit):
    visitor = visit()
    expect(visitor.page.get_by_label("Dokument")).to_have_count(0)
