"""Tunes the bundled model to read a question with a passage: `python -m eval.train.reranker`.

A cross-encoder (Nogueira & Cho 2019) trained by sentence-transformers: first on an encyclopaedia and a sample of the
shipped bank, which teach to rank; then on the teaching material with another sample, which teaches what is not said;
then on a second draw of it with statements joined to longer ones, and on sentences, which teach what a passage bears.
"""

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from datasets import Dataset
from sentence_transformers import CrossEncoder
from sentence_transformers.base.modules import Dense
from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments
from sentence_transformers.sentence_transformer.modules import Pooling

from eval.train.bundled import write_model
from eval.train.copies import BASE, MODELS, SEED, body, fit, in_rounds
from eval.train.lists import Listed, Ranked, lists, sentences
from eval.train.listwise import ListwiseLoss
from eval.train.sources import FORUM, bank, encyclopaedia
from eval.train.teaching import taught
from ingest.encoder import Encoder

LAYERS = 8  # of the 12: without the upper third it reads 1.5 times as many pairs a second, in training and at work
FROZEN = 2  # lowest layers, and the word vectors: they keep what words mean that the material does not have
FIRST, ONCE, AGAIN = (1.2e-4, 1.2e-3), (1.2e-4, 3e-4), (0.9e-4, 2e-4)  # learning rates of body and head in each pass
BATCH = 12  # lists
LONGEST = 256  # tokens; a longer pair is cut
ROUNDS = 3  # one pass over the lists
BANK_SHARE = 0.06
JOINED = (0, 55, 85)  # words up to which the statements of a document are joined in the last pass, in turn
DRAWS = 4  # times that each sentence is drawn there
KINDS = CrossEncoderTrainer, CrossEncoderTrainingArguments


def untrained() -> CrossEncoder:
    """Return the bundled model as a cross-encoder: mean over the tokens, one linear layer."""
    layers = body(LONGEST, num_hidden_layers=LAYERS)
    head = Dense(384, 1, activation_function=torch.nn.Identity(), module_output_name="scores")
    torch.nn.init.normal_(head.linear.weight, std=0.02)
    model: CrossEncoder = CrossEncoder(modules=[layers, Pooling(384, "mean"), head], device="cpu", num_labels=1)
    return model


def tune(
    model: CrossEncoder, drawn: Sequence[Listed], at_most: tuple[float, float], rates: tuple[float, float]
) -> None:
    """Train a model on lists, in their order.

    Args:
        model: changed in place.
        drawn: what to learn from.
        at_most: learning rates of the body and of the linear layer.
        rates: shares of the rates at the beginning and at the end.
    """
    data = Dataset.from_dict(
        {
            "question": [each.question for each in drawn],
            "passages": [list(each.passages) for each in drawn],
            "labels": [list(each.labels) for each in drawn],
        }
    )
    fit(model, KINDS, at_most, rates, BATCH, train_dataset=data, loss=ListwiseLoss(model))


def main() -> None:
    """Train and keep the model."""
    write_model(BASE)
    encoder = Encoder.load()
    begin, first, once, out = (
        MODELS / name for name in ("reranker-untrained", "reranker-first", "reranker-once", "reranker")
    )
    if not first.exists():  # it does not depend on the teaching material
        untrained().save_pretrained(str(begin))
        ranked = [Ranked.of(each, encoder) for each in (bank(FORUM), *encyclopaedia())]
        trained(begin, lists(ranked, SEED), FIRST, first)
    ranked = [Ranked.of(each, encoder) for each in (bank(FORUM, BANK_SHARE, SEED + 1), *taught(("train",)))]
    trained(first, lists(ranked, SEED + 1), ONCE, once)
    longer = [each.joined(JOINED[at % len(JOINED)]) for at, each in enumerate(ranked)]
    drawn = [*lists(longer, SEED + 2), *sentences(ranked, SEED, DRAWS)]
    random.Random(SEED).shuffle(drawn)
    trained(once, drawn, AGAIN, out)


def trained(start: Path, drawn: Sequence[Listed], at_most: tuple[float, float], out: Path) -> None:
    """Train on lists once, in rounds between which the copies are averaged.

    Args:
        start: folder of the model to begin with.
        drawn: what to learn from.
        at_most: learning rates of the body and of the linear layer.
        out: folder of the trained model.
    """
    rounds = [drawn[n * len(drawn) // ROUNDS : (n + 1) * len(drawn) // ROUNDS] for n in range(ROUNDS)]
    in_rounds(CrossEncoder, start, FROZEN, partial(tune, at_most=at_most), rounds, out)


if __name__ == "__main__":
    main()
