"""A question finds statements: Chroma names the documents, exact scores rank the statements in them.

Dense over statements and their bank questions together (doc2query). The lexical leg (BM25) counts only for bare
keywords, where words matter more than meaning.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from ingest.embedding import Embedder
from ingest.index import DocumentVectors, Index
from ingest.statement import Statement
from ingest.vectors import question_vectors
from ingest.words import is_keywords, nearest_words, words
from retrieval.classifier import Reading
from retrieval.features import Signals, measure
from retrieval.ground import Ground, StatementVectors
from retrieval.judge import Judge
from retrieval.language import Lexicon
from retrieval.question import Query
from retrieval.reading import Reader, Reranked, Sheet
from retrieval.spelling import Spelling

MOST_DOCUMENTS = 3  # scored exactly, of those that Chroma finds nearest
UNREAD = 15.0  # logits by which statements that were not read rank below those that were
LEXICAL = 1.0  # weight of BM25's z-score beside three dense ones, for bare keywords alone

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Hit:
    """A statement found, with its score: the judge's logit that it belongs in the answer."""

    statement: Statement
    score: float


@dataclass(frozen=True)
class Found:
    """What was found in one document: the judge's signals, and for each statement (n,) its score and its rank.

    `scores` are sums of z-scores over the document; `ranked` makes `ranks`, the logits of judge or reranker (higher is
    nearer in both), and `reading`, None where the judge that knows the bank of the document decides.
    """

    document: Document
    ground: Ground
    signals: Signals
    scores: Floats
    ranked: Callable[[], tuple[Floats, Reranked | None]]

    @cached_property
    def _made(self) -> tuple[Floats, Reranked | None]:
        return self.ranked()

    @property
    def ranks(self) -> Floats:
        """Logits of the statements (n,)."""
        return self._made[0]

    @property
    def reading(self) -> Reranked | None:
        """What reranker and judge make of the question, read when it is first asked for: lists need none of it."""
        return self._made[1]

    def hits(self, count: int) -> list[Hit]:
        """Return the best statements, best first."""
        order = np.argsort(-self.ranks, kind="stable")[:count]
        return [Hit(self.document.statements[i], float(self.ranks[i])) for i in order]


