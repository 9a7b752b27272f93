"""A document as the reader and the API show it."""

from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from ingest.document import Document
from ingest.statement import Statement
from ui.original import address
from ui.plain import page_address


def summary(document: Document) -> dict[str, Any]:
    """Return what describes a document, without its text.

    `original` is the address of its file, `page` that of its text as a page of its own, both relative to the server's
    root; `pages` is None for a format without pages.
    """
    return {
        "id": document.id,
        "title": document.title,
        "title_en": document.title_en or None,
        "occasion": document.occasion or None,
        "language": document.language,
        "date": document.date.isoformat() if document.date else None,
        "time": document.time or None,
        "organisers": list(document.organisers),
        "body": document.body or None,
        "series": document.series or None,
        "participants": [asdict(person) for person in document.participants],
        "statements": len(document.statements),
        "speakers_recorded": document.speakers_recorded,
        "speakers": [speaker.written for speaker in document.speakers],
        "pages": len(document.pages) or None,
        "format": document.format,
        "file": PurePosixPath(document.file).name,
        "original": address(document.id),
        "page": page_address(document.id),
    }


def whole(document: Document) -> dict[str, Any]:
    """Return a document with its text, sections and statements, in the order of the text.

    Offsets are code points: of a statement into `text`, of a kind into the statement's own text. `edits` say what a
    reader of the file sees in place of a part of `text`; what is quoted is what is seen.
    """
    by_id = {statement.id: statement for statement in document.statements}
    headings = {section.title: section.translation for section in document.sections}
    return summary(document) | {
        "text": document.text,
        "edits": [asdict(edit) for edit in document.edits],
        "sections": [asdict(section) for section in document.sections],
        "statements": [
            _statement(statement, _ancestors(statement, by_id), headings) for statement in document.statements
        ],
    }


def _statement(
    statement: Statement, ancestors: list[Statement], headings: dict[str, str | None]
) -> dict[str, Any]:
    return {
        "id": statement.id,
        "text": statement.text,
        "start": statement.start,
        "end": statement.end,
        "page": statement.page,
        "printed": statement.printed,
        "speaker": statement.speaker,
        "lead": statement.lead,
        "reported": statement.reported,
        "follows": statement.follows,
        "section": list(statement.section),
        "section_translation": _translated_path(statement.section, ancestors, headings),
        "parent": statement.parent,
        "depth": len(ancestors),
        "kinds": [{"kind": str(span.kind), "start": span.start, "end": span.end} for span in statement.kinds],
        "label": statement.label,
        "label_translation": statement.label_en,
        "translation": statement.translation,
    }


def _ancestors(statement: Statement, by_id: dict[str, Statement]) -> list[Statement]:
    """Return the parent bullets, outermost first."""
    found: list[Statement] = []
    while statement.parent in by_id and len(found) < 20:
        statement = by_id[statement.parent]
        found.insert(0, statement)
    return found


def _translated_path(
    section: tuple[str, ...], ancestors: list[Statement], headings: dict[str, str | None]
) -> list[str]:
    """Return the section in English as far as there are translations; the rest stays German."""
    labels = {plain_label(parent.text): parent.translation for parent in ancestors}
    translated = [headings.get(step) or labels.get(plain_label(step)) or step for step in section]
    return [plain_label(step) for step in translated]


def plain_label(words: str) -> str:
    """Return a heading or label without its colon."""
    return words.strip().rstrip(":").strip()
