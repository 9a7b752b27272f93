"""The judge's signals: what is missing of a question, and nothing that counts statements."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.corpus import read_document
from ingest.encoder import Question
from ingest.tokens import Fit
from retrieval.bank import Said
from retrieval.signals import NAMES, Candidates, Vocabulary, asking, measure

TEXT = """# Sitzung

## TOP 1 Haushalt

- Die Schwimmhalle kostet 240 Euro je Stunde, sagt Frau Brandt.
- Der Rat stimmt mit 9 zu 3 Stimmen zu.
"""
QUESTION = Question(np.zeros(384, np.float32), np.zeros((2, 128), np.float32), np.full(2, 0.5, np.float32), bar=25.0)
FIT = Fit(QUESTION, np.array([[0.9, 0.3], [0.2, 0.5]], np.float32))
CANDIDATES = Candidates((1, 2), np.array([0.85, 0.8], np.float32), FIT, np.array([1.0, -1.0], np.float32))


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    path = tmp_path / "rat.md"
    path.write_text(TEXT, encoding="utf-8")
    return Vocabulary.of(read_document(path))


def signals(question: str, vocabulary: Vocabulary, *, english: bool = False) -> dict[str, float]:
    measured = measure(asking(question, english), CANDIDATES, vocabulary)
    return dict(zip(NAMES, measured.tolist(), strict=True))


def test_there_are_at_most_fifteen() -> None:
    assert len(set(NAMES)) == len(NAMES) <= 15


def test_a_number_that_the_best_statement_lacks_is_seen(vocabulary: Vocabulary) -> None:
    there, missing = (signals(f"Kostet die Schwimmhalle {n} Euro?", vocabulary) for n in (240, 260))
    assert [each["number_absent"] for each in (there, missing)] == [0.0, 1.0]


def test_a_rare_word_that_the_document_lacks_is_seen(vocabulary: Vocabulary) -> None:
    known, unknown = (signals(f"Was kostet die {word}?", vocabulary) for word in ("Schwimmhalle", "Eissporthalle"))
    assert known["absent"] < unknown["absent"]
    assert unknown["absent_most"] > 0.5


def test_words_of_the_other_language_are_not_called_missing(vocabulary: Vocabulary) -> None:
    assert signals("How much is the swimming pool?", vocabulary, english=True)["absent"] == 0.0


def test_a_name_counts_in_either_language(vocabulary: Vocabulary) -> None:
    said, silent = (signals(f"What did {name} say?", vocabulary, english=True) for name in ("Brandt", "Quandtmann"))
    assert [each["name_absent"] for each in (said, silent)] == [0.0, 1.0]


def test_words_that_only_another_statement_matches_are_seen(vocabulary: Vocabulary) -> None:
    found = signals("Was kostet die Schwimmhalle?", vocabulary)
    assert found["over"] == pytest.approx(5.0, abs=1e-4)  # a mean cosine of .6, fifty times, above the bar of 25
    assert found["together"] == pytest.approx(1.0, abs=1e-4)  # half of the question, .2 better in the other one
    assert found["worst"] < 6


def test_fewer_candidates_may_be_measured_with_the_same_question(vocabulary: Vocabulary) -> None:
    one = replace(
        CANDIDATES, rows=(1,), dense=CANDIDATES.dense[:1], fit=Fit(QUESTION, FIT.best[:1]), logits=CANDIDATES.logits[:1]
    )
    asked = asking("Was kostet die Schwimmhalle?", english=False)
    both, alone = measure(asked, CANDIDATES, vocabulary), measure(asked, one, vocabulary)
    assert both[NAMES.index("over")] == alone[NAMES.index("over")]
    assert alone[NAMES.index("gap")] == 0.0


def test_a_bank_is_absent_without_harm(vocabulary: Vocabulary) -> None:
    asked = asking("Was kostet die Schwimmhalle?", english=False)
    none = np.zeros(3, np.float32)
    near = replace(CANDIDATES, said=Said(0.1, 0.9, none, none, np.array([0.0, 0.5, 0.0], np.float32)))
    pairs = zip(NAMES, measure(asked, CANDIDATES, vocabulary), measure(asked, near, vocabulary), strict=True)
    assert {name for name, a, b in pairs if a != b} == {"bank_lead", "bank_odds", "bank_vote"}
