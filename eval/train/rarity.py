"""Write the compact table of word rarity: `python -m eval.train.rarity`.

Source: wordfreq (Speer 2022, data CC BY-SA 4.0), German and English; a word of both languages keeps the higher value.
"""

import zlib
from importlib.resources import files

import numpy as np
import wordfreq

from retrieval.rarity import SCALE, UNKNOWN

WORDS_PER_LANGUAGE = 60_000


def main() -> None:
    """Write `retrieval/data/rarity.npz`."""
    table: dict[int, int] = {}
    for language in ("de", "en"):
        for word in wordfreq.top_n_list(language, WORDS_PER_LANGUAGE):
            zipf = wordfreq.zipf_frequency(word, language)
            key = zlib.crc32(word.encode())
            table[key] = max(table.get(key, 0), round(max(zipf, UNKNOWN) * SCALE))
    keys = sorted(table)
    path = str(files("retrieval") / "data" / "rarity.npz")
    np.savez_compressed(
        path, hashes=np.array(keys, np.uint32), zipf=np.array([table[key] for key in keys], np.uint8)
    )


if __name__ == "__main__":
    main()
