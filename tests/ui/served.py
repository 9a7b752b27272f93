"""A server on a free port, as tests see it from outside."""

import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from ui.connection import configured

ROOT = Path(__file__).parents[2]
PROTOCOL = "zukunftsforum-ki-2024-02-22"


def free_port():
    """Return a port that nothing listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def running(app):
    """Serve an app on a free port of this machine; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(configured(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
