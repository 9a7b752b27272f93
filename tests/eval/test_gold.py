"""The gold sets that ship keep to their format. Messages name ids alone: the blind set stays blind."""

from itertools import combinations
from pathlib import Path

import pytest

from eval.cases import gold_path, load_gold
from eval.conversation.script import load_conversations
from ingest.corpus import read_document
from tests.eval.gold_rules import BALANCES, known, overlap, validate, validate_conversations

PROTOCOL = Path(__file__).parents[2] / "corpus" / "zukunftsforum-ki-2024-02-22.md"


@pytest.fixture(scope="module")
def protocol():
    return read_document(PROTOCOL)


@pytest.mark.parametrize("name", ["smoke", "dev", "val", "test"])
def test_a_gold_set_is_sound(name, protocol):
    breaches = validate(load_gold(gold_path(name)), protocol, BALANCES[name])
    assert breaches == []


@pytest.mark.parametrize(("name", "other"), list(combinations(("smoke", "dev", "val", "test"), 2)))
def test_no_question_stands_in_two_sets(name, other):
    repeated = overlap(load_gold(gold_path(name)), load_gold(gold_path(other)))
    assert repeated == []


def test_the_conversations_are_sound_and_none_of_their_complete_questions_stands_elsewhere(protocol):
    conversations = load_conversations(gold_path("conversations"))
    asked = [question.question for question in protocol.questions]
    for name in ("smoke", "dev", "val", "test", "records"):
        asked += [case.question for case in load_gold(gold_path(name))]
    assert validate_conversations(conversations, {protocol.id: protocol}) == []
    assert known(conversations, asked) == []
