"""What a model writes becomes claims, each with the numbers of the statements that it rests on.

Small models break the form: JSON in fences or after thoughts, a list without its object, numbers as text, prose with
markers. All of these are read, claim by claim while they come in.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Reported = Literal["fact", "claim", "demand", "question"]
_REPORTED: dict[str, Reported] = {"fact": "fact", "claim": "claim", "demand": "demand", "question": "question"}
MOST = 16  # claims of an answer
LONGEST = 600  # characters of a claim; a statement has about as many

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "maxItems": MOST,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "rests_on": {"type": "array", "items": {"type": "integer"}},
                    "reported": {"type": "string", "enum": list(_REPORTED)},
                },
                "required": ["text", "rests_on", "reported"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_AROUND = re.compile(r'\{\s*"claims"\s*:\s*\[')  # the object around the claims, complete only at the end
_MARKERS = re.compile(r"\s*\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_SENTENCE = re.compile(r"(?P<text>[^\[\]{}\n]{12,}?)(?P<markers>(?:\s*\[[\d,; ]+\])+)\s*[.?!]?")


@dataclass(frozen=True)
class Claim:
    """One sentence of a model's, the statements that it names as its ground (counted from 1), and what it calls it."""

    text: str
    rests_on: tuple[int, ...]
    reported: Reported = "fact"


class ClaimReader:
    """Reads claims out of a text that is still being written; `found` counts them, `text` is all of it."""

    def __init__(self) -> None:
        self.text = ""
        self._at = 0
        self.found = 0

    def read(self, pieces: Iterable[str]) -> Iterator[Claim]:
        """Yield claims as pieces of text complete them.

        At the end come those that only the whole text shows: behind broken ones, or sentences of prose with markers.
        """
        for piece in pieces:
            self.text += piece
            yield from self._read(patient=True)
        yield from self._read(patient=False)
        if self.found:
            return
        for match in _SENTENCE.finditer(_THOUGHTS.sub("", self.text)):
            numbers = [number for group in _MARKERS.findall(match["markers"]) for number in re.findall(r"\d+", group)]
            yield from self._taken({"text": match["text"], "rests_on": numbers})

    def _read(self, *, patient: bool) -> Iterator[Claim]:
        readable = _THOUGHTS.sub(lambda thoughts: " " * len(thoughts[0]), self.text)
        while self.found < MOST and (start := readable.find("{", self._at)) >= 0:
            try:
                value, end = json.JSONDecoder().raw_decode(readable, start)
            except ValueError:
                if patient and not _AROUND.match(readable, start):
                    return  # a claim that is still being written
                self._at = start + 1
                continue
            self._at = end
            yield from self._taken(value)

    def _taken(self, value: object) -> Iterator[Claim]:
        rows = value.get("claims", [value]) if isinstance(value, dict) else []
        for row in rows if isinstance(rows, list) else []:
            claim = _claim(row)
            if claim and self.found < MOST:
                self.found += 1
                yield claim


def _claim(row: object) -> Claim | None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return None
    text = re.sub(r"\s+", " ", _MARKERS.sub("", row["text"])).strip(" -*•")
    numbers = row.get("rests_on", row.get("citations", []))
    found = re.findall(r"\d+", json.dumps(numbers)) + re.findall(r"\d+", " ".join(_MARKERS.findall(row["text"])))
    if not text or len(text) > LONGEST:
        return None
    kind = _REPORTED.get(str(row.get("reported")), "fact")
    return Claim(text, tuple(dict.fromkeys(int(number[:4]) for number in found)), kind)
