"""How the words of a PDF are drawn: size, weight, angle, and whether anybody can see them."""

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

_BOLD_NAME = re.compile(rb"(?i)bold|black|heavy|semibold|demi(?!t)")
_INVISIBLE_MODES = (3, 7)  # neither filled nor stroked
_STROKED = 2  # filled and stroked: bold type of a face that has none
_FAINTEST_ALPHA = 13  # of 255
_WHITE = 235  # of 255: so bright that it may be text on paper of its own colour


@dataclass(frozen=True)
class Typeface:
    """What one text object of a page says of all its words; `key` tells it from the others.

    `unseen`: drawn with nothing, as the text layer of a scan is. `faint`: nearly transparent. `doubtful`: white, or on
    a layer that can be switched off, so what stands behind it decides.
    """

    key: int
    size: float
    bold: bool
    angle: int
    unseen: bool
    faint: bool
    doubtful: bool


class Typefaces:
    """The typefaces of one page, each asked once."""

    def __init__(self, text_page: Any, raw: Any) -> None:  # noqa: ANN401 - ctypes
        """Prepare for a page.

        Args:
            text_page: PDFium's handle.
            raw: PDFium's functions.
        """
        self.text_page, self.raw = text_page, raw
        self.known: dict[int, Typeface] = {}
        self.bold_fonts: dict[int, bool] = {}
        self.matrix, self.size = raw.FS_MATRIX(), ctypes.c_float()
        self.colour = [ctypes.c_uint() for _ in range(4)]

    def at(self, index: int) -> Typeface | None:
        """Ask for the typeface of a character.

        Args:
            index: of the character.

        Returns:
            Its typeface; None for a character that PDFium made up.
        """
        thing = self.raw.FPDFText_GetTextObject(self.text_page, index)
        if not thing:
            return None
        key = ctypes.addressof(thing.contents)
        face = self.known.get(key)
        if face is None:
            face = self.known[key] = self._read(thing, key, index)
        return face

    def is_raised(self, first: int, index: int) -> bool:
        """Say whether a character is smaller than the first of its word and stands higher.

        Args:
            first: the word's first character.
            index: of the character.

        Returns:
            True for the mark of a footnote; False for the 2 of CO2.
        """
        face, small = self.at(first), self.at(index)
        if face is None or small is None or face.angle or small.size > 0.87 * face.size:
            return False
        x, y, below = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        self.raw.FPDFText_GetCharOrigin(self.text_page, first, ctypes.byref(x), ctypes.byref(below))
        self.raw.FPDFText_GetCharOrigin(self.text_page, index, ctypes.byref(x), ctypes.byref(y))
        return y.value > below.value + 0.1 * face.size

    def _read(self, thing: Any, key: int, index: int) -> Typeface:  # noqa: ANN401 - ctypes
        raw, matrix = self.raw, self.matrix
        raw.FPDFTextObj_GetFontSize(thing, ctypes.byref(self.size))
        raw.FPDFText_GetMatrix(self.text_page, index, ctypes.byref(matrix))
        raw.FPDFPageObj_GetFillColor(thing, *(ctypes.byref(part) for part in self.colour))
        red, green, blue, alpha = (part.value for part in self.colour)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)))
        near = round(angle / 90) * 90
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        return Typeface(
            key=key,
            size=self.size.value * math.hypot(matrix.c, matrix.d),
            bold=mode == _STROKED or self._is_bold(raw.FPDFTextObj_GetFont(thing)),
            angle=(near if abs(angle - near) <= 8 else angle) % 360,
            unseen=mode in _INVISIBLE_MODES,
            faint=alpha < _FAINTEST_ALPHA,
            doubtful=min(red, green, blue) >= _WHITE
            or (raw.FPDFPageObj_CountMarks(thing) > 0 and self._layered(thing)),
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

    def _layered(self, thing: Any) -> bool:  # noqa: ANN401 - ctypes
        """Say whether a text object belongs to a layer that can be switched off."""
        raw, name, length = self.raw, ctypes.create_string_buffer(64), ctypes.c_ulong()
        wide = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        for number in range(raw.FPDFPageObj_CountMarks(thing)):
            raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(thing, number), wide, 64, ctypes.byref(length))
            if name.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "OC":
                return True
        return False
