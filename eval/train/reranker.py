"""Tunes the bundled model to read a question with a passage: `python -m eval.train.reranker`.

A cross-encoder (Nogueira & Cho 2019) trained by sentence-transformers over all sources: first an encyclopaedia and the
shipped bank with the teaching material, then the teaching material alone.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.train.bundled import write_model
from eval.train.copies import HOW, averaged
from eval.train.encoder import FORUM
from eval.train.lists import Listed, Ranked, lists
from eval.train.sources import bank, encyclopaedia
from eval.train.teaching import taught
from ingest.encoder import Encoder
from protokoll.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

LAYERS = 8  # of the 12: without the upper third it reads 1.5 times as many pairs a second, in training and at work
FROZEN = 2  # lowest layers, and the word vectors: they keep what words mean that the material does not have
RATE, HEAD_RATE = 1.5e-4, 1.5e-3
BATCH = 12  # lists
LONGEST = 160  # tokens; a longer pair is cut, which is one in a hundred
SEED = 0
PASSES = 1
COPIES = 2


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


def tune(model: "CrossEncoder", drawn: Sequence[Listed]) -> None:
    """Train a model on lists, in their order.

    Args:
        model: changed in place.
        drawn: what to learn from.
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
            output_dir=folder,
            num_train_epochs=1,
            per_device_train_batch_size=BATCH,
            learning_rate=RATE,
            learning_rate_mapping={r"\.linear\.": HEAD_RATE},
            lr_scheduler_type="linear",
            warmup_steps=0.06,
            weight_decay=0.01,
            max_grad_norm=1.0,
            bf16=True,
            use_cpu=True,
            seed=SEED,
            save_strategy="no",
            logging_steps=20,
            report_to="none",
            disable_tqdm=True,
        )
        CrossEncoderTrainer(model=model, args=settings, train_dataset=data, loss=ListwiseLoss(model)).train()


def together(start: Path, drawn: Sequence[Sequence[Listed]], out: Path, say: Callable[[str], None]) -> None:
    """Train copies of a model on parts of the lists, and keep their mean.

    Args:
        start: folder of the model that all begin with.
        drawn: lists, one part a copy.
        out: folder of the mean.
        say: told the progress.
    """
    began = time.monotonic()
    say(f"{sum(map(len, drawn))} lists, {sum(len(each.labels) for part in drawn for each in part)} pairs")
    averaged(start, _load, FROZEN, tune, drawn, out)
    say(f"trained in {time.monotonic() - began:.0f} s")


def _load(folder: Path) -> "CrossEncoder":
    from sentence_transformers import CrossEncoder

    model: CrossEncoder = CrossEncoder(str(folder), device="cpu", local_files_only=True, model_kwargs=HOW)
    return model


def first(base: Path, encoder: Encoder, say: Callable[[str], None]) -> Path:
    """Train on the other sources, unless that was done: it does not depend on the teaching material."""
    begin, done = (base.with_name(name) for name in ("reranker-untrained", "reranker-first"))
    if not done.exists():
        untrained(base).save_pretrained(str(begin))
        drawn = lists([Ranked.of(each, encoder) for each in (bank(FORUM), *encyclopaedia())], SEED)
        together(begin, [drawn[number::COPIES] for number in range(COPIES)], done, say)
    return done


def second(start: Path, documents: Sequence[Ranked], passes: int, out: Path, say: Callable[[str], None]) -> None:
    """Train on teaching material: in each pass each copy sees all of it, with other wrong passages and other slips."""
    for number in range(passes):
        seeds = [SEED + 1 + number * COPIES + copy for copy in range(COPIES)]
        together(start, [lists(documents, seed) for seed in seeds], out, say)
        start = out


def main() -> int:
    """Train and keep the model.

    Returns:
        0.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("data"))
    options.add_argument("--passes", type=int, default=PASSES, help="over the teaching material")
    options.add_argument("--documents", type=int, default=10**6, help="of the teaching material, for a learning curve")
    options.add_argument("--out", default="reranker", help="name of the model's folder in data/models")
    chosen = options.parse_args()
    base, encoder = write_model(chosen.data / "models" / BUNDLED_MODEL), Encoder.load()
    start = first(base, encoder, _say)
    own = [Ranked.of(each, encoder) for each in taught(("train",))]
    own = own[:: max(1, round(len(own) / chosen.documents))]
    _say(f"{len(own)} documents of teaching material")
    second(start, own, chosen.passes, base.with_name(chosen.out), _say)
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
