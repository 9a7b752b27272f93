"""Refusing: whether what the documents do not answer is refused, and nothing else. Grey answers count as refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.spans import groups_met
from retrieval.answer import Answer


def refusal_precision(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0 of |unanswerable and refused| / |refused|; counts refused questions."""
    return None if answer.answered else float(not case.answerable)


def refusal_recall(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0 of |unanswerable and refused| / |unanswerable|; counts unanswerable questions."""
    return None if case.answerable else float(not answer.answered)


def over_refusal(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0 of |answerable and refused| / |answerable|, lower is better; counts answerable questions."""
    return float(not answer.answered) if case.answerable else None


def right_reason(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0 of |refused for the labelled reason| / |unanswerable and refused|."""
    return None if case.answerable or answer.answered else float(answer.reason == case.reason)


def refusal_evidence(case: Case, answer: Answer) -> float | None:
    """Return |evidence groups among citations or closest passages| / |groups|; counts rightly refused questions.

    Who asks for a person's words, or from a false premise, is refused and still shown what the protocol does say.
    """
    if case.answerable or answer.answered or not case.evidence:
        return None
    met = groups_met(case.evidence, (citation.quote for citation in (*answer.citations, *answer.closest)))
    return sum(met) / len(met)


def separation(pairs: Sequence[tuple[Case, Answer]]) -> float | None:
    """Return the area under the ROC curve of the confidence, answerable against not (0.5 is chance).

    Independent of the threshold, so that a badly set one does not hide a good judge. None when all questions or all
    confidences are alike.
    """
    from sklearn.metrics import roc_auc_score

    truth = [case.answerable for case, _ in pairs]
    if len(set(truth)) < 2 or len({answer.confidence for _, answer in pairs}) < 2:
        return None
    return float(roc_auc_score(truth, [answer.confidence for _, answer in pairs]))


@dataclass(frozen=True)
class Point:
    """Coverage and risk, both between 0 and 1, of answering the questions of the highest confidence alone."""

    coverage: float
    risk: float


def risk_coverage(pairs: Sequence[tuple[Case, Answer]]) -> list[Point]:
    """Return the risk-coverage curve (El-Yaniv & Wiener 2010; Geifman & El-Yaniv 2017), one point for each question.

    Questions are ordered by confidence, highest first; equal confidences are averaged by their order's mean. At
    coverage c the system would answer the first c of them; the risk is the share of these that it would get wrong: no
    answer exists, or none of the evidence is among what it cites (for a refused question: among its closest passages).
    """
    by_confidence: dict[float, list[float]] = {}
    for case, answer in pairs:
        by_confidence.setdefault(answer.confidence, []).append(_wrong(case, answer))
    points: list[Point] = []
    total = 0.0
    for _, losses in sorted(by_confidence.items(), reverse=True):
        for _ in losses:
            total += sum(losses) / len(losses)
            number = len(points) + 1
            points.append(Point(number / len(pairs), total / number))
    return points


def area(points: Sequence[Point]) -> float:
    """Return the area under the curve, the mean risk over all coverages; lower is better."""
    return sum(point.risk for point in points) / len(points) if points else 0.0


def _wrong(case: Case, answer: Answer) -> float:
    """1 where answering this question from what is shown would be wrong."""
    cited = (*answer.citations, *answer.closest)
    return 1.0 - float(case.answerable and any(groups_met(case.evidence, (c.quote for c in cited))))
