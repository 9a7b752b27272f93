"""Said what is lacking: 1 when an answer to a half-answerable question says which half the protocol lacks.

The hand-written pattern must match one of the parts given as `unanswered`, or the answer's own words.
"""

import re

from eval.cases import Case
from eval.words import own_words
from retrieval.answer import Answer


def said_lacking(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0; counts kind `partial`, a refusal of the whole question as 0."""
    if case.lacking is None:
        return None
    said = " \n".join((*answer.unanswered, own_words(answer.answer)))
    return float(answer.answered and re.search(case.lacking, said, re.IGNORECASE) is not None)
