"""A file's bytes become a `Source`: one small module a format, its library imported where it is used."""

from importlib import import_module

from ingest.source import Source
from protokoll.errors import DocumentError

# Ending (in lower case) → module, and the format's name as people know it.
FORMATS = {
    ".md": ("markdown", "Markdown"),
    ".markdown": ("markdown", "Markdown"),
    ".txt": ("text", "text"),
    ".pdf": ("pdf", "PDF"),
    ".docx": ("docx", "Word"),
    ".odt": ("odt", "OpenDocument"),
    ".html": ("html", "HTML"),
    ".htm": ("html", "HTML"),
    ".xml": ("xml", "parliament XML"),
}


def read_source(ending: str, data: bytes) -> Source:
    """Read a file.

    Args:
        ending: of the file's name, with its dot, in lower case.
        data: the file's bytes.

    Returns:
        What a reader of the file sees, in blocks.

    Raises:
        DocumentError: The bytes are no such file, are damaged, or hold no text; the message says what would help.
    """
    module, _ = FORMATS[ending]
    source: Source = import_module(f"ingest.readers.{module}").read(data)
    if not source.blocks:
        raise DocumentError("has no text")
    return source
