"""LangChain users get a retriever and a runnable."""

from langchain_core.runnables import RunnableLambda

from retrieval.langchain import ProtocolRetriever, as_runnable
from retrieval.pipeline import Pipeline


def test_the_retriever_goes_into_a_chain(pipeline: Pipeline) -> None:
    chain = ProtocolRetriever(pipeline=pipeline, k=3) | RunnableLambda(lambda found: [d.page_content for d in found])
    texts = chain.invoke("Jülich GPU")
    assert len(texts) == 3
    assert "Jülich" in texts[0]


def test_documents_carry_what_a_citation_needs(pipeline: Pipeline) -> None:
    [found] = ProtocolRetriever(pipeline=pipeline, k=1).invoke("Wie heißt das Rechenzentrum mit genug GPUs?")
    text = pipeline.documents[0].text
    assert found.metadata["section"] == ["5. Impuls", "Infrastruktur"]
    assert text[found.metadata["start"] : found.metadata["end"]].startswith("Mehr und besserer")


def test_the_pipeline_is_a_runnable(pipeline: Pipeline) -> None:
    answers = as_runnable(pipeline).batch(["Heilbronn", "Wie wird das Wetter morgen?"])
    assert [answer["answered"] for answer in answers] == [True, False]
