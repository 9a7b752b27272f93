"""The form that an answer is wished in: how many points, one sentence, only the numbers, a table, another language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.packaged import read_table

_NUMBERS = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4,
    "four": 4, "fünf": 5, "fuenf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8, "eight": 8,
    "neun": 9, "nine": 9, "zehn": 10, "ten": 10,
}  # fmt: skip
ANSWERED = ("de", "en")


@dataclass(frozen=True)
class Form:
    """What is wished of an answer's form.

    `most` is the number of points or sentences, 0 for none; `names` the wishes, as in data/form.toml; `language` a code
    (ISO 639-1), "" where no language is wished.
    """

    most: int = 0
    names: frozenset[str] = frozenset()
    language: str = ""

    @property
    def answered_in(self) -> str:
        """The language to answer in, "" where none is wished or there are no answers in it."""
        return self.language if self.language in ANSWERED else ""

    @property
    def foreign(self) -> bool:
        """Whether a language is wished in which there are no answers."""
        return self.language not in ("", *ANSWERED)


NONE = Form()


def wished(text: str) -> tuple[Form, str]:
    """Take the wishes for a form out of a question.

    Args:
        text: a question made plain.

    Returns:
        The form, and the question without the words for it; "" where it is nothing but a wish.
    """
    form, rest = NONE, text
    for name, shape, keep in _rows():
        found = shape.search(rest)
        if not found:
            continue
        count, language = count_in(_captured(found, "n")), _code(_captured(found, "language"))
        # "Germany" is no language, and "Gib mir ein Beispiel" wants no one point.
        if (name == "language" and not language) or (name == "points" and count == 1):
            continue
        most = 1 if name in ("sentence", "quotation") else form.most or count
        form = Form(most, form.names | {name}, language or form.language)
        rest = f"{rest[: found.start()]} {keep} {rest[found.end() :]}"
    if form == NONE:
        return form, text
    rest = re.sub(r"\s+([?.,:;!])", r"\1", re.sub(r"\s+", " ", rest)).strip(" ,;:.-")
    rest = re.sub(r"^(?:bitte|please|und|and)\W*$", "", rest, flags=re.IGNORECASE)
    return form, rest[:1].upper() + rest[1:] if any(sign.isalnum() for sign in rest) else ""


def count_in(text: str) -> int:
    """Return the first number of a text, in digits or words; 0 for none."""
    for word in re.findall(r"\w+", text.lower()):
        if word.isdecimal() and 0 < int(word) <= 20:
            return int(word)
        if word in _NUMBERS:
            return _NUMBERS[word]
    return 0


def only_wished(words: Iterable[str]) -> bool:
    """Say whether the words that are left of a wish mean nothing beside it: "Kannst du das bitte …"."""
    return set(words) <= set(_table()["around"])


def _code(word: str) -> str:
    """The code of the language that a word names, declined or not; "" for others: "Germany", "Deutschland"."""
    languages = _table()["languages"].items()
    shape = r"(?:{})(?:e[nmrs]?|s)?"
    return next((code for code, names in languages if re.fullmatch(shape.format("|".join(names)), word.lower())), "")


def _captured(found: re.Match[str], name: str) -> str:
    """What one of the groups of a name has matched."""
    return next((word for key, word in found.groupdict().items() if key.startswith(name) and word), "")


@cache
def _table() -> Mapping[str, Any]:
    return read_table("retrieval", "data/form.toml")


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    def shape(text: str) -> re.Pattern[str]:
        """The expression with a group for each number ("n0", "n1", …)."""
        first, *others = text.replace("{language}", "[a-zäöüß]+").split("{n}")
        number = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
        return re.compile(first + "".join(f"(?P<n{i}>{number}){part}" for i, part in enumerate(others)), re.IGNORECASE)

    return tuple((row["form"], shape(each), row.get("keep", "")) for row in _table()["row"] for each in row["shapes"])
