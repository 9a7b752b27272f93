"""What is drawn on a page besides text: the rules of tables, dots that stand for bullets, boxes over text, scans."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST = 5000  # things on a page: a map or a diagram has more, and no table that could be read
_THIN = 3.0  # points: a box so thin is a line
_SHORT = 8.0  # points: a line so short is none of a table
_OPAQUE = 250  # of 255


@dataclass
class Drawn:
    """What is drawn: `uprights` are (place, top, bottom), `levels` (place, left, right), `dots` (left, right, middle).

    In points from the upper left corner. `scanned`: a picture covers most of the page. `anything`: it is not blank.
    """

    uprights: list[tuple[float, float, float]] = field(default_factory=list)
    levels: list[tuple[float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float, float]] = field(default_factory=list)
    scanned: bool = False
    anything: bool = False
    order: dict[int, int] = field(default_factory=dict)  # text object → its turn to be drawn
    boxes: list[tuple[int, float, float, float, float]] = field(default_factory=list)  # turn, left, bottom, right, top

    def covers(self, key: int, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Say whether an opaque box was drawn over a word after it (a line blacked out).

        Args:
            key: of the word's text object.
            x0: left, in points from the lower left corner.
            y0: bottom.
            x1: right.
            y1: top.

        Returns:
            True for a word that nobody sees.
        """
        if not self.boxes:
            return False
        turn, x, y = self.order.get(key, math.inf), (x0 + x1) / 2, (y0 + y1) / 2
        return any(box[0] > turn and box[1] < x < box[3] and box[2] < y < box[4] for box in self.boxes)

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Note a line or the edges of a box.

        Args:
            x0: left.
            y0: top.
            x1: right.
            y1: bottom.
        """
        width, height = x1 - x0, y1 - y0
        if width < _THIN and height >= _SHORT:
            self.uprights.append(((x0 + x1) / 2, y0, y1))
        elif height < _THIN and width >= _SHORT:
            self.levels.append(((y0 + y1) / 2, x0, x1))


def drawn_on(page: "PdfPage") -> Drawn:
    """Return what is drawn on a page.

    Args:
        page: an open page.

    Returns:
        Lines, dots, boxes; of a page full of drawings only whether it is a scan.
    """
    from pypdfium2 import raw

    drawn = Drawn()
    count = raw.FPDFPage_CountObjects(page.raw)
    drawn.anything = count > 0
    left, bottom, right, top = page.get_cropbox()
    area = max(1.0, (right - left) * (top - bottom))
    for turn, thing in enumerate(_things(page, raw, min(count, _MOST))):
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawn.order[ctypes.addressof(thing.contents)] = turn
        elif kind == raw.FPDF_PAGEOBJ_PATH and count < _MOST:
            _add_path(drawn, thing, turn, raw, (left, top))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(thing, raw)
            drawn.scanned = drawn.scanned or (x1 - x0) * (y1 - y0) > 0.5 * area
    return drawn


def _things(page: "PdfPage", raw: Any, count: int) -> Iterator[Any]:  # noqa: ANN401 - ctypes
    """Yield what is drawn on a page, also inside a form (some scanners wrap their image in one)."""
    for number in range(count):
        thing = raw.FPDFPage_GetObject(page.raw, number)
        yield thing
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            for inner in range(min(raw.FPDFFormObj_CountObjects(thing), 50)):
                own = raw.FPDFFormObj_GetObject(thing, inner)
                if raw.FPDFPageObj_GetType(own) == raw.FPDF_PAGEOBJ_IMAGE:
                    yield own


def _bounds(thing: Any, raw: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - ctypes
    """Return left, bottom, right, top on the sheet."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *(ctypes.byref(edge) for edge in edges))
    return edges[0].value, edges[1].value, edges[2].value, edges[3].value


def _add_path(drawn: Drawn, thing: Any, turn: int, raw: Any, corner: tuple[float, float]) -> None:  # noqa: ANN401
    x0, y0, x1, y1 = _bounds(thing, raw)
    (left, top), width, height = corner, x1 - x0, y1 - y0
    if 1.5 < width < _SHORT and 1.5 < height < _SHORT:
        drawn.dots.append((x0 - left, x1 - left, top - (y0 + y1) / 2))
    elif min(width, height) < _THIN:
        drawn.add(x0 - left, top - y1, x1 - left, top - y0)
    else:
        for line in _segments(thing, raw):
            drawn.add(line[0] - left, top - line[3], line[2] - left, top - line[1])
        if drawn.order and _is_opaque(thing, raw):
            drawn.boxes.append((turn, x0, y0, x1, y1))


def _is_opaque(thing: Any, raw: Any) -> bool:  # noqa: ANN401 - ctypes
    """Say whether a path is filled so that nothing shows through: a box of four sides or less."""
    fill, stroke, colour = ctypes.c_int(), ctypes.c_int(), [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    raw.FPDFPageObj_GetFillColor(thing, *(ctypes.byref(part) for part in colour))
    boxed = raw.FPDFPath_CountSegments(thing) <= 5 and not raw.FPDFPageObj_HasTransparency(thing)
    return bool(fill.value) and colour[3].value >= _OPAQUE and boxed


def _segments(thing: Any, raw: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401 - ctypes
    """Yield the straight pieces of a path, as boxes on the sheet."""
    count = raw.FPDFPath_CountSegments(thing)
    if count > 400:
        return
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
    start = last = (math.nan, math.nan)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _box(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield _box(last, start)


def _box(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
