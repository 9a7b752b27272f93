"""Writes the tuned models for onnxruntime: 8-bit weights, the vocabulary that German and English need.

`python -m eval.train.export [encoder|reranker]` → `ingest/data` or `retrieval/model`. Word vectors are kept in 8 bits
with one scale a row, matrices likewise or finer.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import CrossEncoder, MultiVectorEncoder
from torch import Tensor, nn
from torch.nn import functional

from eval.train.copies import MODELS, load
from eval.train.late import TOKENS, bar, mean, words_of
from eval.train.teaching import read_minutes, read_questions, read_split
from ingest import encoder
from ingest.runtime import Facts, files_of
from retrieval import reranker

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # first rows of the vocabulary
FREQUENT = 40_000  # words of each language whose pieces are kept
OPSET = 17
BLOCK = 32  # numbers of a row that share a scale; with 128 a vector depends on what is read beside it
ZERO = 128  # what the operator counts from
COMPUTED = 4  # onnxruntime's name for computing in 8 bits
TEXTS, TOKEN = {0: "texts"}, {0: "texts", 1: "tokens"}
FOLDERS = {encoder.NAME: Path("ingest/data"), reranker.NAME: Path("retrieval/model")}


def _rounded(table: Tensor) -> tuple[Tensor, Tensor]:
    scales = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-9) / 127
    return (table / scales).round().to(torch.int8), scales


class Words(nn.Module):
    """A tuned body from token ids to states, its word vectors cut and in 8 bits."""

    words: Tensor
    scales: Tensor

    def __init__(self, bert: Any, kept: Sequence[int]) -> None:  # noqa: ANN401 - a transformers model
        """Take a tuned body; `kept` are rows of its vocabulary."""
        super().__init__()
        self.bert = bert
        words, scales = _rounded(bert.embeddings.word_embeddings.weight.detach()[list(kept)].float())
        self.register_buffer("words", words)
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return states (n, t, 384) of token ids (n, t)."""
        vectors = self.words[ids].float() * self.scales[ids]
        states: Tensor = self.bert(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        return states


class Read(nn.Module):
    """The encoder from token ids to what the product reads off."""

    def __init__(self, model: Any, kept: Sequence[int]) -> None:  # noqa: ANN401 - a MultiVectorEncoder
        """Take a tuned model; `kept` are rows of its vocabulary."""
        super().__init__()
        self.body, self.heads = Words(model[0].model, kept), model[1].linear

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return unit vectors (n, 384) and (n, t, 128), shares (n, t) and bars (n,) of token ids (n, t)."""
        states = self.body(ids, mask)
        heads = self.heads(states)
        read = states, heads, mask
        shares = torch.sigmoid(heads[..., TOKENS]) * words_of(mask)
        tokens = functional.normalize(heads[..., :TOKENS], dim=-1)
        return functional.normalize(mean(read), dim=-1), tokens, shares, bar(read)


class Scored(nn.Module):
    """The cross-encoder from token ids to logits."""

    def __init__(self, model: Any, kept: Sequence[int]) -> None:  # noqa: ANN401 - a CrossEncoder
        """Take a tuned model; `kept` are rows of its vocabulary."""
        super().__init__()
        self.body, self.head = Words(model[0].model, kept), model[2].linear

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return logits (n,) of token ids (n, t) and their mask (n, t)."""
        states, seen = self.body(ids, mask), mask.unsqueeze(-1).float()
        logits: Tensor = self.head((states * seen).sum(dim=1) / seen.sum(dim=1))
        return logits.squeeze(-1)


def _export(name: str, model: Any, facts: dict[str, Any], texts: Iterable[str]) -> None:  # noqa: ANN401
    """Write a tuned model; texts say which words it needs besides the frequent ones of both languages."""
    kept = _kept_pieces(model, texts) if name == encoder.NAME else _pieces_of_encoder(model)
    onnx, pieces, said = files_of(name, FOLDERS[name])
    tokenizer = _cut(json.loads(model.tokenizer.backend_tokenizer.to_str()), kept)
    pieces.write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    known = facts | {"pieces": len(kept), "pad": SPECIAL.index("<pad>")}
    if name == encoder.NAME:
        _to_onnx(Read(model, kept), onnx, {"vector": TEXTS, "tokens": TOKEN, "shares": TOKEN, "bar": TEXTS})
        _in_blocks(onnx)
        digest = hashlib.sha256(onnx.read_bytes()).hexdigest()
        checked: Facts = encoder.Facts(name=digest[:12], widths=(384, TOKENS), **known)
    else:
        _to_onnx(Scored(model, kept), onnx, {"logits": TEXTS})
        _in_whole(onnx)
        checked = Facts(**known)
    said.write_text(checked.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _kept_pieces(model: Any, texts: Iterable[str]) -> list[int]:  # noqa: ANN401
    """Return the rows of the vocabulary to keep: special ones, short Latin ones, those of texts and frequent words."""
    import wordfreq

    words = [word for language in ("de", "en") for word in wordfreq.top_n_list(language, FREQUENT)]
    spelled = [form for word in words for form in (word, word.capitalize())]
    spelled += [word.upper() for word in words[: FREQUENT // 10]]
    tokenizer = model.tokenizer.backend_tokenizer
    rows = set(range(len(SPECIAL)))
    for some in (spelled, list(texts)):
        rows.update(row for encoded in tokenizer.encode_batch(some) for row in encoded.ids)
    for piece, row in tokenizer.get_vocab().items():
        bare = piece.strip("▁")
        if (len(bare) <= 1 and all(map(_western, bare))) or (len(bare) <= 3 and (bare.isascii() or not bare.isalpha())):
            rows.add(row)
    return sorted(row for row in rows if row < model.tokenizer.vocab_size - 1)


def _pieces_of_encoder(model: Any) -> list[int]:  # noqa: ANN401
    """Return the rows that the encoder keeps: with the same pieces both are read by one tokenizer in memory."""
    pieces = json.loads(files_of(encoder.NAME, FOLDERS[encoder.NAME])[1].read_text(encoding="utf-8"))["model"]["vocab"]
    rows = model.tokenizer.backend_tokenizer.get_vocab()
    return [rows[piece] for piece, _ in pieces]


def _western(sign: str) -> bool:
    return ord(sign) < 0x250 or not sign.isalpha()


def _cut(tokenizer: dict[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    pieces = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = [pieces[row] for row in kept]
    tokenizer["added_tokens"] = [token for token in tokenizer["added_tokens"] if token["content"] in SPECIAL]
    tokenizer["truncation"] = tokenizer["padding"] = None
    return tokenizer


def _in_whole(path: Path) -> None:
    """Round matrices and what is computed with them, one scale for a whole text: the fastest for one pair at a time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(path, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8)


def _in_blocks(path: Path) -> None:
    """Round matrices and what is computed with them, block by block of a row (onnxruntime's `MatMulNBits`).

    No text's vectors depend on what is read beside it, and opening the model makes no copy of it in 32 bits.
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    matrices = {each.name: each for each in graph.initializer}
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in matrices:
            continue
        name = node.input[1]
        weights = numpy_helper.to_array(matrices[name]).T
        outputs, inputs = weights.shape
        rounded, scales = _rounded(torch.tensor(weights.reshape(-1, BLOCK)))
        stored = (rounded.numpy().astype(np.int16) + ZERO).astype(np.uint8)
        graph.initializer.extend(
            [
                numpy_helper.from_array(stored.reshape(outputs, inputs // BLOCK, BLOCK), f"{name}.rounded"),
                numpy_helper.from_array(scales.numpy().reshape(-1), f"{name}.scales"),
            ]
        )
        node.op_type, node.domain = "MatMulNBits", "com.microsoft"
        node.input[:] = [node.input[0], f"{name}.rounded", f"{name}.scales"]
        widths = {"K": inputs, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": COMPUTED}
        node.attribute.extend(helper.make_attribute(key, value) for key, value in widths.items())
    read = {name for node in graph.node for name in node.input}
    for name, matrix in matrices.items():
        if name not in read:
            graph.initializer.remove(matrix)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, path)


def _to_onnx(module: nn.Module, path: Path, outputs: dict[str, dict[int, str]]) -> None:
    ids = torch.tensor([[0, 5, 6, 9, 8, 2], [0, 7, 6, 9, 2, 1]])
    torch.onnx.export(
        module.eval(),
        (ids, (ids != 1).long()),
        str(path),
        input_names=["ids", "mask"],
        output_names=list(outputs),
        dynamic_axes={"ids": TOKEN, "mask": TOKEN, **outputs},
        opset_version=OPSET,
        dynamo=False,
    )


def main() -> None:
    """Export a trained model."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("model", choices=sorted(FOLDERS), nargs="?", default=encoder.NAME)
    name = options.parse_args().model
    split = read_split()
    minutes = [each for each in read_minutes() if split.part(each.name) == "train"]
    names = {each.name for each in minutes}
    questions = [each for each in read_questions() if each.document in names]
    texts = [line for each in minutes for line in each.text.splitlines()] + [each.question for each in questions]
    facts = {
        "documents": len(minutes),
        "questions": len(questions),
        "trained": f"sentence-transformers {version('sentence-transformers')}, torch {torch.__version__}",
    }
    if name == reranker.NAME:
        model: Any = CrossEncoder(str(MODELS / name), device="cpu", local_files_only=True)
    else:
        model = load(MultiVectorEncoder, MODELS / name)
    _export(name, model.eval(), facts, texts)
    for path in sorted(FOLDERS[name].glob(f"{name}*")):
        sys.stdout.write(f"{path.name} {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
