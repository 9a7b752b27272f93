"""The answer's own words: what stands outside quotation marks, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CLOSING = {"„": "“", "“": "”"}
MARKER = re.compile(r"\[(\d+)\]")
# "Dr. Holger Becker war ... [1]" is one sentence: cut at the dot, the name would lose its marker.
ABBREVIATIONS = "".join(
    rf"(?<!\b{word}\.)" for word in ("Dr", "Prof", r"z\.B", r"\d", r"\d\d", "[A-Z]", "bzw", "ca", "No", "Nr")
)
SENTENCE_END = re.compile(ABBREVIATIONS + r"(?<=[.!?])[”“]?((?:\s*\[\d+\])*)\s+(?=[^\s\[])")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an answer: as shown, without what it quotes, and the markers in it."""

    text: str
    own: str
    markers: tuple[int, ...]


def quotations(text: str) -> list[str]:
    """Return what stands in „…“ or “…”, outermost marks only; an unclosed quotation counts to the end."""
    return [text[start:end] for start, end in _quoted(text)]


def own_words(text: str) -> str:
    """Return the text without what stands in „…“ or “…” (nested quotations included) and without markers."""
    kept, at = "", 0
    for start, end in _quoted(text):
        kept, at = kept + text[at : start - 1], end + 1
    return MARKER.sub(" ", kept + text[at:])


def sentences(answer: str) -> Iterator[Sentence]:
    """Yield the sentences of an answer; a sentence does not end inside a quotation."""
    for line in answer.splitlines():
        for piece in _split(line):
            if piece.strip():
                markers = tuple(int(number) for number in MARKER.findall(piece))
                yield Sentence(piece.strip(), own_words(piece), markers)


def _split(line: str) -> Iterator[str]:
    start = 0
    for end in SENTENCE_END.finditer(line):
        piece = line[start : end.end()]
        if all(closed < len(piece) for _, closed in _quoted(piece)):
            yield piece
            start = end.end()
    yield line[start:]


def _quoted(text: str) -> list[tuple[int, int]]:
    """Where the outermost quotations stand, without their marks; an unclosed one ends with the text."""
    found: list[tuple[int, int]] = []
    open_marks: list[str] = []
    start = 0
    for at, letter in enumerate(text):
        if open_marks and letter == open_marks[-1]:
            open_marks.pop()
            if not open_marks:
                found.append((start, at))
        elif letter in CLOSING:
            start = start if open_marks else at + 1
            open_marks.append(CLOSING[letter])
    return [*found, (start, len(text))] if open_marks else found
