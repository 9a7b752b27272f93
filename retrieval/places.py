"""Where a statement stands and what it is, in the words of the asker's language."""

from collections.abc import Sequence

from ingest.document import Document
from ingest.statement import Statement
from protokoll.texts import AnswerTexts

LONGEST_PART = 60  # characters; a parent bullet that is a whole sentence is no name of a place


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
    parts = statement.section if language == "de" else (_english(part, document) for part in statement.section)
    # A parent that asks ("Was bedeutet das für …?") introduces, but names no place.
    named = (part for i, part in enumerate(parts) if i == 0 or (len(part) <= LONGEST_PART and part[-1] != "?"))
    return ", ".join(named)


def kinds_in_words(statement: Statement, texts: AnswerTexts) -> str:
    """Return what a statement is, as the object of "the minutes record …"."""
    names = [name for name in statement.kind_names if name not in ("label", "participant")]
    return enumerate_words([texts.kinds[name] for name in names or ["label"]], texts)


def marks_in_words(statement: Statement, texts: AnswerTexts) -> str:
    """Return what a statement in a list is ("demand and open question"); "" for lines of the layout."""
    if statement.label:
        return ""
    return enumerate_words([texts.marks[name] for name in statement.kind_names if name in texts.marks], texts)


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
