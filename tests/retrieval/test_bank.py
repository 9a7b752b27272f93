"""A question bank helps, and no question of it is a cliff."""

from pathlib import Path

import numpy as np
import pytest

from ingest.corpus import read_document
from ingest.encoder import Encoder
from ingest.odds import FEATURES, learned, odds
from retrieval.bank import Bank

TEXT = "# Sitzung\n\n- Die Schwimmhalle kostet 240 Euro.\n- Der Rat stimmt zu.\n- Die Halle hat neue Fliesen.\n"
LINES = [
    ("Was kostet die Schwimmhalle?", "answered", True, "Die Schwimmhalle kostet 240 Euro."),
    ("Wie teuer ist die Halle?", "answered", True, "Die Schwimmhalle kostet 240 Euro."),
    ("Was beschloss der Rat?", "answered", True, "Der Rat stimmt zu."),
    ("Wer baute die Halle?", "missing", False, "Die Schwimmhalle kostet 240 Euro."),
    ("Wie wird das Wetter?", "off-topic", False, ""),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def bank(folder: Path, encoder: Encoder, lines: list[tuple[str, str, bool, str]]) -> Bank:
    (folder / "rat.md").write_text(TEXT, encoding="utf-8")
    written = [
        f'{{"question": "{question}", "lang": "de", "kind": "{kind}", "answerable": {str(there).lower()}, '
        f'"statements": [{f"{chr(34)}{text}{chr(34)}" if text else ""}]}}'
        for question, kind, there, text in lines
    ]
    (folder / "rat.questions.jsonl").write_text("\n".join(written) + "\n", encoding="utf-8")
    document = read_document(folder / "rat.md")
    vectors = np.stack([q.vector for q in encoder.questions([q.text for q in document.questions])])
    found = Bank.of(document, vectors, np.zeros(FEATURES + 1, np.float32))
    assert found is not None
    return found


def test_a_bank_leads_to_the_statement_that_its_nearest_question_has(tmp_path: Path, encoder: Encoder) -> None:
    own = bank(tmp_path, encoder, LINES)
    [question] = encoder.questions(["Wie viel kostet die Schwimmhalle?"])
    likeness = own.likeness(question.vector)
    assert own.found(likeness)[0] == 1
    first, mean = own.of_statements(likeness, [1, 2, 3])
    assert first[0] == first.max() >= mean[0] > first[2] == -1.0


def test_the_neighbours_tell_what_was_asked_without_an_answer(tmp_path: Path, encoder: Encoder) -> None:
    own = bank(tmp_path, encoder, LINES)
    there, gone = encoder.questions(["Wie viel kostet die Schwimmhalle?", "Wird das Wetter schön?"])
    leads = [own.neighbours(each.vector, own.likeness(each.vector)).lead for each in (there, gone)]
    assert leads[0] > 0 > leads[1]


def test_one_question_more_or_less_changes_nothing_else(tmp_path: Path, encoder: Encoder) -> None:
    whole, fewer = bank(tmp_path, encoder, LINES), bank(tmp_path, encoder, LINES[:1] + LINES[2:])
    [question] = encoder.questions(["Was beschloss der Rat?"])
    rows = [1, 2, 3]
    before, after = (each.of_statements(each.likeness(question.vector), rows)[0] for each in (whole, fewer))
    assert before[1] == pytest.approx(after[1])
    assert abs(before[0] - after[0]) < 0.2


def test_without_a_bank_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "rat.md").write_text(TEXT, encoding="utf-8")
    assert Bank.of(read_document(tmp_path / "rat.md"), np.zeros((0, 384), np.float32), np.zeros(1)) is None


def test_the_vote_of_a_large_bank_changes_little_with_one_question() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(600, 384)).astype(np.float32)
    vectors[:300, 0] += 12
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    answered = np.arange(600) < 300
    whole, fewer = learned(vectors, answered), learned(vectors[1:], answered[1:])
    assert odds(whole, vectors[5]) > 0.2 > -0.2 > odds(whole, vectors[400])
    assert odds(whole, vectors[5]) == pytest.approx(odds(fewer, vectors[5]), abs=0.05)


def test_a_small_bank_has_no_vote(tmp_path: Path, encoder: Encoder) -> None:
    own = bank(tmp_path, encoder, LINES)
    assert not learned(own.vectors, own.answered).any()
    assert odds(own.odds, own.vectors[0]) == 0.0
