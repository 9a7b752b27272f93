"""How a tuned model is trained: copies side by side, each on its part, and then the mean of their weights."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

# Of the bundled model: bfloat16 is slower here, and so is "sdpa" backwards.
HOW = {"dtype": "float32", "add_pooling_layer": False, "attn_implementation": "eager"}
Train = Callable[[Any, Any], None]  # a model, its lowest layers frozen, and its part of what to learn from


def averaged(
    start: Path, load: Callable[[Path], Any], frozen: int, train: Train, parts: Sequence[Any], out: Path
) -> None:
    """Train one copy of a model on each part, side by side, and keep the mean of their weights.

    Two processes of one thread each read twice as much a second as one of two threads, which wait for each other;
    the mean of copies tuned from the same weights is at least as good as each (Wortsman et al. 2022).

    Args:
        start: folder of the model that all begin with.
        load: opens it.
        frozen: how many of the lowest layers stay as they are.
        train: changes a copy; like `load`, a function of a module.
        parts: what to learn from, one a copy.
        out: folder of the mean.
    """
    copies = [out.with_name(f"{out.name}-{number}") for number in range(len(parts))]
    with ProcessPoolExecutor(len(parts), multiprocessing.get_context("spawn")) as processes:
        list(processes.map(partial(_copy, start, load, frozen, train), parts, copies))
    model = load(copies[0])
    states = [load(folder).state_dict() for folder in copies]
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    model.save_pretrained(str(out))


def _copy(start: Path, load: Callable[[Path], Any], frozen: int, train: Train, part: Any, out: Path) -> None:  # noqa: ANN401
    import torch

    torch.set_num_threads(1)
    model = load(start)
    freeze(model, frozen)
    train(model, part)
    model.save_pretrained(str(out))


def schedule(model: Any, rate: float, head_rate: float, rates: tuple[float, float], steps: int) -> tuple[Any, Any]:  # noqa: ANN401
    """Return optimizer and schedule of one round, in which the rates fall evenly.

    Args:
        model: a body and its head, in this order.
        rate: of the body, where its share is 1.
        head_rate: of the head.
        rates: shares of both at the round's beginning and at its end.
        steps: of the round.

    Returns:
        Both, as sentence-transformers' trainers take them.
    """
    import torch
    from torch.optim.lr_scheduler import LambdaLR

    named = [(name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    body = {"params": [parameter for name, parameter in named if name.startswith("0.")], "lr": rate}
    head = {"params": [parameter for name, parameter in named if not name.startswith("0.")], "lr": head_rate}
    optimizer = torch.optim.AdamW([body, head], weight_decay=0.01)
    begin, end = rates
    return optimizer, LambdaLR(optimizer, lambda step: min(1, (step + 1) / 8) * (begin + (end - begin) * step / steps))


def shares(number: int, rounds: int) -> tuple[float, float]:
    """Return the rates' shares at the beginning and at the end of a round."""
    return 1 - number / rounds, 1 - (number + 1) / rounds


def freeze(model: Any, layers: int) -> None:  # noqa: ANN401 - of several kinds
    """Keep a model's word vectors and its lowest layers as they are."""
    bert = model[0].model
    for part in (bert.embeddings, bert.encoder.layer[:layers]):
        for parameter in part.parameters():
            parameter.requires_grad = False
