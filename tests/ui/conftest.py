import pytest
from starlette.testclient import TestClient

from protokoll.settings import Settings
from ui.server import create_app


@pytest.fixture
def serve_app(pipeline, tmp_path):
    """A client of an app with the settings given; feedback goes to a folder of the test."""

    def make(**settings):
        chosen = {"rate_limit": "off", "data": tmp_path} | settings
        return TestClient(create_app(Settings(**chosen), pipeline), raise_server_exceptions=False)

    return make


@pytest.fixture(scope="session")
def client(pipeline, tmp_path_factory):
    """A client of an app without rate limit."""
    settings = Settings(rate_limit="off", data=tmp_path_factory.mktemp("feedback"))
    return TestClient(create_app(settings, pipeline), raise_server_exceptions=False)
