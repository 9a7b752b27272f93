"""A statement becomes the citation of its own words."""

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Citation


def cite(statement: Statement, document: Document, marker: int | None) -> Citation:
    """Return the citation of a whole statement."""
    return Citation(
        marker=marker,
        statement_id=statement.id,
        document=document.id,
        title=document.title,
        section=statement.section,
        speaker=statement.speaker,
        page=statement.page,
        printed=statement.printed,
        start=statement.quote_start,
        end=statement.end,
        quote=statement.quote,
        translation=statement.translation,
        kinds=statement.kind_names,
    )
