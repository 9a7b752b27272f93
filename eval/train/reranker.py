"""Tunes the bundled model to read a question with a passage: `python -m eval.train.reranker`.

A cross-encoder (Nogueira & Cho 2019) trained by sentence-transformers: first on an encyclopaedia and a sample of the
shipped bank, which teach to rank; then on the teaching material with another sample, which teaches what is not said;
then on a second draw of it with statements joined to longer ones, and on sentences, which teach what a passage bears.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eval.train.bundled import write_model
from eval.train.copies import HOW, averaged, schedule, shares
from eval.train.encoder import FORUM
from eval.train.lists import Listed, Ranked, lists, sentences
from eval.train.sources import bank, encyclopaedia
from eval.train.teaching import taught
from ingest.encoder import Encoder
from protokoll.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

LAYERS = 8  # of the 12: without the upper third it reads 1.5 times as many pairs a second, in training and at work
FROZEN = 2  # lowest layers, and the word vectors: they keep what words mean that the material does not have
FIRST, ONCE, AGAIN = (1.2e-4, 1.2e-3), (1.2e-4, 3e-4), (0.9e-4, 2e-4)  # learning rates of body and head in each pass
BATCH = 12  # lists
LONGEST = 256  # tokens; a longer pair is cut
SEED = 0
ROUNDS, COPIES = 3, 2  # one pass over the lists; in each round each copy reads half, then their mean goes on
BANK_SHARE = 0.06
JOINED = (0, 55, 85)  # words up to which the statements of a document are joined in the last pass, in turn
DRAWS = 4  # times that each sentence is drawn there


def untrained(folder: Path) -> "CrossEncoder":
    """Return the bundled model as a cross-encoder: mean over the tokens, one linear layer.

    Args:
        folder: of the bundled model.

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
        # Dropout would cost two fifths of the time; each passage is seen three times at most.
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "num_hidden_layers": LAYERS},
        max_seq_length=LONGEST,
    )
    head = Dense(384, 1, activation_function=torch.nn.Identity(), module_output_name="scores")
    torch.nn.init.normal_(head.linear.weight, std=0.02)
    model: CrossEncoder = CrossEncoder(modules=[body, Pooling(384, "mean"), head], device="cpu", num_labels=1)
    return model


def tune(model: "CrossEncoder", drawn: Sequence[Listed], rates: tuple[float, float], part: tuple[float, float]) -> None:
    """Train a model on lists, in their order.

    Args:
        model: changed in place.
        drawn: what to learn from.
        rates: of the body and of the linear layer, at most.
        part: shares of the rates at the beginning and at the end.
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
        optimizers = schedule(model, *rates, part, steps)
        loss = ListwiseLoss(model)
        CrossEncoderTrainer(model=model, args=settings, train_dataset=data, loss=loss, optimizers=optimizers).train()


def trained(start: Path, drawn: Sequence[Listed], rates: tuple[float, float], out: Path) -> None:
    """Train on lists once, in rounds between which the copies are averaged.

    Args:
        start: folder of the model to begin with.
        drawn: what to learn from.
        rates: of the body and of the linear layer, at most.
        out: folder of the trained model.
    """
    began = time.monotonic()
    _say(f"{len(drawn)} lists, {sum(len(each.labels) for each in drawn)} pairs")
    for number in range(ROUNDS):
        some = drawn[number * len(drawn) // ROUNDS : (number + 1) * len(drawn) // ROUNDS]
        train = partial(tune, rates=rates, part=shares(number, ROUNDS))
        averaged(start, load, FROZEN, train, [some[copy::COPIES] for copy in range(COPIES)], out)
        start = out
        _say(f"round {number + 1} of {ROUNDS} after {time.monotonic() - began:.0f} s")


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
    options.add_argument("--documents", type=int, default=10**6, help="of the teaching material, for a learning curve")
    options.add_argument("--out", default="reranker", help="name of the model's folder in data/models")
    chosen = options.parse_args()
    base, encoder = write_model(chosen.data / "models" / BUNDLED_MODEL), Encoder.load()
    names = ("reranker-untrained", "reranker-first", f"{chosen.out}-once", chosen.out)
    begin, first, once, out = (base.with_name(name) for name in names)
    if not first.exists():  # it does not depend on the teaching material
        untrained(base).save_pretrained(str(begin))
        ranked = [Ranked.of(each, encoder) for each in (bank(FORUM), *encyclopaedia())]
        trained(begin, lists(ranked, SEED), FIRST, first)
    own = list(taught(("train",)))
    own = own[:: max(1, round(len(own) / chosen.documents))]
    _say(f"{len(own)} documents of teaching material")
    ranked = [Ranked.of(each, encoder) for each in (bank(FORUM, BANK_SHARE, SEED + 1), *own)]
    trained(first, lists(ranked, SEED + 1), ONCE, once)
    longer = [each.joined(JOINED[at % len(JOINED)]) for at, each in enumerate(ranked)]
    drawn = [*lists(longer, SEED + 2), *sentences(ranked, SEED, DRAWS)]
    random.Random(SEED).shuffle(drawn)
    trained(once, drawn, AGAIN, out)
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
