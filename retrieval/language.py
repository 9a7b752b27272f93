"""Which language a question is in: German, English, or another one.

Naive Bayes over word frequencies (`data/languages.npz`, written by `python -m eval.train.words`); a word in no
list is judged by its sequences of three letters, and words that the document has in both languages (names, borrowed
words) say little. Libraries were measured first, on the question bank (share right in German/English; time and memory
of the first call): simplemma 0.997/0.967, 0.95 s, 134 MB (25 s and 934 MB when it has to know other languages);
py3langid 0.984/0.970, 1.4 s, 81 MB; lingua 0.980/0.970, 486 MB in the end. All miss short questions that borrow words
("what abt jülich gpus"). This file, whose weights were chosen on that bank, each fifth told with the words of the other
four: 0.997/0.993 (what is left are bare words of both languages), 0.06 s, 5 MB; on XQuAD's questions 0.998/1.000.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

SCALE = 32  # a zipf value (log10 of occurrences per billion words) is kept as a whole number of 32nds in one byte
ANSWERED = ("de", "en")
LEAST = 2.0  # zipf value of a word that a language does not have
MOST_APART = 2.5  # one word, typed wrong or borrowed, may not outweigh the rest (zipf)
LETTERS_WEIGHT = 0.35  # sequences of letters overlap: three of them say about as much as one word
LETTERS_APART = 1.5  # and a word judged by its letters even less
RARE_WEIGHT = 0.4
FUNCTION_WORD = 6.0  # zipf value from which a word counts in full ("ist", "the")
COMPOUND_WEIGHT = 0.8
SHARED_WEIGHT = 0.2  # a word that the document has in both languages
DOCUMENT_WEIGHT = 1.0  # a word that only the German text has, or only its translation (zipf)
ASKED_MOST = 1.0  # how much a word may lead because the bank's questions in one language use it more often (zipf)
ASKED_UNSEEN = 0.5  # questions that a word is credited with in each language
CERTAIN = 0.35  # lead of one answered language over the other below which neither is certain (zipf)
OTHER_LEAD = 2.0  # lead of another language over both (zipf)
LONGEST = 2_000  # characters looked at; the language of a question shows long before

# What is quoted is not the asker's own: "Was heißt „Culture eats strategy for breakfast“?"
QUOTED = re.compile(r"[„“\"«»][^„“”\"«»]+[“”\"«»]")
# First word of a letter's Unicode name → language. Cyrillic is told apart by the letters that only Ukrainian has.
SCRIPTS = {
    "CYRILLIC": "ru", "ARABIC": "ar", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "GREEK": "el", "HEBREW": "he", "DEVANAGARI": "hi", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "BENGALI": "bn", "TAMIL": "ta",
}  # fmt: skip
UKRAINIAN = set("іїєґ")

Zipf = NDArray[np.float64]  # log10 of occurrences per billion words
ENGLISH_OPENING = re.compile(r"(?i)\W*(?:who|whose|whom|what|when|where|which|why|how)\b(?!-)")
OPENING_WAS = re.compile(r"(?i)^\W*was\s+(?=\S+\s*\w)")  # says nothing: "Was kostet das?", "Was CR-17 approved?"
# "And Anna Fitch?"
NAME_JOINED = re.compile(r"\W*(?:(?P<english>(?i:and|but))|(?i:und|aber))(?:\s+[A-ZÄÖÜ][\w.'’-]*)+\W*")
GERMAN_SMALL = re.compile(
    r"(?i)\b(?:ist|sind|wurde|wurden|wird|hat|haben|der|die|das|den|dem|ein|eine|und|nicht|zu|zum|zur|von|für|mit|auf|tun)\b"
)
SMALL_WORDS = 3  # words that are no names, from which on they tell the language by themselves
SMALL_LEAD = 2.0  # zipf by which they have to agree


@dataclass(frozen=True)
class Language:
    """The language to answer in, the one asked in (ISO 639-1; None: cannot be told), and whether words decided it."""

    code: str
    asked: str | None
    certain: bool

    @property
    def answered(self) -> bool:
        """Whether the question can be answered in its own language."""
        return self.asked is None or self.asked in ANSWERED


@dataclass(frozen=True)
class Lexicon:
    """Words in lower case of the German texts and of their English translations.

    `asked` says how much more often a word stands in the bank's German questions than in its English ones (log10).
    """

    german: frozenset[str] = frozenset()
    english: frozenset[str] = frozenset()
    asked: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, german: Iterable[str], english: Iterable[str], asked: Iterable[tuple[str, str]] = ()) -> "Lexicon":
        """Take the words of texts in either language, and of questions with their languages ("de" or "en")."""
        counts: dict[str, list[float]] = {}
        for question, language in asked:
            for word in set(tokens(question)):
                counts.setdefault(word, [ASKED_UNSEEN, ASKED_UNSEEN])[language == "en"] += 1
        leads = {word: float(np.log10(ours / theirs)) for word, (ours, theirs) in counts.items()}
        return cls(frozenset(tokens(" ".join(german))), frozenset(tokens(" ".join(english))), leads)


@dataclass(frozen=True)
class _Table:
    codes: tuple[str, ...]
    hashes: NDArray[np.uint32]  # (features,), sorted
    zipf: NDArray[np.uint8]  # (features, languages), in 32nds; 0: the language does not have it

    def row(self, feature: str) -> Zipf | None:
        """Return zipf values (languages,) of a word or a sequence of letters, or None if it has none."""
        key = np.uint32(zlib.crc32(feature.encode(errors="ignore")))
        place = int(np.searchsorted(self.hashes, key))
        if place == len(self.hashes) or self.hashes[place] != key:
            return None
        values: Zipf = np.maximum(self.zipf[place] / SCALE, LEAST)
        return values


@cache
def _table() -> _Table:
    with np.load(str(files("retrieval") / "data" / "languages.npz"), allow_pickle=False) as data:
        return _Table(tuple(str(code) for code in data["codes"]), data["hashes"], data["zipf"])


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without digits."""
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", unicodedata.normalize("NFC", text).lower())


