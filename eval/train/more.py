"""Trains the shipped reranker on with documents that it has not read: `python -m eval.train.more d1_ d2_ …`.

The names of the new documents begin with what is given. Half as many lists of follow-ups over the other documents
and some sentences are read between them, so that nothing is unlearned. Afterwards:
`python -m eval.train.export reranker` and `python -m eval.train.judge`.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from eval.train.bundled import write_model
from eval.train.copies import BASE, MODELS, SEED
from eval.train.export import FOLDERS
from eval.train.lists import Ranked, lists, sentences
from eval.train.reranker import AGAIN, trained, untrained
from eval.train.teaching import Taught, taught
from ingest.encoder import Encoder
from ingest.runtime import files_of
from retrieval.reranker import NAME

REHEARSED = 0.5  # lists of other documents for each new one, and a quarter of that sentences


def main(names: Sequence[str]) -> None:
    """Train on documents whose names begin so, and keep the model."""
    write_model(BASE)
    start = MODELS / f"{NAME}-shipped"
    shipped().save_pretrained(str(start))
    encoder = Encoder.load()
    documents = list(taught(("train",)))
    new = [Ranked.of(each, encoder) for each in documents if each.minutes.name.startswith(tuple(names))]
    if not new:
        sys.exit(f"No document for training has a name that begins with {' or '.join(names) or 'nothing'}.")
    drawn = lists(new, SEED)
    known = [_leaning(each) for each in documents if not each.minutes.name.startswith(tuple(names))]
    read = [Ranked.of(each, encoder) for each in known if each.asked]
    count = round(REHEARSED * len(drawn))
    drawn += [*lists(read, SEED)[:count], *sentences(read, SEED)[: count // 4]]
    random.Random(SEED).shuffle(drawn)
    trained(start, drawn, AGAIN, MODELS / NAME)


def shipped() -> Any:  # noqa: ANN401 - a CrossEncoder
    """Return the shipped model with its matrices taken back from 8 to 32 bits.

    Word vectors, which no training here changes, are the bundled model's own.
    """
    graph = onnx.load(files_of(NAME, FOLDERS[NAME])[0]).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: value for name, value in stored.items() if name.endswith((".weight", ".bias"))}
    for node in graph.node:
        for name in (each for each in node.input if each.endswith("_quantized") and each in stored):
            bare = name.removesuffix("_quantized")
            exact = stored[name].astype(np.float32) - stored[f"{bare}_zero_point"].astype(np.float32)
            place = node.name.strip("/").removesuffix("_quant").removesuffix("/MatMul").removesuffix("/Gemm_MatMul")
            found[f"{place.replace('/', '.')}.weight"] = (exact * stored[f"{bare}_scale"]).T
    tensors = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}
    model: Any = untrained()
    body = {name.removeprefix("body.bert."): each for name, each in tensors.items() if name.startswith("body.bert.")}
    missing, unknown = model[0].model.load_state_dict(body, strict=False)
    if unknown or any("word_embeddings" not in each and "position_ids" not in each for each in missing):
        raise ValueError(f"{FOLDERS[NAME]} does not fit {BASE}: lacks {missing}, has {unknown}")
    model[-1].linear.load_state_dict({name: tensors[f"head.{name}"] for name in ("weight", "bias")})
    return model


def _leaning(document: Taught) -> Taught:
    """Return a document with the questions of conversations alone."""
    return replace(document, asked=tuple(each for each in document.asked if each.question.history))


if __name__ == "__main__":
    main(sys.argv[1:])
