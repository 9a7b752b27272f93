"""A question finds statements: Chroma and BM25 name candidates, the encoder's word pieces say how well each fits.

The best few are read together with the question by the reranker, in one pass.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from ingest.embedding import SentenceTransformers
from ingest.encoder import Encoder
from ingest.index import Index
from ingest.passages import passages
from ingest.statement import Statement
from ingest.words import nearest_words, words
from retrieval.bank import Bank
from retrieval.judge import Judge, Reading
from retrieval.language import Lexicon
from retrieval.question import Query
from retrieval.reranker import Reranker
from retrieval.signals import Asking, Candidates, Vocabulary, asking, thread_of
from retrieval.spelling import Spelling
from retrieval.who import surnames

NEAREST = 100  # statements that the vector store gives
LEXICAL = 10  # statements that BM25 adds: names, numbers and rare words
MOST_DOCUMENTS = 3  # judged, of those whose statements fit best
CLOSE = 5.0  # score by which the best statement of a document may be behind to be judged too
READ = 4  # statements of a document that the reranker reads; of broad questions, reading twelve brings nothing
KEPT = 16  # documents whose words stay in memory, and questions as the encoder reads them
OPENED = 128  # documents whose vectors, pieces and banks stay mapped: a question touches up to a hundred

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Hit:
    """A statement found, with its score: the probability that it belongs in an answer."""

    statement: Statement
    score: float


@dataclass(frozen=True, eq=False)
class Found:
    """What was found in one document; `judged` has the candidates of all documents read and judged, by their ids."""

    document: Document
    asking: Asking
    candidates: Candidates
    judged: Callable[[], Mapping[str, Reading]]

    @cached_property
    def reading(self) -> Reading:
        """What the judge makes of it, read when it is first asked for: lists need none of it."""
        return self.judged()[self.document.id]

    def hits(self, count: int) -> list[Hit]:
        """Return the best statements, best first."""
        best = zip(self.reading.rows[:count], self.reading.chances, strict=False)
        return [Hit(self.document.statements[row], float(chance)) for row, chance in best]


class Searcher:
    """An index with its encoder and judge; documents are arranged when they are first needed."""

    def __init__(self, index: Index, encoder: Encoder, embedder: SentenceTransformers | None = None) -> None:
        self.index, self.encoder, self.embedder = index, encoder, embedder
        self.judge = Judge.load()
        self.question = lru_cache(maxsize=KEPT)(lambda text: encoder.questions([text])[0])
        self.passages = lru_cache(maxsize=KEPT)(lambda name: passages(index.document(name)))
        self.vocabulary = lru_cache(maxsize=KEPT)(lambda name: Vocabulary.of(index.document(name)))
        self.digest = lru_cache(maxsize=OPENED)(index.digest)
        self._bank = lru_cache(maxsize=OPENED)(lambda name: Bank.of(index.document(name), self.digest(name)))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all documents, in translation and of their banks, which tell the language of a bare keyword."""
        german: list[str] = []
        english: list[str] = []
        for document in self.index.documents:
            own, other = (english, german) if document.language == "en" else (german, english)
            own += [s.text for s in document.statements]
            other += [s.translation for s in document.statements if s.translation]
        asked = ((q.question, q.language) for document in self.index.documents for q in document.questions)
        return Lexicon.of(german, english, asked)

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all documents and their banks, which typing errors may mean."""
        statements = [s for document in self.index.documents for s in document.statements]
        asked = (question.question for document in self.index.documents for question in document.questions)
        names = (name for document in self.index.documents for name in surnames(document))
        return Spelling.of((f"{s.text} {s.translation or ''}" for s in statements), asked, names)

    @cached_property
    def _people(self) -> dict[str, set[str]]:
        """The documents of each surname."""
        found: dict[str, set[str]] = {}
        for document in self.index.documents:
            for name in surnames(document):
                found.setdefault(name.casefold(), set()).add(document.id)
        return found

    def with_people_of(self, question: str) -> set[str]:
        """Return the ids of the documents with somebody whose surname may stand in a question."""
        small = question.casefold()
        return set().union(*(ids for name, ids in self._people.items() if name in small))

    def find(self, query: Query, only: str | Sequence[str] = ()) -> list[Found]:
        """Search for a question.

        Args:
            query: the question.
            only: id of the only document to search, or several; none: all.

        Returns:
            What was found, one per document, the document with the best statement first.
        """
        only = (only,) if isinstance(only, str) else tuple(only)
        lexical = self._lexical(query.text, only)
        texts = (query.text, query.mended) if query.before else (query.text,)
        near = [place for text in texts for place in self.index.nearest(self._vector(text), NEAREST, only)]
        by_document: dict[str, list[int]] = {}
        for name, position in dict.fromkeys((*near, *lexical)):
            document = self.index.document(name)
            if not _says_nothing(document.statements[position], document.title):
                by_document.setdefault(name, []).append(position)
        gathered = [(name, self._candidates(query, name, rows)) for name, rows in by_document.items()]
        gathered.sort(key=lambda each: -float(each[1].over.max()))
        least = gathered[0][1].over.max() - CLOSE if gathered else 0.0
        # A document that has the question's rare words is heard too: of "Kiel" others may know a bit by its sound.
        named = lexical[0][0] if lexical else ""
        close = [
            (name, some)
            for place, (name, some) in enumerate(gathered)
            if name == named or (place < MOST_DOCUMENTS and some.over.max() >= least)
        ]
        own = asking(query.mended, query.language == "en")
        readings = cache(partial(self._read, query.text, own, close))
        return [Found(self.index.document(name), own, some, readings) for name, some in close]

    def read_again(self, query: Query, found: Found, among: Collection[int]) -> Reading:
        """Judge by some statements of a document alone, those of one speaker.

        Args:
            query: the question.
            found: what was found in the document.
            among: rows of the statements, at least one.

        Returns:
            The reading.
        """
        name = found.document.id
        some = self._candidates(query, name, sorted(among), widen=False)
        return self._read(query.text, found.asking, [(name, some)])[name]

    @cached_property
    def reranker(self) -> Reranker:
        """The reranker, loaded with the first question."""
        return Reranker.load()

    def _read(self, text: str, own: Asking, gathered: Sequence[tuple[str, Candidates]]) -> dict[str, Reading]:
        """Judge each document, the best few of its candidates read by the reranker in one pass for all documents."""
        fits = [some.over if some.thread is None else self.judge.chances(some) for _, some in gathered]
        places = [np.argsort(-fit, kind="stable")[:READ] for fit in fits]
        texts = [
            self.passages(name)[some.rows[place]]
            for (name, some), best in zip(gathered, places, strict=True)
            for place in best
        ]
        logits = np.split(self.reranker.scores(text, texts), np.cumsum([len(best) for best in places])[:-1])
        return {
            name: self.judge.read(own, replace(some, logits=spread(best, its, len(some.rows))), self.vocabulary(name))
            for (name, some), best, its in zip(gathered, places, logits, strict=True)
        }

    def _vector(self, text: str) -> Floats:
        return self.question(text).vector if self.embedder is None else self.embedder.queries([text])[0]

    def _candidates(self, query: Query, name: str, rows: Sequence[int], *, widen: bool = True) -> Candidates:
        """Measure statements of a document, with those that its bank leads to where they may be more."""
        bank, digest, question = self._bank(name), self.digest(name), self.question(query.text)
        said = bank.says(question.vector) if bank else None
        shown = self._shown(query, name) if query.follows else []
        if shown and widen:
            beside = (row for one in shown for row in (one, one + 1) if row < len(digest.vectors))
            rows = tuple(dict.fromkeys((*rows, *beside)))
        if said and widen:
            rows = tuple(dict.fromkeys((*rows, *said.found())))
        places = np.array(rows, np.intp)
        dense = np.asarray(digest.vectors[places] @ question.vector, np.float32)
        unread = np.zeros(len(rows), np.float32)
        thread = None
        if query.follows:
            thread = thread_of(digest.tokens.fit(self.question(query.mended), places).scores, rows, shown)
        fit, standing = digest.tokens.fit(question, places), standing_of(self.index.document(name), rows)
        return Candidates(tuple(rows), dense, fit, unread, said, thread, *standing)

    def _shown(self, query: Query, name: str) -> list[int]:
        """Rows of what the answer before a follow-up has shown of a document."""
        return [s.position for s in self.index.document(name).statements if s.id in query.shown]

    def _lexical(self, text: str, only: tuple[str, ...]) -> list[tuple[str, int]]:
        """Return document and position of the statements that BM25 finds, the best first."""
        stems = self._stems(text) if self.index.documents else []
        if not stems:
            return []
        scores = np.asarray(self.index.words.get_scores(stems), np.float32)
        if only:
            allowed = np.zeros(len(scores), bool)
            for name in only:
                allowed[self.index.rows(name)] = True
            scores = np.where(allowed, scores, 0)
        best = np.argpartition(-scores, min(LEXICAL, len(scores) - 1))[:LEXICAL]
        return [self.index.place(int(row)) for row in best[np.argsort(-scores[best])] if scores[row] > 0]

    def _stems(self, text: str) -> list[str]:
        """Stems of the question that the index has; a stem that it lacks is taken for a typing error of its nearest."""
        known = self.index.words.vocab_dict
        vocabulary = self.index.vocabulary
        asked = dict.fromkeys((*words(text, "de", vocabulary), *words(text, "en")))
        mended = ((stem,) if stem in known else nearest_words(stem, vocabulary) for stem in asked)
        return [stem for some in mended for stem in some if stem in known]


def _says_nothing(statement: Statement, title: str) -> bool:
    """Say whether a statement answers nothing: the names of a table's columns, "(Heiterkeit)", a line of the title."""
    return statement.text in title or (statement.kind_names == ("label",) and not statement.text.endswith(":"))


def standing_of(document: Document, rows: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Number the headings above statements and their speakers, equal ones alike; -1 where nobody is recorded."""
    headings: dict[tuple[str, ...], int] = {}
    speakers: dict[str | None, int] = {None: -1}
    own = [document.statements[row] for row in rows]
    return (
        tuple(headings.setdefault(statement.section, len(headings)) for statement in own),
        tuple(speakers.setdefault(statement.speaker, len(speakers)) for statement in own),
    )


def spread(places: NDArray[np.intp], logits: Floats, count: int) -> Floats:
    """Return logits of all candidates from those of the few that were read: the others have the least of them.

    Args:
        places: of the candidates that were read (r,), at least one.
        logits: theirs (r,).
        count: of all candidates.

    Returns:
        (count,) logits.
    """
    found = np.full(count, logits.min(), np.float32)
    found[places] = logits
    return found
