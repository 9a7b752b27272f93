"""An extractive answer becomes fluent sentences, each shown only after the gate has judged it."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import takewhile

from langchain_core.messages import BaseMessage

from ingest.document import Document
from protokoll.errors import ChatModelError
from protokoll.settings import Settings
from protokoll.texts import ANSWERS
from protokoll.texts.llm import LLM
from retrieval.answer import Answer, Citation, Graded
from retrieval.llm.claims import Claim, ClaimReader
from retrieval.llm.gate import Gate
from retrieval.llm.injection import gives_orders
from retrieval.llm.model import ChatModel
from retrieval.llm.prompt import Prompt, read_prompt
from retrieval.places import dated
from retrieval.question import Query

log = logging.getLogger(__name__)
MOST = 14  # statements that a model is given; longer lists are shown as the protocol has them
LISTS = frozenset({"participant", "label", "vote"})  # kinds that no prose makes better


class Writer:
    """Has answers written by a chat model. Safe to call from several threads."""

    def __init__(self, settings: Settings, documents: Sequence[Document]) -> None:
        self._model = ChatModel(settings)
        self._gate = Gate.of(documents)
        self._documents = {document.id: document for document in documents}

    def write(self, query: Query, answer: Answer, left: Callable[[], bool] = lambda: False) -> Iterator[Answer]:
        """Yield the answer as it grows, sentence by sentence; the last one is complete.

        Args:
            query: what was asked.
            answer: the extractive one, verified.
            left: says whether nobody waits any more.

        Yields:
            Answers of engine `llm:…`; the extractive one with a note where the model is of no help; nothing where
            prose has no place (refusals, lists of people).
        """
        if not _fit(answer) or left():
            return
        page = _Page(answer, self._gate, self._model.name, self._documents)
        try:
            for claim in self._claims(query, answer, page.prompt, left):
                if page.take(claim):
                    yield page.answer()
            yield page.finished()
        except ChatModelError as error:
            log.warning("the chat model was of no help: %s", error)
            yield fallen_back(answer, error.kind, page.withheld)

    def _claims(self, query: Query, answer: Answer, prompt: Prompt, left: Callable[[], bool]) -> Iterator[Claim]:
        """What the model claims, sentence by sentence; it is asked once more where nothing of it can be read."""
        asked = prompt.messages(f"{query.before} {query.asked}".strip(), answer.citations)
        reader = ClaimReader()
        yield from self._read(reader, asked, left)
        if not reader.found and reader.text.strip() and not left():
            first, reader = reader, ClaimReader()
            yield from self._read(reader, prompt.again(asked, first.text), left)
        if not reader.found:
            raise ChatModelError("garbage" if reader.text.strip() else "empty")

    def _read(self, reader: ClaimReader, messages: Sequence[BaseMessage], left: Callable[[], bool]) -> Iterator[Claim]:
        with closing(self._model.stream(messages)) as pieces:
            yield from reader.read(takewhile(lambda _: not left(), pieces))


class _Page:
    """The answer while it is written."""

    def __init__(self, answer: Answer, gate: Gate, model: str, documents: Mapping[str, Document]) -> None:
        self.prompt = read_prompt(answer.language)
        self.withheld = 0
        self._extractive = answer
        self._gate = gate
        self._model = model
        self._documents = documents
        self._numbers: dict[int, int] = {}  # of the statement → marker, in the order of the markers
        self._graded: list[Graded] = []
        self._reasons: set[str] = set()

    def take(self, claim: Claim) -> bool:
        """Judge a claim; say whether it may be shown."""
        verdict = self._gate.judge(claim, self._extractive.citations, self._extractive.language)
        if verdict.grade == "none":
            log.info("a sentence was withheld: %s", ", ".join(verdict.faults))
            self.withheld += 1
            self._reasons |= set(verdict.faults)
            return False
        markers = tuple(self._numbers.setdefault(n, len(self._numbers) + 1) for n in verdict.rests_on)
        self._graded.append(Graded(claim.text, markers, verdict.grade, claim.reported))
        return True

    def answer(self) -> Answer:
        """What stands so far."""
        old = self._extractive
        cited = [replace(old.citations[n - 1], marker=marker) for n, marker in self._numbers.items()]
        left = [replace(one, marker=None) for n, one in enumerate(old.citations, 1) if n not in self._numbers]
        return replace(
            old,
            answer="\n\n".join(self._paragraphs()),
            citations=tuple(cited),
            further=(*left, *old.further),
            engine=f"llm:{self._model}",
            grades=tuple(self._graded),
            withheld=self.withheld,
            prompt=self.prompt.hash,
        )

    def finished(self) -> Answer:
        """The whole answer; the extractive one where nothing stands."""
        if self._graded:
            return self.answer()
        kind = "language" if self._reasons == {"language"} else "unsupported"
        return fallen_back(self._extractive, kind, self.withheld)

    def _paragraphs(self) -> Iterator[str]:
        old = self._extractive
        texts, answers = LLM[old.language], ANSWERS[old.language]
        if old.answer.startswith(answers.foreign):
            yield answers.foreign
        shown: dict[str, list[str]] = {}
        for graded in self._graded:
            cited = [old.citations[list(self._numbers)[marker - 1] - 1] for marker in graded.markers]
            shown.setdefault(cited[0].document, []).append(_shown(graded, cited, texts.partial))
        for id_, sentences in shown.items():
            if len(self._documents) > 1:
                document = self._documents[id_]
                yield answers.document.format(title=document.title, date=dated(document))
            yield " ".join(sentences)
        yield from (answers.lacking.format(part=part) for part in old.unanswered)
        if self.withheld:
            yield texts.withheld_one if self.withheld == 1 else texts.withheld.format(count=self.withheld)
        yield texts.written


def _shown(graded: Graded, cited: Sequence[Citation], partial: str) -> str:
    end = graded.text[-1] if graded.text[-1] in ".?!" else "."
    marks = "".join(f" [{marker}]" for marker in graded.markers)
    sentence = f"{graded.text.rstrip('.?! ')}{marks}{end}"
    if graded.grade == "full":
        return sentence
    return f"{sentence} {partial.format(words=' · '.join(one.quote for one in cited))}"


def _fit(answer: Answer) -> bool:
    """Say whether prose can help: there is an answer, of few statements, that is no list and gives nobody orders."""
    cited = answer.citations
    if not answer.answered or not 1 <= len(cited) <= MOST:
        return False
    if any(LISTS & set(one.kinds) for one in cited):
        return False
    return not any(gives_orders(one.quote) for one in cited)


def fallen_back(answer: Answer, kind: str, withheld: int) -> Answer:
    """Return the extractive answer with a word about why it is shown."""
    note = LLM[answer.language].failed[kind]
    return replace(answer, answer=f"{answer.answer}\n\n{note}", fallback=kind, withheld=withheld)
