import builtins

import numpy as np
import pytest

from ingest.embedding import open_embedder
from protokoll.errors import ModelError
from protokoll.settings import Settings

QUESTIONS = ["Wie viele eigene Sprachmodelle hat China?", "Who demands sustainable AI infrastructure?", "GPU?"]


def test_another_model_embeds_with_its_own_prompts(model_folder):
    embedder = open_embedder(Settings(embedding_model=str(model_folder)))
    assert embedder.name == str(model_folder)
    questions, passages = embedder.queries(QUESTIONS), embedder.passages(QUESTIONS)
    assert np.allclose(np.linalg.norm(questions, axis=1), 1, atol=1e-5)
    assert np.abs(questions - passages).max() > 0.01
    counted: list[int] = []
    assert np.allclose(embedder.queries(QUESTIONS, counted.append), questions, atol=1e-5)
    assert sum(counted) == len(QUESTIONS)


def test_without_another_model_the_encoder_serves():
    assert open_embedder(Settings()) is None


def test_a_model_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelError, match=str(tmp_path)):
        open_embedder(Settings(embedding_model=str(tmp_path)))


def test_a_damaged_model_folder_is_named(model_folder, tmp_path):
    for path in model_folder.rglob("*.json"):
        target = tmp_path / path.relative_to(model_folder)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(ModelError, match=str(tmp_path)):
        open_embedder(Settings(embedding_model=str(tmp_path)))


@pytest.mark.parametrize("name", ["nobody/no-such-model", "not a name", "/no/such/folder"])
def test_an_unknown_model_name_is_named(name, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match=name):
        open_embedder(Settings(embedding_model=name))


def test_another_model_without_the_extra_names_the_extra(monkeypatch):
    _hide(monkeypatch, "sentence_transformers")
    with pytest.raises(ModelError, match=r"\[sentence-transformers\]"):
        open_embedder(Settings(embedding_model="nobody/no-such-model"))


def test_another_missing_module_is_not_blamed_on_the_extra(monkeypatch):
    _hide(monkeypatch, "sentence_transformers", missing="scipy")
    with pytest.raises(ModuleNotFoundError, match="scipy"):
        open_embedder(Settings(embedding_model="nobody/no-such-model"))


def _hide(monkeypatch, module: str, missing: str = "") -> None:
    """Make the import of `module` fail, as if it or a module that it needs were not installed."""
    real = builtins.__import__

    def guarded(name, *args, **kwargs):
        if name.split(".")[0] == module:
            raise ModuleNotFoundError(f"No module named {missing or module!r}", name=missing or module)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", guarded)
