"""Asks the whole product the questions of the documents set apart: `python -m eval.train.product`.

Beside it stands what encoder, reranker and judge alone would do: cite what they choose, refuse where they refuse. The
questions on which the two differ are those on which rules decide: lists, votes, people, parts, acts. A follow-up is
asked as a visitor would, behind the real answers to the questions before it.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.train.report import mean, table
from eval.train.teaching import Asked, Taught, taught
from ingest.build import build
from ingest.encoder import Encoder
from ingest.index import Index
from protokoll.settings import Settings
from retrieval.followup import Message
from retrieval.pipeline import Pipeline
from retrieval.question import Query
from retrieval.search import Searcher


@dataclass(frozen=True)
class Done:
    """What was done with a question: the rows cited; none where it was refused."""

    asked: Asked
    product: tuple[int, ...]
    judge: tuple[int, ...]


def ask(documents: Sequence[Taught]) -> list[Done]:
    """Ask the questions of some documents, each of its own, from an index made for it.

    Args:
        documents: with their questions.

    Returns:
        What was done, in the order of the questions.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus=Path(folder) / "corpus", data=Path(folder) / "data")
        settings.corpus.mkdir()
        for one in documents:
            one.minutes.write(settings.corpus)
        build(settings, [settings.corpus], lambda *_: None)
        searcher = Searcher(Index.open(settings), Encoder.load())
        pipeline = Pipeline(settings, searcher)
        done = [each for one in documents for each in _asked_of(one, pipeline, searcher)]
        pipeline.close()
    return done


def _asked_of(one: Taught, pipeline: Pipeline, searcher: Searcher) -> Iterator[Done]:
    name = one.minutes.name
    rows = {statement.id: row for row, statement in enumerate(one.document.statements)}
    for asked in one.asked:
        question, before = asked.question, list[Message]()
        for earlier in question.history:
            said = pipeline.ask(earlier, history=before, document=name).answer
            before += [Message("user", earlier), Message("assistant", said)]
        answer = pipeline.ask(question.question, history=before, document=name)
        cited = tuple(rows[citation.statement_id] for citation in answer.citations) if answer.answered else ()
        query = Query(question.question, question.question, question.language, before=question.before)
        reading = searcher.find(query, name)[0].reading
        yield Done(asked, cited, reading.cited if reading.verdict.state == "answer" else ())


def figures(done: Sequence[Done], who: str) -> dict[str, float]:
    """Return shares between 0 and 1, and the number of questions.

    Args:
        done: at least one.
        who: "product" or "judge".

    Returns:
        `exact`: all that answers is cited and nothing else, or what has no answer is refused.
    """
    there = [(each.asked, getattr(each, who)) for each in done if each.asked.groups]
    gaps = [getattr(each, who) for each in done if not each.asked.question.answerable]
    exact = [asked.recall(cited) == 1 == asked.precision(cited) for asked, cited in there if cited]
    return {
        "questions": len(there) + len(gaps),
        "exact": (sum(exact) + sum(not cited for cited in gaps)) / (len(there) + len(gaps)),
        "citation recall": mean(asked.recall(cited) for asked, cited in there),
        "citation precision": mean(asked.precision(cited) for asked, cited in there if cited),
        "refusal recall": mean(not cited for cited in gaps),
        "over-refusal": mean(not cited for _, cited in there),
    }


def main() -> None:
    """Print the tables."""
    done = ask(list(taught(("dev",))))
    parts = {
        "all": done,
        "complete questions": [each for each in done if not each.asked.question.history],
        "behind others": [each for each in done if each.asked.question.history],
        "decided otherwise": [each for each in done if {*each.product} != {*each.judge}],
    }
    for name, part in parts.items():
        sys.stdout.write(f"{name}\n{table({who: figures(part, who) for who in ('product', 'judge')})}\n\n")


if __name__ == "__main__":
    main()
