import pytest

from protokoll.errors import ServeError
from protokoll.settings import Settings
from ui.refused import NOTEBOOK

MISSING = {"question": "Wie hoch war das Budget des Forums?"}


@pytest.fixture
def data(tmp_path):
    return Settings(data=tmp_path)


def test_a_damaged_file_is_named_with_the_way_out(data):
    (data.data / NOTEBOOK.file).write_bytes(b"not a database" * 100)
    with pytest.raises(ServeError, match=r"refused\.sqlite3 cannot be read .*move it away"):
        list(NOTEBOOK.rows(data))
    with pytest.raises(ServeError, match=r"refused\.sqlite3 cannot be written .*move it away"):
        NOTEBOOK.purge(data, 0)


def test_by_default_nothing_is_kept(serve_app, data):
    serve_app().post("/api/ask", json=MISSING)
    assert not (data.data / NOTEBOOK.file).exists()


def test_refused_questions_are_kept_and_counted(serve_app, data):
    app = serve_app(keep_refused=True)
    for _ in range(2):
        app.post("/api/ask", json=MISSING)
    (row,) = NOTEBOOK.rows(data)
    assert row["question"] == MISSING["question"]
    assert row["reason"] == "not_in_protocol"
    assert row["times"] == 2


@pytest.mark.parametrize("question", ["Wie viele Sprachmodelle hat China entwickelt?", "Danke", ""])
def test_answers_and_small_talk_are_not_kept(serve_app, data, question):
    serve_app(keep_refused=True).post("/api/ask", json={"question": question})
    assert list(NOTEBOOK.rows(data)) == []


def test_a_day_is_kept_and_no_time(serve_app, data):
    serve_app(keep_refused=True).post("/api/ask", json=MISSING)
    (row,) = NOTEBOOK.rows(data)
    assert len(row["first"]) == len("2026-01-01")
    assert set(row) == {"question", "language", "reason", "first", "last", "times"}


def test_purge_deletes_all(serve_app, data):
    serve_app(keep_refused=True).post("/api/ask", json=MISSING)
    assert NOTEBOOK.purge(data, 30) == 0
    assert NOTEBOOK.purge(data, 0) == 1
    assert MISSING["question"].encode() not in (data.data / NOTEBOOK.file).read_bytes()


def test_a_list_that_cannot_be_written_costs_nobody_the_answer(serve_app, data):
    (data.data / NOTEBOOK.file).mkdir()
    assert serve_app(keep_refused=True).post("/api/ask", json=MISSING).status_code == 200


def test_the_list_has_an_end(serve_app, data, monkeypatch):
    monkeypatch.setattr("ui.refused.ROWS", 1)
    app = serve_app(keep_refused=True)
    app.post("/api/ask", json=MISSING)
    app.post("/api/ask", json={"question": "Wie teuer war das Forum für die Stiftung?"})
    assert len(list(NOTEBOOK.rows(data))) == 1
