"""The judge: does the document answer the question, with which statements, and if not, why.

    judge = Judge.load()
    verdict = judge.verdict(signals)          # signals = measure(ground, question, vector, english)
    verdict.answerable, verdict.state, verdict.reason, verdict.shape
    judge.select(signals)                     # [(row of the statement, probability)], best first: what to cite
    judge.related(signals)                    # the same for a refusal: what the document says on the topic
    judge.rank(signals)                       # (n,) scores of all statements, for search

Learned from the question bank by `python -m eval.train.judge` (docs/evaluation/judge.md); what it learned lies in
`data/judge.npz`, thresholds and figures in `data/judge.json`. A document without that bank, or embedded with another
model, is judged by a smaller form over signals that need no bank; `verdict.banked` says which.
"""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.answer import Reason
from retrieval.features import Signals
from retrieval.ground import ANSWERED, KINDS
from retrieval.models import Forest, Network, sigmoid, softmax

Floats = NDArray[np.float32]
State = Literal["answer", "grey", "refuse"]
REASONS = {
    "near-miss": Reason.NOT_IN_PROTOCOL,
    "missing": Reason.NOT_IN_PROTOCOL,
    "attribution": Reason.NOT_ATTRIBUTED,
    "false-premise": Reason.FALSE_PREMISE,
    "off-topic": Reason.OFF_TOPIC,
    "injection": Reason.OFF_TOPIC,
    "nonsense": Reason.UNCLEAR,
    "conversation": Reason.CONVERSATION,
}
CANDIDATES = 20  # statements that are looked at one by one, best scores first
MOST = 5  # statements cited at most


@dataclass(frozen=True)
class Verdict:
    """What the judge says of a question.

    `answerable` is a calibrated probability. `reason` is the likeliest one, should it be refused; `shape` the likeliest
    form of the answer (single, topic, yesno, multi, partial, section); both come with all probabilities. `section` are
    the rows of the section that the nearest bank question for a section names. `banked` is False for the smaller form.
    """

    answerable: float
    state: State
    reason: Reason
    reasons: dict[Reason, float]
    shape: str
    shapes: dict[str, float]
    section_rows: tuple[int, ...]
    banked: bool


