"""The reranker's loss: is each passage right, and which of a list, or none of it, is?"""

import torch
from sentence_transformers import CrossEncoder
from torch import Tensor, nn
from torch.nn import functional

POSITIVE = 2.0  # weight of a right passage: a list has one and about five wrong ones
LISTWISE = 0.5  # weight of the second question
TOGETHER = 24  # pairs read at once, of like length
ROWS, COLUMNS = 4, 16  # their number and length are filled up: torch compiles its kernels anew for every shape


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
