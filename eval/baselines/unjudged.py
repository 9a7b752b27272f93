"""Ours without the judge: the statement ranked first is shown, whatever was asked."""

from eval.baselines.passages import retriever
from eval.system import System
from protokoll.settings import Settings


def unjudged(settings: Settings) -> System:
    """Return our ranking with its first statement as every answer."""
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(settings)

    def rank(question: str, count: int) -> list[str]:
        return [hit.statement.text for hit in pipeline.search(question, k=count)]

    return retriever("unjudged", "Ours, rank 1 always", tuple(pipeline.documents), rank, shown=1)