@dataclass(frozen=True)
class Judge:
    """What was learned. `facts` is the content of judge.json."""

    facts: dict[str, Any]
    kinds: Network
    answerable: Forest
    pairs: Forest
    bankless: Network
    bankless_pairs: Forest

    @classmethod
    def load(cls) -> "Judge":
        """Read the judge that ships with the package.

        Raises:
            ValueError: The arrays are not those that the thresholds were made for.
        """
        folder = files("retrieval") / "data"
        facts = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        content = (folder / "judge.npz").read_bytes()
        if hashlib.sha256(content).hexdigest() != facts["arrays_sha256"]:
            raise ValueError("judge.npz and judge.json do not belong together. Run: python -m eval.train.judge")
        with np.load(str(folder / "judge.npz"), allow_pickle=False) as arrays:
            return cls(
                facts=facts,
                kinds=Network.of(arrays, "kinds"),
                answerable=Forest.of(arrays, "answerable"),
                pairs=Forest.of(arrays, "pairs"),
                bankless=Network.of(arrays, "bankless"),
                bankless_pairs=Forest.of(arrays, "bankless_pairs"),
            )

    def knows(self, signals: Signals) -> bool:
        """Return whether the signals come from the bank and the model that the judge was trained with."""
        return bool(signals.bank) and signals.bank == self.facts["bank"]

    def verdict(self, signals: Signals) -> Verdict:
        """Judge a question.

        Args:
            signals: as measured.

        Returns:
            The verdict.
        """
        banked = self.knows(signals)
        if banked:
            row = _row(signals, self.facts["features"])
            logits = self.kinds.logits(np.concatenate([signals.vector, row]))
            probabilities = softmax(logits)
            raw = (_log_odds(probabilities) + float(self.answerable.logits(row[None])[0])) / 2
        else:
            logits = self.bankless.logits(_row(signals, self.facts["bankless_features"]))
            probabilities = softmax(logits)
            raw = _log_odds(probabilities)
        slope, offset = self.facts["calibration"]["banked" if banked else "bankless"]
        answerable = sigmoid(slope * raw + offset)
        reasons, shapes = _reasons(probabilities), _shapes(probabilities)
        return Verdict(
            answerable=answerable,
            state=self._state(answerable, signals.english, banked),
            reason=max(reasons, key=lambda reason: reasons[reason]),
            reasons=reasons,
            shape=max(shapes, key=lambda shape: shapes[shape]),
            shapes=shapes,
            section_rows=signals.section,
            banked=banked,
        )

    def _state(self, answerable: float, english: bool, banked: bool) -> State:
        limits = self.facts["thresholds"]["banked" if banked else "bankless"]["en" if english else "de"]
        if answerable >= limits["answer"]:
            return "answer"
        return "grey" if answerable >= limits["grey"] else "refuse"

    def rank(self, signals: Signals, scores: Floats | None = None) -> Floats:
        """Return a score (n,) for each statement: the logit that it belongs in the answer.

        Args:
            signals: as measured.
            scores: (n,) the statements' scores with whatever a caller added (words, for bare keywords); the addition
                counts here too.

        Returns:
            Logits; statements that are far below the best keep their order at the end.
        """
        given = signals.scores if scores is None else scores
        best = np.argsort(-given, kind="stable")[:CANDIDATES]
        forest = self.pairs if self.knows(signals) else self.bankless_pairs
        ranked = (given - given.max() - 20).astype(np.float32)
        added = self.facts["added_weight"] * (given - signals.scores)[best]
        ranked[best] = forest.logits(signals.pairs[best]) + added
        return np.asarray(ranked, np.float32)

    def select(self, signals: Signals, scores: Floats | None = None) -> list[tuple[int, float]]:
        """Return the statements to cite, best first: the first always, others where they probably belong too."""
        return self._above(signals, scores, self.facts["cite"])

    def related(self, signals: Signals, scores: Floats | None = None) -> list[tuple[int, float]]:
        """Return what the document says on the topic of a question that it does not answer; may be empty."""
        return self._above(signals, scores, self.facts["relate"])

    def _above(self, signals: Signals, scores: Floats | None, limits: dict[str, float]) -> list[tuple[int, float]]:
        ranked = self.rank(signals, scores)
        rows = np.argsort(-ranked, kind="stable")[:MOST]
        found = [(int(row), sigmoid(float(ranked[row]))) for row in rows]
        first = found[:1] if found[0][1] >= limits["first"] else []
        return first + [(row, p) for row, p in found[1:] if p >= limits["further"] and first]


def _row(signals: Signals, names: list[str]) -> Floats:
    return np.array([signals.features[name] for name in names], np.float32)


def _log_odds(probabilities: Floats) -> float:
    answered = float(np.clip(probabilities[:ANSWERED].sum(), 1e-6, 1 - 1e-6))
    return float(np.log(answered / (1 - answered)))


def _reasons(probabilities: Floats) -> dict[Reason, float]:
    """Probabilities of the reasons, given that there is no answer."""
    total = float(probabilities[ANSWERED:].sum()) + 1e-9
    found = dict.fromkeys(Reason, 0.0)
    for kind, probability in zip(KINDS[ANSWERED:], probabilities[ANSWERED:], strict=True):
        found[REASONS[kind]] += float(probability) / total
    return found


def _shapes(probabilities: Floats) -> dict[str, float]:
    """Probabilities of the forms of an answer, given that there is one."""
    total = float(probabilities[:ANSWERED].sum()) + 1e-9
    names = ("single", *KINDS[1:ANSWERED])
    return {name: float(p) / total for name, p in zip(names, probabilities[:ANSWERED], strict=True)}
