"""The judge: is there an answer among the candidates, which of them give it, and if none, why.

    judge = Judge.load()
    verdict = judge.judge(signals, candidates)               # signals.measure(…)
    judge.cited(candidates, judge.chances(candidates))       # places among the candidates, best first
    judge.read(asking, candidates, vocabulary)               # all of it together

Logistic regressions over named signals, one scale for every document (`python -m eval.train.judge`). What was
learned is `data/judge.json`, read and checked as a whole.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from protokoll.errors import ModelError
from retrieval.answer import Reason
from retrieval.signals import BROAD, NAMES, NOTHING, THREAD, Asking, Candidates, Vocabulary, broad_rows, measure

Floats = NDArray[np.float32]
State = Literal["answer", "grey", "refuse"]
FACTS = "judge.json"
MOST, BROADLY = 6, 12  # statements cited at most, and for a broad question
# What decides about each candidate; of a follow-up, and whether it has an answer.
FOLLOWED = ("joined", *THREAD)
FOLLOWS = ("joined", "read", "shown")
CITED = ("over", "gap", "dense", "dense_gap", "read", "read_gap", "bank", "bank_mean", "vote", "vote_gap")


class Logistic(BaseModel):
    """A logistic regression: a weight for each name, and the offset."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    names: tuple[str, ...]
    weights: tuple[float, ...]
    offset: float

    @model_validator(mode="after")
    def _paired(self) -> "Logistic":
        if len(self.names) != len(self.weights):
            raise ValueError("as many weights as names are needed")
        return self

    def logits(self, rows: Floats) -> Floats:
        """Return logits (n,) of rows (n, names)."""
        return np.asarray(rows @ np.array(self.weights) + self.offset, np.float32)

    def chances(self, rows: Floats) -> Floats:
        """Return probabilities (n,) of rows (n, names)."""
        return np.asarray(1 / (1 + np.exp(-self.logits(rows))), np.float32)


class Reasons(BaseModel):
    """A multinomial regression over the question's vector and the signals that the reranker has no part in."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reasons: tuple[Reason, ...]
    signals: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    offsets: tuple[float, ...]

    def shares(self, vector: Floats, signals: Floats) -> dict[Reason, float]:
        """Return the share of each reason, given that there is no answer."""
        chosen = [signals[NAMES.index(name)] for name in self.signals]
        logits = np.array(self.weights) @ np.concatenate([vector, chosen]) + np.array(self.offsets)
        shares = np.exp(logits - logits.max())
        return dict(zip(self.reasons, (shares / shares.sum()).tolist(), strict=True))


class Limits(BaseModel):
    """Probabilities from which a question is answered, and below which it is refused without hedging."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answer: float
    grey: float


class Followed(BaseModel):
    """The same of a follow-up, on top of what the question joined with the one before it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answer: Logistic
    limits: Limits
    cite: Logistic
    cited: float


class Broad(BaseModel):
    """How broad questions, which want more than a passage, are told by their vector, and what is cited then.

    `weights` and `offsets` have a row each for those that want somebody's words and for all others. `from_` is the
    probability of either from which a question counts as broad, `person` that of the first from which all that
    somebody said is wanted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    weights: tuple[tuple[float, ...], ...]
    offsets: tuple[float, ...]
    from_: float
    person: float
    cite: Logistic
    cited: float

    def chances(self, vector: Floats) -> tuple[float, float]:
        """Return how probably a question of this unit vector (384,) wants somebody's words, and all else but one."""
        powers = np.exp(np.array(self.weights) @ vector + np.array(self.offsets))
        person, other = (powers / (1 + powers.sum())).tolist()
        return person, other


