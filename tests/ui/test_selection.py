"""Documents chosen by id, body, series, date and speaker: the same in list, API, LangChain and batch."""

import io
import json
from datetime import date

import pytest
from starlette.testclient import TestClient

from retrieval.langchain import ProtocolRetriever
from retrieval.selection import Selection
from tests.ui.records import COUNCIL, GARDEN, SPEECHES, indexed
from ui.batch import run_batch
from ui.server import create_app

DOGS = "Was wurde zu Bürohunden gesagt?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    files = {
        "rat-2024.md": COUNCIL,
        "rat-2024.toml": 'body = "Gemeinderat"\nseries = "Wahlperiode 2019–2024"\n',
        "rat-2023.md": SPEECHES,
        "rat-2023.toml": 'body = "Stadtrat"\n',
        "garten.md": GARDEN,
    }
    settings, pipeline = indexed(tmp_path_factory.mktemp("archive"), files)
    return pipeline, TestClient(create_app(settings, pipeline), raise_server_exceptions=False)


def listed(client, **wanted):
    got = client.get("/api/documents", params=wanted).json()
    return got["total"], [document["id"] for document in got["documents"]]


def test_the_list_is_searched_and_cut(archive):
    _, client = archive
    assert listed(client) == (3, ["garten", "rat-2023", "rat-2024"])
    assert listed(client, words="gemeinderat 14.3.2024") == (1, ["rat-2024"])
    assert listed(client, body="rat", since="2024-01-01") == (1, ["rat-2024"])
    assert listed(client, until="2023-12-31") == (1, ["rat-2023"])
    assert listed(client, series="2019") == (1, ["rat-2024"])
    assert listed(client, speaker="lenz") == (1, ["rat-2024"])
    assert listed(client, first=1, count=1) == (3, ["rat-2023"])
    wrong = client.get("/api/documents", params={"since": "gestern"})
    assert wrong.status_code == 422
    assert "since" in wrong.json()["error"]["message"]


def test_questions_go_to_the_documents_chosen(archive):
    _, client = archive

    def asked(**chosen):
        answer = client.post("/api/ask", json={"question": DOGS, **chosen}).json()
        return {found["document"] for found in (*answer["citations"], *answer["closest"])}

    assert asked(until="2023-12-31") == {"rat-2023"}
    assert asked(body="Gemeinderat") == {"rat-2024"}
    assert asked(documents=["garten", "rat-2024"]) <= {"garten", "rat-2024"}
    assert asked(document="rat-2023", body="Gemeinderat") == {"rat-2023"}  # one that is named is asked
    nothing = client.post("/api/ask", json={"question": DOGS, "since": "2030-01-01"})
    assert (nothing.status_code, nothing.json()["error"]["code"]) == (422, "selection")
    unknown = client.post("/api/ask", json={"question": DOGS, "documents": ["garten", "nix"]})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "document")


def test_langchain_and_batch_choose_alike(archive, monkeypatch, capsys):
    pipeline, _ = archive
    own = ProtocolRetriever(pipeline=pipeline, k=3, speaker="lenz").invoke(DOGS)
    assert own
    assert all("Lenz" in found.metadata["speaker"] for found in own)
    early = ProtocolRetriever(pipeline=pipeline, k=3, until=date(2023, 12, 31)).invoke(DOGS)
    assert {(found.metadata["document"], found.metadata["body"]) for found in early} == {("rat-2023", "Stadtrat")}
    lines = [{"question": DOGS, "since": "2024-01-01"}, {"question": DOGS, "documents": ["rat-2023"]}]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(map(json.dumps, lines)).encode())))
    run_batch(pipeline, "-", None, Selection())
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    cited = [{found["document"] for found in (*answer["citations"], *answer["closest"])} for answer in answers]
    assert cited == [{"rat-2024"}, {"rat-2023"}]
