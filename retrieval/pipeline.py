"""The whole way of a question on one screen: understand, find, judge, write, verify."""

import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ingest.document import Document
from ingest.embedding import open_embedder
from ingest.encoder import Encoder
from ingest.index import Index
from ingest.statement import Statement
from protokoll.errors import SelectionError
from protokoll.settings import Settings
from retrieval.acting import answered
from retrieval.aims import aimed
from retrieval.answer import Answer
from retrieval.answering import verified
from retrieval.decide import SAID_ON, decide
from retrieval.editing import edited
from retrieval.evidence import EMPTY, Evidence
from retrieval.extractive import write
from retrieval.followup import Message
from retrieval.holders import unattributed
from retrieval.narrowing import narrowed
from retrieval.parts import in_parts
from retrieval.plain import Wordbook
from retrieval.question import Query
from retrieval.search import Hit, Searcher
from retrieval.selection import Selection
from retrieval.turn import Turn, Words, understand
from retrieval.turns import Turns
from retrieval.when import meant_by_time, meant_by_title

if TYPE_CHECKING:
    from retrieval.llm.writer import Writer

Engine = Literal["extractive"]  # what may be asked for
DECIDED = 64  # questions of which stays in memory what was decided


class Pipeline:
    """Answers questions from an index. Safe to call from several threads."""

    def __init__(self, settings: Settings, searcher: Searcher, writer: "Writer | None" = None) -> None:
        self._settings = settings
        self._searcher = searcher
        self._writer = writer
        # A follow-up asks once more what was asked before it.
        self._attributed = lru_cache(maxsize=DECIDED)(self._decided_in)

    @classmethod
    def open(cls, settings: Settings) -> "Pipeline":
        """Open the index in use and what embeds questions.

        Args:
            settings: where the index is, with which model it was made, and which chat model writes, if any.

        Returns:
            The pipeline; documents are arranged for scoring with the first question.

        Raises:
            IndexMissingError: There is no index.
            ModelError: The index was made with another model, or the model is not there.
            SettingsError: The chat model that is named cannot be used.
        """
        searcher = Searcher(Index.open(settings), Encoder.load(), open_embedder(settings))
        if not settings.llm:
            return cls(settings, searcher)
        from retrieval.llm.writer import Writer  # a second, which nobody pays who has no chat model

        return cls(settings, searcher, Writer(settings, searcher.index.documents))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked."""
        return self._searcher.index.documents

    @property
    def index(self) -> str:
        """Hash of corpus and settings, as in every answer."""
        return self._searcher.index.meta.hash

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._searcher.index.folder

    def check(self) -> None:
        """Look whether the index is still there.

        Raises:
            IndexMissingError: Its folder is gone, or the Chroma server does not answer.
        """
        self._searcher.index.check()

    def close(self) -> None:
        """Free what the index holds in memory; nothing must be asked any more."""
        self._searcher.index.close()

    def warm(self) -> None:
        """Do once what the first question would otherwise wait for: find, read and judge, in both languages."""
        for document in self.documents[:1]:
            words = " ".join(document.statements[-1].text.split()[:8])
            for question in (f"Was wurde zu {words} gesagt?", f"What was said about {words}?"):
                self.ask(question, engine="extractive")

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        history: Sequence[Message] = (),
        document: str | None = None,
        selection: Selection | None = None,
    ) -> list[Hit]:
        """Return the k statements that fit a question best, best first, without judging whether they answer it.

        Args:
            question: anything a visitor types.
            k: how many at most.
            history: earlier messages, oldest first.
            document: id of the only document to search; None for all.
            selection: which documents to search; its `speaker` leaves the statements of this person alone.

        Returns:
            The statements found.

        Raises:
            SelectionError: No document fits the selection.
        """
        only = self._chosen(document, selection)
        speaker = selection.speaker.casefold() if selection else ""
        query = self._understand(question, history, None).query
        found = self._searcher.find(query, only)
        hits = [hit for one in found for hit in one.hits(len(one.document.statements) if speaker else k)]
        own = [hit for hit in hits if speaker in (hit.statement.speaker or "").casefold()]
        return sorted(own, key=lambda hit: -hit.score)[:k]

    def ask(
        self,
        question: str,
        *,
        language: str | None = None,
        history: Sequence[Message] = (),
        document: str | None = None,
        engine: Engine | None = None,
        selection: Selection | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: anything a visitor types.
            language: "de" or "en" for the answer; None for the question's own.
            history: earlier messages, oldest first.
            document: id of the only document to ask; None for all.
            engine: "extractive" for the minutes' own words although a chat model is set up.
            selection: which documents to ask; its `speaker` leaves those in which this person speaks.

        Returns:
            A verified answer, or a refusal with its reason. Nothing is raised for a bad question.

        Raises:
            SelectionError: No document fits the selection.
        """
        answers = self.stream(
            question, language=language, history=history, document=document, engine=engine, selection=selection
        )
        return deque(answers, maxlen=1)[0]

    def stream(
        self,
        question: str,
        *,
        language: str | None = None,
        history: Sequence[Message] = (),
        document: str | None = None,
        engine: Engine | None = None,
        selection: Selection | None = None,
        left: Callable[[], bool] = lambda: False,
    ) -> Generator[Answer, None, None]:
        """Yield the extractive answer at once, then, where a chat model writes, what stands so far.

        Args:
            question: as for `ask`, like all but the last.
            language: of the answer.
            history: earlier messages.
            document: id of the only one to ask.
            engine: "extractive" for the minutes' own words.
            selection: which documents to ask.
            left: says whether nobody waits any more; the model is freed then.

        Yields:
            Verified answers, each complete in itself; the last one is the answer.
        """
        only = self._chosen(document, selection)
        started = time.perf_counter()
        turn = self._understand(question, history, language, only)
        decide = partial(self._following, only)
        asked = self._among(only) or (EMPTY,)
        evidence = answered(turn, asked, self.documents, decide, self._cited, self._answering)
        found = _since(started)
        evidence = narrowed(evidence, self._searcher.reranker.scores)
        answer = verified(turn.query, evidence, self._settings.contact, several=len(self.documents) > 1)
        total = _since(started)
        timings = {"retrieve": found, "answer": round(total - found, 1), "total": total}
        answer = replace(answer, index=self.index, timings_ms=timings)
        yield answer
        if self._writer is None or engine == "extractive" or turn.act:
            return
        for written in self._writer.write(turn.query, answer, left):
            yield replace(written, timings_ms={**answer.timings_ms, "total": _since(started)})

    def _chosen(self, document: str | None, selection: Selection | None) -> tuple[str, ...]:
        """Return the ids of the only documents to ask; none of them: all."""
        if document and not self._searcher.index.has(document):
            raise SelectionError(f"There is no document {document!r}. `protokoll documents` lists them")
        if document or selection is None or not selection.restricts:
            return (document,) if document else ()
        chosen = tuple(one.id for one in selection.among(self.documents))
        if not chosen:
            raise SelectionError("No document fits what was chosen. `protokoll documents` lists them")
        return chosen

    def _among(self, only: Sequence[str]) -> tuple[Document, ...]:
        return tuple(self._searcher.index.document(one) for one in only) or self.documents

    @cached_property
    def _words(self) -> Words:
        statements = [statement for document in self.documents for statement in document.statements]
        book = Wordbook.of(text for s in statements for text in (s.text, s.translation) if text)
        searcher = self._searcher

        def talk(text: str) -> str:
            return Turns.load().talk(text, lambda: searcher.question(text).vector)

        return Words(searcher.lexicon, searcher.spelling, book, talk)

    def _understand(
        self, question: str, history: Sequence[Message], language: str | None, only: Sequence[str] = ()
    ) -> Turn:
        default = self._settings.language
        if default == "auto":
            default = "en" if {document.language for document in self._among(only)} == {"en"} else "de"
        return understand(question, history, language, default, self._words)

    def _following(self, only: tuple[str, ...], query: Query, home: tuple[str, ...]) -> Evidence:
        """Decide about a question; about a follow-up by the documents of the answer that it goes back to (`home`).

        One that is complete, if only by what was put in another's place ("Und in Jülich?"), may mean others as well.
        """
        if home and len(only or self.documents) > 1:
            evidence = self._attributed(query, home)
            # Who is nobody there may speak elsewhere.
            stays = bool(query.before) and not evidence.note.startswith("unknown")
            if evidence.state == "answer" or stays:
                return evidence
        asked = self._among(only)
        meant = meant_by_time(query.mended, asked) or meant_by_title(query.mended, asked)
        if meant:
            evidence = self._attributed(replace(query, asked=meant.rest, mended=meant.rest), meant.documents)
            if meant.surely or evidence.state == "answer":
                return evidence
        return self._attributed(query, only)

    def _decided_in(self, query: Query, only: tuple[str, ...]) -> Evidence:
        """Decide about a question; who holds an opinion is not told where the document attributes nothing."""

        def decided(one: Query) -> Evidence:
            return in_parts(one, partial(self._decided, only)) or self._decided(only, one)

        return unattributed(query, decided(query), decided)

    def _decided(self, only: tuple[str, ...], query: Query) -> Evidence:
        found = self._searcher.find(query, only) if query.usable else []
        near = [candidate.document for candidate in found]
        asked = [*near, *(document for document in self._among(only) if document not in near)]
        evidence = edited(query, aimed(query, asked) or decide(query, found, asked, self._searcher))
        overview = SAID_ON.match(query.mended) and not evidence.who
        return replace(evidence, about="" if overview else query.mended)

    def _cited(self, evidence: Evidence) -> tuple[Statement, ...]:
        """The statements of an answer in the order of their markers, as whoever read it counts them."""
        draft = write(Query("", "", "de"), evidence, self._settings.contact)
        places = {statement.id: statement for statement in evidence.document.statements}
        return tuple(places[citation.statement_id] for citation in draft.citations)

    def _answering(self, question: str, statements: Sequence[Statement]) -> list[float]:
        """How surely statements of one document answer a question."""
        texts = [self._searcher.passages(s.document)[s.position] for s in statements]
        return [float(logit) for logit in self._searcher.reranker.scores(question, texts)] if texts else []


def _since(started: float) -> float:
    """Milliseconds since then."""
    return round(1000 * (time.perf_counter() - started), 1)
