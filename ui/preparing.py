"""`protokoll prepare`: progress while drafts are written, and what their check finds."""

from functools import partial

from ingest.document import Document
from protokoll.settings import Settings
from retrieval.llm.prepare import check, draft
from retrieval.pipeline import Pipeline
from ui.terminal import console, ingest_progress, out


def run_drafts(settings: Settings, pipeline: Pipeline, document: Document) -> None:
    """Write the drafts beside the document, and name them.

    Args:
        settings: which model; where the documents lie.
        pipeline: finds the statement of a question.
        document: to prepare.

    Raises:
        ChatModelError: The model is of no help; the next run goes on.
    """
    from retrieval.llm.model import ChatModel  # needs one of the extras; a check does without

    model = ChatModel(settings)
    with ingest_progress() as report:
        paths = draft(document, settings.corpus, model, partial(_first, pipeline, document), report)
    for path in paths:
        console.print(f"Draft: {path}")
    console.print(
        "Read them; take `.draft` out of their names (of the translation also the third column) and run "
        "`protokoll ingest` when they are right.",
    )


def run_check(settings: Settings, pipeline: Pipeline, document: Document) -> None:
    """Print what is doubtful in the companions and drafts of a document.

    Args:
        settings: where they lie.
        pipeline: finds the statement of a question.
        document: theirs.

    Raises:
        DocumentError: A file breaks its format.
    """
    for found in check(document, settings.corpus, partial(_first, pipeline, document)):
        out.print(f"{found.name}: {found.lines} line(s), {len(found.faults)} doubtful")
        for fault in found.faults:
            out.print(f"    {fault}")


def _first(pipeline: Pipeline, document: Document, question: str) -> str | None:
    hits = pipeline.search(question, 1, document=document.id)
    return hits[0].statement.id if hits else None
