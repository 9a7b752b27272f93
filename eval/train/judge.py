"""Learns when to answer, what to cite and why not: `python -m eval.train.judge [broad]` → `retrieval/data/judge.json`.

Fitted on the documents set apart for choosing, which the encoder has not seen, and on a few of the bank's questions, so
that a bank's signals have a weight; the reasons on all of the material.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from eval import cases
from eval.train.bundled import WIDTH
from eval.train.readings import Reading, read
from eval.train.sources import FORUM, bank
from eval.train.teaching import BROAD as BROAD_KIND
from eval.train.teaching import read_questions, taught
from ingest.encoder import Encoder
from retrieval.answer import Reason
from retrieval.judge import (
    CITED,
    FACTS,
    FOLLOWED,
    FOLLOWS,
    Broad,
    Facts,
    Followed,
    Judge,
    Limits,
    Logistic,
    Reasons,
    pair_rows,
)
from retrieval.reranker import Reranker
from retrieval.search import READ, spread
from retrieval.signals import BROAD, NAMES, Candidates, broad_rows, how_read, thread_of

OVER_REFUSAL = 0.065  # share of the answerable questions that may be refused; on real records it is three times that
FOLLOWED_OVER_REFUSAL = 0.09  # of follow-ups, of which more have no answer
GREY = 0.5  # of the limit: what lies between is shown as close, not as an answer
CITE, CITE_FOLLOWED = 0.4, 0.5  # probabilities from which a further candidate is cited, of a question and a follow-up
CITE_BROADLY = 0.3  # the same of a broad question
TAKEN_FOR_BROAD = 0.25  # share of those that only sound broad that may be
SEEMING_WEIGHT = 6.0  # of one of these: they are what tells the kinds apart beyond their writers' manner
EVERY = 6  # so manyth narrow question is read: there are more than enough
PERSON_FROM = 0.3  # probability from which all that somebody said is wanted
NARROW, SEEMING, PERSON, OTHER = "narrow", "seeming", "person", "other"
BANK_SHARE, BANK_WEIGHT = 0.04, 0.3  # of the bank; of one of its questions
REASONS = cases.REASONS | {"not-attributed": "not_attributed"}
REASONS |= dict.fromkeys(("twisted", "wrong-person", "near-miss"), "not_in_protocol")
BY_WORDS = ("dense", "over", "absent", "absent_most", "english")  # signals that tell reasons apart
REASONED = 3  # every third document teaches the reasons: there are more than enough, and reading takes time
SEED = 99

_NEVER = Limits(answer=0.0, grey=0.0)
NOTHING_LEARNED = Followed(
    answer=Logistic(names=FOLLOWS, weights=(1.0, 0.0, 0.0), offset=0.0), limits=_NEVER,
    cite=Logistic(names=FOLLOWED, weights=(1.0, 0.0, 0.0, 0.0, 0.0), offset=0.0), cited=CITE,
)  # fmt: skip
NEVER_BROAD = Broad(
    weights=((0.0,) * WIDTH,) * 2, offsets=(-99.0, -99.0), from_=1.0, person=1.0,
    cite=Logistic(names=BROAD, weights=(0.0,) * len(BROAD), offset=0.0), cited=CITE,
)  # fmt: skip

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Material:
    """Readings of documents for choosing, of bank questions, and of all others."""

    own: list[Reading]
    banked: list[Reading]
    others: list[Reading]

    @classmethod
    def of(cls) -> "Material":
        """Read everything."""
        encoder, reranker = Encoder.load(), Reranker.load()
        own = [each for one in taught(("dev",)) for each in read(one, encoder, reranker)]
        banked = list(read(bank(FORUM, BANK_SHARE, SEED), encoder, reranker))
        others = [
            each for one in list(taught(("train",)))[::REASONED] for each in read(one.without_answers(), encoder, None)
        ]
        return cls(own, banked, others)


def fit(own: Sequence[Reading], banked: Sequence[Reading], reasons: Reasons, learned: str) -> Facts:
    """Learn everything but the reasons.

    Args:
        own: readings of documents that the encoder has not seen.
        banked: readings of bank questions.
        reasons: learned before.
        learned: from what, in words.

    Returns:
        What was learned.
    """
    some = [*own, *banked]
    weights = np.array([1.0] * len(own) + [BANK_WEIGHT] * len(banked))
    there = np.array([each.asked.question.answerable for each in some])
    answer = _logistic(np.stack([each.signals for each in some]), there, NAMES, weights)
    pairs = [
        (pair_rows(each.candidates), each.right, np.full(len(each.right), weight))
        for each, weight in zip(some, weights, strict=True)
        if each.asked.groups
    ]
    rows, right, weights = (np.concatenate(part) for part in zip(*pairs, strict=True))
    cite = _logistic(rows, right, CITED, weights)
    limits = _limits(answer.chances(np.stack([each.signals for each in own])), there[: len(own)], OVER_REFUSAL)
    plain = Facts(
        answer=answer, limits=limits, cite=cite, cited=CITE, reasons=reasons, learned=learned,
        followed=NOTHING_LEARNED, broad=NEVER_BROAD,
    )  # fmt: skip
    return plain.model_copy(update={"followed": fit_followed(own, plain)})


def fit_broad(some: Sequence[Reading], encoder: Encoder) -> Broad:
    """Learn what is a broad question, from all of both kinds, and what to cite for one.

    Args:
        some: readings of broad ones, of documents that the encoder has not seen.
        encoder: reads the questions.

    Returns:
        What was learned.
    """
    narrow = [each for each in read_questions() if not each.history and len(each.spans) < 2][::EVERY]
    asked = [*read_questions(BROAD_KIND), *narrow]
    vectors = np.stack([question.vector for question in encoder.questions([each.question for each in asked])])
    kinds = np.array([_kind_of(each.kind) for each in asked])
    weights = np.where(kinds == SEEMING, SEEMING_WEIGHT, 1.0)
    wanted = np.where(kinds == SEEMING, NARROW, kinds)
    model, chances = LogisticRegression(C=5.0, max_iter=3000), np.zeros((len(asked), len({*wanted})))
    for others, own in GroupKFold(5).split(vectors, groups=[each.document for each in asked]):
        chances[own] = model.fit(vectors[others], wanted[others], weights[others]).predict_proba(vectors[own])
    model.fit(vectors, wanted, weights)
    classes = model.classes_.tolist()
    broadly = 1 - chances[:, classes.index(NARROW)]
    from_ = float(np.quantile(broadly[kinds == SEEMING], 1 - TAKEN_FOR_BROAD))
    found = {str(kind): round(float((broadly[kinds == kind] >= from_).mean()), 3) for kind in sorted({*kinds})}
    sys.stdout.write(f"taken for broad: {found}\n")
    order = [classes.index(kind) for kind in (PERSON, OTHER)]
    weighed = model.coef_[order] - model.coef_[classes.index(NARROW)]
    offsets = model.intercept_[order] - model.intercept_[classes.index(NARROW)]
    person = dict(zip([(each.document, each.question) for each in asked], chances[:, order[0]], strict=True))
    wide = [each for each in some if each.asked.groups and _kind_of(each.asked.question.kind) != SEEMING]
    keys = [(each.document, each.asked.question.question) for each in wide]
    pairs = [
        (broad_rows(each.candidates, person[key]), each.right, each.allowed)
        for key, each in zip(keys, wide, strict=True)
    ]
    rows, right, allowed = (np.concatenate(part) for part in zip(*pairs, strict=True))
    counts = right | ~allowed  # what may stand beside is neither
    cite = _logistic(rows[counts], right[counts], BROAD, np.ones(int(counts.sum())))
    return Broad(
        weights=tuple(tuple(round(weight, 3) for weight in row) for row in weighed.tolist()),
        offsets=tuple(round(offset, 3) for offset in offsets.tolist()),
        from_=round(from_, 4),
        person=PERSON_FROM,
        cite=cite,
        cited=CITE_BROADLY,
    )


def fit_followed(some: Sequence[Reading], facts: Facts) -> Followed:
    """Learn what decides about follow-ups, on top of what was learned of complete questions."""
    judge = Judge(facts)
    threads = [(each, _threaded(each, judge)) for each in some if each.follows]
    pairs = [
        (judge.followed_rows(candidates)[read], each.right[read])
        for each, candidates in threads
        if each.follows and each.asked.groups
        for read in (~np.isnan(each.follows.logits),)
    ]
    rows, right = (np.concatenate(part) for part in zip(*pairs, strict=True))
    cite = _logistic(rows, right, FOLLOWED, np.ones(len(rows)))
    judge = Judge(facts.model_copy(update={"followed": NOTHING_LEARNED.model_copy(update={"cite": cite})}))
    asked = [as_asked(each, judge) for each, _ in threads]
    rows = np.stack([judge.follow_row(each.signals, each.candidates) for each in asked])
    there = np.array([each.asked.question.answerable for each in asked])
    answer = _logistic(rows, there, FOLLOWS, np.ones(len(rows)))
    limits = _limits(answer.chances(rows), there, FOLLOWED_OVER_REFUSAL)
    return Followed(answer=answer, limits=limits, cite=cite, cited=CITE_FOLLOWED)


def as_asked(reading: Reading, judge: Judge) -> Reading:
    """Return a follow-up's reading as the product reads it: what to read is chosen by the conversation, too."""
    if reading.follows is None:
        return reading
    candidates = _threaded(reading, judge)
    fit = judge.chances(replace(candidates, logits=np.zeros_like(candidates.logits)))
    best = np.argsort(-np.where(np.isnan(reading.follows.logits), -1, fit), kind="stable")[:READ]
    logits = spread(best, reading.follows.logits[best], len(fit))
    signals = reading.signals.copy()
    signals[[NAMES.index("read"), NAMES.index("read_more")]] = how_read(logits)
    return replace(reading, candidates=replace(candidates, logits=logits), signals=signals)


