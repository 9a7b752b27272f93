"""The judge's signals: one implementation for training (with rows of the bank hidden) and for serving.

Score of a statement: sum of three z-scores over the document, namely the mean of its vectors, its nearest answered
bank question, and the mean of its nearest three (doc2query, Nogueira & Lin 2019). Without a bank, the first alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.classifier import Reading
from retrieval.ground import ANSWERED, ASKED_FOR, KINDS, Bank, Ground
from retrieval.lexicon import Coverage

Floats = NDArray[np.float32]
_NONE: Floats = np.zeros(0, np.float32)
NOTHING = np.float32(0.70)  # similarity of a statement that no bank question asks for: e5's floor for unrelated texts
PAIR_NAMES = (
    "score", "score_gap", "dense", "dense_gap", "text", "context", "translation", "part", "near", "near_gap", "near3",
    "near3_gap", "votes", "related", "related_gap", "rank", "covered", "covered_gap", "topscore", "topmargin",
    "digits", "person", "label", "asks", "quotes", "length",
    "number_digits", "who_person", "who_name", "english", "question_length",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Signals:
    """What is known of a question before it is judged.

    `vector` (384,) unit; `features` by name; `scores` (n,) of the statements; `pairs` (n, len(PAIR_NAMES)), one row a
    statement; `english` whether the question is; `bank` fingerprint of the bank that took part, "" for none;
    `section` rows of the statements that the nearest question for a whole section names. `similarities` (b,) and
    `alike` (b,): how near each bank question is in meaning and in wording. `reading`: what the tuned model says of it,
    where there is one for this bank.
    """

    vector: Floats
    features: dict[str, float]
    scores: Floats
    pairs: Floats
    english: bool
    bank: str
    section: tuple[int, ...]
    similarities: Floats
    alike: Floats
    reading: Reading | None = None


@dataclass(frozen=True)
class _Near:
    """Per statement (n,): nearest question, mean of nearest three, share of votes, nearest merely related question."""

    first: Floats
    three: Floats
    votes: Floats
    related: Floats


def measure(
    ground: Ground,
    question: str,
    vector: Floats,
    english: bool,
    hidden: NDArray[np.bool_] | None = None,
    reading: Reading | None = None,
) -> Signals:
    """Measure a question against a document.

    Args:
        ground: the document.
        question: as typed.
        vector: (384,), unit, with the query prefix.
        english: whether it is in English.
        hidden: rows of the bank (b,) that must not help, in training the question's own and those of its writer.
        reading: what the tuned model says of the question.

    Returns:
        The signals.
    """
    text, context, translation = (m @ vector for m in _matrices(ground))
    part = text.copy()
    np.maximum.at(part, ground.vectors.part_of, ground.vectors.parts @ vector)
    dense = np.maximum((text + context + translation) / 3, part)
    coverage = ground.lexicon.coverage(question, hidden)
    cues = ground.lexicon.cues(question)
    features = _dense_features(dense) | cues
    scores, near = _z(dense), None
    if ground.bank is not None:
        similarities = ground.bank.vectors @ vector
        if hidden is not None:
            similarities = np.where(hidden, -1.0, similarities).astype(np.float32)
        near = _nearest(ground.bank, similarities)
        scores = scores + _z(near.first) + _z(near.three)
        features |= _bank_features(ground.bank, similarities, near)
    features |= _score_features(scores) | _lexical_features(coverage, scores) | {"english": float(english)}
    pairs = _pairs(ground, scores, dense, (text, context, translation, part), near, coverage, features)
    if ground.bank is None:
        return Signals(vector, features, scores, pairs, english, "", (), _NONE, _NONE)
    alike, section = ground.lexicon.questions.alike(question), _section(ground.bank, similarities)
    bank = ground.bank.fingerprint
    return Signals(vector, features, scores, pairs, english, bank, section, similarities, alike, reading)


def _section(bank: Bank, similarities: Floats) -> tuple[int, ...]:
    asked = np.flatnonzero(bank.kinds == KINDS.index("section"))
    if not len(asked):
        return ()
    nearest = asked[np.argmax(similarities[asked])]
    return tuple(np.flatnonzero(bank.links[nearest]).tolist())


def _matrices(ground: Ground) -> tuple[Floats, Floats, Floats]:
    return ground.vectors.texts, ground.vectors.contexts, ground.vectors.translations


def _z(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / (values.std() + np.float32(1e-6)), np.float32)


def _nearest(bank: Bank, similarities: Floats) -> _Near:
    padded = np.append(similarities, np.float32(-1.0))
    own = padded[bank.places]
    top = -np.partition(-own, 2, axis=1)[:, :3]
    first, three = top.max(axis=1), np.maximum(top, NOTHING).mean(axis=1)
    answered = np.where(bank.kinds < ASKED_FOR, similarities, -1.0)
    best = np.argpartition(-answered, min(10, len(answered) - 1))[:10]
    weight = np.exp((answered[best] - answered[best].max()) * 40)
    listed = bank.links[best] / np.maximum(bank.links[best].sum(axis=1, keepdims=True), 1)
    votes = (weight / weight.sum()) @ listed
    return _Near(
        first=np.maximum(first, NOTHING),
        three=three.astype(np.float32),
        votes=votes.astype(np.float32),
        related=np.maximum(padded[bank.related].max(axis=1), NOTHING),
    )


def _top(values: Floats, count: int) -> Floats:
    count = min(count, len(values))
    return np.sort(np.partition(values, len(values) - count)[-count:])[::-1]


def _dense_features(dense: Floats) -> dict[str, float]:
    top = _top(dense, 10)
    return {
        "dense1": float(top[0]),
        "dense_margin2": float(top[0] - top[min(1, len(top) - 1)]),
        "dense_margin5": float(top[0] - top[: 5].mean()),
        "dense_margin10": float(top[0] - top.mean()),
        "dense_z": float((top[0] - dense.mean()) / (dense.std() + 1e-6)),
        "dense_mean": float(dense.mean()),
        "dense_std": float(dense.std()),
    }


def _score_features(scores: Floats) -> dict[str, float]:
    top = _top(scores, 10)
    weights = np.exp(top - top[0])
    return {
        "score1": float(top[0]),
        "score_margin2": float(top[0] - top[min(1, len(top) - 1)]),
        "score_margin3": float(top[0] - top[min(2, len(top) - 1)]),
        "score_margin10": float(top[0] - top.mean()),
        "score_peak": float(1 / weights.sum()),
    }


def _bank_features(bank: Bank, similarities: Floats, near: _Near) -> dict[str, float]:
    """Similarity to the nearest questions of each kind, differences to the answered ones, shares of the nearest."""
    answered = _top(similarities[bank.kinds < ANSWERED], 10)
    one, three = float(answered[0]), float(answered[:3].mean())
    features = {"answered1": one, "answered3": three, "answered10": float(answered.mean())}
    for number, kind in enumerate(KINDS):
        own = similarities[bank.kinds == number]
        top = _top(own, 3) if len(own) else np.full(1, NOTHING)
        features[f"{kind}_1"], features[f"{kind}_3"] = float(top[0]) - one, float(top.mean()) - three
    unanswered = _top(similarities[bank.kinds >= ANSWERED], 10)
    features["unanswered10"] = float(unanswered.mean() - answered.mean())
    order = np.argsort(-similarities)[:25]
    weight = np.exp((similarities[order] - similarities[order[0]]) * 30)
    features["share10"] = float((bank.kinds[order[:10]] < ANSWERED).mean())
    features["share25"] = float((bank.kinds[order] < ANSWERED).mean())
    features["share_soft"] = float((weight * (bank.kinds[order] < ANSWERED)).sum() / weight.sum())
    votes = np.sort(near.votes)[::-1]
    best = int(np.argmax(near.first))
    features["vote1"], features["vote2"] = float(votes[0]), float(votes[1]) if len(votes) > 1 else 0.0
    features["vote_entropy"] = float(-(votes * np.log(votes + 1e-9)).sum())
    features["related_gap"] = float(near.related[best] - near.first[best])
    features["related_top"] = float(near.related.max()) - one
    return features


def _lexical_features(coverage: Coverage, scores: Floats) -> dict[str, float]:
    best = np.argsort(-scores)[:3]
    return {
        "absent_share": coverage.nowhere[0],
        "absent_max": coverage.nowhere[1],
        "unasked_share": coverage.unasked[0],
        "unasked_max": coverage.unasked[1],
        "covered_top": float(coverage.statements[best[0]]),
        "covered_top3": float(coverage.statements[best].max()),
        "covered_any": float(coverage.statements.max()),
        "rarity": coverage.total,
        "rarity_mean": coverage.total / max(coverage.length, 1),
        "length": float(np.log(coverage.length + 1)),
    }


def _pairs(
    ground: Ground,
    scores: Floats,
    dense: Floats,
    single: tuple[Floats, Floats, Floats, Floats],
    near: _Near | None,
    coverage: Coverage,
    features: dict[str, float],
) -> Floats:
    n = len(scores)
    empty = np.zeros(n, np.float32)
    first, three, votes, related = (
        (near.first, near.three, near.votes, near.related) if near is not None else (empty,) * 4
    )
    rank = np.empty(n, np.float32)
    rank[np.argsort(-scores)] = 1 / (1 + np.arange(n, dtype=np.float32))
    digits, person, label, asks, quotes, length = ground.traits.T
    who = features["asks_person"]
    columns = (
        scores, scores - scores.max(), dense, dense - dense.max(), *single,
        first, first - first.max(), three, three - three.max(), votes, related, related - first, rank,
        coverage.statements, coverage.statements - coverage.statements.max(),
        empty + features["score1"], empty + features["score_margin2"],
        digits, person, label, asks, quotes, length,
        digits * features["asks_number"], person * who, person * features["surname"],
        empty + features["english"], empty + features["length"],
    )  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)
