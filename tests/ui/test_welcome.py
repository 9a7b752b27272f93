"""What stands before the first question, for documents of different kinds."""

import pytest
from starlette.testclient import TestClient

from ingest.load import File, load
from protokoll.texts.ui import UI
from tests.ui.records import BUILDING, COUNCIL, GARDEN, SPEECHES, WALK, indexed, pdf
from ui.server import create_app
from ui.welcome import recorded, welcome


def document(name, content):
    return load(File(name, content if isinstance(content, bytes) else content.encode(), {}))


COUNCIL_DOCUMENT = document("rat.md", COUNCIL)
GARDEN_DOCUMENT = document("garten.md", GARDEN)
WALK_DOCUMENT = document("weg.md", WALK)
SPEECHES_DOCUMENT = document("reden.md", SPEECHES)


def test_the_forum_alone_keeps_its_words(pipeline):
    chosen = welcome(pipeline.documents)
    assert chosen["de"].examples == UI["de"].forum_examples
    assert chosen["en"].examples == UI["en"].forum_examples
    assert chosen["de"].speakers == "Wer etwas gesagt hat, hält das Protokoll nicht fest."


@pytest.mark.parametrize(
    ("documents", "case"),
    [
        ([SPEECHES_DOCUMENT], "all"),
        ([COUNCIL_DOCUMENT], "some"),
        ([GARDEN_DOCUMENT], "none"),
        ([GARDEN_DOCUMENT, WALK_DOCUMENT], "nowhere"),
        ([SPEECHES_DOCUMENT, GARDEN_DOCUMENT], "some"),
    ],
)
def test_the_opening_says_whether_speakers_are_recorded(documents, case):
    assert recorded(documents) == case
    assert welcome(documents)["en"].speakers == UI["en"].recorded[case]


def test_only_what_a_document_holds_is_an_example():
    council, garden = (set(welcome([one])["de"].examples) for one in (COUNCIL_DOCUMENT, GARDEN_DOCUMENT))
    assert {"Was wurde beschlossen?", "Wie wurde abgestimmt?", "Wer hat teilgenommen?"} < council
    assert garden == {"Was wurde beschlossen?", "Was steht unter „Bäume und Geräte“?"}


def test_a_document_without_any_structure_is_asked_for_its_topic():
    assert welcome([WALK_DOCUMENT])["de"].examples == ("Worum geht es in „Spaziergang“?",)


def test_a_speaker_of_the_document_is_an_example():
    assert "What did Rednerin S. say?" in welcome([SPEECHES_DOCUMENT])["en"].examples


def test_there_are_as_many_examples_in_each_language_and_no_more_than_six():
    documents = [COUNCIL_DOCUMENT, GARDEN_DOCUMENT, document("bau.pdf", pdf(*BUILDING))]
    german, english = (own.examples for own in welcome(documents).values())
    assert len(german) == len(english) <= 6


def test_every_example_is_answered(tmp_path):
    files = {"rat.md": COUNCIL, "reden.md": SPEECHES, "bau.pdf": pdf(*BUILDING)}
    _, opened = indexed(tmp_path, files)
    asked = [example for own in welcome(opened.documents).values() for example in own.examples]
    assert [example for example in asked if not opened.ask(example).answered] == []


def test_an_emptied_corpus_says_so_and_fails_nowhere(pipeline, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(type(pipeline), "documents", property(lambda own: ()))
    chosen = settings.model_copy(update={"data": tmp_path})
    client = TestClient(create_app(chosen, pipeline), raise_server_exceptions=False)
    assert client.get("/api/documents").json() == {"total": 0, "documents": []}
    assert "kein Protokoll hinterlegt" in client.get("/").text
    assert client.get("/widget").status_code == 200
    refused = client.post("/api/ask", json={"question": "Jülich?", "document": "garten"})
    assert refused.json()["error"]["code"] == "document"