def _threaded(reading: Reading, judge: Judge) -> Candidates:
    """The candidates of a follow-up with what the answer before would have shown, all logits that are known."""
    follows = reading.follows
    assert follows is not None
    shown = [follows.before.rows[place] for place in judge.cited(follows.before, judge.chances(follows.before))]
    thread = thread_of(follows.alone, reading.candidates.rows, shown)
    logits = np.where(np.isnan(follows.logits), np.nanmin(follows.logits), follows.logits)
    return replace(reading.candidates, logits=logits, thread=thread)


def _limits(chances: Floats, there: NDArray[np.bool_], refused: float) -> Limits:
    limit = float(np.quantile(chances[there], refused))
    return Limits(answer=round(limit, 4), grey=round(GREY * limit, 4))


def _logistic(
    rows: Floats, wanted: NDArray[np.bool_], names: tuple[str, ...], weights: NDArray[np.float64]
) -> Logistic:
    scale = np.maximum(rows.std(axis=0), 1e-3)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(rows / scale, wanted, weights)
    found = (model.coef_[0] / scale).tolist()
    return Logistic(
        names=names, weights=tuple(round(weight, 5) for weight in found), offset=round(float(model.intercept_[0]), 5)
    )


def fit_reasons(some: Sequence[Reading]) -> Reasons:
    """Learn why a question has no answer, from its vector and few signals."""
    gaps = [each for each in some if not each.asked.question.answerable and each.asked.question.kind in REASONS]
    told = np.array([REASONS[each.asked.question.kind] for each in gaps])
    places = [NAMES.index(name) for name in BY_WORDS]
    rows = np.stack([np.concatenate([each.vector, each.signals[places]]) for each in gaps])
    model = LogisticRegression(C=20.0, max_iter=2000).fit(rows, told)
    return Reasons(
        reasons=tuple(Reason(name) for name in model.classes_),
        signals=BY_WORDS,
        weights=tuple(tuple(round(weight, 3) for weight in row) for row in model.coef_.tolist()),
        offsets=tuple(round(offset, 3) for offset in model.intercept_.tolist()),
    )


def _kind_of(kind: str) -> str:
    """Return which kind of broad question a question is, if any."""
    if not kind.startswith(BROAD_KIND):
        return NARROW
    return {"single": SEEMING, "person": PERSON}.get(kind.rpartition("-")[2], OTHER)


def main(parts: Sequence[str]) -> None:
    """Learn and write everything, or only what is known of broad questions."""
    encoder, path = Encoder.load(), Path("retrieval/data") / FACTS
    seen = (read(one, encoder, Reranker.load()) for one in taught(("dev",), BROAD_KIND))
    broad = fit_broad([each for readings in seen for each in readings], encoder)
    if parts == ["broad"]:
        facts = Facts.model_validate_json(path.read_bytes()).model_copy(update={"broad": broad})
    else:
        material = Material.of()
        documents = len({each.document for each in material.own})
        learned = f"{len(material.own)} questions over {documents} documents, {len(material.banked)} of the bank"
        reasons = fit_reasons([*material.others, *material.own, *material.banked])
        facts = fit(material.own, material.banked, reasons, learned).model_copy(update={"broad": broad})
    path.write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{facts.learned}; answered from {facts.limits.answer}, broad from {facts.broad.from_}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
