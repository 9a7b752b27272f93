"""Where a statement stands and what it is, in the words of the asker's language."""

from collections.abc import Sequence

from ingest.document import Document
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement
from protokoll.texts import AnswerTexts
from retrieval.rows import cells, names_columns

PAGE = {"de": "S.", "en": "p."}
LONGEST_PART = 60  # characters; a parent bullet that is a whole sentence is no name of a place


def dated(document: Document) -> str:
    """Return a document's date as it stands behind its title, "" where it has none."""
    return f" ({document.date:%d.%m.%Y})" if document.date else ""


def place(statement: Statement, document: Document, language: str) -> str:
    """Return where a statement stands: "5. Impuls, Infrastruktur" / "Fifth opening statement, Infrastructure".

    Args:
        statement: of the document.
        document: with the translations of headings and parents.
        language: "de" or "en".

    Returns:
        Heading and short parents; for a line of the title block what it is ("Datum der Veranstaltung").
    """
    label = statement.label_en if language == "en" else statement.label
    if label and "participant" not in statement.kind_names:
        return label
    beside = bool(cells(statement))  # the names of columns stand beside the cells
    told = (TITLE_SECTION, *(part for part in statement.section[:-1] if part in document.title))  # above every answer
    path = [part for part in statement.section if part not in told and not (beside and names_columns(part))]
    parts = path if language == "de" else [_english(part, document) for part in path]
    # A parent that asks ("Was bedeutet das für …?") introduces, but names no place; a speaker's name is told beside it.
    named = [
        _short(part, first=i == 0)
        for i, part in enumerate(parts)
        if (i == 0 or (len(part) <= LONGEST_PART and part[-1:] != "?")) and not _names_a_speaker(part, document)
    ]
    page = statement.printed or statement.page
    return ", ".join([*named, *([f"{PAGE[language]} {page}"] if page else [])])


def _short(part: str, *, first: bool) -> str:
    return part if not first or len(part) <= 2 * LONGEST_PART else f"{part[: 2 * LONGEST_PART].rsplit(' ', 1)[0]} …"


def _names_a_speaker(part: str, document: Document) -> bool:
    """Say whether a heading is a speaker's ("Anke Jäger (0:01:56)"): beside somebody else's words it would mislead."""
    return any(part.startswith(speaker.written) for speaker in document.speakers)


def enumerate_words(parts: Sequence[str], texts: AnswerTexts) -> str:
    """Return "a, b and c" in the language of the texts, "" for nothing."""
    *first, last = parts or [""]
    return f"{', '.join(first)} {texts.and_} {last}" if first else last


def _english(part: str, document: Document) -> str:
    for section in document.sections:
        if section.title == part:
            return section.translation or part
    for statement in document.statements:
        if statement.text.removesuffix(":") == part:
            return (statement.translation or part).removesuffix(":")
    return part
