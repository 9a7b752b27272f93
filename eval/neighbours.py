"""Neighbours who write: the prompt of the tutorials and the chat model of PROTOKOLL_LLM over what a retriever finds.

The answer is what the model writes, and its sources are all texts that it was given. Two systems differ in the
retriever alone: the tutorial's chunks, or our statements.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from eval.baselines import MEASURED, SHOWN, shown
from eval.cases import Case
from eval.system import RANKED, System
from ingest.document import Document
from protokoll.errors import SettingsError
from protokoll.settings import Settings
from retrieval.answer import Answer
from retrieval.followup import leaned_on

PROMPT = (  # https://smith.langchain.com/hub/rlm/rag-prompt
    "You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the "
    "question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the "
    "answer concise.\nQuestion: {question} \nContext: {context} \nAnswer:"
)
STATEMENTS = 5  # as `ProtocolRetriever` gives when nothing else is said
REFUSES = re.compile(
    r"\b(?:don['’]t|do not|does not|doesn['’]t) (?:\w+ )?(?:know|have|contain|mention|provide|specify|state|include|say)\b"
    r"|\b(?:not|nicht|un)\s?(?:\w+ ){0,2}(?:mentioned|provided|specified|stated|given|known|available|clear|contained|"
    r"bekannt|erwähnt|enthalten|angegeben|genannt|beantworte[nt]|klar|möglich|sicher)\b"
    r"|\b(?:no (?:specific |direct |clear )?(?:information|mention|indication)|(?:cannot|can['’]t|unable to)|"
    r"keine (?:\w+ )?(?:information(?:en)?|angaben?|antwort)|weiß (?:es |das |ich )*nicht|geht nicht hervor)\b",
    re.IGNORECASE,
)

Search = Callable[[str, int, str | None], list[str]]  # question, count, the only document asked → texts, best first


def writing(
    name: str, title: str, settings: Settings, documents: Sequence[Document], search: Search, count: int = SHOWN
) -> System:
    """Return a system whose answers a chat model writes from the first texts that are found.

    Args:
        name: as given to `--baseline`.
        title: as in the report.
        settings: which chat model, and where it is.
        documents: what is searched.
        search: finds texts for a question, which a follow-up is completed by what it leans on.
        count: texts that the model is given.

    Returns:
        The system; an answer counts as a refusal where the model's words say that it does not know.

    Raises:
        SettingsError: No chat model is set, or it cannot be used.
    """
    if not settings.llm:
        raise SettingsError(f"The baseline {name} needs a chat model: set PROTOKOLL_LLM=provider:model")
    from retrieval.llm.model import open_chat

    chat = open_chat(settings)

    def ranked(case: Case, most: int = RANKED) -> list[str]:
        return search(_asked(case), most, case.document)

    def answer(case: Case) -> Answer:
        texts = ranked(case, count)
        prompt = PROMPT.format(question=_asked(case), context="\n\n".join(texts))
        return written(shown(case, texts), str(chat.invoke(prompt).text), settings.llm)

    metrics = MEASURED | {"answer_language"}
    return System(name, title, tuple(documents), "", answer, ranked, metrics, engine=settings.llm)


def written(sources: Answer, text: str, model: str) -> Answer:
    """Return what a model wrote as an answer that cites all its sources, or as a refusal beside which they stand."""
    answer = replace(sources, answer=text.strip(), engine=f"llm:{model}")
    if text.strip() and not REFUSES.search(text):
        return answer
    return replace(answer, answered=False, citations=(), closest=sources.citations)


def retriever_chat(settings: Settings) -> System:
    """Return the tutorial's prompt over the statements that our LangChain retriever finds.

    Args:
        settings: where the index is, and which chat model writes.

    Returns:
        The system.

    Raises:
        SettingsError: No chat model is set, or it cannot be used.
    """
    from retrieval.langchain import ProtocolRetriever
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(settings.model_copy(update={"llm": ""}))

    def search(question: str, count: int, document: str | None) -> list[str]:
        found = ProtocolRetriever(pipeline=pipeline, k=count, document=document).invoke(question)
        return [one.page_content for one in found]

    title = f"Our retriever, {settings.llm}"
    return writing("ours-retriever-chat", title, settings, pipeline.documents, search, STATEMENTS)


def _asked(case: Case) -> str:
    return f"{leaned_on(case.question, case.history)} {case.question}".strip()
