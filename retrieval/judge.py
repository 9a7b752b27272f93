"""The judge: does the document answer the question, with which statements, and if not, why.

    judge = Judge.load()
    verdict = judge.verdict(signals)          # signals = measure(ground, question, vector, english)
    verdict.answerable, verdict.state, verdict.reason, verdict.shape
    judge.select(signals)                     # [(row of the statement, probability)], best first: what to cite
    judge.related(signals)                    # the same for a refusal: what the document says on the topic
    judge.rank(signals)                       # (n,) logits of all statements, for search

Learned from the question bank by `python -m eval.train.judge` (docs/evaluation/judge.md); what it learned lies in
`data/judge.npz` and `data/classifier.bin`, thresholds and figures in `data/judge.json`. A document without that bank,
or embedded with another model, is judged by a smaller form over signals that need no bank; `verdict.banked` says so.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Nano
from protokoll.errors import ModelError
from retrieval.answer import Reason
from retrieval.classifier import Classifier, Reading
from retrieval.features import Signals
from retrieval.fitting import alone_row, fitting, pair_rows
from retrieval.ground import ANSWERED, KINDS
from retrieval.models import Arrays, KernelMachine, Linear, contrast, log_odds, logit, shares_of, sigmoid

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
MOST = 5  # statements cited at most
WEIGHTS = "classifier.bin"


@dataclass(frozen=True)
class Verdict:
    """What the judge says of a question.

    `answerable` is a calibrated probability. `reason` is the likeliest one, should it be refused; `shape` the likeliest
    form of the answer (single, topic, yesno, multi, partial, section); both come with shares that add up to 1.
    `section_rows` are the rows of the section that the nearest bank question for a section names. `banked` is False
    for the smaller form.
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
class _Learned:
    """What the kernel machine finds for a question: a logit for each statement (n,), a score for each kind (c,)."""

    logits: Floats
    kinds: Floats


