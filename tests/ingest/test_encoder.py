"""The encoder: reads questions and passages without torch, word by word, whatever they are."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.corpus import read_document
from ingest.encoder import Encoder
from ingest.passages import passages
from ingest.text import MAX_CHARACTERS, clean
from ingest.tokens import Tokens
from protokoll.errors import ModelError

TEXT = """# Sitzung

## TOP 4 Schwimmhalle

- Der Eintritt kostet ab Mai 5,50 Euro, ermäßigt 3 Euro.
- Die Halle hat neue Fliesen bekommen, weil die alten rutschig waren.
- Einstimmig zugestimmt.
"""
# One of each kind seen in hostile lists and in PDFs.
ODD = [
    "", " ", "?", "Wer\x00 sprach?", "Wer \ud800 sprach?", "Wer </s><s> sprach?", "Ａ＜/ｓ＞＜ｓ＞", "<\x01/s>",
    "👩‍👩‍👧 \u202e rückwärts \ufdfa", "日本語のテキスト", "x" * 50_000, "wort " * 500,
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture
def read(tmp_path: Path) -> list[str]:
    path = tmp_path / "rat.md"
    path.write_text(TEXT, encoding="utf-8")
    return passages(read_document(path))


def best(encoder: Encoder, question: str, texts: list[str]) -> np.ndarray:
    [asked] = encoder.questions([question])
    tokens = Tokens.of(list(enumerate(encoder.passages(texts))))
    return np.argsort(-tokens.fit(asked, np.arange(len(texts))).scores)


def test_a_passage_says_where_it_stands(read: list[str]) -> None:
    assert read[1] == "TOP 4 Schwimmhalle › Der Eintritt kostet ab Mai 5,50 Euro, ermäßigt 3 Euro."


def test_a_short_passage_begins_with_the_end_of_the_one_before(read: list[str]) -> None:
    assert read[3].endswith("weil die alten rutschig waren.) Einstimmig zugestimmt.")


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Was kostet der Eintritt?", 1),
        ("How much is a ticket?", 1),
        ("Warum wurden die Fliesen erneuert?", 2),
        ("why were the tiles replaced", 2),
    ],
)
def test_the_passage_that_answers_comes_first(encoder: Encoder, read: list[str], question: str, row: int) -> None:
    assert best(encoder, question, read)[0] == row


def test_any_text_is_read(encoder: Encoder) -> None:
    for question in encoder.questions(ODD):
        assert np.linalg.norm(question.vector) == pytest.approx(1, abs=1e-4)
        assert np.isfinite(question.tokens).all()
        assert len(question.tokens) == len(question.shares)
    assert [len(passage.vector) for passage in encoder.passages(ODD)] == [384] * len(ODD)


def test_what_is_read_comes_in_the_order_of_the_texts(encoder: Encoder, read: list[str]) -> None:
    forward, backward = encoder.questions(read), encoder.questions(read[::-1])[::-1]
    assert all(np.allclose(a.vector, b.vector, atol=0.02) for a, b in zip(forward, backward, strict=True))


def test_concurrent_questions_are_read_alike(encoder: Encoder) -> None:
    texts = ["Wer sprach?", "Was kostet der Eintritt?", "Who demands sustainable AI infrastructure?"]
    expected = {text: encoder.questions([text])[0].vector for text in texts}
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda text: (text, encoder.questions([text])[0].vector), texts * 8))
    assert all(np.allclose(expected[text], vector, atol=1e-5) for text, vector in results)


def test_decomposed_umlauts_are_read_as_composed_ones(encoder: Encoder) -> None:
    text = "Wer trägt die Kosten für Öfen?"
    one, other = encoder.questions([text, unicodedata.normalize("NFD", text)])
    assert np.allclose(one.vector, other.vector, atol=1e-5)


def test_a_translation_counts_where_it_fits_better(encoder: Encoder) -> None:
    texts = ["Der Eintritt kostet 5,50 Euro.", "Admission costs 5.50 euros.", "Die Halle ist neu."]
    own, translated, other = encoder.passages(texts)
    [question] = encoder.questions(["How much is admission?"])
    both = Tokens.of([(0, own), (0, translated), (1, other)]).fit(question, np.array([0, 1])).best
    apart = Tokens.of([(0, own), (1, translated), (2, other)]).fit(question, np.array([0, 1, 2])).best
    assert np.allclose(both[0], np.maximum(apart[0], apart[1]))
    assert np.allclose(both[1], apart[2])


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "a<s>b", "a</s>b", "a<<s>/s>b", "a＜/ｓ＞b", "a<\x01s>b", "a<mask>b", "a<pad>b"]
)
def test_cleaning_leaves_no_trap(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert not any(trap in cleaned for trap in ("\x00", "<s>", "</s>", "<mask>", "<pad>"))
    assert (cleaned[0], cleaned[-1]) == ("a", "b")


def test_cleaning_bounds_the_length_even_of_letters_that_unfold() -> None:
    assert len(clean("\ufdfa" * 50_000)) == MAX_CHARACTERS


def test_cleaning_leaves_ordinary_text_alone() -> None:
    assert clean("Größe: „19 %“ – 3 < 4, a/s") == "Größe: „19 %“ – 3 < 4, a/s"


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        Encoder.load(tmp_path)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for path in (Path(__file__).parents[2] / "ingest" / "data").glob("encoder*"):
        (tmp_path / path.name).write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ModelError, match="damaged"):
        Encoder.load(tmp_path)


def test_reading_loads_no_torch_and_opens_no_connection() -> None:
    code = (
        "import sys, socket; socket.socket.connect = socket.getaddrinfo = None; from ingest.encoder import Encoder; "
        "Encoder.load().questions(['Wer sprach?']); "
        "sys.exit(','.join({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
