"""The shipped models as sentence-transformers folders, so that training can go on from them.

Matrices are taken back from 8 to 32 bits; word vectors, which no training here changes, are the bundled model's own.
"""

from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from eval.train.copies import BASE
from eval.train.export import FOLDERS, ZERO
from ingest.runtime import files_of

BODY, PLAIN = "body.bert.", (".weight", ".bias")
ROUNDED = (".rounded", "_quantized")


def weights(name: str) -> tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]:
    """Read what a shipped model has learned.

    Args:
        name: encoder or reranker.

    Returns:
        Tensors of the body by BertModel's names, without word vectors, and of the head by torch's.
    """
    graph = onnx.load(files_of(name, FOLDERS[name])[0]).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {key: value for key, value in stored.items() if key.endswith(PLAIN)}
    for node in graph.node:
        rounded = next((each for each in node.input if each.endswith(ROUNDED) and each in stored), "")
        if rounded:
            place = node.name.strip("/").removesuffix("_quant").removesuffix("/MatMul").removesuffix("/Gemm_MatMul")
            found[f"{place.replace('/', '.')}.weight"] = _matrix(rounded, stored)
    tensors = {key: torch.from_numpy(np.array(value, np.float32)) for key, value in found.items()}
    body = {key.removeprefix(BODY): value for key, value in tensors.items() if key.startswith(BODY)}
    head = {key.split(".", 1)[1]: value for key, value in tensors.items() if key.startswith("head")}
    return body, head


def fill(model: Any, name: str) -> None:  # noqa: ANN401 - a sentence-transformers model
    """Put a shipped model's weights into an untrained one of its kind."""
    body, head = weights(name)
    missing, unknown = model[0].model.load_state_dict(body, strict=False)
    if unknown or any("word_embeddings" not in each and "position_ids" not in each for each in missing):
        raise ValueError(f"{FOLDERS[name]} does not fit {BASE}: lacks {missing}, has {unknown}")
    model[-1].linear.load_state_dict(head)


def _matrix(name: str, stored: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
    """Return a matrix (outputs, inputs) as the model was trained with it, but for the rounding."""
    bare = name.removesuffix(".rounded").removesuffix("_quantized")
    rounded = stored[name].astype(np.float32)
    if name.endswith(".rounded"):
        scales = stored[f"{bare}.scales"].reshape(len(rounded), -1, 1)
        return np.asarray(((rounded - ZERO) * scales).reshape(len(rounded), -1), np.float32)
    return np.asarray(((rounded - stored[f"{bare}_zero_point"].astype(np.float32)) * stored[f"{bare}_scale"]).T)
