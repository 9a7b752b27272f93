"""What was typed, made plain: the question alone, as it is judged.

    book = Wordbook.of(texts of the documents)
    made_plain("Guten Tag, WER HAT TEILGENOMMEN??? 🙏", book).text      # "Wer hat teilgenommen?"

Everything that changes how a question looks and not what it asks is undone here and nowhere else, in this order:

| step | undone |
|---|---|
| `visible` | control and invisible characters, soft hyphens, emoji, words of the model's vocabulary, line breaks,
odd spaces |
| `_marks` | bold, headings and quotes of Markdown, list marks, quotation marks of every shape, "???", "…?" |
| `_peeled` | greetings, thanks and closings around a question, "Kannst du mir sagen", what the asker tells of himself |
| `_cased` | words in capitals, as the documents write them |
| `_spelled` | ae for ä, ss for ß, "Open-Source" or "opensource" where the documents write "Open Source" |
| `_numbers` | Roman numerals, 10.000.000, 10 Mio., zehn Millionen; 19%, neunzehn Prozent |

Rows of words are in `data/plain.toml`. What is left of a text that is nothing but courtesy is that text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ingest.packaged import read_table
from retrieval.numbers import written_alike
from retrieval.rarity import weight

_SPECIAL = re.compile(r"</?s>|<pad>|<unk>|<mask>", re.IGNORECASE)
_MARKUP = re.compile(r"\*{1,3}|__+|`+|~~")
_LEADING = re.compile(r"^(?:[>#*+•❖▪◦‣·–—-]+\s+|>+\s*|\(?[a-z\d]{1,2}[.)]\s+(?=(?P<next>\w+)))", re.IGNORECASE)
_DOUBLE = dict.fromkeys(map(ord, "„“”‟«»❝❞〝〞＂"), '"')
_SINGLE = dict.fromkeys(map(ord, "‚‘’‛‹›`´"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = 0.8  # rarity below which a word in capitals is taken for one that is shouted, not for an abbreviation
_OLD = frozenset(("daß", "muß", "beschluß"))
_LONG_ENOUGH = 4  # letters of a shouted word inside a text that is not shouted; "IT", "WHO" are names there


@dataclass(frozen=True)
class Wordbook:
    """How the documents write their words.

    `cases` maps a word in lower case to its usual form; `joined` maps a compound without space and hyphen to the form
    that is used most ("opensource" → "Open Source").
    """

    cases: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Wordbook":
        """Collect words and compounds.

        Args:
            texts: of the documents' statements, and their translations.

        Returns:
            The book.
        """
        cases: dict[str, Counter[str]] = {}
        compounds: dict[str, Counter[str]] = {}
        for text in texts:
            found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)
            for place, word in enumerate(found):
                for part in word.split("-"):
                    # The first word of a sentence has a capital whatever it is.
                    cases.setdefault(part.lower(), Counter())[part] += 1 if place else 0
                if "-" in word:
                    compounds.setdefault(_join(word), Counter())[word] += 1
                elif len(word) >= 2 * _LONG_ENOUGH:
                    compounds.setdefault(word.lower(), Counter())[word] += 1
            for first, second in pairwise(found):
                if min(len(first), len(second)) >= _LONG_ENOUGH and first[0].isupper() and second[0].isupper():
                    compounds.setdefault(_join(first + second), Counter())[f"{first} {second}"] += 1
        usual = {word: forms.most_common(1)[0][0] for word, forms in cases.items() if forms.total()}
        return cls(usual, {key: forms.most_common(1)[0][0] for key, forms in compounds.items()})


@dataclass(frozen=True)
class Plain:
    """A question made plain, and what the asker told before it."""

    text: str
    told: str = ""


def made_plain(typed: str, book: Wordbook, *, english: bool = False) -> Plain:
    """Make plain what was typed.

    Args:
        typed: anything.
        book: how the documents write their words.
        english: numbers are written as in English.

    Returns:
        The question, "" for a text without any letter or digit.
    """
    text = _cased(_marks(visible(typed)), book)
    rest, told = _peeled(text)
    rest = rest if rest == text else rest[:1].upper() + rest[1:]
    return Plain(written_alike(_spelled(rest, book), english=english), told)


def visible(text: str) -> str:
    """Return what a reader sees of a text, on one line: no control or invisible characters, no emoji."""
    folded = unicodedata.normalize("NFKC", _SPECIAL.sub(" ", text))
    return re.sub(r"\s+", " ", "".join(map(_shown, _SPECIAL.sub(" ", folded)))).strip()


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me", "Cs", "Co", "Cn"):  # a combining mark that NFKC left over joins nothing
        return ""
    if category in ("Cc", "Zl", "Zp", "Zs", "Sk") or (category == "So" and sign not in "°©®™"):
        return " "
    return sign


def _marks(text: str) -> str:
    """Take off marks that surround a text, and write quotation marks, dashes and ends of sentences in one way."""
    text = text.translate(_DOUBLE | _SINGLE | _DASHES)
    text = _MARKUP.sub("", text).replace(",,", '"').strip()
    while (found := _LEADING.match(text)) and (not found["next"] or found["next"].lower() in _openers()):
        text = text[found.end() :]
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text.count(text[0]) == 2:
        text = text[1:-1].strip()
    while len(text) > 1 and text[0] + text[-1] in ("()", "[]", "{}") and text.count(text[0]) == 1:
        text = text[1:-1].strip()
    text = re.sub(r"[\s.!…]*\?[\s?!.…¿¡]*$", "?", re.sub(r"^[\s?!.,;:…¿¡-]+(?=.*\w)", "", text))
    return re.sub(r"\?[?!]+", "?", re.sub(r"[.!…\s]{2,}$|\s*[!.,;:…-]+$", "", re.sub(r"!{2,}", "!", text))).strip()


def _peeled(text: str) -> tuple[str, str]:
    """Return a text without the courtesy around it, and what the asker told before."""
    told, last = "", ""
    while text != last:
        last = text
        for shape in (_shape("greeting"), _shape("interjection"), _shape("frame")):
            text = _kept(text, shape.sub("", text, count=1))
        shorter = _kept(text, _shape("thanks").sub("", text, count=1))
        shorter = shorter if _asks(shorter) else text  # "Super, danke dir, das hat mir sehr geholfen." asks nothing
        text = _kept(shorter, _shape("thanks_after").sub(r"\g<end>", shorter, count=1))
        for shape in (_shape("closing"), _shape("after")):
            text = _kept(text, shape.sub(r"\g<end>", text, count=1))
        before = _shape("asker").match(text)
        if before and before["rest"] and _asks(before["rest"]):
            told, text = f"{told} {before['told']}".strip(), before["rest"]
    return text, told


def _kept(text: str, shorter: str) -> str:
    """The shorter text, if it still says something: a greeting alone stays a greeting."""
    shorter = shorter.strip(" ,;:-") if shorter != text else text
    return shorter if any(sign.isalnum() for sign in shorter) else text


def _asks(text: str) -> bool:
    first = _WORD.search(text)
    return text.rstrip().endswith("?") or bool(first and first[0].lower() in _openers())


@cache
def _table() -> Mapping[str, list[str]]:
    return read_table("retrieval", "data/plain.toml")


@cache
def _openers() -> frozenset[str]:
    return frozenset(_table()["opener"])


@cache
def _shape(name: str) -> re.Pattern[str]:
    """The rows of a group as one expression."""
    either = "|".join(_table()[name.removesuffix("_after")])
    opener = rf"(?=(?:{'|'.join(_openers())})\b)"
    shapes = {
        "interjection": rf"^(?:{either})(?:\s*[,.!:;-]+\s*|\s+)(?:{opener}|(?=(?:und|and|aber|but)\b))",
        # "Tag der Sitzung?" greets nobody: a comma follows, or a word that begins a question.
        "greeting": rf"^(?:{either})(?: (?:{'|'.join(_table()['greeted'])}))?(?:\s*[,.!:;-]+\s*|\s+{opener})",
        "thanks": rf"^(?:{either})(?:\s*[,.!:;-]+\s*|\s+{opener})(?:(?:und|aber|and|but)\s+{opener})?",
        "thanks_after": rf"(?:(?P<end>[?.!])\s*|[,;:-]\s*|\s+(?=(?:vielen|herzlichen|besten)\b))(?:{either})[.!]*$",
        "closing": rf"(?:(?P<end>[?.!])\s*|[,;:-]\s*|\s+(?=(?:mit )?\w+ (?:gr(?:ü|ue)|regards)))(?:{either})[.!]*$",
        "frame": rf"^(?:{either})\s*(?=\w)",
        "after": rf"[\s,]+(?:{either})(?P<end>[?]?)[.!]*$",
        "asker": rf"^(?P<told>(?:{either}).*?(?:[.!;:]|,(?=\s*(?:{'|'.join(_openers())})\b[^,]*\?$)))\s*(?P<rest>.*)$",
    }
    return re.compile(shapes[name], re.IGNORECASE)


def _cased(text: str, book: Wordbook) -> str:
    """Write shouted words as the documents do, and others in small letters."""
    letters = [sign for sign in text if sign.isalpha()]
    shouted = len(letters) > _LONG_ENOUGH and sum(map(str.isupper, letters)) > 0.8 * len(letters)

    def calm(match: re.Match[str]) -> str:
        word, lowered = match[0], match[0].lower()
        if not word.isupper() or len(word) < (2 if shouted else _LONG_ENOUGH):
            return word
        if lowered in book.cases:
            return book.cases[lowered]
        small = weight(lowered) < _COMMON or (shouted and len(word) > _LONG_ENOUGH)
        return lowered if small else word

    calmed = _WORD.sub(calm, text)
    return calmed[:1].upper() + calmed[1:] if calmed != text else text


def _spelled(text: str, book: Wordbook) -> str:
    """Write words and compounds as the documents do."""
    text = re.sub(r"[^\W\d_]*(?:ae|oe|ue|ss)[^\W\d_]*", lambda match: _umlauts(match[0], book), text, flags=re.I)
    text = re.sub(r"(\w{3,})[*:_/]-?innen\b", r"\1innen", text)  # "Teilnehmer*innen"

    def usual(match: re.Match[str]) -> str:
        known = book.joined.get(_join(match[0]))
        return known if known and known.lower() != match[0].lower() else match[0]

    text = re.sub(r"[^\W\d_]{2,}-[^\W\d_]{2,}|[^\W\d_]{8,}", usual, text)
    return re.sub(r"(?<![\w-])[^\W\d_]{3,} [^\W\d_]{3,}(?![\w-])", usual, text)


def _umlauts(word: str, book: Wordbook) -> str:
    """The word with its umlauts, where that is known and the word as typed is not."""
    for short, long in (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß")):
        if short not in word.lower() or word.lower() in book.cases:
            continue
        other = word.replace(short, long).replace(short.capitalize(), long.upper())
        # Of a document in the old spelling ("daß", "gefaßt") it is not known whether "ss" was meant otherwise.
        told = other.lower() in book.cases and not (long == "ß" and not _OLD.isdisjoint(book.cases))
        if told or weight(other.lower()) + 0.1 < weight(word.lower()):
            word = other
    return word


def _join(word: str) -> str:
    return re.sub(r"[\s-]", "", word).lower()
