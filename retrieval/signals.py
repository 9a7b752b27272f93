"""What the judge looks at: fifteen named signals of a question and its best candidates, none counting statements.

    vocabulary = Vocabulary.of(document)                                    # once a document
    signals = measure(asking(question, english), candidates, vocabulary)    # Candidates: rows, logits, dense
    verdict = Judge.load().judge(signals, vector)

`Asking` knows the question alone, `Candidates` the statements: for one speaker's statements measure again with fewer
candidates. Signals of a question bank are 0 where there is none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from retrieval.rarity import stems, weight, words

Floats = NDArray[np.float32]
NAMES = (
    "top", "gap", "probable", "third", "dense", "dense_of_top",  # what reranker and encoder say of the candidates
    "absent", "absent_most", "absent_top", "number_absent", "name_absent",  # words of the question that are missing
    "english", "says",  # of the question alone
    "bank_lead", "bank_share",  # what its nearest bank questions are, if there is a bank
)  # fmt: skip
RARE = 0.55  # rarity of a word that says something
SHORTEST_PART = 5  # a stem this long also counts as known inside a longer word (compounds)
# Somebody is said to have said or thought something; seen in blind questions about many minutes.
SAYS = re.compile(
    r"\b(wer|wem|wessen|who|whose|whom)\b|\b(sagt|sagte|gesagt|mein(t|te|ung)|findet|fand|fordert|forderte|hält|hielt|warnt|warnte|"
    r"steht .* zu|say|says|said|think|thinks|thought|opinion|stance|view|position|argued?|warn(ed)?|demand(ed)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asking:
    """What is known of the question alone: its content words with their rarity, its numbers, in which language."""

    words: tuple[tuple[str, float], ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    english: bool
    says: bool


@dataclass(frozen=True)
class Candidates:
    """Statements that were read: their rows (k,), the reranker's logits (k,), the encoder's cosines (k,)."""

    rows: tuple[int, ...]
    logits: Floats
    dense: Floats


@dataclass(frozen=True)
class Neighbours:
    """What the nearest bank questions are: nearest answered less nearest unanswered cosine, share of answered ones."""

    lead: float
    share: float


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
        says=bool(SAYS.search(question)),
    )


def measure(
    question: Asking, candidates: Candidates, vocabulary: Vocabulary, neighbours: Neighbours | None = None
) -> Floats:
    """Measure a question against the statements that were read.

    Args:
        question: its own side.
        candidates: at least one.
        vocabulary: of the document.
        neighbours: what its bank says, None for a document without one.

    Returns:
        (len(NAMES),) signals.
    """
    order = np.argsort(-candidates.logits, kind="stable")
    logits, row = candidates.logits[order], candidates.rows[int(order[0])]
    chances = 1 / (1 + np.exp(-logits))
    absent, most, absent_top = _absent(question, vocabulary, row)
    found = {
        "top": float(logits[0]),
        "gap": float(logits[0] - logits[min(1, len(logits) - 1)]),
        "probable": float(np.log1p(chances.sum())),
        "third": float(logits[:3].mean()),
        "dense": float(candidates.dense.max()) * 10,
        "dense_of_top": float(candidates.dense[order[0]]) * 10,
        "absent": absent,
        "absent_most": most,
        "absent_top": absent_top,
        "number_absent": _share(question.numbers, lambda number: number not in vocabulary.statements[row]),
        "name_absent": _share(question.names, lambda name: not vocabulary.says(name, row)),
        "english": float(question.english),
        "says": float(question.says),
        "bank_lead": neighbours.lead * 10 if neighbours else 0.0,
        "bank_share": neighbours.share - 0.5 if neighbours else 0.0,
    }
    return np.array([found[name] for name in NAMES], np.float32)


def _absent(question: Asking, vocabulary: Vocabulary, row: int) -> tuple[float, float, float]:
    """Share of the rarity that the document lacks, most of one word, share that the best statement lacks.

    0 where question and document are in different languages: everything would be absent.
    """
    total = sum(share for _, share in question.words)
    if not total or question.english != (vocabulary.language == "en"):
        return 0.0, 0.0, 0.0
    nowhere = [share for word, share in question.words if not vocabulary.knows(word)]
    not_there = [share for word, share in question.words if not vocabulary.says(word, row)]
    return sum(nowhere) / total, max(nowhere, default=0.0), sum(not_there) / total


def _share(parts: Sequence[str], missing: Callable[[str], bool]) -> float:
    return sum(map(missing, parts)) / len(parts) if parts else 0.0
