"""Writes the tuned cross-encoder for onnxruntime: 8-bit weights, the vocabulary that German and English need.

`python -m eval.train.export` → `retrieval/model`. Word vectors are kept in 8 bits with one scale a row, matrices in 8
bits with one scale a column.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor, nn

from eval.train.teaching import read_minutes, read_questions, read_split
from retrieval.reranker import FACTS, MODEL, TOKENIZER, Facts

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # first rows of the vocabulary
FREQUENT = 40_000  # words of each language whose pieces are kept
OPSET = 17


class Scored(nn.Module):
    """The cross-encoder from token ids to logits, its word vectors cut and in 8 bits."""

    words: Tensor
    scales: Tensor

    def __init__(self, model: "CrossEncoder", kept: Sequence[int]) -> None:
        """Take a tuned model; `kept` are rows of its vocabulary."""
        super().__init__()
        body, head = cast(Any, model[0]), cast(Any, model[2])
        self.bert: Any = body.model
        self.head: Any = head.linear
        table = self.bert.embeddings.word_embeddings.weight.detach()[list(kept)].float()
        scales = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("words", (table / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return logits (n,) of token ids (n, t) and their mask (n, t)."""
        vectors = self.words[ids].float() * self.scales[ids]
        states = self.bert(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        seen = mask.unsqueeze(-1).float()
        logits: Tensor = self.head((states * seen).sum(dim=1) / seen.sum(dim=1))
        return logits.squeeze(-1)


def export(model: "CrossEncoder", folder: Path, facts: dict[str, Any], texts: Iterable[str]) -> None:
    """Write a tuned model for `retrieval.reranker`.

    Args:
        model: tuned.
        folder: where its three files go.
        facts: of the training, for the metadata.
        texts: what its words are needed for, besides the frequent words of both languages.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    tokenizer = json.loads(model.tokenizer.backend_tokenizer.to_str())
    kept = kept_pieces(model, texts)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        _to_onnx(Scored(model, kept), whole)
        quantize_dynamic(
            whole, folder / MODEL, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8
        )
    (folder / TOKENIZER).write_text(json.dumps(_cut(tokenizer, kept), ensure_ascii=False), encoding="utf-8")
    known = Facts(pieces=len(kept), pad=SPECIAL.index("<pad>"), **facts)
    (folder / FACTS).write_text(known.model_dump_json(indent=1) + "\n", encoding="utf-8")


def kept_pieces(model: "CrossEncoder", texts: Iterable[str]) -> list[int]:
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


def _western(sign: str) -> bool:
    return ord(sign) < 0x250 or not sign.isalpha()


def _cut(tokenizer: dict[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    pieces = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = [pieces[row] for row in kept]
    tokenizer["added_tokens"] = [token for token in tokenizer["added_tokens"] if token["content"] in SPECIAL]
    tokenizer["truncation"] = tokenizer["padding"] = None
    return tokenizer


def _to_onnx(scored: Scored, path: Path) -> None:
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    mask = (ids != 1).long()
    names = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        scored.eval(),
        (ids, mask),
        str(path),
        input_names=["ids", "mask"],
        output_names=["logits"],
        dynamic_axes={"ids": names, "mask": names, "logits": {0: "pairs"}},
        opset_version=OPSET,
        dynamo=False,
    )


def main() -> int:
    """Export a trained model.

    Returns:
        0.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("data"))
    options.add_argument("--model", default="reranker", help="name of the model's folder in data/models")
    options.add_argument("--out", type=Path, default=Path("retrieval/model"))
    chosen = options.parse_args()
    from sentence_transformers import CrossEncoder

    split = read_split()
    minutes = [each for each in read_minutes() if split.part(each.name) == "train"]
    names = {each.name for each in minutes}
    questions = [each for each in read_questions() if each.document in names]
    texts = [line for each in minutes for line in each.text.splitlines()] + [each.question for each in questions]
    model = CrossEncoder(str(chosen.data / "models" / chosen.model), device="cpu", local_files_only=True).eval()
    facts = {
        "documents": len(minutes),
        "questions": len(questions),
        "trained": f"sentence-transformers {version('sentence-transformers')}, torch {torch.__version__}",
    }
    export(model, chosen.out, facts, texts)
    for path in sorted(chosen.out.iterdir()):
        sys.stdout.write(f"{path.name} {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
