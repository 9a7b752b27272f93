"""Trains the shipped reranker on with documents that it has not read: `python -m eval.train.more d1_ d2_ …`.

The names of the new documents begin with what is given. Half as many lists of follow-ups over the other documents
and some sentences are read between them, so that nothing is unlearned. Afterwards:
`python -m eval.train.export reranker` and `python -m eval.train.judge`.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import replace

from eval.train import shipped
from eval.train.bundled import write_model
from eval.train.copies import BASE, MODELS, SEED
from eval.train.lists import Listed, Ranked, lists, sentences
from eval.train.reranker import AGAIN, trained, untrained
from eval.train.teaching import Taught, taught
from ingest.encoder import Encoder
from retrieval.reranker import NAME

REHEARSED = 0.5  # lists of other documents for each new one, and a quarter of that sentences


def main(names: Sequence[str]) -> None:
    """Train and keep the model.

    Args:
        names: what the names of the new documents begin with.
    """
    write_model(BASE)
    start = MODELS / f"{NAME}-shipped"
    model = untrained()
    shipped.fill(model, NAME)
    model.save_pretrained(str(start))
    encoder = Encoder.load()
    documents = list(taught(("train",)))
    new = [Ranked.of(each, encoder) for each in documents if each.minutes.name.startswith(tuple(names))]
    if not new:
        sys.exit(f"No document for training has a name that begins with {' or '.join(names) or 'nothing'}.")
    drawn = lists(new, SEED)
    known = [_leaning(each) for each in documents if not each.minutes.name.startswith(tuple(names))]
    drawn += rehearsed([Ranked.of(each, encoder) for each in known if each.asked], round(REHEARSED * len(drawn)))
    random.Random(SEED).shuffle(drawn)
    trained(start, drawn, AGAIN, MODELS / NAME)


def rehearsed(known: Sequence[Ranked], count: int) -> list[Listed]:
    """Draw lists of documents that were read before, and of sentences about them."""
    return [*lists(known, SEED)[:count], *sentences(known, SEED)[: count // 4]]


def _leaning(document: Taught) -> Taught:
    """Return a document with the questions of conversations alone."""
    return replace(document, asked=tuple(each for each in document.asked if each.question.history))


if __name__ == "__main__":
    main(sys.argv[1:])
