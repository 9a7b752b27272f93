"""The form that an answer is wished in, and given: so many points, one sentence, only the numbers, another language."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ingest.packaged import read_table
from ingest.pieces import sentence_ends
from ingest.statement import Statement
from protokoll.texts import ACTS
from retrieval.editing import with_partners
from retrieval.evidence import Evidence, Group
from retrieval.figures import figures_in

_NUMBERS = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4,
    "four": 4, "fünf": 5, "fuenf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8, "eight": 8,
    "neun": 9, "nine": 9, "zehn": 10, "ten": 10,
}  # fmt: skip
ANSWERED = ("de", "en")
SHORT = 3  # statements of a short answer

Rank = Callable[[Sequence[Statement]], Sequence[Statement]]


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


def shaped(evidence: Evidence, form: Form, language: str, rank: Rank) -> Evidence:
    """Give an answer the form that was wished.

    Args:
        evidence: what was decided.
        form: as wished.
        language: of the answer.
        rank: puts statements in order, the one that answers the question best first.

    Returns:
        The answer with so many statements, those nearest to the question; a refusal as it is.
    """
    texts = ACTS[language]
    if form.foreign:
        evidence = _remarked(evidence, texts.foreign)
    if evidence.state != "answer" or not evidence.chosen or not form.names - {"language", "list"}:
        return evidence
    chosen, count = evidence.chosen, len(evidence.chosen)
    if "numbers" in form.names:
        having = tuple(s for s in chosen if figures_in(s.quote))
        if not having:
            return _remarked(evidence, texts.no_numbers)
        return replace(trimmed(evidence, having), groups=(Group("", having),), aim="figures")
    if form.names & {"simple", "simpler"}:
        return _remarked(trimmed(evidence, [min(chosen, key=lambda s: len(s.quote))]), texts.simpler)
    if "table" in form.names:
        return _remarked(evidence, texts.table)
    wanted = _wanted(form, count)
    if "sentences" in form.names and any(any(sentence_ends(s.quote, 0, len(s.quote))) for s in chosen):
        evidence = _remarked(evidence, texts.whole)
    if wanted > count:
        enough = wanted <= count + sum(len(part.chosen) for part in evidence.others)
        return evidence if enough else _remarked(evidence, texts.fewer)
    if wanted == count:
        evidence = _remarked(evidence, texts.shortest) if "shorter" in form.names else evidence
        alone = "points" in form.names and count == 1 and not evidence.others
        return _remarked(evidence, texts.one_point) if alone else evidence
    kept = with_partners(rank(chosen)[:wanted], chosen)
    short = trimmed(evidence, [s for s in chosen if s in kept], more=evidence.more + count - len(kept))
    return _remarked(short, texts.most_important) if wanted > 1 else short


def _remarked(evidence: Evidence, remark: str) -> Evidence:
    return replace(evidence, remarks=(*evidence.remarks, remark))


def _wanted(form: Form, count: int) -> int:
    """How many statements are wished of so many."""
    if form.names & {"sentence", "quotation"}:
        return 1
    if form.most:
        return form.most
    if form.names & {"points", "sentences"}:
        return count
    return min(SHORT, (count + 1) // 2)


def trimmed(evidence: Evidence, statements: Sequence[Statement], *, more: int = 0) -> Evidence:
    """Return an answer with these statements alone, in no particular order of an editor's.

    Args:
        evidence: of a whole answer.
        statements: to cite, in order.
        more: how many are not shown.

    Returns:
        The answer.
    """
    return Evidence(
        evidence.document, "answer", evidence.confidence, chosen=tuple(statements), near=evidence.near,
        lacking=evidence.lacking,
        more=more, remarks=evidence.remarks,
    )  # fmt: skip
