"""What the judge looks at: fifteen named signals of a question and its candidates, none counting statements.

    vocabulary = Vocabulary.of(document)                                    # once a document
    signals = measure(asking(question, english), candidates, vocabulary)
    verdict = Judge.load().judge(signals, vector)

`Asking` knows the question alone, `Candidates` the statements: for one speaker's statements measure again with fewer
candidates. Signals of a question bank are 0 where there is none.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from ingest.tokens import Fit
from retrieval.bank import Said
from retrieval.rarity import stems, weight, words

Floats = NDArray[np.float32]
NAMES = (
    "over", "gap", "dense",  # how well the best candidates fit, against the bar that the question sets
    "read", "read_more",  # how surely they answer, read together with the question
    "worst", "together",  # words of the question that the best one does not match, the next ones do
    "absent", "absent_most", "number_absent", "name_absent",  # words that the document or the best statement lacks
    "english",  # of the question alone
    "bank_lead", "bank_odds", "bank_vote",  # what a bank says: its nearest questions, and all of them together
)  # fmt: skip
# Of a follow-up: how well a candidate fits it without the question before, against the best; whether the answer before
# has shown it; how near it stands to what was shown; whether it follows on that.
THREAD = ("alone", "shown", "near", "after")
# Of a candidate for a broad question, which wants more than a passage: how well it fits, alone and against the best;
# the same of its heading (mean of the three that fit best); how near it stands to the best; its better neighbour;
# of a question for somebody's words how well their others fit.
BROAD = (
    "over", "gap", "dense_gap", "heading", "heading_gap", "same_heading", "near", "beside", "rank", "read", "read_gap",
    "speaker_gap", "same_speaker",
)  # fmt: skip
FARTHEST = 5.0  # score by which a candidate may fit a follow-up's own words worse than the best
NEAR = 3.0  # statements away at which nearness has fallen to 1/e
RARE = 0.55  # rarity of a word that says something
SHORTEST_PART = 5  # a stem this long also counts as known inside a longer word (compounds)
SOFT = 0.1  # cosine by which a word that fits worse counts e times as much in `worst`
FEW = 3  # candidates that may answer together
NOTHING = 0.5  # cosine of a bank question that has nothing to do with this one


@dataclass(frozen=True)
class Asking:
    """What is known of the question alone: its content words with their rarity, its numbers, in which language."""

    words: tuple[tuple[str, float], ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    english: bool


@dataclass(frozen=True, eq=False)
class Candidates:
    """Statements of a document that may answer: their rows (k,), cosines (k,) by the whole and by words (`fit`).

    `logits` (k,) say how surely each answers, read together with the question; one that was not read has the least.
    `said` is what a bank says of all statements, None without one. `thread` (k, len(THREAD)) is what a follow-up goes
    on from, None for a complete question. `headings` and `speakers` (k,) are equal where candidates stand under the
    same heading, or are the same person's; -1 is nobody's.
    """

    rows: tuple[int, ...]
    dense: Floats
    fit: Fit
    logits: Floats
    said: Said | None = None
    thread: Floats | None = None
    headings: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()

    @property
    def section(self) -> tuple[int, ...]:
        """Rows that the nearest question of a bank wants as a whole."""
        return self.said.section if self.said else ()

    @property
    def over(self) -> Floats:
        """Scores of the candidates above the question's bar (k,)."""
        return np.asarray(self.fit.scores - self.fit.question.bar, np.float32)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The stems of a document, of all of it and of each statement with its section, and its numbers likewise."""

    language: str
    everywhere: frozenset[str]
    joined: str
    statements: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, document: Document) -> "Vocabulary":
        """Collect the stems of a document, its reading translation among them."""
        own = tuple(
            frozenset(_stems(" ".join((*s.section, s.speaker or "", s.label or "", s.text, s.translation or ""))))
            for s in document.statements
        )
        everywhere = frozenset().union(*own, _stems(document.title))
        return cls(document.language, everywhere, " ".join(sorted(everywhere)), own)

    def knows(self, word: str) -> bool:
        """Say whether a word, or a word that contains it, is anywhere in the document."""
        return any(
            stem in self.everywhere or (len(stem) >= SHORTEST_PART and stem in self.joined) for stem in stems(word)
        )

    def says(self, word: str, row: int) -> bool:
        """Say whether a statement, with its section and speaker, has a word."""
        own = self.statements[row]
        return any(
            stem in own or (len(stem) >= SHORTEST_PART and any(stem in each for each in own)) for stem in stems(word)
        )


def _stems(text: str) -> set[str]:
    return {stem for word in words(text) for stem in stems(word)}


def asking(question: str, english: bool) -> Asking:
    """Measure a question by itself.

    Args:
        question: as asked, without the earlier one that it leans on.
        english: whether it is in English.

    Returns:
        Its side of the signals.
    """
    rare = {word: weight(word) for word in words(question) if not word.isdigit()}
    capitals = re.findall(r"(?<![.?!:]\s)(?<=\s)[A-ZÄÖÜ][\w-]+", question) if english else ()
    return Asking(
        words=tuple((word, share) for word, share in rare.items() if share > 0.25),
        numbers=tuple(dict.fromkeys(re.findall(r"\d+", question))),
        names=tuple({word for name in capitals for word in words(name) if weight(word) > RARE}),
        english=english,
    )


def measure(question: Asking, candidates: Candidates, vocabulary: Vocabulary) -> Floats:
    """Measure a question against the statements that may answer it.

    Args:
        question: its own side.
        candidates: at least one.
        vocabulary: of the document.

    Returns:
        (len(NAMES),) signals.
    """
    over, said = candidates.over, candidates.said
    order = np.argsort(-over, kind="stable")
    best, row = candidates.fit.best, candidates.rows[int(order[0])]
    shares = candidates.fit.question.shares
    top = best[order[0]]
    absent, most = _absent(question, vocabulary)
    read, read_more = how_read(candidates.logits)
    found = {
        "over": float(over[order[0]]),
        "gap": float(over[order[0]] - over[order[min(1, len(order) - 1)]]),
        "dense": float(candidates.dense.max()) * 10,
        "read": read,
        "read_more": read_more,
        "worst": -SOFT * 10 * float(np.log(max(float(shares @ np.exp(-top / SOFT)), 1e-9))),
        "together": 10 * float(shares @ (best[order[:FEW]].max(axis=0) - top)),
        "absent": absent,
        "absent_most": most,
        "number_absent": _share(question.numbers, lambda number: number not in vocabulary.statements[row]),
        "name_absent": _share(question.names, lambda name: not vocabulary.says(name, row)),
        "english": float(question.english),
        "bank_lead": said.lead * 10 if said else 0.0,
        "bank_odds": said.odds if said else 0.0,
        "bank_vote": float(said.votes[list(candidates.rows)].max()) if said else 0.0,
    }
    return np.array([found[name] for name in NAMES], np.float32)


def how_read(logits: Floats) -> tuple[float, float]:
    """Return the signals `read` and `read_more` of the candidates' logits (k,)."""
    return float(logits.max()), float(np.log1p(np.sort(1 / (1 + np.exp(-logits)))[-FEW:].sum()))


