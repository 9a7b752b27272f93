import json

import pytest

from eval.cases import gold_path, is_blind, load_gold, sha256
from protokoll.errors import GoldError

ROW = {
    "id": "p1de",
    "pair": "p1",
    "lang": "de",
    "kind": "fact",
    "question": "Wie?",
    "history": [{"role": "user", "content": "Was?"}],
    "answerable": True,
    "reason": None,
    "lacking": None,
    "evidence": [["a", "b"]],
    "modality": ["fact"],
    "nuggets": ["x"],
}


def _file(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_line_becomes_a_case(tmp_path):
    (case,) = load_gold(_file(tmp_path, json.dumps(ROW)))
    assert case.evidence == (("a", "b"),)
    assert case.history[0].content == "Was?"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Invalid JSON"),
        ("[]", "line: Input should be an object"),
        (json.dumps({**ROW, "answerable": "yes"}), "answerable: Input should be a valid boolean"),
        (json.dumps({**ROW, "lang": None}), "lang: Input should be"),
        (json.dumps({**ROW, "lang": "fr"}), "lang: Input should be 'de' or 'en'"),
        (json.dumps({**ROW, "nuggets": ["("]}), "does not compile"),
        (json.dumps({**ROW, "evidence": ["a"]}), "evidence.0: Input should be a valid"),
        (json.dumps({**ROW, "extra": 1}), "extra: Extra inputs"),
    ],
)
def test_a_broken_line_is_named_with_its_file_and_number(tmp_path, line, said):
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: ") as caught:
        load_gold(_file(tmp_path, json.dumps(ROW), line))
    assert said in str(caught.value)


def test_an_empty_or_missing_file_is_an_error(tmp_path):
    with pytest.raises(GoldError, match="no question"):
        load_gold(_file(tmp_path, ""))
    with pytest.raises(GoldError, match="cannot be read"):
        load_gold(tmp_path / "none.jsonl")


def test_a_set_of_the_package_is_found_by_name_and_another_by_its_path(tmp_path):
    assert gold_path("smoke").name == "smoke.jsonl"
    own = _file(tmp_path, "{}")
    assert gold_path(str(own)) == own
    with pytest.raises(GoldError, match="smoke"):
        gold_path("nowhere")


def test_the_hash_is_that_of_the_bytes(tmp_path):
    assert sha256(_file(tmp_path, "abc")).startswith("ba7816bf8f01cfea")


def test_only_test_sets_are_blind(tmp_path):
    assert is_blind(tmp_path / "test.jsonl")
    assert not is_blind(tmp_path / "dev.jsonl")
