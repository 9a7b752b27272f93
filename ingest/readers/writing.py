"""What a reader of a format finds is written here: words with white space folded, then blocks after blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.agenda import with_numbered_headings
from ingest.contents import with_contents
from ingest.headings import is_agenda
from ingest.layout import Group, Line
from ingest.shapes import look
from ingest.source import Block, Page, Role, Source

# Characters that nobody sees: controls, soft hyphens, marks of direction, tags. Joiners of emoji and Persian stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"\s+")
_TOLD = -1  # level of a heading that is told by its words, until it is known what stands above it
_LONGEST_BOLD = 120  # characters of a paragraph all in bold that is a heading
# What minutes call themselves on their title page.
_DOCUMENT = re.compile(r"(?i)(?:\b\w*protokoll|niederschrift|\bminutes|sitzungsbericht|bericht über)\b")
# Blocks of these roles stand line under line; all others are parted by an empty one.
_CLOSE = {Role.ROW: "table", Role.HEADER: "table", Role.ITEM: "list", Role.CONTENTS: "contents"}


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


@dataclass
class Writing:
    """A document as it grows."""

    pieces: list[Piece] = field(default_factory=list)
    _pages: list[str] = field(default_factory=list)

    def put(
        self,
        words: Words | str,
        role: Role = Role.PARAGRAPH,
        level: int = 0,
        mark: str = "",
        speaker: str | None = None,
    ) -> None:
        """Add a block; an empty line in it parts it in two.

        Args:
            words: nothing happens where there are none.
            role: what it is.
            level: of a heading (1 to 6) or item (from 1).
            mark: a bullet or automatic number, written before the block.
            speaker: where the format says who speaks.
        """
        pages = [(0, printed) for printed in self._pages]
        pages += words.pages if isinstance(words, Words) else []
        bold = isinstance(words, Words) and not words.plain
        piece = Piece(str(words), role, level, mark, speaker, bold, tuple(pages))
        parts = list(_parted(piece, re.compile("\n\n")))
        self.pieces += parts
        self._pages = [] if parts else [printed for _, printed in pages]

    def page(self, printed: str) -> None:
        """A page begins before the next block."""
        self._pages.append(printed)

    def told_by_words(self) -> None:
        """Tell paragraphs that are headings, speakers, brackets or items by their words, and the agenda in front."""
        outlined = any(piece.role is Role.HEADING and piece.level > 1 for piece in self.pieces)
        pieces = [part for piece in _joined_front(self.pieces) for part in _by_line(piece)]
        pieces = list(_bold_headings([_told(piece) for piece in pieces]))
        groups = [_group(piece) for piece in pieces]
        # Where the format names the headings, numbered items are what they seem.
        groups = with_contents(groups if outlined else with_numbered_headings(groups))
        self.pieces = [_as_group(piece, group) for piece, group in zip(pieces, groups, strict=True)]

    def titled(self) -> None:
        """Leave level 1 to the title: the first heading of that level, unless it is an item's; others stand below."""
        first = next((p for p in self.pieces if p.role is Role.HEADING and p.level == 1), None)
        if first and is_agenda(first.words):
            first = None
        self.pieces = [
            replace(p, level=max(2, p.level)) if p.role is Role.HEADING and p is not first else p for p in self.pieces
        ]

    def below_title(self) -> None:
        """Leave level 1 to the title where the format counts headings from 1 beside it.

        The title is the heading of level 0 (by its style), else the only one of level 1, if it is the first heading and
        no item's.
        """
        headings = [p for p in self.pieces if p.role is Role.HEADING]
        tops = [p for p in headings if p.level == 1]
        titled = any(p.level == 0 for p in headings)
        alone = len(tops) == 1 and tops[0] is headings[0] and not is_agenda(tops[0].words)
        if titled or (tops and not alone):
            self.pieces = [replace(p, level=min(6, p.level + 1)) if p.role is Role.HEADING else p for p in self.pieces]

    def source(self, title: str = "", date: str = "", notes: tuple[str, ...] = ()) -> Source:
        """Write the blocks out.

        Args:
            title: as the file's description says.
            date: the same.
            notes: for whoever runs the ingest.

        Returns:
            The source.
        """
        parts: list[str] = []
        blocks: list[Block] = []
        pages: list[Page] = []
        position = 0
        for number, piece in enumerate(self.pieces):
            near = number > 0 and _CLOSE.get(piece.role, "") == _CLOSE.get(self.pieces[number - 1].role, "-")
            before = ("" if not number else "\n" if near else "\n\n") + (f"{piece.mark} " if piece.mark else "")
            parts += [before, piece.words]
            start = position + len(before)
            position = start + len(piece.words)
            for at, printed in piece.pages:
                pages.append(Page(start + at, len(pages) + 1, printed))
            blocks.append(Block(start, position, piece.role, piece.level, piece.speaker))
        return Source("".join(parts), tuple(blocks), pages=tuple(pages), title=title, date=date, notes=notes)


