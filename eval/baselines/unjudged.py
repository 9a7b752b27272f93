"""Ours without the judge: the statement ranked first is shown, whatever was asked."""

from eval.baselines.passages import MEASURED, shown
from eval.cases import Case
from eval.system import System, ours
from protokoll.settings import Settings
from retrieval.answer import Answer


def unjudged(settings: Settings) -> System:
    """Return our ranking with its first statement as every answer."""
    whole = ours(settings)

    def answer(case: Case) -> Answer:
        return shown(case, whole.rank(case)[:1])

    return System("unjudged", "Ours, rank 1 always", whole.documents, whole.index, answer, whole.rank, MEASURED)
