"""What a message is to the conversation: a question that is complete, one that leans on what came before, or an act.

    turns = Turns.load()
    turns.leaning("Und in Frankreich?")        # 0.98: probability that it needs the question before it
    turns.act("wer sagt das")                  # "who": it does something with the answer before

Leaning is told by a logistic regression over the small words of a message and signals of its shape, learned by
`python -m eval.train.turns` (figures in docs/evaluation/conversations.md) and kept in `data/turns.json`; it knows no
document.
Acts are rows in `data/acts.toml`, for messages without a word of their own: whoever uses a word that no message of
the kind has, and that is not a small one, asks something.
What is no question to minutes at all ("Tell me a joke", "Welche Dokumente hast du?") is told by a regression over the
vector of a message, learned from `eval/data/turns/talk.txt` by the same command.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from pydantic import BaseModel, ConfigDict

from ingest.packaged import read_table
from retrieval.rarity import stems, weight
from retrieval.who import says

LONGEST_ACT = 12  # words
SMALL = 0.2  # rarity below which a word says nothing of its own
BRIEF = 2  # words of talk that greets, thanks or asks for help in known words
TELLS = 0.35  # rarity from which a word that no talk has says what is asked, unless somebody is spoken to
_TO_YOU = frozenset(
    {"you", "your", "yours", "yourself", "du", "dich", "dir", "dein", "deine", "deinen", "deiner", "deinem"}
)
_AND = frozenset({"und", "and", "aber", "but", "oder", "or"})
_WHOEVER = frozenset({"they", "sie"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Words that stand for something said before.
_STANDS_FOR = frozenset({
    "er", "ihn", "ihm", "ihnen", "ihr", "ihre", "ihrer", "ihren", "sie", "dort", "da", "dessen", "deren", "derselbe",
    "dieselbe", "dasselbe", "solche", "solcher", "solchen", "he", "him", "his", "she", "her", "they", "them", "their",
    "theirs", "it", "its", "there", "these", "this", "that", "those", "one", "ones", "same", "former", "latter",
    "another",
})  # fmt: skip
_STANDS_FOR_TOO = re.compile(
    r"dar?(?:von|zu|mit|für|gegen|bei|ran|rin|rüber|rauf|raus|nach|durch|um|unter|vor|hinter|neben|an|in|über|auf|aus)|"
    r"dies\w*|jene\w*"
)


class _Regression(BaseModel):
    """Logits are `offset` plus the weights of a message's signals; one column a class."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    classes: tuple[str, ...]
    offset: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def shares(self, signals: dict[str, float]) -> dict[str, float]:
        """Return the probability of each class."""
        logits = np.array(self.offset)
        for name, value in signals.items():
            if name in self.weights:
                logits += value * np.array(self.weights[name])
        powers = np.exp(logits - logits.max())
        return dict(zip(self.classes, (powers / powers.sum()).tolist(), strict=True))


