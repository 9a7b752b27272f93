import json
import logging

import pytest

from ui.log import JsonLines


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "protokoll.requests")
    return lambda: [json.loads(JsonLines().format(record)) for record in caplog.records]


def test_a_question_leaves_a_line_without_its_words(client, lines):
    client.post("/api/ask", json={"question": "Was wurde zu Jülich gesagt?"})
    line = lines()[-1]
    assert line["path"] == "/api/ask"
    assert line["status"] == 200
    assert line["answered"] is True
    assert "Jülich" not in json.dumps(line, ensure_ascii=False)


def test_neither_address_nor_query_string_is_logged(client, lines):
    client.get("/api/documents?q=geheim")
    assert "geheim" not in json.dumps(lines())
    assert "testclient" not in json.dumps(lines())


def test_the_words_are_logged_where_a_setting_allows_it(serve_app, lines):
    serve_app(log_questions=True).post("/api/ask", json={"question": "Was wurde zu Jülich gesagt?"})
    assert lines()[-1]["question"] == "Was wurde zu Jülich gesagt?"
