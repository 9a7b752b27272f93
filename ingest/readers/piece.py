"""Words as they are found, white space folded, and the blocks that they become."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.source import Role

# Characters that nobody sees: controls, soft hyphens, marks of direction, tags. Joiners of emoji and Persian stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"\s+")


class Words:
    """The words of a block as they are found.

    `pages` says before which character a page began, and its number; `plain` that some of the words are not bold.
    """

    def __init__(self, text: str = "") -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = "\n"
        self.pages: list[tuple[int, str]] = []
        self.plain = False
        self.add(text)

    def add(self, text: str | None, weight: int = 0) -> None:
        """Add text; runs of white space become one blank, also where they meet.

        Args:
            text: of the file.
            weight: above 0 for bold.
        """
        if not text:
            return
        folded = _BLANKS.sub(" ", _UNSEEN.sub("", text)).replace("\u2011", "-")
        self.plain = self.plain or (weight <= 0 and any(map(str.isalnum, folded)))
        self._append(folded.lstrip(" ") if self._last in " \n" else folded)

    def line_break(self) -> None:
        """Begin a new line; a second one in a row begins a paragraph."""
        if not self:
            return
        if self._last == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        if not "".join(self._parts[-2:]).endswith("\n\n"):
            self._append("\n")

    def add_lines(self, text: str | None, weight: int = 0) -> None:
        """Add text whose line ends count."""
        for number, line in enumerate((text or "").split("\n")):
            if number:
                self.line_break()
            self.add(line, weight)

    def prefix(self, mark: str) -> None:
        """Write a number before the words, as part of them."""
        if mark and self:
            self._parts.insert(0, f"{mark} ")
            self._length += len(mark) + 1
            self.pages = [(at + len(mark) + 1, printed) for at, printed in self.pages]

    def page(self, printed: str) -> None:
        """A page begins here."""
        self.pages.append((self._length, printed))

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def __len__(self) -> int:
        return self._length

    def __str__(self) -> str:
        return "".join(self._parts).rstrip()


@dataclass(frozen=True)
class Piece:
    """A block to be: its words, what it is, the mark that stands before it, who says it, where pages begin in it."""

    words: str
    role: Role = Role.PARAGRAPH
    level: int = 0
    mark: str = ""
    speaker: str | None = None
    bold: bool = False
    pages: tuple[tuple[int, str], ...] = ()


def parted(piece: Piece, between: re.Pattern[str]) -> Iterator[Piece]:
    """Part a piece.

    Args:
        piece: a block to be.
        between: what its parts are parted by, which is left out.

    Yields:
        The parts that have words; pages go with the words behind them, the mark with the first.
    """
    starts = [0, *(match.end() for match in between.finditer(piece.words))]
    ends = [*(match.start() for match in between.finditer(piece.words)), len(piece.words)]
    pages, mark = piece.pages, piece.mark
    for start, end in zip(starts, ends, strict=True):
        last = end == len(piece.words)
        if piece.words[start:end].strip():
            here = tuple((max(0, at - start), printed) for at, printed in pages if at <= end or last)
            pages = tuple((at, printed) for at, printed in pages if at > end and not last)
            yield replace(piece, words=piece.words[start:end], mark=mark, pages=here)
            mark = ""
