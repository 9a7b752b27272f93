"""Write the tables of words, of how rare they are and from which a question's language is told.

`python -m eval.train.words`. Source: wordfreq (Speer 2022, data CC BY-SA 4.0). Of rarity: German and English, a word of
both keeps the higher value. Of languages: a row for each frequent word of a language, and for each sequence of three
letters ("~^wi", "~wie", "~ie$") that these words often have.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from math import log10
from pathlib import Path

import numpy as np
import wordfreq
from numpy.typing import ArrayLike, NDArray

from retrieval import language, rarity

RARE = 60_000  # words of a language whose rarity is kept
ANSWERED = 25_000  # words of a language in which answers are given
OTHER = 1_500  # words of a language that is only told apart
OTHERS = ["fr", "es", "it", "pt", "ro", "nl", "sv", "da", "pl", "cs", "tr", "hu", "fi"]
LANGUAGES = {"de": ANSWERED, "en": ANSWERED} | dict.fromkeys(OTHERS, OTHER)
LETTERS_FROM = 20_000  # words per language from which sequences of letters are counted


def main() -> None:
    """Write `rarity.npz` and `languages.npz` into `retrieval/data`."""
    folder = Path(str(files("retrieval") / "data"))
    hashes, zipf = _sorted(_rarities())
    np.savez_compressed(folder / "rarity.npz", hashes=hashes, zipf=zipf)
    hashes, zipf = _sorted(_languages())
    np.savez_compressed(folder / "languages.npz", codes=np.array(list(LANGUAGES)), hashes=hashes, zipf=zipf)


def _rarities() -> dict[int, int]:
    table: dict[int, int] = {}
    for code in ("de", "en"):
        for word in wordfreq.top_n_list(code, RARE):
            zipf = round(max(wordfreq.zipf_frequency(word, code), rarity.UNKNOWN) * rarity.SCALE)
            key = zlib.crc32(word.encode())
            table[key] = max(table.get(key, 0), zipf)
    return table


def _languages() -> dict[int, list[int]]:
    lists = {code: wordfreq.get_frequency_dict(code) for code in LANGUAGES}
    features = {word for code, size in LANGUAGES.items() for word in wordfreq.top_n_list(code, size)}
    rows = {word: [max(0.0, log10(max(lists[c].get(word, 0), 1e-9)) + 9) for c in LANGUAGES] for word in features}
    letters = {code: _letters(code) for code in LANGUAGES}
    frequent = {sequence for counts in letters.values() for sequence, zipf in counts.items() if zipf > 4.2}
    rows |= {sequence: [letters[c].get(sequence, 0.0) for c in LANGUAGES] for sequence in frequent}
    return {
        zlib.crc32(feature.encode()): [round(zipf * language.SCALE) for zipf in row] for feature, row in rows.items()
    }


def _letters(code: str) -> dict[str, float]:
    """Return sequences of three letters and how often they occur in the language's words (log10 per billion)."""
    words = wordfreq.top_n_list(code, LETTERS_FROM)
    counts = Counter(sequence for word in words for sequence in language.trigrams(word))
    total = counts.total()
    return {sequence: log10(count / total) + 9 for sequence, count in counts.items()}


def _sorted(table: Mapping[int, ArrayLike]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    keys = sorted(table)
    return np.array(keys, np.uint32), np.array([table[key] for key in keys], np.uint8)


if __name__ == "__main__":
    main()
