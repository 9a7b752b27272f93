"""Evidence beside a refusal: |evidence groups among citations or closest passages| / |groups|.

Who asks for a person's words, or from a false premise, is refused and still shown what the protocol does
say.
"""

from eval.cases import Case
from eval.spans import groups_met
from retrieval.answer import Answer


def refusal_evidence(case: Case, answer: Answer) -> float | None:
    """Return the share between 0 and 1; counts refused unanswerable questions with evidence."""
    if case.answerable or answer.answered or not case.evidence:
        return None
    met = groups_met(case.evidence, (citation.quote for citation in (*answer.citations, *answer.closest)))
    return sum(met) / len(met)
