import dataclasses
import json

import pytest

from eval.compare import compare, read_run, save
from protokoll.errors import GoldError


def _scored(run, **by_id):
    asked = [dataclasses.replace(one, scores={**one.scores, **by_id.get(one.case.id, {})}) for one in run.asked]
    return dataclasses.replace(run, asked=tuple(asked))


def test_a_saved_run_holds_every_answer(run, tmp_path):
    save(run, tmp_path / "deep" / "run.json", reveal=False)
    data = json.loads((tmp_path / "deep" / "run.json").read_text())
    assert data["asked"][0]["answer"]["citations"][0]["quote"] == "Kiel hat 8 Kräne"
    assert data["figures"]["refusal_recall"]["all"] == 0.5
    assert len(read_run(tmp_path / "deep" / "run.json").scores) == 4


def test_a_blind_set_leaves_no_question_in_the_file_unless_revealed(blind, tmp_path):
    save(blind, tmp_path / "run.json", reveal=False)
    assert "Kran" not in (tmp_path / "run.json").read_text()
    assert "p2de" not in (tmp_path / "run.json").read_text()
    save(blind, tmp_path / "run.json", reveal=True)
    assert "p2de" in (tmp_path / "run.json").read_text()


def test_what_got_better_and_worse_is_named_question_by_question(run, tmp_path):
    save(run, tmp_path / "run.json", reveal=False)
    later = _scored(run, p1en={"citation_recall": 1.0}, p1de={"over_refusal": 1.0})
    changes = {change.name: change for change in compare(later, read_run(tmp_path / "run.json"))}
    assert changes["citation_recall"].better == ("p1en",)
    assert changes["citation_recall"].after == 1.0
    assert changes["over_refusal"].worse == ("p1de",)  # lower is better there
    assert changes["truthfulness"].better == changes["truthfulness"].worse == ()


def test_blind_runs_compare_without_their_questions(blind, tmp_path):
    save(blind, tmp_path / "run.json", reveal=False)
    later = _scored(blind, p1en={"citation_recall": 1.0})
    changes = {change.name: change for change in compare(later, read_run(tmp_path / "run.json"))}
    assert len(changes["citation_recall"].better) == 1


def test_runs_over_different_sets_cannot_be_compared(run, tmp_path):
    save(run, tmp_path / "run.json", reveal=False)
    other = dataclasses.replace(run, origin=dataclasses.replace(run.origin, gold_sha256="0" * 64))
    with pytest.raises(GoldError, match="cannot be compared"):
        compare(other, read_run(tmp_path / "run.json"))


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"origin": 1}'])
def test_what_is_no_run_is_said_to_be_none(text, tmp_path):
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(GoldError, match="is no saved run"):
        read_run(tmp_path / "run.json")


def test_a_place_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GoldError, match="cannot be written"):
        save(run, tmp_path / "file" / "run.json", reveal=False)
