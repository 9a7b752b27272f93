import subprocess
from contextlib import contextmanager

import pytest

from tests.browser.engines.firefox import Firefox
from tests.browser.engines.webkit import WebKit
from tests.browser.install import install_others
from tests.browser.widget.conftest import listening, origin
from tests.ui.served import running
from ui.server import create_app


@contextmanager
def screen():
    """A screen that nobody sees; yields its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield f":{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture(scope="session", params=["firefox", "webkit"])
def person(request, tmp_path_factory):
    if missing := install_others():
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    if request.param == "firefox":
        person = Firefox("firefox-esr", tmp_path_factory.mktemp("firefox"))
        yield person
        person.close()
        return
    with screen() as display:
        person = WebKit(display)
        yield person
        person.close()


@pytest.fixture(scope="module")
def forum(pipeline, settings, tmp_path_factory):
    """A page of the forum, with the widget of another site."""
    with listening() as server:
        chosen = {"rate_limit": "off", "data": tmp_path_factory.mktemp("feedback"), "embed_origins": (origin(server),)}
        with running(create_app(settings.model_copy(update=chosen), pipeline)) as server.widget:
            yield origin(server)
