"""A sentence taken apart for the gate: clauses, words, numbers with units, names, places, and what stands out in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ingest.load import MONTHS
from ingest.packaged import read_table
from ingest.words import stopwords
from retrieval.rarity import stems, weight

LEAST_WEIGHT = 0.4  # what a frequent word of content counts ("Stadt"); a rare one counts 1
RARE = 0.95  # weight from which a German noun may be a name: in no list of frequent words
_CLAUSE = re.compile(
    r"(?<=[.;:!?])\s+|\s[–—-]+>?\s|\s→\s|,\s+|[()]"
    r"|\s+(?=(?:und|aber|sondern|oder|während|obwohl|doch|and|but|or|while|whereas|although|yet)\s)"
)
_REACH = re.compile(r"\b(?:sondern|but|und|and|aber)\b")  # where a denial ends
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{2,4})?(?!\d)")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑’'][^\W_]+)*")
_FRACTIONS = (
    (re.compile(r"\b(?:drei viertel|dreiviertel|three[- ]quarters)\b"), "75 %"),
    (re.compile(r"\b(?:ein viertel|a quarter|one quarter)\b"), "25 %"),
)
_MONTHS = MONTHS | {"jänner": 1}
_DAYS = {
    name: day
    for day, names in enumerate(
        ("montag monday", "dienstag tuesday", "mittwoch wednesday", "donnerstag thursday", "freitag friday",
         "samstag sonnabend saturday", "sonntag sunday")
    )
    for name in names.split()
}  # fmt: skip
_RATE = r"(?:/|\bpro|\bje|\bper|\bim|\ba|\ban|\beach|\bjede[nrs]?|\bevery)\s?"
_RATES = tuple(
    re.compile(rf"{_RATE}(?:{unit})\b|\b(?:{alone})", re.IGNORECASE)
    for unit, alone in (
        ("Jahr|year", "jährlich|annual|yearly"), ("Monat|month", "monatlich|monthly"),
        ("Woche|week", "wöchentlich|weekly"), ("Tag|day", "täglich|daily"), ("Stunde|hour", "stündlich|hourly"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number of a text, and its unit where that is known ("percent")."""

    value: float
    unit: str


@dataclass(frozen=True)
class Clause:
    """A part of a sentence: its words of content, and those of them that it denies."""

    text: str
    words: tuple[str, ...]
    denied: frozenset[str]


def cues() -> dict[str, Any]:
    """Return the table of cues."""
    return read_table("retrieval.llm", "cues.toml")


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of cues."""
    return _pattern(cues()[name])


@cache
def rows(table: str) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each row of a table: a place, a limit of a number, words of one meaning."""
    return tuple(_pattern(row.split()) for row in cues()[table]["rows"])


@cache
def opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return pairs of patterns of which a claim may not have one where its statement has the other."""
    return tuple((_pattern(one.split()), _pattern(other.split())) for one, other in cues()["opposites"]["rows"])


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these beginnings of words; "^" marks an end that must be one."""
    return re.compile("|".join(_beginning(word) for word in words))


def _beginning(word: str) -> str:
    inner = re.escape(word.strip("^").replace("^", " "))
    before = "" if not word.strip("^")[:1].isalnum() or word.startswith("n't") else r"(?<!\w)"
    return f"{before}{inner}" + (r"(?!\w)" if word.endswith("^") else "")


def has(name: str, text: str) -> bool:
    """Say whether a text has a cue of this kind."""
    return cue(name).search(text.lower()) is not None


def clauses(text: str) -> tuple[Clause, ...]:
    """Cut a text into clauses; those without a word of content go to their neighbour."""
    parts: list[str] = []
    for part in filter(None, (part.strip() for part in _CLAUSE.split(text))):
        if parts and len(content(part)) < 2:
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    found: list[Clause] = []
    held = False  # a predicate that denies, for what is only listed after it: "Es fehlen nicht A, sondern B"
    for part in parts:
        own, bare = content(part), _idioms().sub(" ", part.lower())
        carried = held and re.match(r"(?:sondern|but|und|and|not|nicht)\b", part) is not None and len(own) < 4
        held = _denies(bare) or carried
        found.append(Clause(part, own, _denied(bare, own, whole=held)))
    return tuple(found)


def _denies(bare: str) -> bool:
    """Say whether a clause denies by a word's meaning; "not neglected" does not."""
    return any(
        not cue("particles").search(" ".join(bare[: match.start()].split()[-4:]))
        for match in cue("negative").finditer(bare)
    )


def _denied(bare: str, own: Sequence[str], *, whole: bool) -> frozenset[str]:
    match = cue("particles").search(bare)
    after = content(_REACH.split(bare[match.end() :])[0]) if match else ()
    if whole:  # "es fehlen nicht Hallenzeiten": these are there
        return frozenset(own) - frozenset(after)
    if match is None or cue("negative").search(bare[match.end() :]):
        return frozenset()
    return frozenset(after or own)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile("|".join(cues()["idioms"]))


@lru_cache(maxsize=4096)
def content(text: str) -> tuple[str, ...]:
    """Return the words that say something, in lower case: no stopwords, numbers, or words that frame a report."""
    found = (word.lower() for word in _WORD.findall(text))
    return tuple(w for w in found if not w.isdigit() and len(w) > 1 and w not in _empty() and not _is_negative(w))


@cache
def _empty() -> frozenset[str]:
    return frozenset(cues()["frame"].split()) | frozenset(cues()["numbers"]) | stopwords()


@lru_cache(maxsize=4096)
def _is_negative(word: str) -> bool:
    return any(cue(name).fullmatch(word) for name in ("negative", "particles"))


