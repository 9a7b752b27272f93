from tests.ui.served import PROTOCOL, ROOT


def test_the_list_describes_each_document(client):
    (document,) = client.get("/api/documents").json()["documents"]
    assert document["id"] == PROTOCOL
    assert document["date"] == "2024-02-22"
    assert len(document["participants"]) == 7


def test_the_text_is_the_protocol_as_published(client):
    text = client.get(f"/api/documents/{PROTOCOL}").json()["text"]
    assert text == (ROOT / "corpus" / f"{PROTOCOL}.md").read_text(encoding="utf-8")


def test_every_statement_stands_in_the_text_at_its_offsets(client):
    document = client.get(f"/api/documents/{PROTOCOL}").json()
    for statement in document["statements"]:
        source = document["text"][statement["start"] : statement["end"]].replace("**", "")
        assert " ".join(source.split()) == statement["text"]


def test_every_kind_has_its_span_inside_the_statement(client):
    statements = client.get(f"/api/documents/{PROTOCOL}").json()["statements"]
    spans = [(span, statement) for statement in statements for span in statement["kinds"]]
    assert spans
    assert all(0 <= span["start"] < span["end"] <= len(statement["text"]) for span, statement in spans)


def test_statements_are_as_deep_as_they_have_parents(client):
    statements = client.get(f"/api/documents/{PROTOCOL}").json()["statements"]
    by_id = {statement["id"]: statement for statement in statements}
    nested = [statement for statement in statements if statement["parent"]]
    assert nested
    assert all(statement["depth"] == by_id[statement["parent"]]["depth"] + 1 for statement in nested)


def test_sections_have_a_translation(client):
    document = client.get(f"/api/documents/{PROTOCOL}").json()
    assert all(section["translation"] for section in document["sections"])
    deep = next(one for one in document["statements"] if "Jülich" in one["text"])
    assert deep["section"][0] == "5. Impuls"
    assert deep["section_translation"][0] != deep["section"][0]


def test_an_unknown_document_is_not_found(client):
    response = client.get("/api/documents/../../etc/passwd")
    assert response.status_code == 404
    assert client.get("/api/documents/nix").json()["error"]["code"] == "not_found"


def test_the_interface_is_described_with_examples(client):
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/ask",
        "/api/documents",
        "/api/documents/{document}",
        "/api/documents/{document}/original",
        "/api/feedback",
    }
    assert described["components"]["schemas"]["Ask"]["examples"]
    assert described["components"]["schemas"]["Feedback"]["examples"]
    answer = described["paths"]["/api/ask"]["post"]["responses"]["200"]["content"]["application/json"]
    assert answer["example"]["citations"][0]["quote"] in answer["example"]["answer"]
    for path, real in (
        ("/api/documents", client.get("/api/documents").json()["documents"][0]),
        ("/api/documents/{document}", client.get(f"/api/documents/{PROTOCOL}").json()),
    ):
        example = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"]
        assert set(example.get("documents", [example])[0]) <= set(real)
    assert set(example["statements"][0]) <= set(real["statements"][0])
