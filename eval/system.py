"""What is evaluated: ours, or a neighbour in the same harness."""

from collections.abc import Callable
from dataclasses import dataclass

from eval.cases import Case
from ingest.document import Document
from protokoll.settings import Settings
from retrieval.answer import Answer

RANKED = 10  # texts of a ranking that figures look at


@dataclass(frozen=True)
class System:
    """A way to answer (`answer`) and a way to find (`rank`: texts, best first) over the same documents.

    `metrics` names those that apply; None: all of them. `engine` is the chat model that writes, if one does.
    """

    name: str
    title: str
    documents: tuple[Document, ...]
    index: str
    answer: Callable[[Case], Answer]
    rank: Callable[[Case], list[str]]
    metrics: frozenset[str] | None = None
    engine: str = ""


def ours(settings: Settings) -> System:
    """Return the product as it is shipped: the command line's own calls, the language left to find out."""
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(settings)

    def answer(case: Case) -> Answer:
        return pipeline.ask(case.question, history=case.history, document=case.document)

    def rank(case: Case) -> list[str]:
        hits = pipeline.search(case.question, k=RANKED, history=case.history, document=case.document)
        return [hit.statement.text for hit in hits]

    title = f"Frag das Protokoll, {settings.llm}" if settings.llm else "Frag das Protokoll"
    return System("ours", title, tuple(pipeline.documents), pipeline.index, answer, rank, engine=settings.llm)
