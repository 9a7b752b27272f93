"""Does a question that asks two things have an answer to just one of them? Learned from the bank's double questions."""

from collections.abc import Sequence

import numpy as np

from eval.train.fit import fit_calibration
from eval.train.material import Embedder, Material
from eval.train.rows import Floats
from ingest.vectors import question_vectors
from retrieval.features import measure
from retrieval.ground import ANSWERED, KINDS
from retrieval.judge import Judge, form_shares
from retrieval.models import logit
from retrieval.parts import cuts, halves
from retrieval.question import Query

PARTIAL = KINDS.index("partial")


def fit_halves(judge: Judge, material: Material, shares: Floats, embedder: Embedder) -> list[float]:
    """Learn it from what the tuned model says of the whole, held out, and what the judge says of each half.

    The judge has learned the whole question, never a half of it. Over the bank of 21,843
    the two signs have areas of 0.92 and 0.92, together 0.96; at even odds 0.91 of the half-answered questions are told,
    and 0.11 of those answered in both halves.

    Args:
        judge: trained; `facts` need no halves yet.
        material: the bank.
        shares: (b, c) held-out shares of the kinds.
        embedder: embeds the halves.

    Returns:
        Weights of the two logits and offset, as `Judge.lacks_half` takes them.
    """
    signs, lacking = [], []
    for row, question in enumerate(material.document.questions):
        query = Query(question.question, question.question, question.language, question.before)
        found = cuts(question.question)
        if not found or query.before or KINDS.index(question.kind) >= ANSWERED:
            continue
        least = min(_chances(judge, material, halves(found[0], query), embedder))
        signs.append([logit(form_shares(shares[row])["partial"]), logit(least)])
        lacking.append(KINDS.index(question.kind) == PARTIAL)
    return fit_calibration(np.array(signs), np.array(lacking))


def _chances(judge: Judge, material: Material, parts: Sequence[Query], embedder: Embedder) -> list[float]:
    vectors = question_vectors([(part.before, part.mended) for part in parts], embedder.queries)
    bank = material.ground.bank
    readings = judge.read([part.text for part in parts], bank.fingerprint if bank else "")
    return [
        judge.verdict(measure(material.ground, part.text, vector, part.language == "en", reading=reading)).answerable
        for part, vector, reading in zip(parts, vectors, readings, strict=True)
    ]
