"""Drafts of companions: checked, resumable, nothing overwritten."""

import json

import pytest

from ingest.companions import parse_description, parse_questions
from protokoll.errors import ChatModelError
from protokoll.settings import Settings
from retrieval.llm.model import ChatModel
from retrieval.llm.prepare import check, draft
from tests.retrieval.llm.server import claims, misbehaving
from tests.retrieval.minutes import minutes

COUNCIL = minutes("""# Sitzung des Gemeinderats

## TOP 1 Radweg

- Der Radweg kostet 200.000 Euro.
- Die Brücke wird nicht erneuert.
""")
TRANSLATED = claims(
    ("Meeting of the council", [1], "fact"),
    ("The cycle path costs 200,000 euros.", [2], "fact"),
    ("The bridge is renewed.", [3], "fact"),
)
ASKED = claims(("Was kostet der Radweg?", [2], "question"), ("Wer zahlt die Brücke?", [3], "question"))
ROWS = {statement.text: statement.id for statement in COUNCIL.statements}


def finds(question):
    """A search that finds the cycle path, whatever is asked."""
    return ROWS["Der Radweg kostet 200.000 Euro."]


def prepared(url, folder):
    model = ChatModel(Settings(llm="openai:tiny", llm_url=url, data=folder, llm_seconds=30))
    return draft(COUNCIL, folder, model, finds, lambda step, more, total: None)


def test_drafts_are_checked_and_questions_that_find_another_statement_thrown_out(tmp_path):
    with misbehaving(TRANSLATED, ASKED) as server:
        described, translated, asked = prepared(server.url, tmp_path)
    assert parse_description(described.read_bytes(), "x").title == COUNCIL.title
    rows = [line.split("\t") for line in translated.read_text().splitlines()]
    checks = {row[0]: row[2] for row in rows}
    assert checks["Der Radweg kostet 200.000 Euro."] == ""
    assert checks["Die Brücke wird nicht erneuert."] == "negation"
    assert [one.question for one in parse_questions(asked.read_bytes(), "x")] == ["Was kostet der Radweg?"]
    found = {one.name: one for one in check(COUNCIL, tmp_path, finds)}
    assert [len(found[path.name].faults) for path in (described, translated, asked)] == [0, 1, 0]


def test_a_second_run_goes_on_where_the_first_was_cut_off(tmp_path):
    name = f"{COUNCIL.id}.en.draft.tsv"
    (tmp_path / name).write_text("german\tenglish\tcheck\nDer Radweg kostet 200.000 Euro.\tBy hand.\t\n")
    with misbehaving(500) as server, pytest.raises(ChatModelError):
        prepared(server.url, tmp_path)
    with misbehaving(claims(("The bridge is not renewed.", [2], "fact")), ASKED) as server:
        prepared(server.url, tmp_path)
        told = json.dumps(server.requests[0], ensure_ascii=False)
    assert "200.000" not in told
    assert "By hand." in (tmp_path / name).read_text()
    assert "The bridge is not renewed." in (tmp_path / name).read_text()
