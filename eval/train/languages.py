"""Write the table from which a question's language is told: `python -m eval.train.languages`.

Source: wordfreq (Speer 2022, data CC BY-SA 4.0). A row for each frequent word of a language, and
for each sequence of three letters ("~^wi", "~wie", "~ie$") that these words often have.
"""

import zlib
from collections import Counter
from importlib.resources import files
from math import log10

import numpy as np
import wordfreq

from retrieval.language import SCALE, trigrams

ANSWERED = 25_000  # words of a language in which answers are given
OTHER = 1_500  # words of a language that is only told apart
OTHERS = ["fr", "es", "it", "pt", "ro", "nl", "sv", "da", "pl", "cs", "tr", "hu", "fi"]
LANGUAGES = {"de": ANSWERED, "en": ANSWERED} | dict.fromkeys(OTHERS, OTHER)
LETTERS_FROM = 20_000  # words per language from which sequences of letters are counted


def main() -> None:
    """Write `retrieval/data/languages.npz`."""
    lists = {code: wordfreq.get_frequency_dict(code) for code in LANGUAGES}
    features = {word for code, size in LANGUAGES.items() for word in wordfreq.top_n_list(code, size)}
    rows = {word: [max(0.0, log10(max(lists[c].get(word, 0), 1e-9)) + 9) for c in LANGUAGES] for word in features}
    letters = {code: _letters(code) for code in LANGUAGES}
    frequent = {sequence for counts in letters.values() for sequence, zipf in counts.items() if zipf > 4.2}
    rows |= {sequence: [letters[c].get(sequence, 0.0) for c in LANGUAGES] for sequence in frequent}
    table = {zlib.crc32(feature.encode()): row for feature, row in rows.items()}
    keys = sorted(table)
    np.savez_compressed(
        str(files("retrieval") / "data" / "languages.npz"),
        codes=np.array(list(LANGUAGES)),
        hashes=np.array(keys, np.uint32),
        zipf=np.round(np.array([table[key] for key in keys]) * SCALE).astype(np.uint8),
    )


def _letters(code: str) -> dict[str, float]:
    """Return sequences of three letters and how often they occur in the language's words (log10 per billion)."""
    counts = Counter(sequence for word in wordfreq.top_n_list(code, LETTERS_FROM) for sequence in trigrams(word))
    total = counts.total()
    return {sequence: log10(count / total) + 9 for sequence, count in counts.items()}


if __name__ == "__main__":
    main()
