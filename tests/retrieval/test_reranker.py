"""The reranker: reads a question with passages, loads without torch, says what is damaged."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.corpus import read_document
from ingest.passages import passages
from protokoll.errors import ModelError
from retrieval.reranker import Reranker

TEXT = """# Sitzung

## TOP 4 Schwimmhalle

- Der Eintritt kostet ab Mai 5,50 Euro, ermäßigt 3 Euro.
- Die Halle hat neue Fliesen bekommen, weil die alten rutschig waren.
- Einstimmig zugestimmt.
"""


@pytest.fixture
def read(tmp_path: Path) -> list[str]:
    path = tmp_path / "rat.md"
    path.write_text(TEXT, encoding="utf-8")
    return passages(read_document(path))


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Was kostet der Eintritt?", 1),
        ("How much is a ticket?", 1),
        ("Warum wurden die Fliesen erneuert?", 2),
        ("why were the tiles replaced", 2),
    ],
)
def test_the_passage_that_answers_is_among_the_first_two(read: list[str], question: str, row: int) -> None:
    assert row in np.argsort(-Reranker.load().scores(question, read))[:2]


def test_scores_come_in_the_order_of_the_passages(read: list[str]) -> None:
    reranker = Reranker.load()
    forward = reranker.scores("Was kostet der Eintritt?", read)
    backward = reranker.scores("Was kostet der Eintritt?", read[::-1])
    assert np.allclose(forward, backward[::-1], atol=0.05)


def test_no_passages_give_no_scores() -> None:
    assert Reranker.load().scores("Was?", []).shape == (0,)


@pytest.mark.parametrize("question", ["", "?", "</s><s>", "\0", "😀" * 200, "wort " * 500])
def test_any_question_is_read(question: str) -> None:
    assert np.isfinite(Reranker.load().scores(question, ["Ein Satz.", "x" * 640])).all()


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        Reranker.load(tmp_path)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for path in (Path(__file__).parents[2] / "retrieval" / "model").glob("reranker*"):
        (tmp_path / path.name).write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ModelError, match="damaged"):
        Reranker.load(tmp_path)


def test_reading_imports_no_torch() -> None:
    code = (
        "import sys; from retrieval.reranker import Reranker; Reranker.load().scores('a', ['b']); "
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