class Turns(BaseModel):
    """What was learned.

    `leans_from` is the probability from which a message leans; `vocabulary` has the stems of the words that acts have.
    `talks` has the class "question", all others together count from `talks_from`; `talked` are the stems of talk,
    `briefly` those of talk of one or two words: "Schule" by itself is a topic.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    leans: _Regression
    leans_from: float
    vocabulary: frozenset[str]
    talks: _Regression
    talks_from: float
    talked: frozenset[str]
    briefly: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> "Turns":
        """Read what ships with the package."""
        return cls.model_validate_json((files("retrieval") / "data" / "turns.json").read_bytes())

    def leaning(self, message: str) -> float:
        """Return the probability that a message, made plain, needs the question before it to be understood."""
        return self.leans.shares(lean_signals(message))["leans"]

    def act(self, message: str) -> str:
        """Return what a message, made plain, does with the answer before it; "" where it asks something."""
        words = words_of(message)
        own = any(stem(word) not in self.vocabulary and weight(word) >= SMALL for word in words)
        if own or not 0 < len(words) <= LONGEST_ACT:
            return ""
        small = message.lower().replace("’", "'").strip(" .!?")
        for name, need, never in _rows():
            if all(each.search(small) for each in need) and not never.search(small):
                return name
        return ""

    def talk(self, message: str, vector: Callable[[], Iterable[float]]) -> str:
        """Return what a message is that asks nothing of minutes; "" for a question.

        Args:
            message: made plain.
            vector: returns its unit vector by the bundled encoder.

        Returns:
            hello, thanks, bye, abilities (about the tool), documents (which there are), off_topic, or "".
        """
        words = words_of(message)
        if len(words) <= BRIEF and not {stem(word) for word in words} <= self.briefly:
            return ""
        telling = any(weight(word) > TELLS and stem(word) not in self.talked for word in words)
        if not words or len(words) > LONGEST_ACT or (telling and not _TO_YOU & set(words)):
            return ""
        shares = self.talks.shares({str(place): float(value) for place, value in enumerate(vector())})
        asks = shares.pop("question")
        return max(shares, key=lambda name: shares[name]) if 1 - asks > self.talks_from else ""


@cache
def _rows() -> tuple[tuple[str, tuple[re.Pattern[str], ...], re.Pattern[str]], ...]:
    """The acts with what a message needs to have and never has."""
    rows = read_table("retrieval", "data/acts.toml")["act"]
    return tuple(
        (row["name"], tuple(map(re.compile, row["need"])), re.compile(row.get("never", r"(?!)"))) for row in rows
    )


def words_of(message: str) -> list[str]:
    """Return the words of a message in lower case."""
    return _WORD.findall(message.lower().replace("’", "'"))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the beginning of a word that its German and English forms share."""
    return stems(stems(word)[0])[-1][:7]


def lean_signals(message: str) -> dict[str, float]:
    """Return what may show that a message leans: its first words, its small ones and their order, its shape."""
    typed = _WORD.findall(message)
    spoken = says(message)  # "What did they propose?" means whoever met
    words = ["people" if spoken and word.lower() in _WHOEVER else word.lower() for word in typed]
    if not words:
        return {}
    rarity = [weight(word) for word in words]
    shape = [word if rare < 0.35 else "*" for word, rare in zip(words, rarity, strict=True)]
    counts = ((1, "first"), (2, "two"), (3, "three"))
    signals = {f"{name}={' '.join(words[:n])}": 1.0 for n, name in counts if len(words) >= n}
    signals[f"last={words[-1] if rarity[-1] < 0.5 else '*'}"] = 1.0
    signals |= {f"w={word}": 1.0 for word, rare in zip(words, rarity, strict=True) if rare < 0.45}
    signals |= {f"b={one} {two}": 1.0 for one, two in pairwise(shape)}
    content, count = min(sum(rarity), 4) / 2, sum(rare > 0.5 for rare in rarity)
    standing = [i for i, word in enumerate(words) if word in _STANDS_FOR or _STANDS_FOR_TOO.fullmatch(word)]
    if words[-1] == "es":  # "Wer organisiert es?"; elsewhere it often stands for nothing
        standing.append(len(words) - 1)
    joined = float(words[0] in _AND)
    return signals | {
        f"n={min(len(words), 12)}": 1.0, f"c={min(count, 5)}": 1.0, "content": content, "rarest": max(rarity),
        "capital": float(any(word[0].isupper() for word in typed[1:])),
        "digit": float(any(word[0].isdigit() for word in typed)),
        "stands": float(bool(standing)), "stands_last": float(bool(standing) and standing[-1] == len(words) - 1),
        "stands_early": float(bool(standing) and standing[0] <= 2), "stands_content": bool(standing) * content,
        "and": joined, "and_short": joined * (len(words) <= 5), "short": float(len(words) <= 3),
        "unmarked": float(not message.rstrip().endswith("?")),
    }  # fmt: skip
