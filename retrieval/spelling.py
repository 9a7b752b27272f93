"""Typing errors are mended before a question is embedded: a misspelt word moves its vector far from every statement."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.rarity import weight

SHORTEST = 4  # letters of a word that is mended; shorter ones have too many neighbours
LONG = 10  # letters from which two slips are mended; with eight, "abflachen" became "aufmachen"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Spelling:
    """The words that a misspelt one may mean: of the documents and their question banks, short ones first."""

    known: frozenset[str]
    ordered: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str], asked: Iterable[str]) -> "Spelling":
        """Collect the words of texts, and of questions those that are in the list of frequent words.

        Args:
            texts: well written: statements and translations.
            asked: questions of the bank, which have typing errors on purpose.

        Returns:
            The spelling.
        """
        written = {word for text in texts for word in _WORD.findall(text.lower())}
        typed = {word for text in asked for word in _WORD.findall(text.lower())}
        words = written | {word for word in typed if weight(word) < 1}
        return cls(frozenset(words), tuple(sorted(words, key=lambda word: (len(word), word))))

    def mend(self, question: str) -> str:
        """Return the question with its misspelt words as they were probably meant.

        Args:
            question: as typed.

        Returns:
            The question; a word that is in no list is replaced by the nearest known one, with one slip, from LONG
            letters two (a slip: a letter too many, too few, another one, or two swapped), and else left as it is.
        """
        return _WORD.sub(lambda match: self._mended(match[0]), question)

    def _mended(self, word: str) -> str:
        lowered = word.lower()
        if len(word) < SHORTEST or lowered in self.known or weight(lowered) < 1:
            return word
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 1 if len(word) < LONG else 2
        found = process.extractOne(lowered, self.ordered, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found and found[0][0] == lowered[0] else word
