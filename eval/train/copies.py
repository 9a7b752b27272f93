"""How a model is tuned: in rounds of copies side by side, each on its part, and then the mean of their weights."""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.base.modules import Transformer
from torch.optim.lr_scheduler import LambdaLR

from protokoll.settings import BUNDLED_MODEL

MODELS = Path("data/models")  # folders of what is trained
BASE = MODELS / BUNDLED_MODEL
# Of the bundled model: bfloat16 is slower here, and so is "sdpa" backwards.
HOW = {"dtype": "float32", "add_pooling_layer": False, "attn_implementation": "eager"}
COPIES = 2
SEED = 0
Train = Callable[..., None]  # (model, part of what to learn from, rates=shares of the rates at beginning and end)


def body(longest: int, **config: object) -> Any:  # noqa: ANN401 - a Transformer
    """Return the bundled model's layers, cut at so many tokens, without dropout: it would cost two fifths of the time.

    `config` is what another model has otherwise than the bundled one.
    """
    torch.manual_seed(SEED)
    dropout = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    return Transformer(str(BASE), model_kwargs=HOW, config_kwargs=dropout | config, max_seq_length=longest)


def load(kind: type[Any], folder: Path) -> Any:  # noqa: ANN401 - a model of that kind
    """Open a model that was trained here."""
    return kind(str(folder), device="cpu", local_files_only=True, model_kwargs=HOW)


def in_rounds(
    kind: type[Any], start: Path, frozen: int, train: Train, rounds: Sequence[Sequence[Any]], out: Path
) -> None:
    """Train copies of a model side by side, each on its part of a round, and go on with the mean of their weights.

    Two processes of one thread each read twice as much a second as one of two threads, which wait for each other;
    the mean of copies tuned from the same weights is at least as good as each (Wortsman et al. 2022).

    Args:
        kind: class of the model.
        start: folder of the model to begin with.
        frozen: how many of the lowest layers stay as they are.
        train: changes a copy; a function of a module.
        rounds: what to learn from in each.
        out: folder of the trained model.
    """
    began = time.monotonic()
    copies = [out.with_name(f"{out.name}-{number}") for number in range(COPIES)]
    for number, drawn in enumerate(rounds):
        shares = 1 - number / len(rounds), 1 - (number + 1) / len(rounds)
        tuned = partial(_copy, kind, start, frozen, partial(train, rates=shares))
        with ProcessPoolExecutor(COPIES, multiprocessing.get_context("spawn")) as processes:
            list(processes.map(tuned, [drawn[copy::COPIES] for copy in range(COPIES)], copies))
        model = load(kind, copies[0])
        states = [load(kind, folder).state_dict() for folder in copies]
        model.load_state_dict({name: sum(state[name] for state in states) / COPIES for name in states[0]})
        model.save_pretrained(str(out))
        start = out
        spent = time.monotonic() - began
        sys.stderr.write(f"{out.name}: round {number + 1} of {len(rounds)}, {len(drawn)} rows, after {spent:.0f} s\n")


def _copy(kind: type[Any], start: Path, frozen: int, train: Train, part: Sequence[Any], out: Path) -> None:
    torch.set_num_threads(1)
    model = load(kind, start)
    bert = model[0].model
    for kept in (bert.embeddings, bert.encoder.layer[:frozen]):
        for parameter in kept.parameters():
            parameter.requires_grad = False
    train(model, part)
    model.save_pretrained(str(out))


def fit(
    model: Any,  # noqa: ANN401 - of several kinds
    kinds: tuple[type[Any], type[Any]],
    at_most: tuple[float, float],
    rates: tuple[float, float],
    batch: int,
    **given: Any,  # noqa: ANN401
) -> None:
    """Train a model once over its data; the rates fall evenly.

    Args:
        model: a body and its head, in this order; changed in place.
        kinds: classes of sentence-transformers' trainer and of its arguments.
        at_most: learning rates of body and head.
        rates: shares of both at the beginning and at the end.
        batch: rows of the data at once.
        **given: to the trainer.
    """
    named = [(name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    groups = [
        {"params": [parameter for name, parameter in named if name.startswith("0.") == of_body], "lr": rate}
        for of_body, rate in zip((True, False), at_most, strict=True)
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = -(-len(given["train_dataset"]) // batch)
    begin, end = rates
    falling = LambdaLR(optimizer, lambda step: min(1, (step + 1) / 8) * (begin + (end - begin) * step / steps))
    trainer, arguments = kinds
    with tempfile.TemporaryDirectory() as folder:  # the trainer wants one, though it saves nothing
        settings = arguments(
            output_dir=folder, num_train_epochs=1, per_device_train_batch_size=batch, max_grad_norm=1.0, use_cpu=True,
            seed=SEED, save_strategy="no", logging_steps=20, report_to="none", disable_tqdm=True,
            remove_unused_columns="data_collator" not in given,  # whoever collates itself looks at its own
        )  # fmt: skip
        trainer(model=model, args=settings, optimizers=(optimizer, falling), **given).train()
