"""The same calls as LangChain's interfaces: a retriever and a runnable."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from retrieval.pipeline import Pipeline


class ProtocolRetriever(BaseRetriever):
    """Statements as LangChain documents: the text as content, citation data as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    pipeline: Pipeline
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [
            Document(
                page_content=hit.statement.text,
                id=hit.statement.id,
                metadata={
                    "statement_id": hit.statement.id,
                    "document": hit.statement.document,
                    "section": list(hit.statement.section),
                    "start": hit.statement.start,
                    "end": hit.statement.end,
                    "score": hit.score,
                },
            )
            for hit in self.pipeline.search(query, self.k)
        ]


def as_runnable(pipeline: Pipeline) -> Runnable[str, dict[str, Any]]:
    """Return the whole pipeline as a runnable: a question in, the answer object as a dictionary out."""
    return RunnableLambda(lambda question: pipeline.ask(question).to_json())
