"""The tutorial that everyone copies: chunks of 1,000 characters with 200 overlap, Chroma, top 4."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.baselines.passages import retriever
from eval.system import System
from ingest.document import Document

CHUNK, OVERLAP = 1000, 200  # characters


def tutorial(name: str, title: str, documents: Sequence[Document], model: Path) -> System:
    """Return the tutorial's pipeline over the documents as published.

    Args:
        name: as given to `--baseline`.
        title: as in the report.
        documents: their text is cut without regard to statements, as a tutorial does.
        model: a sentence-transformers folder; its own prompts are used where it has any.

    Returns:
        The system.
    """
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(model), device="cpu")

    class Encoder(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return _encode(encoder.encode_document, texts)

        def embed_query(self, text: str) -> list[float]:
            return _encode(encoder.encode_query, [text])[0]

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = [chunk for document in documents for chunk in splitter.split_text(document.text)]
    store = Chroma.from_texts(chunks, Encoder(), collection_name=f"tutorial-{name}")

    def rank(question: str, count: int) -> list[str]:
        return [found.page_content for found in store.similarity_search(question, k=count)]

    return retriever(name, title, documents, rank)


def _encode(encode: Callable[..., Any], texts: list[str]) -> list[list[float]]:
    vectors: list[list[float]] = encode(texts, show_progress_bar=False, normalize_embeddings=True).tolist()
    return vectors
