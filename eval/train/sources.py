"""The other two sources beside the teaching material, in its form: the shipped question bank and an encyclopaedia."""

import random
from pathlib import Path
from typing import Literal

from eval.squad import TRAINED_ON, Article, as_document, read_articles
from eval.train.teaching import Asked, Minutes, Question, Taught, cut, linked
from ingest.corpus import read_document
from ingest.document import BankQuestion

FORUM = Path("corpus/zukunftsforum-ki-2024-02-22.md")
BANK_SHARE = 0.04  # of the 21,843 questions: more would outweigh all other documents together
SEED = 7
LANGUAGES: tuple[Literal["de", "en"], ...] = ("de", "en")


def bank(path: Path, share: float = BANK_SHARE, seed: int = SEED) -> Taught:
    """Return a document with a sample of the question bank that lies beside it.

    Statements that an unanswerable question is listed with only seem to answer it.
    """
    document = read_document(path)
    row_of = {statement.text: row for row, statement in enumerate(document.statements)}
    sample = random.Random(seed).sample(document.questions, int(share * len(document.questions)))
    asked = tuple(_banked(question, row_of) for question in sample)
    minutes = Minutes(name=document.id, family="bank", ending=".md", text=document.text)
    return Taught(minutes, document, tuple(each for each in asked if each is not None))


def _banked(question: BankQuestion, row_of: dict[str, int]) -> Asked | None:
    rows = tuple(row_of[text] for text in question.statements if text in row_of)
    if question.answerable and not rows:
        return None
    taught = Question(
        document="bank",
        language=question.language,
        question=question.question,
        kind=question.kind,
        answerable=question.answerable,
        history=(question.before,) if question.before else (),
    )
    return Asked(taught, tuple((row,) for row in rows), ()) if question.answerable else Asked(taught, (), rows)


def encyclopaedia() -> list[Taught]:
    """Return the first articles of XQuAD-R by sentences, each a document; all its questions have an answer."""
    return [_article(article) for article in read_articles()[:TRAINED_ON]]


def _article(article: Article) -> Taught:
    text = as_document([article], "sentence")
    minutes = Minutes(name=article.title, family="encyclopaedia", ending=".md", text=text)
    document, asked = cut(minutes), []
    for one in article.questions:
        for language in LANGUAGES:
            question = Question(
                document=article.title,
                language=language,
                question=one.words[language],
                kind="fact",
                answerable=True,
                spans=(one.sentence,),
            )
            asked.append(linked(question, document))
    return Taught(minutes, document, tuple(asked))