def trigrams(word: str) -> list[str]:
    """Return the word's sequences of three letters, its edges marked; none of them is a word of three letters."""
    marked = f"^{word}$"
    return [f"~{marked[i : i + 3]}" for i in range(len(marked) - 2)]


def detect(
    question: str, lexicon: Lexicon | None = None, *, default: str = "de", earlier: Sequence[str] = ()
) -> Language:
    """Tell the language of a question.

    Args:
        question: any text; its first 2,000 characters count.
        lexicon: what the document says in either language.
        default: the language of a question that could be either ("Heilbronn?"), the interface's own.
        earlier: the questions before this one, oldest first; a question that could be either follows them.

    Returns:
        The language. Another language than German and English is answered in English.
    """
    lexicon = lexicon or Lexicon()
    found = _tell(question[:LONGEST], lexicon)
    if found:
        return Language(_answer_in(found), found, certain=True)
    before = (_tell(text[:LONGEST], lexicon) for text in reversed(earlier))
    return Language(next((_answer_in(told) for told in before if told), default), None, certain=False)


def _answer_in(asked: str) -> str:
    return asked if asked in ANSWERED else "en"


def _tell(question: str, lexicon: Lexicon) -> str | None:
    foreign = _script(question)
    if foreign:
        return foreign
    # "was" is a word of both languages, and decides "Who was absent?" alone.
    if ENGLISH_OPENING.match(question) and not GERMAN_SMALL.search(question):
        return "en"
    table = _table()
    question = _joined(question, lexicon)
    outside = QUOTED.sub(" ", question)
    if len(tokens(outside)) < 2:
        outside = question
    if not GERMAN_SMALL.search(outside):
        outside = OPENING_WAS.sub("", outside)
    if (joining := NAME_JOINED.fullmatch(outside)) is not None:
        return "en" if joining["english"] else "de"
    spoken = tokens(outside)
    words = [word for word in spoken if len(word) > 1 or word in "ai"]  # "GAIA-X": a letter is no word
    if told := _by_small_words(outside, table):
        return told
    scores = np.sum([_evidence(word, table, lexicon) for word in words] or [np.zeros(len(table.codes))], axis=0)
    german, english = scores[:2]  # the table begins with the answered languages
    best = int(np.argmax(scores))
    if len(words) > 1 and best > 1 and scores[best] - max(german, english) > OTHER_LEAD:
        return table.codes[best]
    if abs(german - english) < CERTAIN:
        return None
    return "de" if german > english else "en"


