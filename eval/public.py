"""Public data: how well we find and judge beyond this one protocol. `python -m eval.public` writes the page.

XQuAD's German paragraphs and XQuAD-R's sentences (eval/data/xquad-r) are indexed by the real ingest as a document
without bank, metadata or translation, and asked in German and English through the real pipeline.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from eval.run import commit, shown
from eval.squad import TRAINED_ON, Question, Unit, as_document, read_articles
from ingest.build import build
from ingest.statement import fold
from protokoll.settings import Settings, load_settings
from retrieval.pipeline import Pipeline

CUT = 10
SEED = 20240222
LANGUAGES = ("de", "en")


def finding(unit: Unit, settings: Settings, folder: Path) -> Iterator[str]:
    """Yield a row of the page for each language: how well questions find German texts, over all texts of the unit."""
    articles = read_articles()
    pipeline = _open(as_document(articles, unit), f"all-{unit}", settings, folder)
    questions = [question for article in articles for question in article.questions]
    for language in LANGUAGES:
        ranks = [_rank(pipeline, question, unit, language) for question in shown(questions, f"find {unit} {language}")]
        first = statistics.fmean(rank == 1 for rank in ranks)
        within_five = statistics.fmean(0 < rank <= 5 for rank in ranks)
        mrr = statistics.fmean(1 / rank if rank else 0.0 for rank in ranks)
        yield f"| {unit} | {language} → de | {len(ranks)} | {first:.3f} | {within_five:.3f} | {mrr:.3f} |"


def judging(unit: Unit, settings: Settings, folder: Path) -> Iterator[str]:
    """Yield a row of the page for each language: how well the judge tells whether the answer is there.

    Half of the answering texts were removed; over articles that the judge has not seen.
    """
    from sklearn.metrics import roc_auc_score

    articles = read_articles()[TRAINED_ON:]
    questions = [question for article in articles for question in article.questions]
    answering = sorted({question.text(unit) for question in questions})
    gone = frozenset(random.Random(SEED).sample(answering, len(answering) // 2))
    pipeline = _open(as_document(articles, unit, without=gone), f"half-{unit}", settings, folder)
    truth = [question.text(unit) not in gone for question in questions]
    for language in LANGUAGES:
        asked = shown(questions, f"judge {unit} {language}")
        answers = [pipeline.ask(question.words[language]) for question in asked]
        area = roc_auc_score(truth, [answer.confidence for answer in answers])
        refused = {
            there: [not answer.answered for answer, true in zip(answers, truth, strict=True) if true == there]
            for there in (True, False)
        }
        counts = f"{len(refused[True])} | {len(refused[False])}"
        shares = f"{statistics.fmean(refused[False]):.3f} | {statistics.fmean(refused[True]):.3f}"
        yield f"| {unit} | {language} | {counts} | {area:.3f} | {shares} |"


def main() -> None:
    """Measure and write the page given as argument (default `docs/evaluation/public.md`)."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/evaluation/public.md")
    units: tuple[Unit, ...] = ("paragraph", "sentence")
    with tempfile.TemporaryDirectory() as name:
        found = [row for unit in units for row in finding(unit, load_settings(), Path(name))]
        judged = [row for unit in units for row in judging(unit, load_settings(), Path(name))]
    page = TEMPLATE.format(
        commit=commit(),
        trained=TRAINED_ON,
        unseen=len(read_articles()) - TRAINED_ON,
        finding="\n".join(found),
        judging="\n".join(judged),
    )
    path.write_text(page, encoding="utf-8")
    Console(stderr=True).print(f"written: {path}")


def _open(text: str, name: str, settings: Settings, folder: Path) -> Pipeline:
    """Index a text in the folder, where vectors of an earlier call are kept, and open it."""
    file = folder / name / "xquad.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    here = settings.model_copy(update={"data": folder / "data", "corpus": file.parent})
    build(here, [file], lambda step, more, total: None)
    return Pipeline.open(here)


def _rank(pipeline: Pipeline, question: Question, unit: Unit, language: str) -> int:
    """Return the rank of the text that answers, 0 where it is beyond the cut."""
    wanted = fold(question.text(unit))
    hits = pipeline.search(question.words[language], k=CUT)
    return next((n for n, hit in enumerate(hits, 1) if wanted in hit.statement.text), 0)


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
