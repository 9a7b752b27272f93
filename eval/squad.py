"""XQuAD-R (eval/data/xquad-r): German articles, their sentences, and questions in both languages."""

import gzip
import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from ingest.statement import fold

Unit = Literal["paragraph", "sentence"]
TRAINED_ON = 24  # articles that the judge's form without a bank learns from; only the others may measure it


@dataclass(frozen=True)
class Question:
    """A question in both languages (`de`, `en`), and the German texts that answer it."""

    words: Mapping[str, str]
    paragraph: str
    sentence: str

    def text(self, unit: Unit) -> str:
        """Return the answering text of the unit."""
        return self.paragraph if unit == "paragraph" else self.sentence


@dataclass(frozen=True)
class Article:
    """An article: its title, its paragraphs as lists of sentences, its questions."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    questions: tuple[Question, ...]


def read_articles() -> list[Article]:
    """Return the 48 articles; white space is folded."""
    english = {row["id"]: row["question"] for _, paragraph in _paragraphs("en") for row in paragraph["qas"]}
    articles: dict[str, list[dict[str, Any]]] = {}
    for title, paragraph in _paragraphs("de"):
        articles.setdefault(title, []).append(paragraph)
    return [
        Article(
            title.replace("_", " "),
            tuple(tuple(map(fold, paragraph["sentences"])) for paragraph in paragraphs),
            tuple(_question(row, paragraph, english) for paragraph in paragraphs for row in paragraph["qas"]),
        )
        for title, paragraphs in articles.items()
    ]


def as_document(articles: Sequence[Article], unit: Unit, without: Set[str] = frozenset()) -> str:
    """Return the articles as Markdown that ingest cuts into one statement for each text of the unit.

    Paragraphs stand for themselves, sentences are bullets; `without` are texts that are left out.
    """
    lines = ["# XQuAD", ""]
    for article in articles:
        lines += [f"## {article.title}", ""]
        for sentences in article.paragraphs:
            texts = [" ".join(sentences)] if unit == "paragraph" else [f"- {text}" for text in sentences]
            lines += [text for text in texts if text.removeprefix("- ") not in without]
            lines.append("")
    return "\n".join(lines)


def _paragraphs(language: str) -> list[tuple[str, dict[str, Any]]]:
    packed = (files("eval") / "data" / "xquad-r" / f"{language}.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))["data"]
    return [(article["title"], paragraph) for article in data for paragraph in article["paragraphs"]]


def _question(row: dict[str, Any], paragraph: dict[str, Any], english: Mapping[str, str]) -> Question:
    starts = [start for start, _ in paragraph["sentence_breaks"]]
    sentence = paragraph["sentences"][bisect_right(starts, row["answers"][0]["answer_start"]) - 1]
    whole = " ".join(map(fold, paragraph["sentences"]))
    return Question({"de": row["question"], "en": english[row["id"]]}, whole, fold(sentence))
