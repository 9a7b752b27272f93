import pytest

from ingest.model import write_model


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory):
    """The bundled model, written once for all tests: 4 s and 235 MB."""
    return write_model(tmp_path_factory.mktemp("data") / "models" / "multilingual-e5-small")
