"""Tunes the bundled model to find and to compare word by word: `python -m eval.train.encoder`.

One model reads questions and passages apart (late interaction: ColBERT, Khattab & Zaharia 2020), trained by
sentence-transformers over all sources: teaching material, a sample of the shipped bank, an encyclopaedia.
"""

from collections.abc import Sequence
from typing import Any, cast

import torch
from datasets import Dataset
from sentence_transformers import (
    MultiVectorEncoder,
    MultiVectorEncoderTrainer,
    MultiVectorEncoderTrainingArguments,
)
from sentence_transformers.base.modules.dense import Dense

from eval.train.bundled import write_model
from eval.train.copies import BASE, MODELS, SEED, body, fit, in_rounds
from eval.train.late import HEADS, LONGEST, PROMPTS, TOKENS, Collator, LateLoss
from eval.train.lessons import Lesson, lessons
from eval.train.sources import FORUM, bank, encyclopaedia
from eval.train.teaching import taught

FROZEN = 4  # lowest layers, and the word vectors: they keep what words mean that the material does not have
RATES = 8e-5, 8e-4  # of body and heads
ROUNDS = 2
KINDS = MultiVectorEncoderTrainer, MultiVectorEncoderTrainingArguments


def untrained() -> MultiVectorEncoder:
    """Return the bundled model with a projection of its tokens to their principal components, and heads of zero."""
    layers = body(LONGEST)
    name = "token_embeddings"
    heads = Dense(384, HEADS, activation_function=None, module_input_name=name, module_output_name=name)
    texts = [PROMPTS["document"] + text for one in taught(("train",)) for text in lessons([one], SEED)[0].passages[:8]]
    with torch.no_grad():
        rows = []
        for start in range(0, len(texts), 32):
            tokens = layers.tokenizer(texts[start : start + 32], padding=True, truncation=True, return_tensors="pt")
            states = layers(dict(tokens))[name]
            rows.append(torch.nn.functional.normalize(states[tokens["attention_mask"].bool()], dim=-1))
        axes = torch.linalg.svd(torch.cat(rows)[::3], full_matrices=False).Vh
        heads.linear.weight.zero_()
        heads.linear.bias.zero_()
        heads.linear.weight[:TOKENS] = axes[:TOKENS]
    model: MultiVectorEncoder = MultiVectorEncoder(modules=[layers, heads], device="cpu")
    return model


def tune(model: MultiVectorEncoder, drawn: Sequence[Lesson], rates: tuple[float, float]) -> None:
    """Train a model on lessons, in their order; `rates` are shares of the rate at the beginning and at the end."""
    data = Dataset.from_dict({"lesson": list(range(len(drawn)))})
    collator = cast(Any, Collator(model.tokenizer, drawn))
    fit(model, KINDS, RATES, rates, 1, train_dataset=data, loss=LateLoss(model), data_collator=collator)


def main() -> None:
    """Train and keep the model."""
    write_model(BASE)
    start = MODELS / "encoder-untrained"
    if not start.exists():
        untrained().save_pretrained(str(start))
    documents = [*taught(("train",)), *encyclopaedia()]
    rounds = [lessons([*documents, bank(FORUM, seed=number)], SEED + number) for number in range(ROUNDS)]
    in_rounds(MultiVectorEncoder, start, FROZEN, tune, rounds, MODELS / "encoder")


if __name__ == "__main__":
    main()
