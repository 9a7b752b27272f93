"""Figures for monitoring: behind a token, by outcome and reason, without the words of anybody."""

import re


def figure(shown, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", shown, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_figures_count_answers_and_refusals_for_whoever_has_the_token(serve_app, monkeypatch):
    monkeypatch.setattr("ui.desk.SECONDS", 60)  # the machine of the tests may be busy
    client = serve_app(metrics_token="geheim", rate_limit="3/hour")
    for question in ("Wie viele Sprachmodelle hat China?", "Was kostet ein Zugticket?", "Und?", "Noch eine?"):
        client.post("/api/ask", json={"question": question, "language": "de"})
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer falsch"}).status_code == 404
    shown = client.get("/metrics", headers={"Authorization": "Bearer geheim"})
    assert shown.headers["content-type"].startswith("text/plain")
    text = shown.text
    assert figure(text, 'protokoll_answers_total{language="de",outcome="answered"}') == 1
    counted = re.findall(r"^protokoll_answers_total\{.*\} (\S+)$", text, re.MULTILINE)
    assert sum(map(float, counted)) == figure(text, "protokoll_answer_seconds_count") == 3
    assert sum(map(float, re.findall(r"^protokoll_refusals_total\{.*\} (\S+)$", text, re.MULTILINE))) == 2
    assert figure(text, 'protokoll_turned_away_total{code="rate_limited"}') == 1
    assert "Zugticket" not in text


def test_without_a_token_in_the_settings_there_are_none(serve_app):
    client = serve_app()
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
