"""Tunes the bundled model to find and to compare word by word: `python -m eval.train.encoder`.

One model reads questions and passages apart (late interaction: ColBERT, Khattab & Zaharia 2020), trained by
sentence-transformers over all sources: teaching material, a sample of the shipped bank, an encyclopaedia.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from eval.train.bundled import write_model
from eval.train.copies import HOW, averaged, schedule, shares
from eval.train.lessons import Lesson, lessons
from eval.train.sources import bank, encyclopaedia
from eval.train.teaching import taught
from protokoll.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder

FROZEN = 4  # lowest layers, and the word vectors: they keep what words mean that the material does not have
RATE, HEAD_RATE = 8e-5, 8e-4
SEED = 0
ROUNDS, COPIES = 2, 2  # in each round each copy reads half of the lessons; then their mean goes on
FORUM = Path("corpus/zukunftsforum-ki-2024-02-22.md")


def untrained(folder: Path) -> "MultiVectorEncoder":
    """Return the bundled model with a projection of its tokens to their principal components, and heads of zero.

    Args:
        folder: of the bundled model.

    Returns:
        The model.
    """
    import torch
    from sentence_transformers import MultiVectorEncoder
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.base.modules.dense import Dense

    from eval.train.late import HEADS, LONGEST, PROMPTS, TOKENS

    torch.manual_seed(SEED)
    body = Transformer(
        str(folder),
        model_kwargs=HOW,
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
        max_seq_length=LONGEST,
    )
    name = "token_embeddings"
    heads = Dense(384, HEADS, activation_function=None, module_input_name=name, module_output_name=name)
    texts = [PROMPTS["document"] + text for one in taught(("train",)) for text in lessons([one], SEED)[0].passages[:8]]
    with torch.no_grad():
        rows = []
        for start in range(0, len(texts), 32):
            tokens = body.tokenizer(texts[start : start + 32], padding=True, truncation=True, return_tensors="pt")
            states = body(dict(tokens))[name]
            rows.append(torch.nn.functional.normalize(states[tokens["attention_mask"].bool()], dim=-1))
        axes = torch.linalg.svd(torch.cat(rows)[::3], full_matrices=False).Vh
        heads.linear.weight.zero_()
        heads.linear.bias.zero_()
        heads.linear.weight[:TOKENS] = axes[:TOKENS]
    model: MultiVectorEncoder = MultiVectorEncoder(modules=[body, heads], device="cpu")
    return model


def tune(model: "MultiVectorEncoder", drawn: Sequence[Lesson], rates: tuple[float, float]) -> None:
    """Train a model on lessons, in their order.

    Args:
        model: changed in place.
        drawn: what to learn from.
        rates: shares of the learning rate at the beginning and at the end.
    """
    from datasets import Dataset
    from sentence_transformers import MultiVectorEncoderTrainer, MultiVectorEncoderTrainingArguments

    from eval.train.late import Collator, LateLoss

    with tempfile.TemporaryDirectory() as folder:  # the trainer wants one, though it saves nothing
        settings = MultiVectorEncoderTrainingArguments(
            output_dir=folder, num_train_epochs=1, per_device_train_batch_size=1, max_grad_norm=1.0, use_cpu=True,
            seed=SEED, save_strategy="no", logging_steps=10, report_to="none", disable_tqdm=True,
            remove_unused_columns=False,
        )  # fmt: skip
        trainer = MultiVectorEncoderTrainer(
            model=model,
            args=settings,
            train_dataset=Dataset.from_dict({"lesson": list(range(len(drawn)))}),
            loss=LateLoss(model),
            data_collator=cast(Any, Collator(model.tokenizer, drawn)),
            optimizers=schedule(model, RATE, HEAD_RATE, rates, len(drawn)),
        )
        trainer.train()


def load(folder: Path) -> "MultiVectorEncoder":
    """Open a model that was trained here."""
    from sentence_transformers import MultiVectorEncoder

    model: MultiVectorEncoder = MultiVectorEncoder(str(folder), device="cpu", local_files_only=True, model_kwargs=HOW)
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
    options.add_argument("--documents", type=int, default=10**6, help="of the teaching material, for a learning curve")
    options.add_argument("--out", default="encoder", help="name of the model's folder in data/models")
    chosen = options.parse_args()
    base = write_model(chosen.data / "models" / BUNDLED_MODEL)
    own = list(taught(("train",)))
    own = own[:: max(1, round(len(own) / chosen.documents))]
    others = encyclopaedia()
    out = base.with_name(chosen.out)
    start = out if chosen.done else base.with_name("encoder-untrained")
    if not start.exists():
        untrained(base).save_pretrained(str(start))
    for number in range(chosen.done, chosen.rounds):
        drawn = lessons([*own, *others, bank(FORUM, seed=number)], SEED + number)
        began = time.monotonic()
        parts = [drawn[copy::COPIES] for copy in range(COPIES)]
        averaged(start, load, FROZEN, partial(tune, rates=shares(number, chosen.rounds)), parts, out)
        sys.stderr.write(f"{len(drawn)} lessons in {time.monotonic() - began:.0f} s\n")
        start = out
    return 0


if __name__ == "__main__":
    sys.exit(main())
