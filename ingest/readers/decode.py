"""Bytes of a text file become text, with a word about how they were read."""

import codecs

from protokoll.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What a file that is no text begins with, and what it then is.
_SIGNS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as .docx and .odt are"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
)
# Asked in this order: German files that are no UTF-8 are Windows-1252; the others look alike on a few bytes.
_ENCODINGS = ["cp1252", "iso8859_15", "latin_1", "cp437", "cp850", "mac_roman"]


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Read bytes as text.

    Args:
        data: of a text file.

    Returns:
        The text without byte-order mark, and notes: how it was read where that is not UTF-8.

    Raises:
        DocumentError: The bytes are no text; the message names what they look like.
    """
    for sign, name in _SIGNS:
        if data.startswith(sign):
            raise DocumentError(f"is {name} by its first bytes. Give it the ending that fits")
    text, encoding = _decoded(data)
    if "\0" in text:
        raise DocumentError(f"is no text (NUL at character {text.index(chr(0))})")
    return text, ((f"read as {encoding}",) if encoding else ())


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError as error:
                raise DocumentError(f"begins as {name or 'UTF-8'} but breaks at byte {error.start}") from error
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _guessed(data, error.start)


def _guessed(data: bytes, broken: int) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    if b"\0" in data[:4096]:
        raise DocumentError(f"is no text: bytes that are neither UTF-8 (byte {broken}) nor UTF-16 with its mark")
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    if best is None:
        raise DocumentError(f"is no text in a known encoding (UTF-8 breaks at byte {broken}). Save it as UTF-8")
    return str(best), best.encoding
