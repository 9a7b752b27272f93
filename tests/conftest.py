"""The real protocol, indexed once; every test that asks uses the real pipeline."""

from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings

from ingest.build import build
from protokoll.settings import Settings, load_settings
from retrieval.pipeline import Pipeline

ROOT = Path(__file__).parents[1]
hypothesis_settings.register_profile("calm", deadline=None)  # how fast a busy machine is, is no matter of the tests
hypothesis_settings.load_profile("calm")


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of `make test`: the index that `make index` keeps in data/."""
    return load_settings().model_copy(
        update={"corpus": ROOT / "corpus", "data": ROOT / "data", "contact": "redaktion@forum.example"}
    )


@pytest.fixture(scope="session")
def pipeline(settings: Settings) -> Pipeline:
    """The pipeline over the real protocol."""
    settings.data.mkdir(exist_ok=True)
    with FileLock(settings.data / "tests.lock"):  # one process of the tests after the other
        build(settings, [settings.corpus], lambda step, more, total: None)
    return Pipeline.open(settings)
