"""Typing errors are mended before a question is embedded: a misspelt word moves its vector far from every statement."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.names import PART, forms
from retrieval.rarity import weight

SHORTEST = 4  # letters of a word that is mended; shorter ones have too many neighbours
LONG = 10  # letters from which two slips are mended; with eight, "abflachen" became "aufmachen"
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _named() -> re.Pattern[str]:
    """A name behind a form of address, title or office, or where the subject of saying stands in a question."""
    asking = r"\b(?:did|does|has|sag(?:t|te|en)|mein(?:t|te)|hat|findet|fordert(?:e)?)\s+"
    return re.compile(rf"(?P<before>(?:{forms().lead}|{asking})(?:{PART}\s+)?)(?P<name>{PART})(?![\w-])")


@dataclass(frozen=True)
class Spelling:
    """The words that a misspelt one may mean: of the documents and their question banks, by length."""

    known: frozenset[str]
    by_length: dict[int, tuple[str, ...]]
    written: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], asked: Iterable[str], surnames: Iterable[str] = ()) -> "Spelling":
        """Collect the words of texts, and of questions those that are in the list of frequent words.

        Args:
            texts: well written: statements and translations.
            asked: questions of the bank, which have typing errors on purpose.
            surnames: of those who take part or speak.

        Returns:
            The spelling.
        """
        written = frozenset(word for text in texts for word in _WORD.findall(text.lower()))
        typed = {word for text in asked for word in _WORD.findall(text.lower())}
        words = written | {word for word in typed if weight(word) < 1}
        lengths: dict[int, list[str]] = {}
        for word in sorted(words):
            lengths.setdefault(len(word), []).append(word)
        by_length = {length: tuple(some) for length, some in lengths.items()}
        return cls(words, by_length, written, frozenset(surnames))

    def named(self, question: str) -> str:
        """Return the question with a misspelt surname as the one person within a letter of it is written.

        Args:
            question: as typed.

        Returns:
            The question; a name that the documents have, or that two people may mean, stays.
        """
        return _named().sub(lambda match: match["before"] + self._meant(match["name"]), question)

    def _meant(self, name: str) -> str:
        from rapidfuzz.distance import OSA

        if len(name) < SHORTEST or name.lower() in self.written:
            return name
        near = [known for known in self.surnames if len(known) >= SHORTEST and OSA.distance(name, known) == 1]
        return near[0] if len(near) == 1 else name

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
        near = [w for length in range(len(word) - slips, len(word) + slips + 1) for w in self.by_length.get(length, ())]
        found = process.extractOne(lowered, near, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found and found[0][0] == lowered[0] else word
