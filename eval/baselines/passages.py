"""What only retrieves, as an answer: its first texts, whole, whatever was asked."""

from collections.abc import Callable, Sequence

from eval.cases import Case
from eval.system import RANKED, System, searched
from ingest.document import Document
from ingest.statement import fold
from retrieval.answer import Answer, Citation

SHOWN = 4  # texts that the tutorials hand to their model
MEASURED = frozenset(
    {
        *("recall@1", "recall@3", "recall@5", "recall@10", "recall_600", "ndcg@10"),
        *("citation_precision", "citation_recall", "completeness", "nugget_recall", "truthfulness"),
        *("refusal_precision", "refusal_recall", "over_refusal"),
    }
)


def retriever(name: str, title: str, documents: Sequence[Document], rank: Callable[[str, int], list[str]]) -> System:
    """Return a system that shows the first texts of its ranking and never refuses.

    Args:
        name: as given to `--baseline`.
        title: as in the report.
        documents: what was ranked.
        rank: question, count → texts, best first.

    Returns:
        The system; metrics of language, modality and offsets do not apply to it.
    """

    def answer(case: Case) -> Answer:
        return shown(case, rank(searched(case), SHOWN))

    def ranked(case: Case) -> list[str]:
        return rank(searched(case), RANKED)

    return System(name, title, tuple(documents), "", answer, ranked, MEASURED)


def shown(case: Case, texts: Sequence[str]) -> Answer:
    """Return an answer that consists of these texts, each with its marker."""
    citations = tuple(_cited(number, text) for number, text in enumerate(texts, 1))
    text = "\n".join(f"{citation.quote} [{citation.marker}]" for citation in citations)
    return Answer(case.question, case.lang, text, answered=True, citations=citations, engine="passages")


def _cited(number: int, text: str) -> Citation:
    return Citation(number, "", "", "", (), None, None, None, 0, 0, fold(text), None, ())
