"""LangChain users get embeddings, a retriever and a runnable."""

import asyncio

import chromadb
from langchain_chroma import Chroma
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from ingest.index import Index
from protokoll.settings import Settings
from retrieval.langchain import ProtocolEmbeddings, ProtocolRetriever, as_runnable
from retrieval.pipeline import Pipeline


def test_the_retriever_goes_into_a_chain(pipeline: Pipeline) -> None:
    chain = ProtocolRetriever(pipeline=pipeline, k=3) | RunnableLambda(lambda found: [d.page_content for d in found])
    texts = chain.invoke("Jülich GPU")
    assert len(texts) == 3
    assert "Jülich" in texts[0]


def test_documents_carry_what_a_citation_needs(pipeline: Pipeline) -> None:
    [found] = ProtocolRetriever(pipeline=pipeline, k=1).invoke("Wie heißt das Rechenzentrum mit genug GPUs?")
    text = pipeline.documents[0].text
    assert found.metadata["section"] == "5. Impuls › Infrastruktur"
    assert text[found.metadata["start"] : found.metadata["end"]].startswith("Mehr und besserer")


def test_the_pipeline_is_a_runnable(pipeline: Pipeline) -> None:
    answers = as_runnable(pipeline).batch(["Heilbronn", "Wie wird das Wetter morgen?"])
    assert [answer["answered"] for answer in answers] == [True, False]


def test_retriever_prompt_model_and_parser_make_a_chain(pipeline: Pipeline) -> None:
    prompt = ChatPromptTemplate.from_template("{context}\n\nFrage: {question}")
    model = FakeListChatModel(responses=["Jülich."])
    retriever = ProtocolRetriever(pipeline=pipeline, k=2)
    chain = {"context": retriever, "question": RunnablePassthrough()} | prompt | model | StrOutputParser()
    assert chain.invoke("Welches Zentrum hat GPUs?") == "Jülich."


def test_the_retriever_can_be_restricted_to_a_document(pipeline: Pipeline) -> None:
    found = ProtocolRetriever(pipeline=pipeline, k=2, document=pipeline.documents[0].id).invoke("Heilbronn")
    assert {document.metadata["document"] for document in found} == {pipeline.documents[0].id}
    assert all(document.metadata["source"] == document.id for document in found)


def test_the_runnable_takes_a_history_also_asynchronously(pipeline: Pipeline) -> None:
    asked = {
        "question": "Und in Frankreich?",
        "history": [
            {"role": "user", "content": "Welche Sprachmodelle hat China?"},
            {"role": "assistant", "content": "China hat 8 eigene Sprachmodelle entwickelt."},
        ],
    }
    runnable = as_runnable(pipeline)
    assert runnable.invoke(asked)["citations"] == asyncio.run(runnable.ainvoke(asked))["citations"]


def test_plain_langchain_chroma_opens_our_collection_with_our_embeddings(
    pipeline: Pipeline, settings: Settings
) -> None:
    index = Index.open(settings)
    store = Chroma(
        collection_name=index.meta.collection,
        client=chromadb.PersistentClient(
            str(index.folder / "chroma"), settings=chromadb.config.Settings(anonymized_telemetry=False)
        ),
        embedding_function=ProtocolEmbeddings.open(settings),
    )
    found = store.similarity_search("Welches Supercomputingzentrum hat genug GPUs?", k=3)
    assert any("Jülich" in document.page_content for document in found)
