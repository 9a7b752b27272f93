"""Public data: how well we find and judge beyond this one protocol. `python -m eval.public` writes the page.

XQuAD's German paragraphs and XQuAD-R's sentences (eval/data/xquad-r) are indexed by the real ingest as a document
without bank, metadata or translation, and asked in German and English through the real pipeline.
"""

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval.run import commit
from eval.squad import TRAINED_ON, Question, Unit, as_document, read_articles
from ingest.build import build
from ingest.statement import fold
from protokoll.settings import Settings, load_settings
from retrieval.pipeline import Pipeline

CUT = 10
SEED = 20240222
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Finding:
    """How well questions in a language find German texts: shares of questions, and the mean reciprocal rank."""

    unit: str
    language: str
    count: int
    first: float
    within_five: float
    mrr: float


@dataclass(frozen=True)
class Judging:
    """How well the judge tells whether the answer is there. `area`: ROC curve of the confidence."""

    unit: str
    language: str
    there: int
    gone: int
    area: float
    refused_gone: float
    refused_there: float


def finding(unit: Unit, settings: Settings, folder: Path) -> Iterator[Finding]:
    """Yield the figures of each language over all texts of the unit."""
    articles = read_articles()
    pipeline = _open(as_document(articles, unit), f"all-{unit}", settings, folder)
    questions = [question for article in articles for question in article.questions]
    for language in LANGUAGES:
        ranks = [_rank(pipeline, question, unit, language) for question in _shown(questions, f"find {unit} {language}")]
        yield Finding(
            unit,
            language,
            len(ranks),
            sum(rank == 1 for rank in ranks) / len(ranks),
            sum(0 < rank <= 5 for rank in ranks) / len(ranks),
            sum(1 / rank for rank in ranks if rank) / len(ranks),
        )


def judging(unit: Unit, settings: Settings, folder: Path) -> Iterator[Judging]:
    """Yield the figures of each language where half of the answering texts were removed, over unseen articles."""
    from sklearn.metrics import roc_auc_score

    articles = read_articles()[TRAINED_ON:]
    questions = [question for article in articles for question in article.questions]
    answering = sorted({question.text(unit) for question in questions})
    gone = frozenset(random.Random(SEED).sample(answering, len(answering) // 2))
    pipeline = _open(as_document(articles, unit, without=gone), f"half-{unit}", settings, folder)
    truth = [question.text(unit) not in gone for question in questions]
    for language in LANGUAGES:
        asked = _shown(questions, f"judge {unit} {language}")
        answers = [pipeline.ask(question.words[language]) for question in asked]
        refused = [not answer.answered for answer in answers]
        pairs = list(zip(refused, truth, strict=True))
        yield Judging(
            unit,
            language,
            sum(truth),
            len(truth) - sum(truth),
            float(roc_auc_score(truth, [answer.confidence for answer in answers])),
            sum(no for no, there in pairs if not there) / (len(truth) - sum(truth)),
            sum(no for no, there in pairs if there) / sum(truth),
        )


def page(found: Sequence[Finding], judged: Sequence[Judging]) -> str:
    """Return the page for `docs/evaluation`, in Markdown."""
    return TEMPLATE.format(
        commit=commit(),
        trained=TRAINED_ON,
        unseen=len(read_articles()) - TRAINED_ON,
        finding="\n".join(
            f"| {f.unit} | {f.language} → de | {f.count} | {f.first:.3f} | {f.within_five:.3f} | {f.mrr:.3f} |"
            for f in found
        ),
        judging="\n".join(
            f"| {j.unit} | {j.language} | {j.there} | {j.gone} | {j.area:.3f} | {j.refused_gone:.3f} "
            f"| {j.refused_there:.3f} |"
            for j in judged
        ),
    )


def main() -> None:
    """Measure and write the page given as argument (default `docs/evaluation/public.md`)."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/evaluation/public.md")
    units: tuple[Unit, ...] = ("paragraph", "sentence")
    with tempfile.TemporaryDirectory() as name:
        found = [row for unit in units for row in finding(unit, load_settings(), Path(name))]
        judged = [row for unit in units for row in judging(unit, load_settings(), Path(name))]
    path.write_text(page(found, judged), encoding="utf-8")
    Console(stderr=True).print(f"written: {path}")


def _open(text: str, name: str, settings: Settings, folder: Path) -> Pipeline:
    """Index a text in the folder, where vectors of an earlier call are kept, and open it."""
    file = folder / name / "xquad.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    here = settings.model_copy(update={"data": folder / "data", "corpus": file.parent})
    build(here, [file], _silent)
    return Pipeline.open(here)


def _rank(pipeline: Pipeline, question: Question, unit: Unit, language: str) -> int:
    """Return the rank of the text that answers, 0 where it is beyond the cut."""
    wanted = fold(question.text(unit))
    hits = pipeline.search(question.words[language], k=CUT)
    return next((n for n, hit in enumerate(hits, 1) if wanted in hit.statement.text), 0)


def _shown(questions: Sequence[Question], step: str) -> Iterator[Question]:
    yield from track(questions, step, console=Console(stderr=True), transient=True)


def _silent(step: str, more: int, total: int) -> None:
    """Show no progress of an ingest."""


TEMPLATE = """# Beyond this protocol: public data

Made by `python -m eval.public` at commit {commit}. [XQuAD-R](../../eval/data/xquad-r/SOURCE.txt) (CC BY-SA 4.0):
240 German paragraphs of 48 encyclopaedia articles, 1,276 sentences, 1,190 questions asked in German and in English.
The real ingest indexes them as a document without question bank, metadata and translation; the real pipeline is asked.

## Finding

Share of questions whose answering text is at rank 1, within the first five, and the mean reciprocal rank (10 ranks).

| text | question → text | questions | at 1 | within 5 | MRR |
|---|---|---|---|---|---|
{finding}

## Judging without a bank

The judge's form without a bank learned from questions on the first {trained} articles (and on this protocol), so only
the other {unseen} are asked here. Half of their answering texts, drawn at random, were removed before indexing; the
neighbours from the same article stayed, so that every question still finds something near. Area under the ROC curve
of the confidence (0.5 is chance), and how many questions were refused, grey included, where the answer was gone and
where it was there.

| removed | questions | answer there | answer gone | area | refused when gone | refused when there |
|---|---|---|---|---|---|---|
{judging}

Some removed sentences are answered by another one that stayed; these count against the judge. The bank form, which
the protocol's own document uses, is measured on `dev` and `test` instead.
"""

if __name__ == "__main__":
    main()
