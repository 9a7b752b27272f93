"""Numbers written in one way: "10.000.000", "10 Mio." and "zehn Millionen" are 10 Millionen; "V." is 5."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from ingest.packaged import read_table

_ROMAN = {"I": 1, "V": 5, "X": 10}
# Two signs at least: "V" and "X" alone are numerals behind what is counted, or before a full stop and a noun.
_NUMERAL = re.compile(r"\b(?=[IVX]{2,6}\b)(X{0,2}(?:IX|IV|V?I{0,3}))\b")
_SINGLE = re.compile(
    r"(?i:\b(impuls|top|punkt|kapitel|teil|abschnitt|nummer|nr\.|statement|number|section|part|item|point|talk)) "
    r"([VX]|I(?=[.?)]|$))\b\.?(?=$|[\s?!,.)])|(?<!\w)([VIX])\.(?= [A-ZÄÖÜ])"
)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?![\d])")
_ONES = {
    "ein": 1, "eine": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "sech": 6, "sieb": 7, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


def written_alike(text: str, *, english: bool) -> str:
    """Return a text with its numbers written in one way.

    Args:
        text: a question.
        english: units are written as in English.

    Returns:
        The text; Roman numerals are digits, thousands have no signs between them, and units one name.
    """
    text = _NUMERAL.sub(lambda match: str(_roman(match[1])), text)
    text = _SINGLE.sub(_counted, text)
    text = _GROUPED.sub(lambda match: re.sub(r"[.,' ]", "", match[0]), text)
    for name, shape in _units(english).items():
        text = shape.sub(lambda match, name=name: f"{_digits(match['number'])}{'' if name == '%' else ' '}{name}", text)  # type: ignore[misc]
    return re.sub(r"\b\d{7,}\b", _scaled("billion million" if english else "Milliarden Millionen"), text)


def _counted(match: re.Match[str]) -> str:
    return f"{match[1]} {_roman(match[2])}" if match[1] else f"{_roman(match[3])}."


def _roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    return sum(-v if any(v < after for after in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _scaled(names: str) -> Callable[[re.Match[str]], str]:
    def scaled(match: re.Match[str]) -> str:
        number = int(match[0])
        for size, name in zip((10**9, 10**6), names.split(), strict=True):
            if number >= size and number % (size // 10) == 0:
                whole, tenth = divmod(number, size)
                return f"{whole}{f',{tenth * 10 // size}' if tenth else ''} {name}"
        return match[0]

    return scaled


@cache
def _units(english: bool) -> Mapping[str, re.Pattern[str]]:
    rows = read_table("retrieval", "data/plain.toml")["units_en" if english else "units"]
    number = rf"(?P<number>\d+(?:[.,]\d+)?|\b(?:{_spelled_shape()})\b)"
    return {
        name: re.compile(rf"{number}[\s-]*(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE) for name, shapes in rows.items()
    }


@cache
def _spelled_shape() -> str:
    ones, tens = "|".join(sorted(_ONES, key=len, reverse=True)), "|".join(_TENS)
    return rf"(?:{ones})und(?:{tens})|(?:{tens})(?:[\s-](?:{ones}))?|(?:{ones})zehn|{ones}"


def _digits(number: str) -> str:
    lowered = number.lower()
    if lowered[0].isdecimal():
        return number
    if "und" in lowered:
        one, ten = lowered.split("und")
        return str(_ONES[one] + _TENS[ten])
    if lowered in _ONES:
        return str(_ONES[lowered])
    if lowered.endswith("zehn"):
        return str(10 + _ONES[lowered.removesuffix("zehn")])
    return str(sum(_TENS.get(part, 0) + _ONES.get(part, 0) for part in re.split(r"[\s-]", lowered)))
