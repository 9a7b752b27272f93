"""Words: one analysis for the lexical index and for questions.

German and English stems by Snowball (PyStemmer), stopwords from bm25s. Umlauts are folded so that "Jülich", "Juelich"
and "Julich" are one word and "Gehälter" finds "Gehalt"; compounds are split along words that the corpus has. What that
is worth on 312 bare keyword questions of the bank (BM25 alone, recall@1 in German/English): plain words 0.58/0.58,
stems 0.63/0.66, compounds 0.66/0.66, nearest words for typos 0.68/0.69.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

import Stemmer

from ingest.packaged import read_table

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
SOFT_HYPHEN = "\u00ad"
# A hyphen at a line break ("GPU- Kapazitäten"), but not one that stands for a word to come ("Forschungs- und").
BROKEN = re.compile(r"(?<=\w)[-‐‑]\s+(?=\w)(?!(?:und|oder|bzw|sowie|and|or)\b)", re.IGNORECASE)
WORD = re.compile(r"\w+(?:[-‐‑]\w+)*")
LANGUAGES = {"de": "german", "en": "english"}
SHORTEST_PART = 4  # letters of a part of a compound
SHORTEST_LAST_STEM = 6  # if the rest is no noun of the corpus: "Rechen|kapazitäten", but not "demokra|tisch"
_MOST_PIECES = 500_000  # words whose parts are remembered
KEYWORDS = 5  # words of a bare keyword question at most


@dataclass(frozen=True)
class Vocabulary:
    """In how many texts of a corpus each stem stands, and the stems of its nouns, of which compounds consist."""

    counts: Mapping[str, int] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    pieces: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)  # of words split before

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """The stems that a typing error may mean: of letters alone, four at least."""
        return tuple(stem for stem in self.counts if stem.isalpha() and len(stem) >= 4)

    @classmethod
    def of(cls, texts: Iterable[str], also: Iterable[str] = (), language: str = "de") -> "Vocabulary":
        """Count the words of texts; `also` are German texts that only lend their nouns (the question bank)."""
        texts = list(texts)
        counts = Counter(stem for text in texts for stem in set(words(text, language)))
        capitals = (noun for text in (*texts, *also) for noun in re.findall(r"\b[^\W\d_a-z]\w{3,}", text))
        return cls(dict(counts), frozenset(stem for noun in set(capitals) for stem in words(noun, "de")))


def words(text: str, language: str = "de", vocabulary: Vocabulary | None = None) -> list[str]:
    """Return the stems of a text in order, without stopwords.

    Args:
        text: any text.
        language: "de" or "en".
        vocabulary: splits German compounds, whose parts follow the whole; without it none is split.

    Returns:
        Stems. A hyphenated word gives its parts and the whole written as one ("KI-Forschung": ki, forschung, kiforsch).
    """
    found: list[str] = []
    mended = BROKEN.sub("-", unicodedata.normalize("NFKC", text).replace(SOFT_HYPHEN, ""))
    for word in WORD.findall(mended):
        parts, stems = _stemmed(word, language)
        found += stems
        if vocabulary and language == "de":
            found += [piece for part in parts for piece in _pieces(part, vocabulary)]
    return found


@lru_cache(maxsize=200_000)  # a word of an archive comes thousands of times
def _stemmed(word: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the folded parts of a word that are no stopwords, and their stems, with that of the whole."""
    stem = _stemmer(language).stemWord
    parts = tuple(part for part in map(_fold, re.split("[-‐‑]", word)) if part not in stopwords())
    whole = (stem("".join(parts)),) if len(parts) > 1 else ()
    return parts, (*map(stem, parts), *whole)


def _pieces(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the parts of a compound, found once for each word."""
    if word not in vocabulary.pieces:
        if len(vocabulary.pieces) > _MOST_PIECES:
            vocabulary.pieces.clear()
        vocabulary.pieces[word] = tuple(_split(word, vocabulary))
    return vocabulary.pieces[word]


def nearest_words(unknown: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the stems of the corpus that a stem it does not have may be a slip for, the most frequent first.

    One letter wrong, missing, doubled or swapped with the next; two in stems from nine letters.
    """
    from rapidfuzz import process  # 20 ms that only a typo needs
    from rapidfuzz.distance import OSA

    if unknown in vocabulary.counts or len(unknown) < 4 or not unknown.isalpha():
        return ()
    slips = 2 if len(unknown) >= 9 else 1
    found = process.extract(unknown, vocabulary.spelt, scorer=OSA.distance, score_cutoff=slips, limit=None)
    least = min((distance for _, distance, _ in found), default=0)
    nearest = [stem for stem, distance, _ in found if distance == least]
    return tuple(sorted(nearest, key=lambda stem: (-vocabulary.counts[stem], stem)))


def is_keywords(question: str) -> bool:
    """Tell a bare keyword question ("Talente Heilbronn", "infos zu China") from a sentence."""
    typed = re.findall(r"\w+(?:['’-]\w+)*", question.casefold())
    if len(typed) > KEYWORDS or (question.rstrip().endswith("?") and len(typed) > 2):
        return False
    content = [word for word in typed if word not in _table("links")]
    return bool(content) and not any(w in _table("asking") or _fold(w) in stopwords() for w in content)


@cache
def stopwords() -> frozenset[str]:
    """Return German and English stopwords, folded like all words."""
    from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_GERMAN  # 0.4 s

    return frozenset(map(_fold, (*STOPWORDS_EN_PLUS, *STOPWORDS_GERMAN)))


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(read_table("ingest", "words.toml")[name].split())


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(LANGUAGES[language])


def _fold(word: str) -> str:
    """Fold case and umlauts: ü = ue = u, but not in "neue", "Dauer" or "Quelle", where a vowel or q stands before."""
    return re.sub(r"(?<![aeiouyq])([aou])e", r"\1", word.casefold().translate(UMLAUTS))


def _split(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return the stems of a compound's parts, the longest last part that is a noun first; empty if it has none."""
    stem = _stemmer("de").stemWord
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if stem(tail) not in vocabulary.nouns or head in stopwords():
            continue
        first = [stem(head)] if stem(head) in vocabulary.nouns else _split(head, vocabulary)
        if first or len(stem(tail)) >= SHORTEST_LAST_STEM:
            return [*first, stem(tail)]
    return []
