"""500 hostile strings asked: each gets an answer or a problem in words, and none is obeyed."""

import re

from tests.ui.hostile import HOSTILE


def test_each_is_answered_or_told_what_is_wrong(client, pipeline):
    assert len(HOSTILE) == 500
    text = re.sub(r"\s+", " ", pipeline.documents[0].text.replace("**", ""))
    for question in HOSTILE[::2]:  # the others are asked of a real server and drawn, in tests/browser/widget
        response = client.post("/api/ask", json={"question": question})
        assert response.status_code in (200, 422), question
        body = response.json()
        assert ("error" in body) == (response.status_code == 422)
        assert response.headers["content-type"] == "application/json"
        assert response.headers["x-content-type-options"] == "nosniff"
        for citation in body.get("citations", []):
            assert citation["quote"] in text, question


def test_a_stream_stays_one_event_whatever_is_asked(client):
    for question in HOSTILE[::20]:
        response = client.post("/api/ask", json={"question": question}, headers={"Accept": "text/event-stream"})
        assert response.text.count("\n\n") == 2
        assert response.text.startswith("event: answer\ndata: {")
