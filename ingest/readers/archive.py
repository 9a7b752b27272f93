"""ZIP files as .docx and .odt are, opened within bounds: nothing is unpacked to disk, and only the parts asked for."""

import io
import zipfile
import zlib

from protokoll.errors import DocumentError

LARGEST_PART = 40_000_000  # bytes of one XML part; 2,000 pages of minutes have 15 MB
MOST_ENTRIES = 20_000  # a file with a picture on every page has some thousand
_RATIO = 400  # unpacked to packed, of parts above 1 MB; XML of a long table reaches 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "is damaged ({}). Open it, if that works, and save it anew"
# What an OLE container holds (names in UTF-16), and what to do about it.
_CONTAINERS = (
    ("EncryptedPackage", "is protected by a password. Save it without one"),
    ("WordDocument", "is an old Word file (.doc) by its first bytes. Save it as .docx or PDF"),
)


class Archive:
    """The parts of a ZIP file, by name."""

    def __init__(self, data: bytes) -> None:
        """Open a file.

        Args:
            data: its bytes.

        Raises:
            DocumentError: It is no ZIP file, damaged, protected, or out of bounds.
        """
        _refuse_container(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise DocumentError(_DAMAGED.format("no readable ZIP archive")) from error
        if len(entries) > MOST_ENTRIES:
            raise DocumentError(f"holds more than {MOST_ENTRIES:,} parts. Save it anew, or as PDF")
        self._entries = {_name(entry.filename): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """Return a part's bytes; b"" where there is none.

        Args:
            name: as the archive has it, whatever its case.

        Returns:
            The unpacked bytes.

        Raises:
            DocumentError: The part is damaged, protected by a password or too large.
        """
        entry = self._entries.get(name.lower())
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise DocumentError("is protected by a password. Save it without one")
        if entry.file_size > max(1_000_000, _RATIO * entry.compress_size):
            raise DocumentError(f"unpacks to {_RATIO} times its size, as only a file made to do harm does")
        try:
            with self._zip.open(entry) as part:
                content = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise DocumentError(_DAMAGED.format(f"{entry.filename[:60]} cannot be unpacked")) from error
        if len(content) > LARGEST_PART:
            raise DocumentError(f"holds more than {LARGEST_PART // 10**6} MB of text and markup. Split it")
        return content


def _refuse_container(data: bytes) -> None:
    if not data.startswith(_OLE):
        return
    for name, message in _CONTAINERS:
        if name.encode("utf-16-le") in data:
            raise DocumentError(message)
    raise DocumentError("is an old Office file by its first bytes. Save it as .docx or PDF")


def _name(name: str) -> str:
    """Return a part's name; one that would climb out of a folder is a sign of a file made to do harm."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")):
        raise DocumentError(f"holds a part whose path climbs out of it ({name[:60]}). Save it anew")
    return name.replace("\\", "/").lower()
