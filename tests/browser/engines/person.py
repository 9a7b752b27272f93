"""A person at a browser that is not Chromium: types, clicks and reads, by W3C WebDriver's own actions."""

import json
import time
from abc import ABC, abstractmethod

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "ArrowUp": "\ue013", "Control": "\ue009"}
PATIENCE = 25  # seconds
# Finds the first shown element by CSS, also inside open shadow roots, and whose text has given words.
FIND = """
const find = (css, words) => {
  const seen = [], walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(css)) seen.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return seen.filter((element) => element.checkVisibility() && (element.innerText ?? "").includes(words));
};
"""
MIDDLE = """
const [element] = find(%s, %s);
if (!element) return null;
element.scrollIntoView({block: "center", behavior: "instant"});
const box = element.getClientRects()[0];
return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
"""


class Person(ABC):
    """One tab of one browser, and what its page complained of."""

    complaints: list

    @abstractmethod
    def go(self, address):
        """Open an address."""

    @abstractmethod
    def size(self, width, height):
        """Make the page this large, in CSS pixels."""

    @abstractmethod
    def run(self, body):
        """Run the body of a function in the page and return what it returns."""

    @abstractmethod
    def act(self, actions):
        """Perform actions as https://www.w3.org/TR/webdriver2/#actions describes them."""

    @abstractmethod
    def enter(self, css):
        """Look into a frame from now on."""

    @abstractmethod
    def close(self):
        """End the browser."""

    def until(self, condition):
        """Wait until an expression of the page is true; return its value."""
        end = time.monotonic() + PATIENCE
        while not (value := self.run(f"{FIND} return {condition};")):
            assert time.monotonic() < end, f"still not true: {condition}\n{self.run('return document.body.innerText')}"
            time.sleep(0.1)
        return value

    def sees(self, css, words=""):
        """Wait until something is shown, and return its text."""
        self.until(f"find({json.dumps(css)}, {json.dumps(words)}).length")
        return self.run(f"{FIND} return find({json.dumps(css)}, {json.dumps(words)}).at(-1).innerText;")

    def count(self, css):
        """Return how many such things are shown."""
        return self.run(f"{FIND} return find({json.dumps(css)}, '').length;")

    def click(self, css, words=""):
        """Click the middle of the first thing of the kind."""
        self.until(f"find({json.dumps(css)}, {json.dumps(words)}).length")
        x, y = self.run(FIND + MIDDLE % (json.dumps(css), json.dumps(words)))
        moved = {"type": "pointerMove", "x": x, "y": y, "duration": 0, "origin": "viewport"}
        pressed = [{"type": name, "button": 0} for name in ("pointerDown", "pointerUp")]
        self.act([{"type": "pointer", "id": "mouse", "actions": [moved, *pressed]}])

    def press(self, *keys):
        """Press keys together, or write a text sign by sign."""
        values = [KEYS.get(key, key) for key in keys]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.act([{"type": "key", "id": "keys", "actions": down + up}])

    def write(self, text):
        """Type a text where the caret is."""
        strokes = [{"type": name, "value": sign} for sign in text for name in ("keyDown", "keyUp")]
        self.act([{"type": "key", "id": "keys", "actions": strokes}])

    def ask(self, question):
        """Type a question into the field, press Enter and wait for the answer's text."""
        before = self.count("article")
        if not self.count("textarea:focus"):
            self.click("textarea")
        self.write(question)
        self.press("Enter")
        self.until(f"find('article', '').length === {before + 1}")
        return self.sees("article")
