"""The whole way of a question on one screen: understand, find, judge, write, verify."""

import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import cached_property, partial
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
from retrieval.answer import Answer, Reason
from retrieval.decide import SAID_ON, decide
from retrieval.draft import Draft, joined
from retrieval.editing import edited
from retrieval.evidence import CLOSEST, EMPTY, Evidence
from retrieval.extractive import given, write
from retrieval.followup import Message
from retrieval.holders import unattributed
from retrieval.narrowing import narrowed
from retrieval.plain import Wordbook
from retrieval.question import LONGEST_QUESTION, Query
from retrieval.search import Found, Hit, Searcher
from retrieval.selection import Selection
from retrieval.several import MOST, Part, gathered, of_part, parted
from retrieval.suggest import suggestions
from retrieval.turn import Turn, Words, understand
from retrieval.turns import Turns
from retrieval.verify import faults
from retrieval.when import meant_by_time, meant_by_title

if TYPE_CHECKING:
    from retrieval.llm.writer import Writer

log = logging.getLogger(__name__)
Engine = Literal["extractive"]  # what may be asked for


class Pipeline:
    """Answers questions from an index. Safe to call from several threads."""

    def __init__(self, settings: Settings, searcher: Searcher, writer: "Writer | None" = None) -> None:
        self._settings = settings
        self._searcher = searcher
        self._writer = writer

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
        asked = [self._searcher.index.document(one) for one in only] or self.documents or [EMPTY]
        decide = partial(self._following, only=only)
        evidence = answered(turn, asked, self.documents, decide, self._cited, self._answering)
        between = time.perf_counter()
        answer = self._verified(turn.query, evidence)
        ended = time.perf_counter()
        timings = {"retrieve": between - started, "answer": ended - between, "total": ended - started}
        answer = replace(answer, timings_ms={name: round(1000 * seconds, 1) for name, seconds in timings.items()})
        yield answer
        if self._writer is None or engine == "extractive" or turn.act:
            return
        for written in self._writer.write(turn.query, answer, left):
            total = round(1000 * (time.perf_counter() - started), 1)
            yield replace(written, timings_ms={**answer.timings_ms, "total": total})

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

    @cached_property
    def _words(self) -> Words:
        statements = [statement for document in self.documents for statement in document.statements]
        book = Wordbook.of(text for s in statements for text in (s.text, s.translation) if text)
        return Words(self._searcher.lexicon, self._searcher.spelling, book, self._talk)

    def _talk(self, text: str) -> str:
        return Turns.load().talk(text, lambda: self._searcher.encoder.questions([text])[0].vector)

    def _understand(
        self, question: str, history: Sequence[Message], language: str | None, only: Sequence[str] = ()
    ) -> Turn:
        default = self._settings.language
        if default == "auto":
            spoken = {document.language for document in self.documents if not only or document.id in only}
            default = "en" if spoken == {"en"} else "de"
        return understand(question, history, language, default, self._words)

    def _following(self, query: Query, only: tuple[str, ...]) -> Evidence:
        """Decide about a follow-up by the documents that answered the question it goes back to.

        One that is complete, if only by what was put in another's place ("Und in Jülich?"), may mean others as well.
        """
        if not query.root or len(only or self.documents) == 1:
            return self._timely(query, only)
        root = self._searcher.spelling.mend(query.root)
        before = self._timely(Query(query.root, root, query.language), only)
        if before.state != "answer":
            return self._timely(query, only)
        evidence = self._attributed(query, tuple(part.document.id for part in (before, *before.others)))
        # Who is nobody there may speak elsewhere.
        stays = bool(query.before) and not evidence.note.startswith("unknown")
        return evidence if evidence.state == "answer" or stays else self._timely(query, only)

    def _timely(self, query: Query, only: tuple[str, ...]) -> Evidence:
        """Decide about a question by the documents whose time or title it names; by all where these have no answer."""
        asked = [self._searcher.index.document(one) for one in only] or self.documents
        meant = meant_by_time(query.mended, asked) or meant_by_title(query.mended, asked)
        if meant is None:
            return self._attributed(query, only)
        evidence = self._attributed(replace(query, asked=meant.rest, mended=meant.rest), meant.documents)
        return evidence if meant.surely or evidence.state == "answer" else self._attributed(query, only)

    def _attributed(self, query: Query, only: tuple[str, ...]) -> Evidence:
        """Decide about a question; who holds an opinion is not told where the document attributes nothing."""
        return unattributed(query, self._whole(query, only), lambda topic: self._whole(topic, only))

    def _whole(self, query: Query, only: tuple[str, ...]) -> Evidence:
        """Decide about a message: each of its questions by itself where it has several."""
        parts = parted(query)
        evidence = self._of_parts(parts, query, only) if parts else None
        if evidence is not None:
            return evidence
        return self._decided(query, self._searcher.find(query, only) if query.usable else [], only)

    def _cited(self, evidence: Evidence) -> tuple[Statement, ...]:
        """The statements of an answer in the order of their markers, as whoever read it counts them."""
        draft = write(Query("", "", "de"), evidence, self._settings.contact)
        places = {statement.id: statement for statement in evidence.document.statements}
        return tuple(places[citation.statement_id] for citation in draft.citations)

    def _answering(self, question: str, statements: Sequence[Statement]) -> list[float]:
        """How surely statements of one document answer a question."""
        texts = [self._searcher.passages(s.document)[s.position] for s in statements]
        return [float(logit) for logit in self._searcher.reranker.scores(question, texts)] if texts else []

    def _decided(self, query: Query, found: Sequence[Found], only: tuple[str, ...]) -> Evidence:
        near = [candidate.document for candidate in found]
        asked = [*near, *(d for d in self.documents if d not in near and (not only or d.id in only))]
        evidence = edited(query, aimed(query, asked) or decide(query, found, asked, self._searcher))
        overview = SAID_ON.match(query.mended) and not evidence.who
        return replace(evidence, about="" if overview else query.mended)

    def _of_parts(self, parts: Sequence[Part], query: Query, only: tuple[str, ...]) -> Evidence | None:
        """Answer the questions of a message one by one; None where none of them has an answer."""
        before = ("", *(part.question for part in parts))
        queries = [of_part(part, query, earlier) for part, earlier in zip(parts[:MOST], before, strict=False)]
        found = [self._searcher.find(one, only) for one in queries]
        return gathered(parts, [self._decided(*each, only) for each in zip(queries, found, strict=True)])

    def _withheld(self, draft: Draft, evidence: Evidence) -> bool:
        wrong = faults(draft, evidence.document, given(evidence, self._settings.contact))
        if wrong:
            log.error("an answer was withheld: %s", "; ".join(wrong))
        return bool(wrong)

    def _verified(self, query: Query, evidence: Evidence) -> Answer:
        """Write and verify; what does not stand up to verification is not shown."""
        evidence = narrowed(evidence, self._searcher.reranker.scores)
        several = len(self.documents) > 1
        contact = self._settings.contact
        parts = [(part, write(query, part, contact, several=several)) for part in (evidence, *evidence.others)]
        sound = [(part, draft) for part, draft in parts if not self._withheld(draft, part)]
        if not sound:
            closest = (evidence.chosen or evidence.near)[:CLOSEST]
            evidence = Evidence(evidence.document, "untrusted", 0.0, Reason.WITHHELD, closest=closest)
            sound = [(evidence, write(query, evidence, contact, several=several))]
        evidence = sound[0][0]
        draft = joined([draft for _, draft in sound])
        cited = {citation.statement_id for citation in (*draft.citations, *draft.closest)}
        has_answer = any(part.state == "answer" for part, _ in sound)
        places = {statement.id: statement for statement in evidence.document.statements}
        shown = [places[identity] for identity in cited if identity in places]
        return Answer(
            question=query.typed[:LONGEST_QUESTION],
            understood=query.understood,
            language=query.language,
            answer=draft.text,
            answered=has_answer,
            reason=None if has_answer else evidence.reason,
            unanswered=tuple(lacking for part, _ in sound for lacking in part.lacking),
            citations=draft.citations,
            confidence=round(evidence.confidence, 3),
            closest=draft.closest,
            further=draft.further,
            suggestions=suggestions(evidence, query.language, shown, query.asked),
            index=self.index,
        )
