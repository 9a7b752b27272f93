import json

import pytest

from tests.ui.served import PROTOCOL


def ask(client, **fields):
    return client.post("/api/ask", json=fields)


def test_an_answer_has_the_fields_of_the_answer_object(client):
    answer = ask(client, question="Wie viele Sprachmodelle hat China entwickelt?").json()
    assert set(answer) == {
        "question", "language", "answer", "answered", "reason", "unanswered", "citations", "confidence", "closest",
        "further", "suggestions", "engine", "grades", "withheld", "fallback", "prompt", "index", "timings_ms",
        "understood",
    }  # fmt: skip


def test_it_cites_the_protocol_word_for_word(client):
    answer = ask(client, question="Wie viele Sprachmodelle hat China entwickelt?").json()
    text = client.get(f"/api/documents/{PROTOCOL}").json()["text"]
    citation = answer["citations"][0]
    source = text[citation["start"] : citation["end"]].replace("**", "")
    assert " ".join(source.split()) == citation["quote"] == "China hat 8 eigene Sprachmodelle entwickelt"


def test_an_english_question_is_answered_in_english(client):
    answer = ask(client, question="How many language models has China developed?").json()
    assert answer["language"] == "en"
    assert answer["citations"][0]["translation"]


def test_the_language_asked_for_wins(client):
    assert ask(client, question="Jülich", language="en").json()["language"] == "en"


def test_a_refusal_is_an_answer(client):
    response = ask(client, question="Wie wird das Wetter morgen in Lissabon?")
    assert response.status_code == 200
    assert response.json()["answered"] is False


@pytest.mark.parametrize("given", ["a7", 7])
def test_the_id_comes_back(client, given):
    assert ask(client, question="Jülich", id=given).json()["id"] == given


def test_other_fields_of_a_gold_line_are_ignored(client):
    assert ask(client, question="Jülich", pair="p01", kind="fact", evidence=[["x"]]).status_code == 200


def test_the_history_counts(client):
    history = [
        {"role": "user", "content": "Wie viele Sprachmodelle hat China entwickelt?"},
        {"role": "assistant", "content": "Das Protokoll hält fest: …"},
    ]
    answer = ask(client, question="Und in Frankreich?", history=history).json()
    assert any("Frankreich" in passage["quote"] for passage in answer["citations"] + answer["closest"])


def test_one_document_can_be_asked(client):
    assert ask(client, question="Was wurde zu Jülich gesagt?", document=PROTOCOL).json()["answered"]


def test_events_are_sent_where_they_are_accepted(client):
    response = client.post("/api/ask", json={"question": "Jülich"}, headers={"Accept": "text/event-stream"})
    events = [block.split("\n", 1) for block in response.text.strip().split("\n\n")]
    assert [name for name, _ in events] == ["event: answer", "event: done"]
    assert json.loads(events[0][1].removeprefix("data: "))["question"] == "Jülich"


def test_the_answer_over_http_is_the_answer_of_the_pipeline(client, pipeline):
    question = "Was wurde zum AI Act gesagt?"
    over_http = ask(client, question=question).json()
    direct = json.loads(json.dumps(pipeline.ask(question).to_json()))
    assert {**over_http, "timings_ms": 0} == {**direct, "timings_ms": 0}
