"""Which words of a question a document knows, and what the question asks for."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document, Participant
from ingest.packaged import read_table
from ingest.statement import Statement
from retrieval.rarity import stems, weight, words

SHORTEST_PART = 5  # a stem this long also counts as known inside a longer word (compounds)


@dataclass(frozen=True)
class Coverage:
    """How well a question's words are known; weights are rarities, absent parts are in 0..1.

    `statements` (n,) is the share of the question's rarity that each statement contains. `nowhere` and `unasked` are
    (share, maximum) of rarity absent from the document with its translation, and from the answered bank questions.
    """

    statements: NDArray[np.float32]
    nowhere: tuple[float, float]
    unasked: tuple[float, float]
    total: float
    length: int


@dataclass(frozen=True)
class Wordings:
    """The words of bank questions, weighted by tf-idf and brought to length 1 (Salton & Buckley 1988).

    `places` numbers the words; word k stands in the questions `rows[starts[k]:starts[k + 1]]` with the weights `values`
    of the same span, and has the idf `rarities[k]`. Flat arrays: one pair of arrays a word took 40 MB to build.
    """

    size: int
    places: dict[str, int]
    starts: NDArray[np.intp]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]
    rarities: NDArray[np.float64]

    @classmethod
    def of(cls, questions: Sequence[str]) -> "Wordings":
        """Weigh the words of questions."""
        places: dict[str, int] = {}
        words_in, lengths = array("q"), array("q")
        for question in questions:
            marks = _marks(question)
            words_in.extend(places.setdefault(mark, len(places)) for mark in marks)
            lengths.append(len(marks))
        size = max(len(questions), 1)
        rows = np.repeat(np.arange(len(questions)), lengths)
        pairs, counts = np.unique(np.array(words_in, np.int64) * size + rows, return_counts=True)
        word, row = pairs // size, pairs % size
        spread = np.bincount(word, minlength=len(places))
        rarities = np.log((1 + len(questions)) / (1 + spread)) + 1
        values = (1 + np.log(counts)) * rarities[word]
        values /= np.sqrt(np.bincount(row, values**2, minlength=size))[row]
        starts = np.concatenate([[0], np.cumsum(spread)])
        return cls(len(questions), places, starts, row.astype(np.int32), values.astype(np.float32), rarities)

    def alike(self, question: str) -> NDArray[np.float32]:
        """Return how alike each bank question is in wording (b,), 0 to 1."""
        known = Counter(self.places[word] for word in _marks(question) if word in self.places)
        weights = {word: (1 + float(np.log(n))) * float(self.rarities[word]) for word, n in known.items()}
        length = float(np.sqrt(sum(value * value for value in weights.values()))) or 1.0
        alike = np.zeros(self.size, np.float32)
        for word, value in weights.items():
            span = slice(self.starts[word], self.starts[word + 1])
            alike[self.rows[span]] += np.float32(value / length) * self.values[span]
        return alike


def _marks(question: str) -> list[str]:
    """Words and question marks: a question without one is typed in another manner."""
    return re.findall(r"\w+|\?", question.lower())


@dataclass(frozen=True)
class Lexicon:
    """Stems of a document and of its bank, and the words that name its participants.

    `rows` maps a stem to the statements that contain it, `asked` to the rows of the bank whose question contains it and
    has an answer. `questions` compares wordings: a word → rows of the bank and its weight in each (cosine of tf-idf).
    """

    size: int
    rows: dict[str, NDArray[np.intp]]
    asked: dict[str, NDArray[np.intp]]
    questions: "Wordings"
    joined: str
    surnames: frozenset[str]
    traits: frozenset[str]

    @classmethod
    def of(cls, document: Document, answered: Sequence[bool]) -> "Lexicon":
        """Collect the stems of a document.

        Args:
            document: statements with translations, participants and bank.
            answered: for each bank question, whether the document answers it.

        Returns:
            The lexicon.
        """
        rows = _places(_known_text(statement) for statement in document.statements)
        questions = (q.text if a else "" for q, a in zip(document.questions, answered, strict=True))
        surnames = frozenset(words(p.name)[-1] for p in document.participants if words(p.name))
        return cls(
            size=len(document.statements),
            rows=rows,
            asked=_places(questions),
            questions=Wordings.of([q.text for q in document.questions] if any(answered) else []),
            joined="|".join(rows),
            surnames=surnames,
            traits=frozenset(t for p in document.participants for t in _traits(p)) - surnames,
        )

    def coverage(self, question: str, hidden: NDArray[np.bool_] | None = None) -> Coverage:
        """Return how well the question's words are known.

        Args:
            question: any text.
            hidden: rows of the bank (b,) that do not count (in training: the question's own).

        Returns:
            The coverage.
        """
        tokens = list(dict.fromkeys(words(question)))
        weights = np.array([weight(token) for token in tokens], np.float32)
        total = float(weights.sum())
        held = np.zeros(self.size, np.float32)
        nowhere, unasked = np.zeros(len(tokens), np.float32), np.zeros(len(tokens), np.float32)
        for i, token in enumerate(tokens):
            if weights[i] == 0:
                continue
            variants = stems(token)
            places = [self.rows[stem] for stem in variants if stem in self.rows]
            for place in {id(p): p for p in places}.values():
                held[place] = np.minimum(held[place] + weights[i], total)
            if not places and not self._inside(variants):
                nowhere[i] = weights[i]
            if not any(_seen(self.asked.get(stem), hidden) for stem in variants):
                unasked[i] = weights[i]
        return Coverage(
            statements=held / max(total, 1e-6),
            nowhere=_share_and_maximum(nowhere, total),
            unasked=_share_and_maximum(unasked, total),
            total=total,
            length=len(tokens),
        )

    def _inside(self, variants: Iterable[str]) -> bool:
        return any(len(stem) >= SHORTEST_PART and stem in self.joined for stem in variants)

    def cues(self, question: str) -> dict[str, float]:
        """Return what the question asks for and whether it names or describes a participant, as 0 or 1."""
        text = f" {' '.join(words(question))} "
        found = {name: float(bool(pattern.search(text))) for name, pattern in _cues().items()}
        tokens = words(question)
        found["surname"] = float(any(_is_name(token, self.surnames) for token in tokens))
        found["trait"] = float(any(stem in self.traits for token in tokens for stem in stems(token)))
        found["digits"] = float(bool(re.search(r"\d", question)))
        found["mark"] = float(question.rstrip().endswith("?"))
        found["capital"] = float(question[:1].isupper())
        return found


def _known_text(statement: Statement) -> str:
    label = f"{statement.label or ''} {statement.label_en or ''}"
    return f"{statement.text} {' '.join(statement.section)} {statement.translation or ''} {label}"


def _places(texts: Iterable[str]) -> dict[str, NDArray[np.intp]]:
    found: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        for stem in {stem for word in set(words(text)) for stem in stems(word)}:
            found.setdefault(stem, []).append(i)
    return {stem: np.array(places, np.intp) for stem, places in found.items()}


def _traits(participant: Participant) -> set[str]:
    """Stems of rare words by which a person can be meant: role, institution, party, place."""
    described = (participant.role, participant.role_en, participant.institution, participant.party, participant.place)
    tokens = {word for part in described for word in words(part) if len(word) > 2 and weight(word) > 0.1}
    return {stem for token in tokens for stem in stems(token)}


def _seen(rows: NDArray[np.intp] | None, hidden: NDArray[np.bool_] | None) -> bool:
    return rows is not None and (hidden is None or not hidden[rows].all())


def _share_and_maximum(values: NDArray[np.float32], total: float) -> tuple[float, float]:
    return (float(values.sum()) / max(total, 1e-6), float(values.max())) if len(values) else (0.0, 0.0)


def _is_name(token: str, names: frozenset[str]) -> bool:
    """A surname, its genitive, or the same letters with one swapped pair ("Omemr")."""
    if token in names or token.rstrip("s") in names:
        return True
    return len(token) > 3 and any(sorted(token) == sorted(n) and token[0] == n[0] for n in names)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    table = read_table("retrieval", "data/cues.toml")
    return {
        f"{group}_{name}": re.compile(" (?:" + "|".join(map(re.escape, phrases)) + ") ")
        for group, names in table.items()
        for name, phrases in names.items()
    }