@dataclass(frozen=True)
class Judge:
    """What was learned. `facts` is the content of judge.json; `alone` and `alone_pairs` need no bank."""

    facts: dict[str, Any]
    machine: KernelMachine
    pairs: Linear
    alone: Linear
    alone_pairs: Linear
    classifier: Classifier | None = None
    _known: WeakKeyDictionary[Signals, _Learned] = field(default_factory=WeakKeyDictionary, compare=False)

    @classmethod
    def load(cls) -> "Judge":
        """Read the judge that ships with the package.

        Returns:
            The judge.

        Raises:
            ModelError: A file is missing, or arrays and weights are not those that the thresholds were made for.
        """
        folder = Path(str(files("retrieval") / "data"))
        facts, content, weights = (_read(folder / name) for name in ("judge.json", "judge.npz", WEIGHTS))
        try:
            known = dict(json.loads(facts))
        except (ValueError, TypeError):
            known = {}
        found = [hashlib.sha256(part).hexdigest() for part in (content, weights)]
        if found != [known.get("arrays_sha256"), known.get("weights_sha256")]:
            raise ModelError(
                f"judge.json, judge.npz and {WEIGHTS} in {folder} do not belong together, or one of them is damaged. "
                "Reinstall the package, or run: python -m eval.train.judge"
            )
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return cls.of(known, arrays, folder / WEIGHTS)

    @classmethod
    def of(cls, facts: dict[str, Any], arrays: Arrays, weights: Path | None = None) -> "Judge":
        """Put a judge together from what training wrote; without weights nothing is read by the tuned model."""
        heads = (Linear.of(arrays, name) for name in ("read_kinds", "read_statements")) if weights else ()
        return cls(
            classifier=Classifier(Nano(weights), *heads) if weights else None,
            facts=facts,
            machine=KernelMachine.of(arrays),
            pairs=Linear.of(arrays, "pairs"),
            alone=Linear.of(arrays, "alone"),
            alone_pairs=Linear.of(arrays, "alone_pairs"),
        )

    def knows(self, signals: Signals) -> bool:
        """Return whether the signals come from the bank and the models that the judge was trained with."""
        read = self.classifier is None or signals.reading is not None
        return read and bool(signals.bank) and signals.bank == self.facts["bank"]

    def read(self, questions: Sequence[str], bank: str) -> list[Reading | None]:
        """Let the tuned model read questions, if their document has the bank (its fingerprint) that it was tuned on."""
        if self.classifier is None or bank != self.facts["bank"]:
            return [None] * len(questions)
        return list(self.classifier.read(questions))

    def verdict(self, signals: Signals) -> Verdict:
        """Judge a question.

        Args:
            signals: as measured.

        Returns:
            The verdict.
        """
        banked = self.knows(signals)
        shares, evidence = self._kinds(signals) if banked else self._kinds_alone(signals)
        *slopes, offset = self.facts["calibration"]["banked" if banked else "alone"]
        answerable = sigmoid(float(np.dot(slopes, evidence)) + offset)
        reasons, shapes = _reasons(shares), form_shares(shares)
        reason = max(reasons, key=lambda each: reasons[each])
        return Verdict(
            answerable=answerable,
            state=self._state(answerable, reason, signals.english, banked),
            reason=reason,
            reasons=reasons,
            shape=max(shapes, key=lambda shape: shapes[shape]),
            shapes=shapes,
            section_rows=signals.section,
            banked=banked,
        )

    def _kinds(self, signals: Signals) -> tuple[Floats, tuple[float, ...]]:
        """Return a share for each kind, and how far those with an answer outweigh the others, by either machine."""
        scores, reading = self._learned(signals).kinds, signals.reading
        read = None if reading is None else reading.kinds
        return shares_of(scores, read), (contrast(scores), 0.0 if read is None else float(log_odds(read)))

    def _learned(self, signals: Signals) -> _Learned:
        """Ask the kernel machine once, however often the signals come: verdict, ranking and citations share it."""
        if signals not in self._known:
            found = self.machine.statement_scores(signals.similarities, signals.alike)
            logits = self.pairs.logits(pair_rows(signals, found))[:, 0]
            features = signals.features | fitting(signals, found, logits)
            row = np.array([features[name] for name in self.facts["features"]], np.float32)
            kinds = self.machine.kind_scores(row, signals.similarities, signals.alike)
            self._known[signals] = _Learned(logits, kinds)
        return self._known[signals]

    def _kinds_alone(self, signals: Signals) -> tuple[Floats, tuple[float, ...]]:
        logits = self.alone.logits(alone_row(signals, self.facts["alone_features"]))
        return np.exp(logits - logits.max()), (float(log_odds(logits)),)

    def _state(self, answerable: float, reason: Reason, english: bool, banked: bool) -> State:
        limits = self.facts["thresholds"]["banked" if banked else "alone"]["en" if english else "de"]
        if reason is Reason.NOT_ATTRIBUTED and answerable < limits["attributed"]:
            return "refuse"  # a statement put into somebody's mouth is the worst error
        if answerable >= limits["answer"]:
            return "answer"
        return "grey" if answerable >= limits["grey"] else "refuse"

    def lacks_half(self, whole: Verdict, first: float, second: float) -> float:
        """Return the probability that only one of a question's two halves has an answer.

        Args:
            whole: the verdict on the whole question.
            first: probability that the first half has an answer.
            second: the same for the second half.

        Returns:
            By logistic regression on the form of the whole and the less certain half (eval/train/halves.py).
        """
        form, least, offset = self.facts["halves"]
        return sigmoid(form * logit(whole.shapes["partial"]) + least * logit(min(first, second)) + offset)

    def rank(self, signals: Signals, scores: Floats | None = None) -> Floats:
        """Return the logit that a statement belongs in the answer, for each statement (n,).

        Args:
            signals: as measured.
            scores: (n,) the statements' scores with whatever a caller added (words, for bare keywords); the addition
                counts here too.

        Returns:
            Logits.
        """
        known = self.knows(signals)
        logits = self._learned(signals).logits if known else self.alone_pairs.logits(signals.pairs)[:, 0]
        if scores is not None:
            logits = logits + np.float32(self.facts["added"]) * (scores - signals.scores)
        return np.asarray(logits, np.float32)

    def select(self, signals: Signals, scores: Floats | None = None) -> list[tuple[int, float]]:
        """Return the statements to cite, best first: the first always, others where they probably belong too.

        Args:
            signals: as measured.
            scores: as for `rank`.

        Returns:
            Rows of statements with their probabilities.
        """
        several = 0.0
        if self.knows(signals):
            shapes = form_shares(self._kinds(signals)[0])
            several = shapes["topic"] + shapes["multi"]
        limits = self.facts["cite"]
        return self._above(signals, scores, 0.0, limits["single"] + several * (limits["several"] - limits["single"]))

    def related(self, signals: Signals, scores: Floats | None = None) -> list[tuple[int, float]]:
        """Return what the document says on the topic of a question that it does not answer; may be empty.

        Args:
            signals: as measured.
            scores: as for `rank`.

        Returns:
            Rows of statements with their probabilities.
        """
        return self._above(signals, scores, self.facts["relate"]["first"], self.facts["relate"]["further"])

    def _above(
        self, signals: Signals, scores: Floats | None, first: float, further: float
    ) -> list[tuple[int, float]]:
        ranked = self.rank(signals, scores)
        rows = np.argsort(-ranked, kind="stable")[:MOST]
        found = [(int(row), sigmoid(float(ranked[row]))) for row in rows]
        if found[0][1] < first:
            return []
        return found[:1] + [(row, p) for row, p in found[1:] if p >= further]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}). Reinstall the package") from error


def _reasons(shares: Floats) -> dict[Reason, float]:
    """Shares of the reasons, given that there is no answer."""
    found = dict.fromkeys(Reason, 0.0)
    for kind, share in zip(KINDS[ANSWERED:], shares[ANSWERED:] / shares[ANSWERED:].sum(), strict=True):
        found[REASONS[kind]] += float(share)
    return found


def form_shares(shares: Floats) -> dict[str, float]:
    """Return the shares of the forms of an answer, given that there is one, from shares of the kinds (c,)."""
    names = ("single", *KINDS[1:ANSWERED])
    return dict(zip(names, (shares[:ANSWERED] / shares[:ANSWERED].sum()).tolist(), strict=True))
