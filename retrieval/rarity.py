"""Words and how rare they are, from a compact table instead of wordfreq's 106 MB.

The table (`data/rarity.npz`, written by `python -m eval.train.words`) holds the CRC-32 of the most frequent German and
English words, sorted, and their Zipf frequency (log10 of occurrences per billion words; "the" 7.7, "Föderalismus" 3.2).
"""

import re
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import Stemmer
from numpy.typing import NDArray

SCALE = 32  # a Zipf value is kept as a whole number of 32nds in one byte
UNKNOWN = 2.4  # Zipf value below which the table ends
COMMON = 5.6  # Zipf value from which a word carries no content ("wurde", "about")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return re.findall(r"\w+", text.lower())


@cache
def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    return Stemmer.Stemmer("german"), Stemmer.Stemmer("english")


def stems(word: str) -> tuple[str, ...]:
    """Return the German and the English stem: a question may borrow words of the other language."""
    return tuple(dict.fromkeys(stemmer.stemWord(word) for stemmer in _stemmers()))


def stands_in(topic: Sequence[str], text: str) -> bool:
    """Say whether every word of a topic (in lower case) stands in a text, in any form."""
    small = text.lower()
    return all(any(stem in small for stem in stems(word) if len(stem) > 3) for word in topic)


@lru_cache(maxsize=1 << 15)  # the words of a document and its bank, which are looked up again and again
def weight(word: str) -> float:
    """Return how much a word says, 0 (function word) to 1 (in no list of frequent words)."""
    hashes, frequencies = _table()
    key = np.uint32(zlib.crc32(word.encode(errors="ignore")))
    place = int(np.searchsorted(hashes, key))
    known = place < len(hashes) and hashes[place] == key
    zipf = int(frequencies[place]) / SCALE if known else UNKNOWN
    return min(1.0, max(0.0, (COMMON - zipf) / (COMMON - UNKNOWN)))


@cache
def _table() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Sorted CRC-32 of words, and their Zipf frequencies in 32nds."""
    with np.load(str(files("retrieval") / "data" / "rarity.npz"), allow_pickle=False) as data:
        return data["hashes"], data["zipf"]
