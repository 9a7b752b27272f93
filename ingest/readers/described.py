"""A title out of a file's description is believed only where the document itself bears it out."""

import re

from ingest.readers.markup import child, parse
from protokoll.errors import DocumentError

# What programs put there by themselves, or a template left behind.
_PROGRAMS = re.compile(
    r"(?i)microsoft word\b.*"
    r"|(?:dokument|document|unbenannt|untitled|neues? dokument|titel|title|vorlage|template|test)\s*\d*"
    r"|.*\.(?:docx?|odt|pdf|dotx?|ott|rtf|html?)"
)
_HEAD = 4_000  # characters of the document in which the words of its title stand


def title_in(data: bytes, *path: str) -> str:
    """Return the title in a part that describes a file.

    Args:
        data: of the part, b"" where there is none.
        *path: names of the elements down to the title.

    Returns:
        As it stands there; "" where the part is damaged, which costs nobody the document.
    """
    try:
        found = child(parse(data), *path) if data else None
    except DocumentError:
        return ""
    return (found.text or "") if found is not None else ""


def believed(title: str, text: str) -> str:
    """Return a described title where it fits the document.

    Args:
        title: as the file's properties have it.
        text: the document's.

    Returns:
        The title; "" where a program wrote it, or half of its words do not stand at the document's beginning (a
        template's title stays in the properties for years).
    """
    title = " ".join(title.split())
    if not title or _PROGRAMS.fullmatch(title):
        return ""
    head = set(re.findall(r"\w+", text[:_HEAD].lower()))
    words = [word for word in re.findall(r"\w+", title.lower()) if len(word) > 3 or word.isdigit()]
    return title if words and 2 * sum(word in head for word in words) > len(words) else ""
