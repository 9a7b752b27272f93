"""Recall within a reading length: |groups met by the first n characters of the ranking| / |groups|.

Recall@k favours long texts: four chunks of 1,000 characters are a quarter of the protocol, four statements
a thirtieth. Here every system gets the same reader, who reads n characters from the top; the last text is
cut there.
"""

from collections.abc import Callable, Sequence

from eval.cases import Case
from eval.metrics.recall import recall_at
from ingest.statement import fold


def recall_within(characters: int) -> Callable[[Case, Sequence[str]], float | None]:
    """Return the metric for a reader of that many characters."""

    def recall(case: Case, texts: Sequence[str]) -> float | None:
        left, read = characters, []
        for text in map(fold, texts):
            read.append(text[:left])
            left -= len(text)
            if left <= 0:
                break
        return recall_at(len(read))(case, read)

    return recall