def thread_of(alone: Floats, rows: Sequence[int], shown: Collection[int]) -> Floats:
    """Measure what a follow-up goes on from.

    Four in five follow-ups that have an answer have it in what was shown or right beside it (1,035 questions of
    conversations over the documents set apart for choosing).

    Args:
        alone: how well each candidate fits the follow-up by itself (k,).
        rows: of the candidates (k,).
        shown: rows of the statements that the answer before has shown.

    Returns:
        (k, len(THREAD)) signals.
    """
    own = np.array(rows)
    away = np.array([[row - each for each in shown] for row in rows], np.float32).reshape(len(own), -1)
    least = np.abs(away).min(axis=1, initial=np.inf)
    # "Bis wann?" fits the column of that name in any table best by far: beyond some distance no more is told.
    columns = (np.maximum(alone - alone.max(), -FARTHEST), least == 0, np.exp(-least / NEAR), (away == 1).any(axis=1))
    return np.stack(columns, axis=1).astype(np.float32)


def _together(fits: Floats, groups: NDArray[np.int_]) -> Floats:
    """How well the best few of each one's group fit; -1 is no group."""
    found = fits.copy()
    for group in np.unique(groups[groups >= 0]):
        own = groups == group
        found[own] = np.sort(fits[own])[-FEW:].mean()
    return found


def broad_rows(candidates: Candidates, person: float) -> Floats:
    """Return what decides about each candidate for a broad question (k, len(BROAD)).

    Of 396 such questions the passages that answer stand under one heading in 72 of 100 cases.

    Args:
        candidates: with headings and speakers.
        person: probability that somebody's words are wanted.

    Returns:
        The rows.
    """
    over, dense, logits = candidates.over, candidates.dense, candidates.logits
    rows, headings, speakers = map(np.array, (candidates.rows, candidates.headings, candidates.speakers))
    best, fits, said = int(over.argmax()), _together(over, headings), _together(over, speakers)
    fit_at = {(int(row), int(heading)): fit for row, heading, fit in zip(rows, headings, over, strict=True)}
    least = float(over.min())
    around = [
        max(fit_at.get((row - 1, heading), least), fit_at.get((row + 1, heading), least))
        for row, heading in zip(rows.tolist(), headings.tolist(), strict=True)
    ]
    rank = np.argsort(np.argsort(-over, kind="stable"), kind="stable")
    theirs = (speakers == speakers[int(said.argmax())]) & (speakers >= 0)
    columns = (
        over, over - over[best], (dense - dense.max()) * 10, fits - over[best], fits - fits.max(),
        headings == headings[best], np.exp(-np.abs(rows - rows[best]) / NEAR), np.array(around) - over[best],
        np.log1p(rank), logits, logits - logits.max(), person * (said - said.max()), person * theirs,
    )  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _absent(question: Asking, vocabulary: Vocabulary) -> tuple[float, float]:
    """Share of the rarity that the document lacks, and most of one word.

    0 where question and document are in different languages: everything would be absent.
    """
    total = sum(share for _, share in question.words)
    if not total or question.english != (vocabulary.language == "en"):
        return 0.0, 0.0
    nowhere = [share for word, share in question.words if not vocabulary.knows(word)]
    return sum(nowhere) / total, max(nowhere, default=0.0)


def _share(parts: Sequence[str], missing: Callable[[str], bool]) -> float:
    return sum(map(missing, parts)) / len(parts) if parts else 0.0
