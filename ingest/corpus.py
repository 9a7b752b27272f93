"""Which files under a folder are documents, and why the others are not."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.load import COMPANIONS, File, load
from ingest.readers import FORMATS
from ingest.sandbox import LARGEST_FILE
from protokoll.errors import DocumentError

# What people have instead, and what to do with it.
_ADVICE = {
    ".doc": "Save it as .docx.",
    ".rtf": "Save it as .docx.",
    ".pages": "Export it as .docx or PDF.",
    ".eml": "Save its text as .txt.",
    ".msg": "Save its text as .txt.",
    ".epub": "Save it as .html.",
    ".png": "Recognise its text (OCR) and give the PDF.",
    ".jpg": "Recognise its text (OCR) and give the PDF.",
    ".jpeg": "Recognise its text (OCR) and give the PDF.",
    ".tif": "Recognise its text (OCR) and give the PDF.",
    ".tiff": "Recognise its text (OCR) and give the PDF.",
    ".zip": "Unpack it.",
}


@dataclass(frozen=True)
class Place:
    """A document's file: where it is, and its path under the folder that was named, with "/"."""

    path: Path
    name: str

    def read(self) -> File:
        """Read the file and its companions, once.

        Returns:
            The bytes of all of them.

        Raises:
            DocumentError: It cannot be read, is empty or too large.
        """
        beside = {ending: self.path.with_name(self.path.stem + ending) for ending in COMPANIONS}
        return File(
            name=self.name,
            data=_bytes(self.path),
            companions={ending: _bytes(path) for ending, path in beside.items() if _is_file(path)},
        )


@dataclass(frozen=True)
class Corpus:
    """The documents' files in order of name, and a note for each file that was left out: (its name, why).

    Several may be there for one id; the first of them that can be read is the document.
    """

    places: tuple[Place, ...]
    left_out: tuple[tuple[str, str], ...]


def scan(paths: Sequence[Path]) -> Corpus:
    """Find the documents at paths: files, or folders with their subfolders.

    Args:
        paths: files and folders.

    Returns:
        The corpus. Dot files, files of a program's own and companions are passed over in silence, all else that is
        no document is left out with a note.

    Raises:
        DocumentError: There is nothing at a path.
    """
    places: list[Place] = []
    left_out: list[tuple[str, str]] = []
    for path in paths:
        for place in _places(path):
            why = _unfit(place, path)
            if why is None:
                places.append(place)
            elif why:
                left_out.append((_printable(place.name), why))
    return Corpus(tuple(places), tuple(left_out))


def _places(path: Path) -> Iterator[Place]:
    if path.is_file():
        yield Place(path, path.name)
        return
    if not path.is_dir():
        raise DocumentError(f"{path} does not exist. Name a file or folder, or set PROTOKOLL_CORPUS.")
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(files):
            file = Path(folder, name)
            yield Place(file, file.relative_to(path).as_posix())


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long with the companion's ending
        return False


def _printable(name: str) -> str:
    """A name as it may be shown: bytes that are no UTF-8 and control characters as signs."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in shown)


def _unfit(place: Place, root: Path) -> str | None:
    """Say why a file is no document; None where it is one, "" where nobody would take it for one."""
    name = place.path.name
    if _printable(place.name) != place.name:
        return "has a name with control characters or in another encoding than UTF-8. Rename it"
    if name.startswith((".", "~$")) or place.path.stem.lower() in ("readme", "license", "thumbs", "desktop"):
        return ""
    companion = next((ending for ending in COMPANIONS if name.lower().endswith(ending)), None)
    if companion:
        stem = name[: -len(companion)]
        beside = any(
            place.path.with_name(stem + e).exists() or place.path.with_name(stem + e.upper()).exists() for e in FORMATS
        )
        return "" if beside else f"lies beside no document named {stem}"
    if place.path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        return f"has an ending that is not read ({known}). {_ADVICE.get(place.path.suffix.lower(), 'Convert it.')}"
    if not _is_file(place.path):
        return "is no file that can be read (a link that leads nowhere, or a device)"
    if root.is_dir() and not place.path.resolve().is_relative_to(root.resolve()):
        return "is a link to a file outside the folder. Copy the file here"
    return None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DocumentError(f"{path.name} is larger than {LARGEST_FILE // 10**6} MB. Split it into several files")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror})") from error


def fingerprint(file: File) -> str:
    """Return a hash over a file and its companions, names included."""
    digest = hashlib.sha256(f"{file.name}\0{file.hash}".encode())
    for ending in sorted(file.companions):
        digest.update(ending.encode() + hashlib.sha256(file.companions[ending]).digest())
    return digest.hexdigest()


def read_document(path: Path) -> Document:
    """Read one document with its companions, in this process.

    Args:
        path: its file.

    Returns:
        The document.

    Raises:
        DocumentError: It cannot be read.
    """
    return load(Place(path, path.name).read())
