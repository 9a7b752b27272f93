"""WebKitGTK, the engine of Safari's family that Debian has, spoken to by classic WebDriver."""

import os
import subprocess
import time

import httpx

from tests.browser.engines.person import FIND, Person
from tests.ui.served import free_port

BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
HEARD = "window.heard ??= []; addEventListener('error', (event) => window.heard.push(event.message));"


class WebKit(Person):
    """A MiniBrowser on a screen that nobody sees."""

    def __init__(self, display):
        self.complaints, self._frame, port = [], None, free_port()
        # Its sandbox needs rights that a container does not have; only our own pages are opened.
        chosen = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LANGUAGE": "de_DE"}
        self._driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=os.environ | chosen)
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=90)
        options = {"binary": BROWSER, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}
        self._session = self._begin({"capabilities": wanted})

    def _begin(self, wanted):
        for _ in range(100):
            try:
                return self._http.post("/session", json=wanted).json()["value"]["sessionId"]
            except httpx.ConnectError:
                time.sleep(0.1)
        raise TimeoutError("WebKitWebDriver does not answer.")

    def _send(self, command, **params):
        told = self._http.post(f"/session/{self._session}/{command}", json=params).json()["value"]
        assert not (isinstance(told, dict) and "error" in told), told
        return told

    def go(self, address):
        self._frame = None
        self._send("frame", id=None)
        self._send("url", url=address)
        self.run(HEARD)

    def size(self, width, height):
        self._send("window/rect", width=width, height=height)

    def run(self, body):
        return self._send("execute/sync", script=body, args=[])

    def act(self, actions):
        self._send("frame", id=None)  # its driver reaches into a frame of another site from the page alone: by keys
        self._send("actions", actions=actions)
        self._send("frame", id=self._frame)

    def enter(self, css):
        self._frame = self.run(f"{FIND} return find('{css}', '')[0];")
        self._send("frame", id=self._frame)

    def close(self):
        self._http.delete(f"/session/{self._session}")
        self._http.close()
        self._driver.terminate()
        self._driver.wait(20)