def _by_small_words(question: str, table: _Table) -> str | None:
    """Tell by the words that are no names, where there are enough of them and they agree.

    "What did Horst Köhler say in reply?" is English, however German the name; in German, where nouns have capitals too,
    the small words tell as well.
    """
    found = [match[0] for match in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)?", question)]
    small = [word.lower() for place, word in enumerate(found) if word[0].islower() or place == 0]
    if len(small) < SMALL_WORDS or len(small) == len(found):
        return None
    scores = np.sum([_evidence(word, table, Lexicon()) for word in small], axis=0)
    german, english = scores[:2]
    if abs(german - english) < SMALL_LEAD or scores.max() - max(german, english) > 0:
        return None
    return "de" if german > english else "en"


def _joined(question: str, lexicon: Lexicon) -> str:
    """Return the question with a name that the document writes in one word written so: "GAIA-X", GAIAX."""

    def known(match: re.Match[str]) -> str:
        name = f"{match[1]}{match[2]}"
        both = name.lower() in lexicon.german and name.lower() in lexicon.english
        return name if both else match[0]

    return re.sub(r"\b([^\W\d_]+)-([^\W\d_]+)\b", known, question)


def _evidence(word: str, table: _Table, lexicon: Lexicon) -> Zipf:
    """Return for each language how much the word speaks for it (languages,), in zipf, the best 0."""
    spellings = {word, _umlauts(word)}
    in_german, in_english = not spellings.isdisjoint(lexicon.german), not spellings.isdisjoint(lexicon.english)
    values = _values(word, table)
    evidence: Zipf = np.maximum(values - values.max(), -MOST_APART) * _weight(values.max())
    if in_german and in_english:
        evidence *= SHARED_WEIGHT
    else:
        evidence[:2] += np.array([in_german, in_english]) * DOCUMENT_WEIGHT
        lead = min(max(lexicon.asked.get(word, 0.0), -2 * ASKED_MOST), 2 * ASKED_MOST) / 2
        evidence[:2] += np.array([lead, -lead])
    return evidence


def _weight(zipf: float) -> float:
    """Return 1 for a function word, less for rare words: those are borrowed and quoted, function words hardly ever."""
    return min(1.0, max(RARE_WEIGHT, 1 - (FUNCTION_WORD - zipf) / 4))


def _values(word: str, table: _Table) -> Zipf:
    """Return zipf values (languages,) of the word as typed, with umlauts restored, of its parts or of its letters."""
    for spelling in (word, _umlauts(word)):
        row = table.row(spelling)
        if row is not None:
            return row
    parts = _parts(_umlauts(word), table)
    if parts is not None:
        return parts
    rows = [row for row in map(table.row, trigrams(word)) if row is not None]
    if not rows:
        return np.zeros(len(table.codes))
    letters: Zipf = np.sum(rows, axis=0) * LETTERS_WEIGHT
    return _capped(letters) + LEAST


def _parts(word: str, table: _Table) -> Zipf | None:
    """Return the mean of the two words that an unlisted word consists of; one word of two is German ("Kernfusion")."""
    for cut in range(len(word) - 4, 3, -1):
        head, tail = table.row(word[:cut]), table.row(word[cut:])
        if head is None and word[cut - 1] == "s":
            head = table.row(word[: cut - 1])
        if head is not None and tail is not None and max(head[:2].max(), tail[:2].max()) > LEAST:
            german = np.zeros(len(head))
            german[0] = COMPOUND_WEIGHT
            return _capped((head + tail) / 2 + german) + LEAST
    return None


def _capped(values: Zipf) -> Zipf:
    """Return values of at most 0, none further down than a word judged by its letters may be."""
    capped: Zipf = np.maximum(values - values.max(), -LETTERS_APART)
    return capped


def _umlauts(word: str) -> str:
    return word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")


def _script(question: str) -> str | None:
    """Return the language of the letters, if most of them are not Latin."""
    letters = [letter for letter in question.lower() if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    foreign = {name: count for name, count in scripts.items() if name in SCRIPTS}
    if sum(foreign.values()) * 2 <= len(letters):
        return None
    if foreign.keys() & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if UKRAINIAN & set(letters):
        return "uk"
    return SCRIPTS[max(foreign, key=lambda name: foreign[name])]