class Facts(BaseModel):
    """What was learned: whether to answer, with its limits; what to cite, from which probability on; why not."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answer: Logistic
    limits: Limits
    cite: Logistic
    cited: float
    followed: Followed
    broad: Broad
    reasons: Reasons
    learned: str


@dataclass(frozen=True)
class Verdict:
    """A calibrated probability that there is an answer, and the likeliest reason should there be none."""

    answerable: float
    state: State
    reason: Reason
    reasons: dict[Reason, float]


@dataclass(frozen=True, eq=False)
class Reading:
    """What is made of a question and a document's candidates: which of them answer, how surely, and if none, why.

    `rows` (k,) are the candidates, best first, `chances` (k,) how probably each belongs in the answer. `cited` are the
    rows that together answer, best first.
    """

    rows: tuple[int, ...]
    chances: Floats
    cited: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Judge:
    """What was learned, ready to judge."""

    facts: Facts

    @classmethod
    @cache
    def load(cls, folder: Path | None = None) -> "Judge":
        """Read the judge that ships with the package, once in a process.

        Args:
            folder: another judge's.

        Returns:
            The judge.

        Raises:
            ModelError: Its file is missing or damaged, or belongs to other signals than these.
        """
        path = (folder or Path(str(files("retrieval") / "data"))) / FACTS
        try:
            facts = Facts.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise ModelError(f"{path} is missing or damaged ({error}). Reinstall the package") from error
        further = facts.followed.answer.names, facts.followed.cite.names, facts.broad.cite.names
        if (facts.answer.names, facts.cite.names, *further) != (NAMES, CITED, FOLLOWS, FOLLOWED, BROAD):
            raise ModelError(f"{path} belongs to other signals than this version's. Reinstall the package")
        return cls(facts)

    def read(self, question: Asking, candidates: Candidates, vocabulary: Vocabulary) -> Reading:
        """Judge a question by its candidates.

        Args:
            question: its own side.
            candidates: at least one.
            vocabulary: of the document.

        Returns:
            The reading.
        """
        chances = self.chances(candidates)
        order = np.argsort(-chances, kind="stable")
        verdict = self.judge(measure(question, candidates, vocabulary), candidates)
        cited = tuple(candidates.rows[place] for place in self.cited(candidates, chances))
        return Reading(tuple(candidates.rows[place] for place in order), chances[order], cited, verdict)

    def judge(self, signals: Floats, candidates: Candidates) -> Verdict:
        """Judge a question.

        Args:
            signals: as measured (len(NAMES),).
            candidates: those that they were measured against.

        Returns:
            The verdict.
        """
        answerable = float(self.facts.answer.chances(signals[None])[0])
        limits = self.facts.limits
        # Learned without banks: where one knows follow-ups, it says more.
        if candidates.thread is not None and candidates.said is None:
            answerable = float(self.facts.followed.answer.chances(self.follow_row(signals, candidates)[None])[0])
            limits = self.facts.followed.limits
        reasons = self.facts.reasons.shares(candidates.fit.question.vector, signals)
        state: State = "answer" if answerable >= limits.answer else "grey" if answerable >= limits.grey else "refuse"
        return Verdict(answerable, state, max(reasons, key=lambda each: reasons[each]), reasons)

    def is_broad(self, candidates: Candidates) -> bool:
        """Say whether a question wants more than a passage; a follow-up, or where a bank knows better, does not."""
        plain = candidates.thread is None and candidates.said is None and bool(candidates.headings)
        return plain and sum(self.facts.broad.chances(candidates.fit.question.vector)) >= self.facts.broad.from_

    def wants_all_of(self, vector: Floats) -> bool:
        """Say whether a question of this vector wants all that somebody said."""
        return self.facts.broad.chances(vector)[0] >= self.facts.broad.person

    def chances(self, candidates: Candidates) -> Floats:
        """Return for each candidate the probability that it belongs in the answer (k,)."""
        if self.is_broad(candidates):
            person, _ = self.facts.broad.chances(candidates.fit.question.vector)
            return self.facts.broad.cite.chances(broad_rows(candidates, person))
        if candidates.thread is not None:
            return self.facts.followed.cite.chances(self.followed_rows(candidates))
        return self.facts.cite.chances(pair_rows(candidates))

    def cited(self, candidates: Candidates, chances: Floats) -> list[int]:
        """Return the places of the candidates to cite, best first: the best always, others where they belong too."""
        least = self.facts.cited if candidates.thread is None else self.facts.followed.cited
        most = MOST
        if self.is_broad(candidates):
            least, most = self.facts.broad.cited, BROADLY
        order = np.argsort(-chances, kind="stable")[:most]
        return [int(i) for place, i in enumerate(order) if place == 0 or chances[i] >= least]

    def followed_rows(self, candidates: Candidates) -> Floats:
        """Return what decides about each candidate of a follow-up (k, len(FOLLOWED))."""
        assert candidates.thread is not None
        joined = self.facts.cite.logits(pair_rows(candidates))
        return np.concatenate([joined[:, None], candidates.thread], axis=1)

    def follow_row(self, signals: Floats, candidates: Candidates) -> Floats:
        """Return what decides whether a follow-up has an answer (len(FOLLOWS),)."""
        assert candidates.thread is not None
        best = int(self.chances(candidates).argmax())
        joined = float(self.facts.answer.logits(signals[None])[0])
        shown = float(candidates.thread[best, THREAD.index("shown")])
        return np.array([joined, candidates.logits[best], shown], np.float32)


def pair_rows(candidates: Candidates) -> Floats:
    """Return what decides about each candidate (k, len(CITED))."""
    over, dense, logits = candidates.over, candidates.dense, candidates.logits
    bank = mean = votes = np.zeros_like(dense)
    if candidates.said:
        rows = list(candidates.rows)
        first, nearest = candidates.said.first[rows], candidates.said.mean[rows]
        bank, mean = np.maximum(first - NOTHING, 0) * 10, np.maximum(nearest - NOTHING, 0) * 10
        votes = candidates.said.votes[rows]
    by_words = (over, over - over.max(), dense * 10, (dense - dense.max()) * 10)
    columns = (*by_words, logits, logits - logits.max(), bank, mean, votes, votes - votes.max())
    return np.stack(columns, axis=1).astype(np.float32)
