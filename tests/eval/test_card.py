import dataclasses

import pytest

from eval.card import section, write_card
from eval.gate import Bar
from protokoll.card import read_card
from protokoll.errors import GoldError

BARS = [Bar("refusal_recall", "all", None, 0.9), Bar("over_refusal", "all", None, 0.05)]


def test_a_section_tells_figures_with_intervals_goals_and_what_was_asked(run):
    told = section([run], BARS)
    assert (told.questions, told.unanswerable, told.documents) == (4, 2, ("Probe",))
    found = {(each.name, each.language): each for each in told.measures}
    half = found["refusal_recall", "all"]
    assert (half.value, half.count, half.goal, half.short) == (0.5, 2, 0.9, True)
    assert half.low <= half.value <= half.high
    assert not found["over_refusal", "all"].short
    assert found["over_refusal", "all"].at_most


def test_another_set_is_added_and_the_same_one_replaced(run, tmp_path):
    path = tmp_path / "card.json"
    write_card([run], BARS, path)
    other = dataclasses.replace(run, origin=dataclasses.replace(run.origin, gold="other.jsonl", engine="ollama:qwen3"))
    write_card([other, run], BARS, path)
    write_card([other], [], path)
    card = read_card(path)
    assert [each.gold for each in card.sections] == ["own", "other"]
    assert card.sections[1].engine == "ollama:qwen3"
    assert not card.sections[1].others
    assert not any(each.short for each in card.sections[1].measures)


def test_neighbours_stand_beside_it(run):
    neighbour = dataclasses.replace(run, origin=dataclasses.replace(run.origin, title="BM25"))
    assert section([run, neighbour], BARS).others["BM25"]["citation_recall"] == 0.5


@pytest.mark.parametrize("text", ["", "{}", '{"sections": [{"gold": 3}]}'])
def test_what_is_no_card_is_named_and_left_as_it_is(run, tmp_path, text):
    path = tmp_path / "card.json"
    path.write_text(text)
    with pytest.raises(GoldError, match=r"card\.json is no quality card"):
        write_card([run], BARS, path)
    assert path.read_text() == text


def test_a_card_that_is_none_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "card.json"
    path.write_text("root:x:0:0")
    with pytest.raises(GoldError, match=r"card\.json is no quality card: Invalid JSON"):
        read_card(path)


def test_the_card_of_the_release_tells_of_the_shipped_protocol():
    card = read_card()
    assert card.sections[0].documents[0].startswith("Künstliche Intelligenz")
    assert all(section.measures for section in card.sections)
