"""Debian's Firefox, spoken to by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which it serves itself.

Playwright's own way to it asks for a command that the long-term release does not know.
"""

import json
import re
import subprocess
import time
from contextlib import ExitStack

from websockets.sync.client import connect

from tests.browser.engines.person import Person

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
OFFLINE = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "de-DE, de",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}


class Firefox(Person):
    """A headless Firefox with a profile of its own."""

    def __init__(self, path, folder):
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in OFFLINE.items()]
        (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0"]
        self._ending, said = ExitStack(), folder / "said"
        self._process = self._ending.enter_context(self._started(command, said))
        self._ending.callback(self._process.terminate)
        self._socket = self._ending.enter_context(connect(f"{_listening(said)}/session", max_size=None))
        self._number, self.complaints = 0, []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._tab = self._context = self._send("browsingContext.create", type="tab")["context"]

    @staticmethod
    def _started(command, said):
        with said.open("w", encoding="utf-8") as log:
            return subprocess.Popen(command, stderr=log)

    def _send(self, method, **params):
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=60))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] in ("warn", "error"):
                self.complaints.append(told["params"]["text"])
            if told.get("id") == self._number:
                assert told["type"] == "success", told
                return told["result"]

    def go(self, address):
        self._context = self._tab
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def size(self, width, height):
        self._send("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def run(self, body):
        told = self._send(
            "script.evaluate",
            expression=f"JSON.stringify((() => {{ {body} }})() ?? null)",
            target={"context": self._context},
            awaitPromise=False,
        )
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def act(self, actions):
        self._send("input.performActions", context=self._context, actions=actions)

    def enter(self, css):
        [frame, *_] = self._send("browsingContext.getTree", root=self._tab)["contexts"][0]["children"]
        self._context = frame["context"]

    def close(self):
        self._ending.close()


def _listening(said):
    """Return the address that Firefox says it listens at."""
    for _ in range(600):
        if found := LISTENING.search(said.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise TimeoutError("Firefox does not start.")
