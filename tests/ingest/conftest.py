from pathlib import Path

import pytest

from eval.train.bundled import write_model


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory):
    """The bundled model, written once for all tests: 4 s and 235 MB."""
    return write_model(tmp_path_factory.mktemp("data") / "models" / "multilingual-e5-small")


@pytest.fixture(scope="session")
def hostile_files():
    """The folder of broken and hostile files of others, where it lies beside the repository."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile-files"
    if not folder.is_dir():
        pytest.skip("the hostile files are not here")
    return folder
