"""The encoder's loss: which of all passages of a document answers a question, and does any?"""

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers import MultiVectorEncoder
from torch import Tensor, nn
from torch.nn import functional

from eval.train.lessons import Lesson
from ingest import encoder
from ingest.tokens import SCALE

TOKENS = 128  # dimensions of a token's vector
HEADS = TOKENS + 2  # and how much a question's token counts, and how high a passage must score for the question
TOGETHER = 32  # texts of like length read at once
COLUMNS = 8  # lengths are filled up to a multiple of it
POOLED = 0.5  # weight of the ranking by the texts' mean vectors, by which the vector store finds
PROMPTS = {"query": encoder.PROMPTS["query"], "document": encoder.PROMPTS["passage"]}  # by what the trainer calls them
LONGEST = 192


class Collator:
    """Turns a lesson into token ids, in groups of like length, questions first; the labels follow that order."""

    valid_label_columns = ("label",)

    def __init__(self, tokenizer: Any, taught: Sequence[Lesson]) -> None:  # noqa: ANN401 - a transformers tokenizer
        self._tokenizer, self._taught = tokenizer, taught

    def __call__(self, rows: Sequence[dict[str, int]]) -> dict[str, Any]:
        """Return the features of one lesson."""
        lesson = self._taught[rows[0]["lesson"]]
        batch: dict[str, Any] = {}
        orders = []
        for task, texts in (("query", lesson.questions), ("document", lesson.passages)):
            order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
            orders.append(order)
            for start in range(0, len(order), TOGETHER):
                some = [PROMPTS[task] + texts[row] for row in order[start : start + TOGETHER]]
                tokens = self._tokenizer(
                    some,
                    padding=True,
                    truncation=True,
                    max_length=LONGEST,
                    pad_to_multiple_of=COLUMNS,
                    return_tensors="pt",
                )
                for name in ("input_ids", "attention_mask"):
                    batch[f"{task}{start}_{name}"] = tokens[name]
                batch[f"{task}{start}_task"] = task
        batch["label"] = torch.from_numpy(lesson.labels[orders[0]][:, orders[1]].astype("int64"))
        return batch


class LateLoss(nn.Module):
    """Cross entropy over a document's passages, by tokens (ColBERT) and by mean vectors, and the question's own bar.

    A question sets a bar; the best passage must pass it where the document has an answer, and stay below where not.
    """

    def __init__(self, model: MultiVectorEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, features: Sequence[dict[str, Any]], labels: Tensor) -> Tensor:
        """Return the loss of one lesson: features of its questions and passages, labels (q, p)."""
        read = [(each["task"], *self._read(each)) for each in features]
        questions, passages = ([part[1:] for part in read if part[0] == task] for task in ("query", "document"))
        late = torch.cat([torch.cat([scores(q, p) for p in passages], 1) for q in questions])
        bars = torch.cat([bar(q) for q in questions])
        means = [
            functional.normalize(torch.cat([mean(part) for part in some]), dim=-1) for some in (questions, passages)
        ]
        pooled = means[0] @ means[1].T * 30.0
        hidden, right = labels < 0, labels > 0
        late, pooled = late.masked_fill(hidden, -1e4), pooled.masked_fill(hidden, -1e4)
        there = right.any(1)
        losses = [functional.softplus(torch.where(there, bars - _best(late, right), late.amax(1) - bars)).mean()]
        if there.any():
            losses += [_ranked(late[there], right[there]), POOLED * _ranked(pooled[there], right[there])]
        return torch.stack(losses).sum()

    def _read(self, features: dict[str, Any]) -> tuple[Tensor, Tensor, Tensor]:
        """Return states (n, t, 384), heads (n, t, HEADS) and the mask of the tokens (n, t)."""
        body, heads = self.model[0], self.model[1]
        tokens = {name: features[name] for name in ("input_ids", "attention_mask")}
        states = body(dict(tokens))["token_embeddings"]
        return states, heads({"token_embeddings": states})["token_embeddings"], tokens["attention_mask"]


def words_of(mask: Tensor) -> Tensor:
    """Return the mask of the tokens that are words of the text (n, t)."""
    begin, end = encoder.MARKS
    inner = mask.clone()
    inner[:, :begin] = 0
    inner.scatter_(1, (mask.sum(1, keepdim=True) - end).clamp(min=0), 0)
    return inner


def scores(question: tuple[Tensor, Tensor, Tensor], passage: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Return how well passages fit questions (q, p): the mean over the question's words of the best word's cosine."""
    (_, asked, asked_mask), (_, told, told_mask) = question, passage
    sims = torch.einsum("qid,pjd->qpij", *(functional.normalize(each[..., :TOKENS], dim=-1) for each in (asked, told)))
    sims = sims.masked_fill(words_of(told_mask)[None, :, None, :] == 0, -1.0)
    shares = torch.sigmoid(asked[..., TOKENS]) * words_of(asked_mask)
    shares = shares / shares.sum(1, keepdim=True).clamp(min=1e-6)
    return SCALE * torch.einsum("qpi,qi->qp", sims.amax(3), shares)


def bar(question: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Return how high a passage must score to answer questions (q,)."""
    _, asked, mask = question
    inner = words_of(mask)
    return SCALE * 0.5 + 10.0 * (asked[..., TOKENS + 1] * inner).sum(1) / inner.sum(1).clamp(min=1)


def mean(read: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Return the mean of the states of each text (n, 384)."""
    states, _, mask = read
    return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


def _best(late: Tensor, right: Tensor) -> Tensor:
    return late.masked_fill(~right, -1e4).amax(1)


def _ranked(found: Tensor, right: Tensor) -> Tensor:
    """Mean of -log of the share that the right passages have together."""
    return (found.logsumexp(1) - found.masked_fill(~right, -1e4).logsumexp(1)).mean()
