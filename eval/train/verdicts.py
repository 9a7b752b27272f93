"""Learns when to answer, what to cite and why not: `python -m eval.train.verdicts` → `retrieval/model/verdict.json`.

Fitted on the documents set apart for choosing, which the reranker has not seen, and on bank questions that it has not
seen either, so that a bank's signals have a weight; the reasons on all of the material, without the reranker.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from eval.train.candidates import Embedder, Ranked, ranked
from eval.train.figures import Judged, judged
from eval.train.readings import Reading, read
from eval.train.reranker import FORUM
from eval.train.sources import bank
from eval.train.teaching import Taught, taught
from ingest.vectors import question_vectors
from retrieval.answer import Reason
from retrieval.reranker import Reranker
from retrieval.signals import NAMES, Neighbours
from retrieval.verdict import CITED, FACTS, Facts, Judge, Limits, Logistic, Reasons, pair_rows

OVER_REFUSAL = 0.09  # share of the answerable questions that may be refused
GREY = 0.5  # of the limit: what lies between is shown as close, not as an answer
CITE = 0.3  # probability from which a further candidate is cited
BANK_SHARE, BANK_WEIGHT, DROPPED = 0.03, 0.3, 0.3  # of the bank; of one of its questions; how often without a bank
NEARLY_SAME = 0.975  # cosine from which a bank question is a rewording by the same writer, and hidden
NEAREST = 10
REASONS = {
    "missing": "not_in_protocol", "twisted": "not_in_protocol", "wrong-person": "not_in_protocol",
    "near-miss": "not_in_protocol", "not-attributed": "not_attributed", "attribution": "not_attributed",
    "false-premise": "false_premise", "off-topic": "off_topic", "injection": "off_topic", "nonsense": "unclear",
    "conversation": "conversation",
}  # fmt: skip
BY_WORDS = ("dense", "absent", "absent_most", "english", "says")  # signals that tell reasons apart
SEED = 3

Floats = NDArray[np.float32]


def fit(own: Sequence[Reading], banked: Sequence[Reading], reasons: Reasons, learned: str) -> Facts:
    """Learn everything but the reasons.

    Args:
        own: readings of documents that the reranker has not seen.
        banked: readings of bank questions.
        reasons: learned before.
        learned: from what, in words.

    Returns:
        What was learned.
    """
    readings = [*own, *banked]
    weights = np.array([1.0] * len(own) + [BANK_WEIGHT] * len(banked))
    there = np.array([each.asked.question.answerable for each in readings])
    answer = _logistic(np.stack([each.signals for each in readings]), there, NAMES, weights)
    answerable = [each for each in own if each.asked.groups]
    pairs = np.concatenate([pair_rows(each.candidates) for each in answerable])
    cite = _logistic(pairs, np.concatenate([each.right for each in answerable]), CITED)
    chances = answer.chances(np.stack([each.signals for each in own]))
    limit = float(np.quantile(chances[there[: len(own)]], OVER_REFUSAL))
    limits = Limits(answer=round(limit, 4), grey=round(GREY * limit, 4))
    return Facts(answer=answer, limits=limits, cite=cite, cited=CITE, reasons=reasons, learned=learned)


def _logistic(
    rows: Floats, wanted: NDArray[np.bool_], names: tuple[str, ...], weights: NDArray[np.float64] | None = None
) -> Logistic:
    scale = np.maximum(rows.std(axis=0), 1e-3)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(rows / scale, wanted, weights)
    found = (model.coef_[0] / scale).tolist()
    return Logistic(
        names=names, weights=tuple(round(weight, 5) for weight in found), offset=round(float(model.intercept_[0]), 5)
    )


def fit_reasons(readings: Sequence[Reading]) -> Reasons:
    """Learn why a question has no answer, from its vector and few signals."""
    gaps = [each for each in readings if not each.asked.question.answerable and each.asked.question.kind in REASONS]
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


def neighbours(forum: Taught, sample: Ranked, embedder: Embedder) -> list[Neighbours | None]:
    """Return what the rest of the bank says of a sample of it; now and then nothing, as without a bank."""
    questions = forum.document.questions
    vectors = question_vectors([(q.before, q.question) for q in questions], embedder.queries)
    answerable = np.array([q.answerable for q in questions])
    chance, found = random.Random(SEED), list[Neighbours | None]()
    for vector in sample.vectors:
        near = vectors @ vector
        near[near >= NEARLY_SAME] = -1.0
        nearest = np.argsort(-near)[:NEAREST]
        lead = float(near[answerable].max() - near[~answerable].max())
        banked = Neighbours(lead=lead, share=float(answerable[nearest].mean()))
        found.append(None if chance.random() < DROPPED else banked)
    return found


def crossed(own: Sequence[Reading], banked: Sequence[Reading], reasons: Reasons) -> list[Judged]:
    """Judge each document by what was learned from the others."""
    found = []
    for name in sorted({each.document for each in own}):
        facts = fit([each for each in own if each.document != name], banked, reasons, "others")
        found += judged([each for each in own if each.document == name], Judge(facts))
    return found


def material(data: Path) -> tuple[list[Reading], list[Reading], list[Reading]]:
    """Return readings of the documents for choosing, of bank questions, and, without the reranker, of all others."""
    embedder, reranker = Embedder(data), Reranker.load()
    own = [each for one in taught(("dev",)) for each in read(ranked(one, embedder), reranker)]
    forum = bank(FORUM, BANK_SHARE, SEED)
    sample = ranked(forum, embedder)
    banked = read(sample, reranker, neighbours(forum, sample, embedder))
    others = [*taught(("train",)), bank(FORUM)]
    return own, banked, [each for one in others for each in read(ranked(one, embedder), None)]


def main() -> int:
    """Learn and write.

    Returns:
        0.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("data"))
    options.add_argument("--out", type=Path, default=Path("retrieval/model"))
    chosen = options.parse_args()
    own, banked, others = material(chosen.data)
    documents = len({each.document for each in own})
    learned = f"{len(own)} questions over {documents} documents, {len(banked)} of the bank"
    facts = fit(own, banked, fit_reasons(others), learned)
    (chosen.out / FACTS).write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{learned}; answered from {facts.limits.answer}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
