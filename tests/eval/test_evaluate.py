import dataclasses

import pytest

from eval import evaluate as module
from eval.baselines import chosen
from eval.evaluate import Wish, evaluate
from protokoll.errors import ProtokollError
from protokoll.settings import Settings
from tests.eval.conftest import GIVEN, system
from tests.eval.protocol import answer

LINE = (
    '{"id": "p1de", "pair": "p1", "lang": "de", "kind": "fact", "question": "Womit?", "history": [],'
    ' "answerable": true, "reason": null, "lacking": null, "evidence": [["Kiel hat 8 Kräne"]],'
    ' "modality": ["fact"], "nuggets": ["8"]}\n'
)


@pytest.fixture
def wish(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "ours", lambda settings: system())
    (tmp_path / "own.jsonl").write_text(LINE + LINE.replace("p1de", "p1en").replace('"de"', '"en"'))
    return Wish(gold=str(tmp_path / "own.jsonl"))


def test_figures_go_to_stdout(wish, capsys):
    assert evaluate(Settings(), wish)
    out = capsys.readouterr().out
    assert "Citation recall" in out
    assert "sha256" in out


def test_the_limit_cuts_the_set(wish, capsys):
    evaluate(Settings(), dataclasses.replace(wish, limit=1))
    assert "Answer in the asker's language" in capsys.readouterr().out


def test_a_missed_floor_fails_and_is_shown(wish, tmp_path, capsys, monkeypatch):
    bars = tmp_path / "bars.toml"
    bars.write_text("[answer_language]\nfloor = 1.0")
    monkeypatch.setitem(GIVEN, "p1en", answer("Nur Deutsch und nicht mehr.", language="de"))
    assert not evaluate(Settings(), dataclasses.replace(wish, gate=bars))
    assert "missed" in capsys.readouterr().out


def test_run_and_report_are_written_and_compared_with(wish, tmp_path, capsys):
    first = dataclasses.replace(wish, save=tmp_path / "run.json", report=tmp_path / "report")
    evaluate(Settings(), first)
    assert (tmp_path / "report" / "own.html").is_file()
    evaluate(Settings(), dataclasses.replace(wish, compare=tmp_path / "run.json"))
    assert "No question changed" in capsys.readouterr().out


def test_an_unknown_neighbour_is_an_error():
    with pytest.raises(ProtokollError, match="no baseline gpt; known are all, tutorial-e5"):
        chosen(["gpt"], Settings())


def test_neighbours_are_opened_when_their_turn_comes():
    assert list(chosen(["bm25", "dense"], Settings())) == ["bm25", "dense"]
    assert next(iter(chosen(["all"], Settings()))) == "tutorial-e5"
