import pytest

from eval.metrics.refusing import (
    area,
    over_refusal,
    refusal_evidence,
    refusal_precision,
    refusal_recall,
    right_reason,
    risk_coverage,
    separation,
)
from retrieval.answer import Reason
from tests.eval.protocol import answer, case, cite, missing, refusal


@pytest.mark.parametrize(
    ("asked", "given", "precision", "recall", "over"),
    [
        (case(), answer(), None, None, 0.0),
        (case(), refusal(), 0.0, None, 1.0),
        (missing(), answer(), None, 0.0, None),
        (missing(), refusal(), 1.0, 1.0, None),
    ],
)
def test_each_refusal_figure_counts_its_own_questions(asked, given, precision, recall, over):
    assert refusal_precision(asked, given) == precision
    assert refusal_recall(asked, given) == recall
    assert over_refusal(asked, given) == over


def test_the_reason_counts_where_a_refusal_was_right():
    assert right_reason(missing(), refusal()) == 1.0
    assert right_reason(missing(), refusal(Reason.OFF_TOPIC)) == 0.0
    assert right_reason(missing(), answer()) is None
    assert right_reason(case(), refusal()) is None


def test_a_refusal_still_shows_what_the_protocol_says():
    premise = missing(kind="false-premise", evidence=(("Kiel hat 8 Kräne",),), modality=("fact",))
    assert refusal_evidence(premise, refusal(closest=(cite(None, "Kiel hat 8 Kräne"),))) == 1.0
    assert refusal_evidence(premise, refusal()) == 0.0
    assert refusal_evidence(missing(), refusal()) is None


def test_the_curve_orders_by_confidence():
    pairs = [(missing(), refusal(confidence=0.2)), (case(), answer(confidence=0.9))]
    curve = risk_coverage(pairs)
    assert [(point.coverage, point.risk) for point in curve] == [(0.5, 0.0), (1.0, 0.5)]
    assert area(curve) == 0.25


def test_equal_confidences_do_not_depend_on_the_order():
    pairs = [(missing(), answer(confidence=0.5)), (case(), answer(confidence=0.5))]
    assert [point.risk for point in risk_coverage(pairs)] == [0.5, 0.5]
    assert area([]) == 0.0


def test_separation_is_one_where_confidence_tells_them_apart():
    pairs = [(missing(), refusal(confidence=0.2)), (case(), answer(confidence=0.9))]
    assert separation(pairs) == 1.0
    assert separation(pairs[:1]) is None