@lru_cache(maxsize=8192)
def weighed(word: str) -> float:
    """Return how much a word of content counts."""
    return LEAST_WEIGHT + (1 - LEAST_WEIGHT) * weight(word)


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text: digits and words, with scale ("10 Mio." is 1e7) and unit."""
    lowered = _DATE.sub(lambda date: f" {int(date[1])}  {int(date[2])}  {date[3] or ''} ", text.lower())
    for fraction, percent in _FRACTIONS:
        lowered = fraction.sub(percent, lowered)
    tokens = list(re.finditer(r"\d+(?:[.,:]\d+)*(?!\w*[a-z]{3})|[^\W\d_]+|[%€$]", lowered))
    found: list[Number] = []
    for place, token in enumerate(tokens):
        for value in _values(token[0], tokens, place):
            following = [other[0] for other in tokens[place + 1 : place + 3]]
            scale = cues()["scales"].get(following[0], 1.0) if following else 1.0
            beside = [*following, *(other[0] for other in tokens[max(0, place - 1) : place] if other[0] in "€$")]
            found.append(Number(value * scale, _unit(beside, scaled=scale != 1.0)))
    return tuple(found)


def _values(token: str, tokens: Sequence[re.Match[str]], place: int) -> Iterable[float]:
    if token[0].isdecimal():
        if ":" in token or (token.count(".") > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", token)):
            return [float(part) for part in re.split(r"[:.,]", token) if part]
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", token):
            return [float(re.sub(r"[.,]", "", token))]
        return [float(token.replace(",", "."))] if token.count(",") + token.count(".") <= 1 else []
    if token in cues()["numbers"]:
        return [float(cues()["numbers"][token])]
    beside = [tokens[at][0] for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    return [float(_MONTHS[token])] if token in _MONTHS and any(other[0].isdecimal() for other in beside) else []


def _unit(beside: Sequence[str], *, scaled: bool) -> str:
    units = cues()["units"]
    nearest = beside[1:] if scaled else [*beside[:1], *beside[2:]]
    return next((str(units[word]) for word in nearest if word in units), "")


@lru_cache(maxsize=4096)
def times(text: str) -> frozenset[str]:
    """Return the months and days of the week that a text names; months of dates count too."""
    capitals = [word.lower() for word in re.findall(r"(?!^May\b)\b[A-Z]\w{2,}", text)]  # "May" may be a verb
    named = {f"month {_MONTHS[word]}" for word in capitals if word in _MONTHS}
    named |= {f"month {int(date[2])}" for date in _DATE.finditer(text)}
    return frozenset(named | {f"day {_DAYS[word]}" for word in capitals if word in _DAYS})


@lru_cache(maxsize=4096)
def rates(text: str) -> frozenset[int]:
    """Return per what something is counted: year, month, week, day, hour, as numbers."""
    return frozenset(n for n, rate in enumerate(_RATES) if rate.search(text))


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[int]:
    """Return which countries, towns and bodies a text names, as rows of the table."""
    lowered = text.lower()
    return frozenset(row for row, found in enumerate(rows("places")) if found.search(lowered))


@lru_cache(maxsize=16384)
def concepts(word: str) -> frozenset[int]:
    """Return what a word means, as rows of the table of words that stand for each other in either language."""
    return frozenset(row for row, found in enumerate(rows("concepts")) if found.match(word))


def names(text: str, language: str) -> tuple[str, ...]:
    """Return words that name somebody or something: capitals where the language has none, rare nouns, acronyms."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        first = match.start() == 0 or text[: match.start()].rstrip()[-1:] in '.:?!„“"('
        if not word[0].isupper() or word.lower() in _empty() or word.lower() in _MONTHS:
            continue
        acronym = sum(sign.isupper() for sign in word) >= 2
        rare = weight(word.lower()) >= RARE and not first
        if acronym or rare or (language == "en" and not first):
            found.append(word)
    return tuple(found)


class Source:
    """The words of one or more statements, ready to be asked whether they bear a word of a claim."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.lower()
        self.words = tuple(dict.fromkeys(word.lower() for word in _WORD.findall(text)))
        parts = [part for word in self.words for part in re.split(r"[-‐‑]", word)]
        self.stems = frozenset(stem for word in (*self.words, *parts) for stem in stems(word))
        self.meanings = frozenset(row for word in (*self.words, *parts) for row in concepts(word))
        self.clauses = clauses(text)
        self._known: dict[str, bool] = {}

    def bears(self, word: str) -> bool:
        """Say whether a word, a form of it, a part of it, or what it means in the other language stands here."""
        if word not in self._known:
            self._known[word] = self._bears(word)
        return self._known[word]

    def _bears(self, word: str) -> bool:
        if set(stems(word)) & self.stems or concepts(word) & self.meanings:
            return True
        parts = [part for part in re.split(r"[-‐‑]", word) if len(part) > 1]
        if len(parts) > 1:
            return all(self.bears(part) for part in parts)
        return len(word) >= 5 and any(_akin(word, other) for other in self.words if len(other) >= 5)

    def share(self, words: Sequence[str]) -> float:
        """Return how much of these words is borne, by weight; 1 where there are none."""
        total = sum(weighed(word) for word in words)
        return sum(weighed(word) for word in words if self.bears(word)) / total if total else 1.0


@lru_cache(maxsize=65536)
def _akin(one: str, other: str) -> bool:
    """Compounds ("Rechenkapazität", "Kapazitäten") and words that both languages share ("Transparenz")."""
    from rapidfuzz.fuzz import ratio  # installed anyway, and slow to import

    short, long = sorted((one, other), key=len)
    root = short[: max(5, len(short) - 2)]
    return root in long or ratio(one, other) >= 78
