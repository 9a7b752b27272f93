"""A question bank helps, and no question of it is a cliff."""

from pathlib import Path

import numpy as np
import pytest

from ingest.corpus import read_document
from ingest.digest import Digest
from ingest.encoder import Encoder
from ingest.odds import Vote
from retrieval.bank import UNASKED, Bank, Said

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
    found = Bank.of(document, Digest.of(document, encoder, folder / "cache.sqlite", lambda step, more: None))
    assert found is not None
    return found


def says(bank: Bank, encoder: Encoder, question: str) -> Said:
    return bank.says(encoder.questions([question])[0].vector)


def test_a_bank_leads_to_the_statement_that_its_nearest_question_has(tmp_path: Path, encoder: Encoder) -> None:
    said = says(bank(tmp_path, encoder, LINES), encoder, "Wie viel kostet die Schwimmhalle?")
    assert said.found()[0] == 1
    assert said.first[1] == said.first.max() >= said.mean[1] > said.first[3] == UNASKED


def test_the_nearest_question_tells_what_was_asked_without_an_answer(tmp_path: Path, encoder: Encoder) -> None:
    own = bank(tmp_path, encoder, LINES)
    there, gone = (says(own, encoder, text) for text in ("Wie viel kostet die Schwimmhalle?", "Wird das Wetter schön?"))
    assert there.lead > 0 > gone.lead


def test_one_question_more_or_less_changes_nothing_else(tmp_path: Path, encoder: Encoder) -> None:
    banks = [bank(tmp_path, encoder, lines) for lines in (LINES, LINES[:1] + LINES[2:])]
    before, after = (says(own, encoder, "Was beschloss der Rat?").first for own in banks)
    assert before[2] == pytest.approx(after[2])
    assert abs(before[1] - after[1]) < 0.3


def test_without_a_bank_there_is_none(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "rat.md").write_text(TEXT, encoding="utf-8")
    document = read_document(tmp_path / "rat.md")
    digest = Digest.of(document, encoder, tmp_path / "cache.sqlite", lambda step, more: None)
    assert Bank.of(document, digest) is None
    digest.save(tmp_path / "digest")
    assert len(Digest.open(tmp_path / "digest").vectors) == len(document.statements)


def test_the_vote_of_a_large_bank_changes_little_with_one_question() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(600, 384)).astype(np.float32)
    vectors[:300, 0] += 12
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    answered = np.arange(600) < 300
    links = np.array([(0, number) for number in range(300)], np.intp)
    whole = Vote.learned(vectors, answered, links, 2)
    fewer = Vote.learned(vectors[:-1], answered[:-1], links, 2)
    (there, first, second), gone = whole.of(vectors[5]), whole.of(vectors[400])
    assert there > 0.5 > -0.5 > gone[0]
    assert first > 0.5 > second == 0
    assert there == pytest.approx(fewer.of(vectors[5])[0], abs=0.05)


def test_a_small_bank_has_no_vote(tmp_path: Path, encoder: Encoder) -> None:
    said = says(bank(tmp_path, encoder, LINES), encoder, "Was beschloss der Rat?")
    assert said.odds == 0
    assert not said.votes.any()
