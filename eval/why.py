"""Why an answer is wrong, in words: for the list of worst answers."""

from collections.abc import Iterator, Sequence

from eval.metrics.table import METRICS
from eval.run import Asked
from eval.spans import groups_met, holds

GROUPS = ("Citing", "Answering", "Expectations")
COUNTED = [metric.name for metric in METRICS if metric.group in GROUPS and not metric.lower_is_better]


def worst(asked: Sequence[Asked], count: int) -> list[Asked]:
    """Return the answers with something wrong, worst first: untrue before missing before incomplete."""
    failed = [one for one in asked if any(why(one))]
    return sorted(failed, key=lambda one: (one.scores.get("truthfulness") or 0.0, _shortfall(one), one.case.id))[:count]


def why(one: Asked) -> list[str]:
    """Return what is wrong, the gravest first; empty for a right answer."""
    if "expected" in one.scores:
        return list(_unexpected(one))
    return [*_decision(one), *(_content(one) if one.case.answerable and one.answer.answered else ())]


def _decision(one: Asked) -> Iterator[str]:
    case, answer = one.case, one.answer
    sure = f"confidence {answer.confidence:.2f}"
    if case.answerable and not answer.answered:
        yield f"refused ({answer.reason}, {sure}) though the protocol has an answer; {_rank(one)}"
    if not case.answerable and answer.answered:
        yield f"answered ({sure}) what the protocol does not hold ({case.reason})"
    if not case.answerable and not answer.answered and answer.reason != case.reason:
        yield f"refused for the reason {answer.reason} instead of {case.reason}"
    if one.scores["answer_language"] == 0:
        yield f"answered in {answer.language}, asked in {case.lang}"
    if one.scores["attribution_errors"]:
        yield "gives a statement to a person"
    if one.scores["quote_validity"] not in (None, 1.0):
        yield "a quote is not verbatim"


def _unexpected(one: Asked) -> Iterator[str]:
    """Yield what a turn of a conversation does not show though it should."""
    for metric in METRICS:
        score = one.scores.get(metric.name)
        if metric.group == "Expectations" and score is not None and score < 1:
            yield f"not as expected: {metric.title.lower()} ({one.answer.reason or 'answered'})"
    if one.scores.get("unaltered") == 0:
        yield "answered otherwise than without the conversation before it"


def _content(one: Asked) -> Iterator[str]:
    case, scores = one.case, one.scores
    met = groups_met(case.evidence, (citation.quote for citation in one.answer.citations))
    if not all(met):
        yield f"cites {sum(met)} of {len(met)} evidence groups; {_rank(one)}"
    if (scores["citation_precision"] or 0.0) < 1:
        yield f"citation precision {scores['citation_precision'] or 0.0:.2f} of {len(one.answer.citations)}"
    if scores["nugget_recall"] not in (None, 1.0):
        yield f"holds {scores['nugget_recall']:.0%} of the nuggets {', '.join(case.nuggets)}"
    if scores["modality"] not in (None, 1.0):
        yield f"modality is not {', '.join(case.modality)}"
    if scores["said_lacking"] == 0:
        yield f"does not say that the protocol lacks {case.lacking}"


def _rank(one: Asked) -> str:
    """Return where the evidence of each group stands in the ranking."""
    ranks = []
    for group in one.case.evidence:
        hits = [n for n, text in enumerate(one.ranking, 1) if any(holds(text, span) for span in group)]
        ranks.append(str(hits[0]) if hits else f"beyond {len(one.ranking)}")
    return f"ranked {', '.join(ranks)}"


def _shortfall(one: Asked) -> float:
    scores = [one.scores.get(name) for name in COUNTED]
    return sum(score - 1 for score in scores if score is not None)
