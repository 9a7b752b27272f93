"""A page of a PDF as words with their places: what is drawn and can be seen, upright, whatever way the page is turned.

PDFium is asked by words, not by characters: two boxes and one font a word, which is what makes 50 pages a second.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.columns import Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# PDFium writes U+FFFE (earlier: U+0002) where a hyphen ends a line, and goes on with the next line's word.
_LINE_END = "\ufffe\x02"
_WORD = re.compile(rf"[^\s{_LINE_END}\0]+[{_LINE_END}]?")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DROPPED = {0xAD: None, 0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x2060: None}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIXED = str.maketrans({**_LIGATURES, **_DROPPED, **dict.fromkeys(range(0x20))})
_BOLD_NAME = re.compile(rb"(?i)bold|black|heavy|semibold|demi(?!t)")
_INVISIBLE_MODES = (3, 7)  # neither filled nor stroked
_FAINTEST_ALPHA = 13  # of 255
_WHITE = 235  # of 255: so bright that it may be text on paper of its own colour
_SMALLEST = 1.5  # points: nobody reads smaller


@dataclass(frozen=True)
class _Style:
    """What one text object of the page says of all its words."""

    size: float
    bold: bool
    angle: int
    mode: int
    faint: bool
    bright: bool
    layered: bool


class Leaf(NamedTuple):
    """A page as read: its words in no order, those set at another angle, its size, how many words were not seen.

    `drawn` says that the page shows something but no text.
    """

    words: list[Word]
    turned: list[Word]
    width: float
    height: float
    hidden: int
    drawn: bool


def leaf_of(page: "PdfPage") -> Leaf:
    """Read the words of a page.

    Args:
        page: an open page.

    Returns:
        Its words as a reader of the page sees them.
    """
    from pypdfium2 import raw

    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        width, height = page.get_size()
        return Leaf([], [], width, height, 0, raw.FPDFPage_CountObjects(page.raw) > 0)
    try:
        return _Reader(page, text_page, raw).leaf()
    finally:
        raw.FPDFText_ClosePage(text_page)


class _Reader:
    """Reads one page; holds the handles and the styles seen on it."""

    def __init__(self, page: "PdfPage", text_page: Any, raw: Any) -> None:  # noqa: ANN401 - ctypes
        self.page, self.text_page, self.raw = page, text_page, raw
        self.box = page.get_cropbox()
        self.styles: dict[int, _Style] = {}
        self.bold_fonts: dict[int, bool] = {}
        self.hidden = 0

    def leaf(self) -> Leaf:
        found = list(self._found())
        scanned = any(style.mode in _INVISIBLE_MODES for *_, style in found) and _has_scan(self.page, self.raw)
        seen = [item for item in found if scanned or item[-1].mode not in _INVISIBLE_MODES]
        self.hidden += len(found) - len(seen)
        if any(style.bright or style.layered for *_, style in seen):
            seen = self._contrasting(seen)
        angles = Counter(style.angle for *_, style in seen)
        upright = angles.most_common(1)[0][0] if angles else 0
        words = [self._placed(item, upright) for item in seen if item[-1].angle == upright]
        turned = [
            self._placed(item, item[-1].angle)
            for item in seen
            if item[-1].angle != upright and item[-1].angle % 90 == 0
        ]
        left, bottom, right, top = self.box
        sides = (right - left, top - bottom)
        width, height = sides if upright % 180 == 0 else sides[::-1]
        drawn = not words and not turned and self.raw.FPDFPage_CountObjects(self.page.raw) > 0
        return Leaf(_once(words), _once(turned), width, height, self.hidden, drawn)

    def _found(self) -> Iterator[tuple[str, float, float, float, float, _Style]]:
        """Yield words with box (left, bottom, right, top of the sheet) and style; off the sheet: none."""
        raw, text_page = self.raw, self.text_page
        text, index = _text(text_page, raw)
        first, last = raw.FS_RECTF(), raw.FS_RECTF()
        first_ref, last_ref = ctypes.byref(first), ctypes.byref(last)
        left, bottom, right, top = self.box
        for match in _WORD.finditer(text):
            start, end = match.start(), match.end() - 1
            if index is not None:
                start, end = index(start), index(end)
            if not raw.FPDFText_GetLooseCharBox(text_page, start, first_ref):
                continue
            raw.FPDFText_GetLooseCharBox(text_page, end, last_ref)
            box = (
                min(first.left, last.left), min(first.bottom, last.bottom),
                max(first.right, last.right), max(first.top, last.top),
            )  # fmt: skip
            style = self._style(start)
            if style is None:
                continue
            middle, height = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            inside = left - 1 <= middle <= right + 1 and bottom - 1 <= height <= top + 1
            if style.faint or not inside or style.size < _SMALLEST:
                self.hidden += 1
                continue
            yield from self._parts(match.group(), start, end, box, style)

    def _parts(
        self, words: str, start: int, end: int, box: tuple[float, float, float, float], style: _Style
    ) -> Iterator[tuple[str, float, float, float, float, _Style]]:
        """Yield a word; the mark of a footnote at its end becomes a superscript."""
        if len(words) > 1 and words[-1].isdigit() and not words[-2:].isspace():
            words = self._marked(words, start, end, style)
        if words[-1] in _LINE_END or words[-1] == "\xad":
            words = words[:-1] + "-"
        words = words.translate(_FIXED)
        if words:
            yield (words, *box, style)

    def _marked(self, words: str, start: int, end: int, style: _Style) -> str:
        """Return the word with digits in smaller type at its end as superscripts ("Antrag12" → "Antrag¹²")."""
        cut = len(words)
        while cut > 0 and words[cut - 1].isdigit():
            last = self._style(end - (len(words) - cut))
            if last is None or last.size > 0.8 * style.size:
                break
            cut -= 1
        return words[:cut] + words[cut:].translate(_SUPERSCRIPT)

    def _style(self, index: int) -> _Style | None:
        thing = self.raw.FPDFText_GetTextObject(self.text_page, index)
        if not thing:
            return None
        key = ctypes.addressof(thing.contents)
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = self._style_of(thing)
        return style

    def _style_of(self, thing: Any) -> _Style:  # noqa: ANN401 - ctypes
        raw = self.raw
        size, matrix = ctypes.c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(thing, ctypes.byref(size))
        raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)))
        near = round(angle / 90) * 90
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(thing, *(ctypes.byref(part) for part in colour))
        red, green, blue, alpha = (part.value for part in colour)
        return _Style(
            size=size.value * math.hypot(matrix.c, matrix.d),
            bold=self._is_bold(raw.FPDFTextObj_GetFont(thing)),
            angle=(near if abs(angle - near) <= 8 else angle) % 360,
            mode=raw.FPDFTextObj_GetTextRenderMode(thing),
            faint=alpha < _FAINTEST_ALPHA,
            bright=min(red, green, blue) >= _WHITE,
            layered=raw.FPDFPageObj_CountMarks(thing) > 0 and _is_layered(thing, raw),
        )

    def _is_bold(self, font: Any) -> bool:  # noqa: ANN401 - ctypes
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self.bold_fonts:
            name = ctypes.create_string_buffer(200)
            self.raw.FPDFFont_GetBaseFontName(font, name, 200)
            self.bold_fonts[key] = bool(_BOLD_NAME.search(name.value)) or self.raw.FPDFFont_GetWeight(font) >= 600
        return self.bold_fonts[key]

    def _placed(self, item: tuple[str, float, float, float, float, _Style], angle: int) -> Word:
        """Return the word with its box on the sheet turned so that text at this angle is upright."""
        words, x0, y0, x1, y1, style = item
        left, bottom, right, top = self.box
        if angle % 90 or angle == 0:
            return Word(x0 - left, x1 - left, top - y1, top - y0, words, style.size, style.bold)
        if angle == 90:
            return Word(y0 - bottom, y1 - bottom, x0 - left, x1 - left, words, style.size, style.bold)
        if angle == 180:
            return Word(right - x1, right - x0, y0 - bottom, y1 - bottom, words, style.size, style.bold)
        return Word(top - y1, top - y0, right - x1, right - x0, words, style.size, style.bold)

    def _contrasting(
        self, found: list[tuple[str, float, float, float, float, _Style]]
    ) -> list[tuple[str, float, float, float, float, _Style]]:
        """Keep the white (and switchable) words that stand out from what is drawn behind them."""
        left, bottom, right, top = self.box
        scale = min(2.0, 1600 / max(1.0, right - left, top - bottom))
        grey = self.page.render(scale=scale, rotation=(360 - self.page.get_rotation()) % 360, grayscale=True).to_numpy()
        grey = grey.reshape(grey.shape[0], grey.shape[1])
        kept = []
        for item in found:
            _, x0, y0, x1, y1, style = item
            spot = grey[
                max(0, int((top - y1) * scale)) : int((top - y0) * scale) + 1,
                max(0, int((x0 - left) * scale)) : int((x1 - left) * scale) + 1,
            ]
            if not (style.bright or style.layered) or (spot.size and int(spot.max()) - int(spot.min()) > 24):
                kept.append(item)
            else:
                self.hidden += 1
        return kept


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


def _is_layered(thing: Any, raw: Any) -> bool:  # noqa: ANN401 - ctypes
    """Say whether a text object belongs to a layer that can be switched off."""
    name, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, number)
        raw.FPDFPageObjMark_GetName(mark, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), 64, ctypes.byref(length))
        if name.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "OC":
            return True
    return False


def _has_scan(page: "PdfPage", raw: Any) -> bool:  # noqa: ANN401 - ctypes
    """Say whether an image covers most of the page."""
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    for thing in _things(page, raw):
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        raw.FPDFPageObj_GetBounds(thing, *(ctypes.byref(edge) for edge in edges))
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if (x1 - x0) * (y1 - y0) > 0.5 * width * height:
            return True
    return False


def _things(page: "PdfPage", raw: Any) -> Iterator[Any]:  # noqa: ANN401 - ctypes
    """Yield what is drawn on a page, also inside a form (some scanners wrap their image in one)."""
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), 5000)):
        thing = raw.FPDFPage_GetObject(page.raw, number)
        yield thing
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            for inner in range(min(raw.FPDFFormObj_CountObjects(thing), 50)):
                yield raw.FPDFFormObj_GetObject(thing, inner)


def _once(words: list[Word]) -> list[Word]:
    """Drop words printed twice at one place, which is how some programs make bold type."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for word in words:
        key = (word.words, round(word.left / 2), round(word.top / 2))
        if key not in seen:
            seen.add(key)
            kept.append(word)
    return kept


def upright_rules(page: "PdfPage", leaf: Leaf) -> list[float]:
    """Return the places of upright rules, as tables have them between their cells.

    Args:
        page: an open page.
        leaf: what was read of it.

    Returns:
        Distances from the left edge, in order; none for a page that is turned.
    """
    from pypdfium2 import raw

    left, _, right, _ = page.get_cropbox()
    if page.get_rotation() or abs(leaf.width - (right - left)) > 1:
        return []
    places: set[float] = set()
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), 5000)):
        thing = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(thing, *(ctypes.byref(edge) for edge in edges))
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if y1 - y0 < 8:
            continue
        if x1 - x0 < 3:
            places.add(round((x0 + x1) / 2 - left, 1))
        elif y1 - y0 < 200 and x1 - x0 > 15:  # the box of a cell
            places |= {round(x0 - left, 1), round(x1 - left, 1)}
    return sorted(places) if len(places) < 60 else []
