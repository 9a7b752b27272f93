import sqlite3
import time
from datetime import UTC, datetime, timedelta

import pytest

from protokoll.errors import ServeError
from protokoll.settings import Settings
from ui.feedback import NOTEBOOK, Feedback, export, store


@pytest.fixture
def kept(tmp_path):
    (tmp_path / "data").mkdir()
    return Settings(data=tmp_path / "data")


def age(kept, days):
    """Make everything stored so far that many days old."""
    then = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    with sqlite3.connect(kept.data / NOTEBOOK.file) as base:
        base.execute("update feedback set created = ?", (then,))
    base.close()


def test_what_was_said_can_be_exported(kept):
    store(kept, Feedback(rating="down", question="Was?", comment="Zu kurz.", statements=["a/b/c"]))
    (line,) = export(kept)
    assert line["rating"] == "down"
    assert line["comment"] == "Zu kurz."
    assert line["statements"] == ["a/b/c"]


def test_nothing_is_kept_but_what_the_form_shows(kept):
    store(kept, Feedback(rating="up", question="Was?"))
    (line,) = export(kept)
    assert set(line) == {
        "id", "created", "rating", "comment", "question", "language", "answered", "statements", "index"
    }  # fmt: skip


def test_without_feedback_there_is_nothing_to_export_or_purge(kept):
    assert list(export(kept)) == []
    assert NOTEBOOK.purge(kept) == 0


def test_it_is_deleted_after_ninety_days(kept):
    store(kept, Feedback(rating="up", question="alt"))
    age(kept, 91)
    store(kept, Feedback(rating="up", question="neu"))
    assert [line["question"] for line in export(kept)] == ["neu"]


def test_purge_deletes_what_is_older_than_the_days_given(kept):
    store(kept, Feedback(rating="up", question="alt"))
    age(kept, 8)
    assert NOTEBOOK.purge(kept, 30) == 0
    assert NOTEBOOK.purge(kept, 7) == 1


def test_purge_of_zero_days_deletes_everything(kept):
    store(kept, Feedback(rating="up", question="eben"))
    assert NOTEBOOK.purge(kept, 0) == 1
    assert b"eben" not in (kept.data / NOTEBOOK.file).read_bytes()


def test_a_changed_vote_takes_the_place_of_the_old_one(kept):
    key = "0a1b2c3d-4e5f"
    first = store(kept, Feedback(rating="up", question="Was?", key=key))
    store(kept, Feedback(rating="up", question="Was?"))  # somebody else's, and no key
    again = store(kept, Feedback(rating="down", question="Was?", comment="Doch nicht.", key=key))
    assert again == first
    assert [(line["rating"], line["comment"]) for line in export(kept)] == [("down", "Doch nicht."), ("up", "")]


def test_a_file_from_before_votes_could_be_changed_is_read_and_written(kept):
    store(kept, Feedback(rating="up", question="Früher?"))
    with sqlite3.connect(kept.data / NOTEBOOK.file) as base:
        base.execute("drop index feedback_key")
        base.execute("alter table feedback drop column key")
    base.close()
    store(kept, Feedback(rating="up", question="Jetzt?", key="0a1b2c3d"))
    assert [line["question"] for line in export(kept)] == ["Früher?", "Jetzt?"]


@pytest.mark.parametrize(("limit", "value"), [("ROWS", 1), ("BYTES", 4096)])
def test_there_is_an_end_to_what_is_kept_and_it_says_what_to_do(kept, monkeypatch, limit, value):
    store(kept, Feedback(rating="up", question="Passt?"))
    monkeypatch.setattr(f"ui.feedback.{limit}", value)
    with pytest.raises(ServeError, match=r"is full .*protokoll feedback export.*purge --days 0"):
        store(kept, Feedback(rating="up", question="Noch?"))
    NOTEBOOK.purge(kept, 0)


def test_only_statements_that_there_can_be_are_kept_each_once(serve_app, tmp_path):
    ours = "zukunftsforum-ki-2024-02-22/4-impuls/0a1b2c3d"
    body = {"rating": "up", "question": "?", "statements": [ours, "x" * 310, ours, ours + "y" * 300]}
    assert serve_app().post("/api/feedback", json=body).status_code == 201
    assert [line["statements"] for line in export(Settings(data=tmp_path))] == [[ours]]


def test_a_damaged_file_is_named_with_the_way_out(kept):
    (kept.data / NOTEBOOK.file).write_bytes(b"no database" * 400)
    with pytest.raises(ServeError, match=r"cannot be read .*move it away"):
        list(export(kept))


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(ServeError, match=r"feedback\.sqlite3 cannot be written.*PROTOKOLL_DATA"):
        store(Settings(data=tmp_path / "data"), Feedback(rating="up", question="?"))


def test_a_folder_that_was_moved_away_is_not_made_anew(tmp_path):
    with pytest.raises(ServeError, match=r"feedback\.sqlite3 cannot be written"):
        store(Settings(data=tmp_path / "gone"), Feedback(rating="up", question="?"))
    assert not (tmp_path / "gone").exists()


def test_the_form_reaches_the_file(serve_app, tmp_path):
    client = serve_app()
    response = client.post("/api/feedback", json={"rating": "up", "question": "Was?", "comment": "Gut."})
    assert response.status_code == 201
    assert [line["comment"] for line in export(Settings(data=tmp_path))] == ["Gut."]


@pytest.mark.parametrize("body", [{}, {"rating": "maybe", "question": "?"}, {"rating": "up", "question": "\ud800"}])
def test_what_is_no_feedback_is_refused(client, body):
    import json

    content = json.dumps(body).encode()
    response = client.post("/api/feedback", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == ("invalid" if body.get("rating") == "up" else "feedback")


def test_a_file_that_cannot_be_written_is_told_without_its_path_and_logged_with_it(serve_app, tmp_path, caplog):
    (tmp_path / "data").write_text("a file where the folder should be")
    client = serve_app(data=tmp_path / "data")
    response = client.post("/api/feedback", json={"rating": "up", "question": "?"})
    assert response.status_code == 503
    assert str(tmp_path) not in response.text
    assert str(tmp_path) in caplog.text


def test_the_running_server_deletes_what_is_too_old(serve_app, tmp_path):
    kept = Settings(data=tmp_path)
    store(kept, Feedback(rating="up", question="uralt"))
    age(kept, 91)
    with serve_app():
        deadline = time.monotonic() + 5
        while b"uralt" in (tmp_path / NOTEBOOK.file).read_bytes() and time.monotonic() < deadline:
            time.sleep(0.02)
    assert b"uralt" not in (tmp_path / NOTEBOOK.file).read_bytes()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"comment": "x" * 2_001}, "„comment“ nimmt höchstens 2000 Zeichen"),
        ({"question": "x" * 1_001}, "„question“ nimmt höchstens 1000 Zeichen"),
        ({"comment": 5}, "Feld „comment“"),
        ({"answered": "ja"}, "Feld „answered“"),
        ({"key": "kurz"}, "Feld „key“"),
        ({"rating": "gut"}, "„rating“ (up oder down)"),
    ],
)
def test_what_is_wrong_with_feedback_is_named(client, fields, says):
    response = client.post("/api/feedback", json={"rating": "up", "question": "Was?"} | fields)
    assert response.status_code == 422
    assert says in response.json()["error"]["message"]