def _parted(piece: Piece, between: re.Pattern[str]) -> Iterator[Piece]:
    """Part a piece where a pattern matches; pages go with the words behind them, the mark with the first."""
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


def _by_line(piece: Piece) -> Iterator[Piece]:
    """Part a paragraph at its line breaks where one of its lines is a heading, a speaker or an item by its words."""
    lines = piece.words.split("\n")
    if piece.role is not Role.PARAGRAPH or len(lines) == 1 or piece.bold:
        yield piece
    elif any(look(line).role is not Role.PARAGRAPH for line in lines):
        yield from _parted(piece, re.compile("\n"))
    else:
        yield piece


def _group(piece: Piece) -> Group:
    """Return a piece as the rules for lines of other formats see it: an item with its automatic number."""
    # A list of contents that the format marks needs no telling, and what follows it is none.
    role = Role.NOTE if piece.role is Role.CONTENTS else piece.role
    return Group(role, [Line(_numbered(piece), indent=10 * piece.level)], piece.level)


def _as_group(piece: Piece, group: Group) -> Piece:
    """Take over what the rules made of a piece; the number of an item that is a heading becomes part of it."""
    if piece.role is Role.CONTENTS or group.role is piece.role:
        return piece
    if group.role is Role.HEADING and piece.role is Role.ITEM:
        words = _numbered(piece)
        pages = tuple((at + len(words) - len(piece.words), printed) for at, printed in piece.pages)
        return replace(piece, words=words, mark="", pages=pages, role=group.role, level=group.level, speaker=None)
    return replace(piece, role=group.role, level=group.level)


def _numbered(piece: Piece) -> str:
    return f"{piece.mark} {piece.words}" if any(map(str.isdigit, piece.mark)) else piece.words


def _told(piece: Piece) -> Piece:
    """Look at a paragraph's words; where the format says who speaks, only a bracket is told apart."""
    if piece.role is not Role.PARAGRAPH or "\n" in piece.words:
        return piece
    shape = look(piece.words)
    if piece.speaker and shape.role is not Role.STAGE:
        return piece
    if shape.role is Role.ITEM:
        mark, words = piece.words[: shape.mark].strip(), piece.words[shape.mark :]
        return replace(piece, role=Role.ITEM, level=1, mark=mark or piece.mark, words=words)
    speaker = None if shape.role is Role.STAGE else piece.speaker
    level = _TOLD if shape.role is Role.HEADING else shape.level
    return replace(piece, role=shape.role, level=level, speaker=speaker)


def _bold_headings(pieces: list[Piece]) -> Iterator[Piece]:
    """Short paragraphs all in bold are headings, one level below those that the format names.

    Of a title page all in bold only the line that says what the document is, else its first, is one.
    """
    front = _front(pieces)
    named = (n for n, piece in enumerate(pieces[:front]) if _DOCUMENT.search(piece.words) and _is_bold_heading(piece))
    title = next(named, 0)
    titled = any(piece.role is Role.HEADING and piece.level == 1 for piece in pieces)
    above = last = 1
    for number, piece in enumerate(pieces):
        made = piece
        if piece.role is Role.HEADING and piece.level == _TOLD:
            # "Beschluss:" stands below its item, whatever that is; an item stands below the title.
            made = replace(piece, level=min(6, last + 1) if piece.words.endswith(":") else 2)
        elif piece.role is Role.HEADING:
            above = piece.level
        elif _is_bold_heading(piece) and number == title and number < front and not titled:
            made = replace(piece, role=Role.HEADING, level=1)
        elif _is_bold_heading(piece) and number >= front:
            made = replace(piece, role=Role.HEADING, level=min(6, above + 1))
        if made.role is Role.HEADING and not made.words.endswith(":"):
            last = made.level
        yield made


def _front(pieces: list[Piece]) -> int:
    """Count the paragraphs all in bold with which the document begins."""
    return next((n for n, p in enumerate(pieces) if not p.bold or p.role is not Role.PARAGRAPH), len(pieces))


def _joined_front(pieces: list[Piece]) -> list[Piece]:
    """On a title page all in bold a line that begins in small letters goes on with the one above it."""
    front = _front(pieces)
    joined: list[Piece] = []
    for piece in pieces[:front]:
        if joined and piece.words[0].islower() and _DOCUMENT.search(joined[-1].words):
            last = joined.pop()
            start = len(last.words) + 1
            pages = (*last.pages, *((start + at, printed) for at, printed in piece.pages))
            joined.append(replace(last, words=f"{last.words}\n{piece.words}", pages=pages))
        else:
            joined.append(piece)
    return joined + pieces[front:]


def _is_bold_heading(piece: Piece) -> bool:
    words = piece.words
    numbered = piece.role is Role.ITEM and not piece.mark and words[:1].isdigit()
    if not piece.bold or piece.speaker or not (piece.role is Role.PARAGRAPH or numbered):
        return False
    if len(words) > _LONGEST_BOLD or words.endswith((".", "?", "!", ",", ";")):
        return False
    if "\n" in words and not _DOCUMENT.match(words):
        return False
    return any(map(str.isalpha, words))
