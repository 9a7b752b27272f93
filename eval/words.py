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


def own_words(text: str) -> str:
    """Return the text without what stands in „…“ or “…” (nested quotations included) and without markers."""
    kept: list[str] = []
    open_marks: list[str] = []
    for letter in text:
        if open_marks and letter == open_marks[-1]:
            open_marks.pop()
        elif letter in CLOSING:
            open_marks.append(CLOSING[letter])
        elif not open_marks:
            kept.append(letter)
    return MARKER.sub(" ", "".join(kept))


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
        if _balanced(piece):
            yield piece
            start = end.end()
    yield line[start:]


def _balanced(text: str) -> bool:
    return not any(letter in CLOSING for letter in _left_open(text))


def _left_open(text: str) -> list[str]:
    open_marks: list[str] = []
    for letter in text:
        if open_marks and letter == CLOSING[open_marks[-1]]:
            open_marks.pop()
        elif letter in CLOSING:
            open_marks.append(letter)
    return open_marks


def quotations(text: str) -> list[str]:
    """Return what stands in „…“ or “…”, outermost marks only; an unclosed quotation counts to the end."""
    found: list[str] = []
    open_marks: list[str] = []
    for letter in text:
        if open_marks and letter == CLOSING[open_marks[-1]]:
            open_marks.pop()
            if not open_marks:
                continue
        elif letter in CLOSING:
            open_marks.append(letter)
            if len(open_marks) == 1:
                found.append("")
                continue
        if open_marks:
            found[-1] += letter
    return found
