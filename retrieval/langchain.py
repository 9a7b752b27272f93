"""The same calls as LangChain's interfaces: embeddings, a retriever and a runnable.

retriever = ProtocolRetriever(pipeline=pipeline, k=5)
chain = {"context": retriever, "question": RunnablePassthrough()} | prompt | model | StrOutputParser()
as_runnable(pipeline).invoke({"question": "Und dort?", "history": [{"role": "user", "content": "…"}]})
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date as Date
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from numpy.typing import NDArray
from pydantic import ConfigDict

from ingest.document import Document as IndexedDocument
from ingest.embedding import open_embedder
from ingest.encoder import Encoder
from protokoll.settings import Settings
from retrieval.followup import Message
from retrieval.pipeline import Pipeline
from retrieval.search import Hit
from retrieval.selection import Selection

Question = str | Mapping[str, Any]
Vectors = NDArray[np.float32]


class ProtocolEmbeddings(Embeddings):
    """The model that made the index, with its prefixes: opens its Chroma collection with plain langchain-chroma."""

    def __init__(self, queries: Callable[[list[str]], Vectors], passages: Callable[[list[str]], Vectors]) -> None:
        self._queries, self._passages = queries, passages

    @classmethod
    def open(cls, settings: Settings) -> "ProtocolEmbeddings":
        """Open the model.

        Args:
            settings: `embedding_model` counts.

        Returns:
            The embeddings.

        Raises:
            ModelError: The model is missing or damaged.
        """
        other = open_embedder(settings)
        if other is not None:
            return cls(other.queries, other.passages)
        encoder = Encoder.load()
        return cls(
            lambda texts: np.stack([question.vector for question in encoder.questions(texts)]),
            lambda texts: np.stack([passage.vector for passage in encoder.passages(texts)]),
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector a passage."""
        return [list(map(float, row)) for row in self._passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return list(map(float, self._queries([text])[0]))


class ProtocolRetriever(BaseRetriever):
    """Statements as LangChain documents: the quotable text as content, what a citation needs as metadata.

    `document` is the id of the only document to search, `documents` are several; `body`, `series`, `since` and `until`
    choose documents by their description; `speaker` is a name or a part of it: then statements of others are left out.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    pipeline: Pipeline
    k: int = 5
    document: str | None = None
    documents: tuple[str, ...] = ()
    body: str = ""
    series: str = ""
    speaker: str | None = None
    since: Date | None = None
    until: Date | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        chosen = (self.document,) if self.document else self.documents
        selection = Selection(chosen, self.body, self.series, self.speaker or "", self.since, self.until)
        hits = self.pipeline.search(query, self.k, selection=selection)
        known = {document.id: document for document in self.pipeline.documents}
        return [_document(hit, known[hit.statement.document]) for hit in hits]


def as_runnable(pipeline: Pipeline) -> Runnable[Question, dict[str, Any]]:
    """Return the whole pipeline as a runnable, sync and async.

    Args:
        pipeline: answers.

    Returns:
        A question, or a mapping with `question` and, if you like, `history` (messages with role and content, oldest
        first), `language`, `document` and `selection` (a `Selection`), in; the answer object as a dictionary out.
    """

    def ask(asked: Question) -> dict[str, Any]:
        fields: dict[str, Any] = {"question": asked} if isinstance(asked, str) else dict(asked)
        turns = [Message(turn["role"], turn["content"]) for turn in fields.get("history", ())]
        chosen = {name: fields.get(name) for name in ("language", "document", "selection")}
        return pipeline.ask(fields["question"], history=turns, **chosen).to_json()

    async def ask_later(asked: Question) -> dict[str, Any]:
        return await asyncio.to_thread(ask, asked)

    return RunnableLambda(ask, afunc=ask_later)


def _document(hit: Hit, document: IndexedDocument) -> Document:
    statement = hit.statement
    return Document(
        page_content=statement.quote,
        id=statement.id,
        metadata={
            "source": statement.id,
            "statement_id": statement.id,
            "document": statement.document,
            "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "body": document.body or None,
            "series": document.series or None,
            "section": " › ".join(statement.section),
            "speaker": statement.speaker,
            "page": statement.page,
            "start": statement.quote_start,
            "end": statement.end,
            "kinds": list(statement.kind_names),
            "translation": statement.translation,
            "score": hit.score,
        },
    )
