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
from torch import Tensor, nn
from torch.nn import functional

from eval.train.bundled import write_model
from eval.train.copies import BASE, MODELS, SEED, body, fit, in_rounds
from eval.train.lists import Listed, Ranked, lists, sentences
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
POSITIVE = 2.0  # weight of a right passage: a list has one and about five wrong ones
LISTWISE = 0.5  # weight of the second question
TOGETHER = 24  # pairs read at once, of like length
ROWS, COLUMNS = 4, 16  # their number and length are filled up: torch compiles its kernels anew for every shape
KINDS = CrossEncoderTrainer, CrossEncoderTrainingArguments


class ListwiseLoss(nn.Module):
    """Binary cross entropy over pairs, and cross entropy over each list with a logit 0 for "none of them"."""

    def __init__(self, model: CrossEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(
        self,
        inputs: tuple[list[str], list[list[str]]],
        labels: list[Tensor],
        prompt: str | None = None,
        task: str | None = None,
    ) -> Tensor:
        """Return the loss of a batch of (questions, lists of passages)."""
        questions, passages = inputs
        pairs = [(question, text) for question, texts in zip(questions, passages, strict=True) for text in texts]
        wanted = torch.cat(labels).float()
        logits = self._read(pairs)
        weights = 1 + (POSITIVE - 1) * wanted
        single = functional.binary_cross_entropy_with_logits(logits, wanted, weight=weights)
        sizes = [len(texts) for texts in passages]
        return single + LISTWISE * _over_lists(torch.split(logits, sizes), torch.split(wanted, sizes))

    def _read(self, pairs: list[tuple[str, str]]) -> Tensor:
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
        read = []
        for start in range(0, len(order), TOGETHER):
            some = [pairs[i] for i in order[start : start + TOGETHER]]
            filled = some + some[-1:] * (-len(some) % ROWS)
            tokens = self.model.preprocess(filled)
            missing = (0, -tokens["input_ids"].shape[1] % COLUMNS)
            pad = self.model.tokenizer.pad_token_id
            tokens["input_ids"] = functional.pad(tokens["input_ids"], missing, value=pad)
            tokens["attention_mask"] = functional.pad(tokens["attention_mask"], missing)
            read.append(self.model(tokens)["scores"].view(-1).float()[: len(some)])
        logits = torch.cat(read)
        return logits[torch.tensor(order).argsort()]


def _over_lists(logits: tuple[Tensor, ...], wanted: tuple[Tensor, ...]) -> Tensor:
    """Mean over lists of -log of the share that the right passages have together, or that "none" has."""
    losses = []
    for own, right in zip(logits, wanted, strict=True):
        everything = torch.cat([own, own.new_zeros(1)]).logsumexp(0)
        good = own[right > 0.5].logsumexp(0) if right.any() else own.new_zeros(())
        losses.append(everything - good)
    return torch.stack(losses).mean()


def untrained() -> CrossEncoder:
    """Return the bundled model as a cross-encoder: mean over the tokens, one linear layer."""
    layers = body(LONGEST, num_hidden_layers=LAYERS)
    head = Dense(384, 1, activation_function=nn.Identity(), module_output_name="scores")
    nn.init.normal_(head.linear.weight, std=0.02)
    model: CrossEncoder = CrossEncoder(modules=[layers, Pooling(384, "mean"), head], device="cpu", num_labels=1)
    return model


def tune(
    model: CrossEncoder, drawn: Sequence[Listed], at_most: tuple[float, float], rates: tuple[float, float]
) -> None:
    """Train a model on lists, in their order, at learning rates of body and head, of which `rates` are shares."""
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
    """Train the model of a folder on lists once, in rounds between which the copies are averaged, into another one."""
    rounds = [drawn[n * len(drawn) // ROUNDS : (n + 1) * len(drawn) // ROUNDS] for n in range(ROUNDS)]
    in_rounds(CrossEncoder, start, FROZEN, partial(tune, at_most=at_most), rounds, out)


if __name__ == "__main__":
    main()
