"""What only retrieves, as an answer: its first texts, whole, whatever was asked."""

from collections.abc import Callable, Sequence

from eval.cases import Case
from eval.system import RANKED, System, searched
from ingest.document import Document
from ingest.statement import plain
from retrieval.answer import Answer, Citation

SHOWN = 4  # texts that the tutorials hand to their model
MEASURED = frozenset(
    {
        *("recall@1", "recall@3", "recall@5", "recall@10", "recall_600", "ndcg@10"),
        *("citation_precision", "citation_recall", "completeness", "nugget_recall", "truthfulness"),
        *("refusal_precision", "refusal_recall", "over_refusal"),
    }
)


def retriever(
    name: str,
    title: str,
    documents: Sequence[Document],
    rank: Callable[[str, int], list[str]],
    shown: int = SHOWN,
) -> System:
    """Return a system that shows the first `shown` texts of its ranking and never refuses.

    Args:
        name: as given to `--baseline`.
        title: as in the report.
        documents: what was ranked.
        rank: question, count → texts, best first.
        shown: how many texts make the answer.

    Returns:
        The system; metrics of language, modality and offsets do not apply to it.
    """

    def answer(case: Case) -> Answer:
        texts = rank(searched(case), shown)
        citations = tuple(_cited(number, text) for number, text in enumerate(texts, 1))
        shown_text = "\n".join(f"{plain(text)} [{number}]" for number, text in enumerate(texts, 1))
        return Answer(case.question, case.lang, shown_text, answered=True, citations=citations, engine="passages")

    def ranked(case: Case) -> list[str]:
        return rank(searched(case), RANKED)

    return System(name, title, tuple(documents), "", answer, ranked, MEASURED)


def _cited(number: int, text: str) -> Citation:
    return Citation(number, "", "", "", (), None, 0, 0, plain(text), None, ())
