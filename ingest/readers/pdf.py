"""PDF: words with their places (glyphs), rows and columns, then the layout that text files share."""

from typing import TYPE_CHECKING

from ingest.readers.flow import source_of
from ingest.readers.sheet import sheet_of
from ingest.source import Source
from ingest.strips import Strip
from protokoll.errors import DocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 5000
_NO_TEXT = "has no text layer, only pictures of pages. Run OCR on it first: ocrmypdf in.pdf out.pdf"
_NO_TITLE = (
    "microsoft word",
    "microsoft powerpoint",
    "untitled",
    "unbenannt",
    "dokument",
    "document",
    "print",
    "layout",
)


def read(data: bytes) -> Source:
    """Read a PDF.

    Args:
        data: the file.

    Returns:
        Its text in reading order, in blocks, with its pages.

    Raises:
        DocumentError: It is encrypted, damaged, has too many pages or no text layer; the message says what would help.
    """
    from pypdfium2 import PdfiumError

    try:
        with _opened(data) as document:
            if len(document) > MAX_PAGES:
                raise DocumentError(f"has {len(document)} pages, more than {MAX_PAGES}. Split it")
            return _source(document)
    except PdfiumError as error:
        raise DocumentError(f"is damaged ({error}). Open it in a PDF viewer and print it into a new PDF") from error


def _opened(data: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(
                "is encrypted with a password. Save it without one: qpdf --decrypt in.pdf out.pdf"
            ) from error
        raise


def _source(document: "PdfDocument") -> Source:
    notes: list[str] = []
    pages = [_page(document, number, notes) for number in range(len(document))]
    if not any(pages):
        raise DocumentError(_NO_TEXT if any("pictures" in note for note in notes) else "has no text")
    labels = [document.get_page_label(number) for number in range(len(document))]
    return source_of(pages, labels, _title(document), tuple(notes))


def _page(document: "PdfDocument", number: int, notes: list[str]) -> list[Strip]:
    """Return the rows of a page, in reading order."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number]
    except PdfiumError:
        notes.append(f"page {number + 1} is damaged and was left out")
        return []
    try:
        strips, note = sheet_of(page, number)
    finally:
        page.close()
    notes += [note] if note else []
    return strips


def _title(document: "PdfDocument") -> str:
    """Return the title of the metadata where it is one, and no file name or program's."""
    title = " ".join(document.get_metadata_dict().get("Title", "").replace("\0", "").split())
    plain = title.lower()
    is_file = plain.endswith((".doc", ".docx", ".odt", ".pdf", ".indd", ".dotx", ".rtf", ".tmp", ".qxd", ".qxp"))
    if len(title) < 6 or is_file or plain.startswith(_NO_TITLE) or "_" in title or " " not in title:
        return ""
    return title[:300]
