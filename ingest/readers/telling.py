"""What the format does not say of a paragraph, its weight and words tell: headings, speakers, items, the agenda."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.agenda import with_numbered_headings
from ingest.contents import with_contents
from ingest.layout import Group, Line
from ingest.readers.piece import Piece, parted
from ingest.shapes import look
from ingest.source import Role

_TOLD = -1  # level of a heading that is told by its words, until it is known what stands above it
_LONGEST_BOLD = 120  # characters of a paragraph all in bold that is a heading
# What minutes call themselves on their title page.
_DOCUMENT = re.compile(r"(?i)(?:\b\w*protokoll|niederschrift|\bminutes|sitzungsbericht|bericht über)\b")


def told(pieces: list[Piece]) -> list[Piece]:
    """Tell paragraphs that are something else.

    Args:
        pieces: a document's, as the format has them.

    Returns:
        The same words; a paragraph may be parted at its line breaks, lines of a title page joined.
    """
    outlined = any(piece.role is Role.HEADING and piece.level > 1 for piece in pieces)
    parts = [part for piece in _joined_front(pieces) for part in _by_line(piece)]
    found = list(_bold_headings([_told(part) for part in parts]))
    groups = [_group(piece) for piece in found]
    # Where the format names the headings, numbered items are what they seem.
    groups = with_contents(groups if outlined else with_numbered_headings(groups))
    return [_as_group(piece, group) for piece, group in zip(found, groups, strict=True)]


def _by_line(piece: Piece) -> Iterator[Piece]:
    """Part a paragraph at its line breaks where one of its lines is a heading, a speaker or an item by its words."""
    lines = piece.words.split("\n")
    if piece.role is not Role.PARAGRAPH or len(lines) == 1 or piece.bold:
        yield piece
    elif any(look(line).role is not Role.PARAGRAPH for line in lines):
        yield from parted(piece, re.compile("\n"))
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
