"""A title out of a file's description is believed only where the document itself bears it out."""

import re

# What programs put there by themselves, or a template left behind.
_PROGRAMS = re.compile(
    r"(?i)microsoft word\b.*"
    r"|(?:dokument|document|unbenannt|untitled|neues? dokument|titel|title|vorlage|template|test)\s*\d*"
    r"|.*\.(?:docx?|odt|pdf|dotx?|ott|rtf|html?)"
)
_HEAD = 4_000  # characters of the document in which the words of its title stand


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
