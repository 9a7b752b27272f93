import threading
from contextlib import ExitStack, contextmanager

import pytest

from demo.serve import Forum
from tests.browser.widget.guest import Guest
from tests.ui.served import running
from ui.server import create_app

NAMES = ("open", "strict", "stranger")
NEAR = "127.0.0.1"  # as the widget's server: to browsers another port of the same site


@contextmanager
def listening(**options):
    """A forum on a free port, to be told later where the widget is."""
    with Forum("", **options) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def origin(server, host="localhost"):
    """Another site than the widget's 127.0.0.1, as browsers see it."""
    return f"http://{host}:{server.server_port}"


@pytest.fixture(scope="session")
def forums(settings, pipeline, tmp_path_factory):
    """Forums by name, with the server of their widget; `stranger` may not embed it."""
    pipeline.warm()  # as `protokoll serve` does
    with ExitStack() as stack:
        servers = {name: stack.enter_context(listening(strict=name == "strict")) for name in NAMES}
        chosen = {
            "rate_limit": "off",
            "rate_limit_all": "off",
            "data": tmp_path_factory.mktemp("feedback"),
            "embed_origins": (origin(servers["open"]), origin(servers["strict"]), origin(servers["open"], NEAR)),
        }
        widget = stack.enter_context(running(create_app(settings.model_copy(update=chosen), pipeline)))
        for server in servers.values():
            server.widget = widget
        yield servers


@pytest.fixture
def embed(browser, forums):
    """Arrive at a forum; afterwards neither its console nor the frame's may have said anything."""
    guests = []

    def arrive(path="/", *, forum="open", attributes="", tag="", host="localhost", width=1280, height=800, **options):
        server = forums[forum]
        server.attributes, server.tag = attributes, tag
        looks = {"width": width, "height": height, "dark": False, "locale": "de-DE"} | options
        guest = Guest.arrive(browser, origin(server, host) + path, server.widget, **looks)
        guests.append(guest)
        return guest

    yield arrive
    for guest in guests:
        guest.leave()
        assert guest.complaints == []
