"""Tunes the encoder's lower layers to read a question together with a passage: `python -m eval.train.reranker`.

A cross-encoder (Nogueira & Cho 2019), trained by sentence-transformers over the encoder's sources. It begins with what
the encoder has learned, and is taught to tell what the encoder takes for the answer from what is one.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eval.train.copies import HOW, averaged, schedule, shares
from eval.train.encoder import FORUM
from eval.train.lists import Listed, Ranked, lists
from eval.train.sources import bank, encyclopaedia
from eval.train.teaching import taught
from ingest.encoder import Encoder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

LAYERS = 6  # of the 12: it reads twice as many pairs a second, in training and at work
FROZEN = 2  # lowest layers, and the word vectors: they keep what words mean that the material does not have
RATE, HEAD_RATE = 1.5e-4, 1.5e-3
BATCH = 12  # lists
LONGEST = 160  # tokens; a longer pair is cut, which is one in a hundred
SEED = 0
ROUNDS, COPIES = 1, 2  # as of the encoder
SHARE = 0.6  # of the questions that are read in a round


def untrained(folder: Path) -> "CrossEncoder":
    """Return the lower layers of the tuned encoder as a cross-encoder: mean over the tokens, one linear layer.

    Args:
        folder: of the encoder.

    Returns:
        The model.
    """
    import torch
    from sentence_transformers import CrossEncoder
    from sentence_transformers.base.modules import Dense, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    torch.manual_seed(SEED)
    body = Transformer(
        str(folder),
        model_kwargs=HOW,
        # Dropout would cost two fifths of the time; each passage is seen a few times at most.
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "num_hidden_layers": LAYERS},
        max_seq_length=LONGEST,
    )
    head = Dense(384, 1, activation_function=torch.nn.Identity(), module_output_name="scores")
    torch.nn.init.normal_(head.linear.weight, std=0.02)
    model: CrossEncoder = CrossEncoder(modules=[body, Pooling(384, "mean"), head], device="cpu", num_labels=1)
    return model


def tune(model: "CrossEncoder", drawn: Sequence[Listed], rates: tuple[float, float]) -> None:
    """Train a model on lists, in their order.

    Args:
        model: changed in place.
        drawn: what to learn from.
        rates: shares of the learning rate at the beginning and at the end.
    """
    from datasets import Dataset
    from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments

    from eval.train.listwise import ListwiseLoss

    data = Dataset.from_dict(
        {
            "question": [each.question for each in drawn],
            "passages": [list(each.passages) for each in drawn],
            "labels": [list(each.labels) for each in drawn],
        }
    )
    with tempfile.TemporaryDirectory() as folder:  # the trainer wants one, though it saves nothing
        settings = CrossEncoderTrainingArguments(
            output_dir=folder, num_train_epochs=1, per_device_train_batch_size=BATCH, max_grad_norm=1.0, use_cpu=True,
            seed=SEED, save_strategy="no", logging_steps=20, report_to="none", disable_tqdm=True,
        )  # fmt: skip
        steps = -(-len(drawn) // BATCH)
        optimizers = schedule(model, RATE, HEAD_RATE, rates, steps)
        loss = ListwiseLoss(model)
        CrossEncoderTrainer(model=model, args=settings, train_dataset=data, loss=loss, optimizers=optimizers).train()


def load(folder: Path) -> "CrossEncoder":
    """Open a model that was trained here."""
    from sentence_transformers import CrossEncoder

    model: CrossEncoder = CrossEncoder(str(folder), device="cpu", local_files_only=True, model_kwargs=HOW)
    return model


def main() -> int:
    """Train and keep the model.

    Returns:
        0.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("data"))
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--done", type=int, default=0, help="rounds that an earlier run finished: go on after them")
    options.add_argument("--out", default="reranker", help="name of the model's folder in data/models")
    chosen = options.parse_args()
    tuned, begin, out = (chosen.data / "models" / name for name in ("encoder", "reranker-untrained", chosen.out))
    start = out if chosen.done else begin
    if not chosen.done:
        untrained(tuned).save_pretrained(str(begin))
    encoder = Encoder.load()
    ranked = [Ranked.of(each, encoder) for each in (*taught(("train",)), *encyclopaedia())]
    for number in range(chosen.done, chosen.rounds):
        drawn = lists([*ranked, Ranked.of(bank(FORUM, seed=number), encoder)], SEED + number)
        drawn = drawn[: int(SHARE * len(drawn))]
        began = time.monotonic()
        parts = [drawn[copy::COPIES] for copy in range(COPIES)]
        averaged(start, load, FROZEN, partial(tune, rates=shares(number, chosen.rounds)), parts, out)
        sys.stderr.write(f"{len(drawn)} lists in {time.monotonic() - began:.0f} s\n")
        start = out
    return 0


if __name__ == "__main__":
    sys.exit(main())
