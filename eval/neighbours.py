"""Neighbours who write: the prompt of the tutorials and the chat model of PROTOKOLL_LLM over what a retriever finds.

The answer is what the model writes, and its sources are all texts that it was given. Two systems differ in the
retriever alone: the tutorial's chunks, or our statements. `python -m eval.neighbours RUN…` reads what
`protokoll eval --save` wrote and counts what became of the questions.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table

from eval.baselines import MEASURED, SHOWN, asked, shown
from eval.cases import Case
from eval.metrics.answering import truthfulness
from eval.system import RANKED, System
from eval.words import sentences
from ingest.document import Document
from protokoll.settings import Settings
from retrieval.answer import Answer

PROMPT = (  # https://smith.langchain.com/hub/rlm/rag-prompt
    "You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the "
    "question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the "
    "answer concise.\nQuestion: {question} \nContext: {context} \nAnswer:"
)
STATEMENTS = 5  # as `ProtocolRetriever` gives when nothing else is said
REFUSES = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|could|can)(?: not|n['’]t) (?:\w+ )?(?:know|contain|mention(?:ed)?|"
    r"provided?|specif(?:y|ied)|stated?|include|say|find|given|known|available|clear)\b"
    r"|\b(?:no (?:\w+ )?(?:information|mention|indication)|cannot|unable to|not enough|insufficient)\b"
    r"|\b(?:keine (?:\w+ )?(?:Information(?:en)?|Angaben?|Antwort)|weiß (?:es |das |ich |die Antwort )*nicht)\b"
    r"|\bnicht (?:\w+ ){0,2}(?:bekannt|erwähnt|enthalten|angegeben|genannt|beantworte[nt]|klar|hervor|finden)\b",
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
        search: finds texts for a question, before which stands the earlier one that a follow-up leans on.
        count: texts that the model is given.

    Returns:
        The system; an answer counts as a refusal where the model's words say that it does not know.

    Raises:
        SettingsError: The chat model cannot be used.
    """
    from retrieval.llm.model import open_chat

    chat = open_chat(settings)

    def ranked(case: Case, most: int = RANKED) -> list[str]:
        return search(asked(case), most, case.document)

    def answer(case: Case) -> Answer:
        texts = ranked(case, count)
        prompt = PROMPT.format(question=asked(case), context="\n\n".join(texts))
        said = "".join(str(piece.text) for piece in chat.stream(prompt))
        return written(shown(case, texts), said, settings.llm)

    metrics = MEASURED | {"answer_language"}
    return System(name, title, tuple(documents), "", answer, ranked, metrics, engine=settings.llm)


def written(sources: Answer, text: str, model: str) -> Answer:
    """Return what a model wrote as an answer that cites all its sources, or as a refusal beside which they stand."""
    answer = replace(sources, answer=text.strip(), engine=f"llm:{model.partition(':')[2]}")
    if text.strip() and not REFUSES.search(text):
        return answer
    return replace(answer, answered=False, citations=(), closest=sources.citations)


def retriever_chat(settings: Settings) -> System:
    """Return the tutorial's prompt over the statements that our LangChain retriever finds."""
    from retrieval.langchain import ProtocolRetriever
    from retrieval.pipeline import Pipeline

    pipeline = Pipeline.open(settings.model_copy(update={"llm": ""}))

    def search(question: str, count: int, document: str | None) -> list[str]:
        found = ProtocolRetriever(pipeline=pipeline, k=count, document=document).invoke(question)
        return [one.page_content for one in found]

    title = f"Our retriever, {settings.llm}"
    return writing("ours-retriever-chat", title, settings, pipeline.documents, search, STATEMENTS)


def verdict(case: Case, answer: Answer) -> str:
    """Return what became of a question, by `truthfulness` where it was answered."""
    if not answer.answered:
        return "wrongly refused" if case.answerable else "rightly refused"
    if not case.answerable:
        return "answered without ground"
    return {1.0: "right", 0.0: "nugget missing"}.get(truthfulness(case, answer) or 0.0, "wrong")


def unsupported(answers: Iterable[Answer]) -> list[bool]:
    """Return of each sentence that a chat model wrote whether our gate would withhold it.

    A sentence is judged against the statements that it names, or, where it names none, against each source and each
    part of a source that the reranker can read at once. It may be in any language.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from retrieval.language import detect
    from retrieval.llm.claims import Claim
    from retrieval.llm.gate import Gate

    gate, parts = Gate.of([]), RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=200)
    found = []
    for answer in answers:
        sources = [replace(one, quote=text) for one in answer.citations for text in parts.split_text(one.quote)]
        sources += answer.citations
        for sentence in sentences(answer.answer):
            claim = sentence.text
            language = "en" if detect(claim).asked == "en" else "de"
            grades = (gate.judge(Claim(claim, (n,)), sources, language).grade for n in range(1, len(sources) + 1))
            found.append(all(grade == "none" for grade in grades))
    return found


def main(paths: Sequence[str]) -> None:
    """Print a line for each saved run."""
    kinds = ("right", "nugget missing", "wrong", "wrongly refused", "rightly refused", "answered without ground")
    table = Table("system", *kinds, "not borne", "sentences", "s", "MB")
    for path in paths:
        run = json.loads(Path(path).read_text(encoding="utf-8"))
        cases = [Case.model_validate_json(json.dumps(row["case"])) for row in run["asked"]]
        answers = [TypeAdapter(Answer).validate_python(row["answer"]) for row in run["asked"]]
        count = Counter(map(verdict, cases, answers))
        free = [one for one in answers if one.answered and one.engine.startswith("llm:") and not one.grades]
        judged = unsupported(free)
        seconds = median(row["wall_ms"] for row in run["asked"]) / 1000
        told = [*(count[kind] for kind in kinds), sum(judged), len(judged), round(seconds, 1)]
        table.add_row(run["origin"]["title"], *map(str, told), f"{run['figures']['peak_mb']['all']:.0f}")
    Console(width=160).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
