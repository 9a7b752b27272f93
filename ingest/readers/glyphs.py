"""A page of a PDF as words with their places: what is drawn and can be seen, upright, whatever way the page is turned.

PDFium is asked by words, not by characters: two boxes and one text object a word, which is what makes 50 pages a
second.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.columns import Word
from ingest.readers.drawn import Drawn
from ingest.readers.typeface import Typeface, Typefaces

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# PDFium writes U+FFFE (earlier: U+0002) where a hyphen ends a line, and goes on with the next line's word.
_LINE_END = "\ufffe\x02"
_WORD = re.compile(rf"[^\s{_LINE_END}\0]+[{_LINE_END}]?")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DROPPED = dict.fromkeys([*range(0x20), 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060, 0xFFFF])
_FIXED = str.maketrans({**_LIGATURES, **_DROPPED})
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLEST = 1.5  # points: nobody reads smaller
_CONTRAST = 24  # of 255: less between a word and what is behind it, and it is not seen


class Found(NamedTuple):
    """A word with its box on the sheet (from the lower left corner) and its typeface."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    face: Typeface


class Leaf(NamedTuple):
    """The words of a page in no order, and those set at another angle; `upright`: they stand as on the sheet."""

    words: list[Word]
    turned: list[Word]
    upright: bool


def leaf_of(page: "PdfPage", drawn: Drawn) -> Leaf:
    """Read the words of a page.

    Args:
        page: an open page.
        drawn: what else is drawn on it.

    Returns:
        Its words as a reader of the page sees them.
    """
    from pypdfium2 import raw

    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        return Leaf([], [], upright=True)
    try:
        sheet = page.get_cropbox()
        found = [word for word in _found(text_page, raw, sheet) if not drawn.covers(word.face.key, *word[1:5])]
        if any(word.face.unseen for word in found) and not drawn.scanned:
            found = [word for word in found if not word.face.unseen]
        if any(word.face.doubtful for word in found):
            found = _contrasting(page, found, sheet)
    finally:
        raw.FPDFText_ClosePage(text_page)
    if drawn.scanned and any(word.face.unseen for word in found):
        found = _evened(found)
    angles = Counter(word.face.angle for word in found)
    main = angles.most_common(1)[0][0] if angles else 0
    turned = [_placed(w, w.face.angle, sheet) for w in found if w.face.angle != main and w.face.angle % 90 == 0]
    return Leaf(_once([_placed(w, main, sheet) for w in found if w.face.angle == main]), _once(turned), main == 0)


def _found(text_page: Any, raw: Any, sheet: tuple[float, float, float, float]) -> Iterator[Found]:  # noqa: ANN401
    """Yield the words on the sheet that are not too faint or small."""
    text, index = _text(text_page, raw)
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    first_ref, last_ref, box_of = ctypes.byref(first), ctypes.byref(last), raw.FPDFText_GetLooseCharBox
    faces = Typefaces(text_page, raw)
    left, bottom, right, top = sheet[0] - 1, sheet[1] - 1, sheet[2] + 1, sheet[3] + 1
    for match in _WORD.finditer(text):
        words, start, end = match.group(), match.start(), match.end() - 1
        if index is not None:
            start, end = index(start), index(end)
        face = faces.at(start)
        if face is None or face.faint or face.size < _SMALLEST or not box_of(text_page, start, first_ref):
            continue
        box_of(text_page, end, last_ref)
        x0, y0 = min(first.left, last.left), min(first.bottom, last.bottom)
        x1, y1 = max(first.right, last.right), max(first.top, last.top)
        if not (left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top):
            continue
        if words[-1].isdigit():
            words = _marked(words, start, end, faces)
        if not words.isascii() or not words.isprintable():
            words = _plain(words)
        if words:
            yield Found(words, x0, y0, x1, y1, face)


def _text(text_page: Any, raw: Any) -> tuple[str, Any]:  # noqa: ANN401 - ctypes
    """Return the page's characters, and what gives a character's index where the text lacks some (None: the same)."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return "", None
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text, None
    return text, lambda place: raw.FPDFText_GetCharIndexFromTextIndex(text_page, place)


def _marked(words: str, start: int, end: int, faces: Typefaces) -> str:
    """Return the word with small raised digits at its end as superscripts ("Antrag12" → "Antrag¹²", not "CO2")."""
    cut = len(words)
    while cut > 1 and words[cut - 1].isdigit() and faces.is_raised(start, end - (len(words) - cut)):
        cut -= 1
    return words[:cut] + words[cut:].translate(_RAISED)


def _plain(words: str) -> str:
    """Return a word with its hyphen at a line end, without ligatures and what takes no room."""
    if words[-1] in _LINE_END or words[-1] == "\xad":
        words = words[:-1] + "-"
    return words.translate(_FIXED)


def _placed(word: Found, angle: int, sheet: tuple[float, float, float, float]) -> Word:
    """Return the word with its box on the sheet turned so that text at this angle is upright."""
    words, x0, y0, x1, y1, face = word
    left, bottom, right, top = sheet
    if angle == 90:
        return Word(y0 - bottom, y1 - bottom, x0 - left, x1 - left, words, face.size, face.bold)
    if angle == 180:
        return Word(right - x1, right - x0, y0 - bottom, y1 - bottom, words, face.size, face.bold)
    if angle == 270:
        return Word(top - y1, top - y0, right - x1, right - x0, words, face.size, face.bold)
    return Word(x0 - left, x1 - left, top - y1, top - y0, words, face.size, face.bold)


def _contrasting(page: "PdfPage", found: Sequence[Found], sheet: tuple[float, float, float, float]) -> list[Found]:
    """Keep the doubtful words that stand out from what is drawn behind them."""
    left, bottom, right, top = sheet
    scale = min(2.0, 1600 / max(1.0, right - left, top - bottom))
    picture = page.render(scale=scale, rotation=(360 - page.get_rotation()) % 360, grayscale=True).to_numpy()
    grey = picture.reshape(picture.shape[0], picture.shape[1])
    kept = []
    for word in found:
        spot = grey[
            max(0, int((top - word.top) * scale)) : int((top - word.bottom) * scale) + 1,
            max(0, int((word.left - left) * scale)) : int((word.right - left) * scale) + 1,
        ]
        if not word.face.doubtful or (spot.size and int(spot.max()) - int(spot.min()) > _CONTRAST):
            kept.append(word)
    return kept


def _evened(found: Sequence[Found]) -> list[Found]:
    """Give words of a scan one size where they differ little: OCR measures each word anew."""
    usual = sorted(word.face.size for word in found)[len(found) // 2]
    even = {
        word.face.key: replace(word.face, size=usual) if 0.75 < word.face.size / usual < 1.35 else word.face
        for word in found
    }
    return [word._replace(face=even[word.face.key]) for word in found]


def _once(words: list[Word]) -> list[Word]:
    """Drop words printed twice at one place, which is how some programs make bold type."""
    return list({(word.words, round(word.left / 2), round(word.top / 2)): word for word in reversed(words)}.values())