class Searcher:
    """An index with its embedder and judge; documents are arranged for scoring when they are first needed."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self.index = index
        self.embedder = embedder
        self.judge = Judge.load()
        self.reader = Reader()
        self._ground = lru_cache(maxsize=16)(self._arrange)
        self._sheet = lru_cache(maxsize=16)(lambda name: Sheet.of(self.index.document(name)))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all documents, in translation and of their banks, which tell the language of a bare keyword."""
        statements = [s for document in self.index.documents for s in document.statements]
        asked = ((q.question, q.language) for document in self.index.documents for q in document.questions)
        return Lexicon.of((s.text for s in statements), (s.translation or "" for s in statements), asked)

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all documents and their banks, which typing errors may mean."""
        statements = [s for document in self.index.documents for s in document.statements]
        asked = (question.question for document in self.index.documents for question in document.questions)
        return Spelling.of((f"{s.text} {s.translation or ''}" for s in statements), asked)

    def find(self, query: Query, only: str | Sequence[str] = ()) -> list[Found]:
        """Search for a question.

        Args:
            query: the question.
            only: id of the only document to search, or several; none: all.

        Returns:
            What was found, one per document, the nearest document first.
        """
        [vector] = self._vectors([query])
        chosen = [only] if isinstance(only, str) else only
        names = self.index.nearest_documents(vector, MOST_DOCUMENTS, chosen)
        return [found for name in names for found in self._scored([query], [vector], name)]

    def find_in(self, queries: Sequence[Query], document: str) -> list[Found]:
        """Search one document for several questions, embedded in one go."""
        return self._scored(queries, self._vectors(queries), document)

    def _vectors(self, queries: Sequence[Query]) -> Floats:
        """Unit vectors (q, d) of questions with those that they lean on, made as the bank's are."""
        return question_vectors([(query.before, query.mended) for query in queries], self.embedder.queries)

    def _scored(self, queries: Sequence[Query], vectors: Iterable[Floats], name: str) -> list[Found]:
        """Score one document for questions with their vectors (d,)."""
        bank = self._ground(name).bank
        readings = self.judge.read([query.text for query in queries], bank.fingerprint if bank else "")
        return [self._score(*each, name) for each in zip(queries, vectors, readings, strict=True)]

    def _score(self, query: Query, vector: Floats, reading: Reading | None, name: str) -> Found:
        document, ground = self.index.document(name), self._ground(name)
        signals = measure(ground, query.text, vector, query.language == "en", reading=reading)
        scores = signals.scores
        if is_keywords(query.text):
            scores = scores + LEXICAL * self._lexical(query, document)

        def ranked() -> tuple[Floats, Reranked | None]:
            if self.judge.knows(signals):
                return self.judge.rank(signals, scores), None
            read = self.reader.read(query, self._sheet(name), ground, signals)
            ranks = np.asarray(scores - scores.max() - UNREAD, np.float32)
            ranks[list(read.rows)] = read.logits
            return ranks, read

        return Found(document, ground, signals, scores, ranked)

    def read_again(self, query: Query, found: Found, among: Sequence[int]) -> Reranked:
        """Read only some statements of a document, those of one speaker, and judge by these alone.

        Args:
            query: the question.
            found: what was found in the document.
            among: rows of the statements, at least one.

        Returns:
            The reading.
        """
        return self.reader.read(query, self._sheet(found.document.id), found.ground, found.signals, among)

    def _lexical(self, query: Query, document: Document) -> Floats:
        """z-scores of BM25 over the document's statements; zeros where no word of the question occurs."""
        stems = self._stems(query.text)
        if not stems:
            return np.zeros(len(document.statements), np.float32)
        first = sum(len(d.statements) for d in self.index.documents[: self.index.documents.index(document)])
        scores = self.index.words.get_scores(stems)
        own = np.asarray(scores[first : first + len(document.statements)], np.float32)
        return np.asarray((own - own.mean()) / (own.std() + np.float32(1e-6)), np.float32)

    def _stems(self, text: str) -> list[str]:
        """Stems of the question that the index has; a stem that it lacks is taken for a typing error of its nearest."""
        known = self.index.words.vocab_dict
        vocabulary = self.index.vocabulary
        asked = dict.fromkeys((*words(text, "de", vocabulary), *words(text, "en")))
        mended = ((stem,) if stem in known else nearest_words(stem, vocabulary) for stem in asked)
        return [stem for some in mended for stem in some if stem in known]

    def _arrange(self, name: str) -> Ground:
        document = self.index.document(name)
        vectors = self.index.vectors(document)
        questions = vectors.questions if len(vectors.questions) else None
        statements = arrange(vectors, len(document.statements))
        return Ground.of(document, statements, questions, model=self.index.meta.model)


def arrange(vectors: DocumentVectors, count: int) -> StatementVectors:
    """Sort a document's vectors by what they are of.

    Args:
        vectors: as stored.
        count: number of statements.

    Returns:
        One row a statement for text, context and translation (the text's where there is none), and the parts.
    """
    parts = np.array(vectors.parts)
    texts = np.zeros((count, vectors.statements.shape[1]), np.float32)
    texts[vectors.positions[parts == "text"]] = vectors.statements[parts == "text"]
    contexts, translations = texts.copy(), texts.copy()
    contexts[vectors.positions[parts == "context"]] = vectors.statements[parts == "context"]
    translations[vectors.positions[parts == "translation"]] = vectors.statements[parts == "translation"]
    return StatementVectors(
        texts=texts,
        contexts=contexts,
        translations=translations,
        parts=vectors.statements[parts == "sentence"],
        part_of=vectors.positions[parts == "sentence"],
    )
