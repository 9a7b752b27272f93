import pytest

from eval.metrics.finding import ndcg, recall_at, recall_within
from tests.eval.protocol import case, missing

TWO = case(evidence=(("Kiel hat 8 Kräne", "acht Kräne"), ("zwei Häfen",)), modality=("fact", "demand"))
RANKING = ["nichts", "Kiel hat **8** Kräne,\nHusum keine", "acht Kräne", "Wir brauchen zwei Häfen"]


@pytest.mark.parametrize(("k", "share"), [(1, 0.0), (3, 0.5), (4, 1.0)])
def test_recall_counts_groups_not_spans(k, share):
    assert recall_at(k)(TWO, RANKING) == share


def test_ranking_figures_leave_out_sections_and_unanswerable_questions():
    for metric in (recall_at(5), ndcg, recall_within(600)):
        assert metric(case(kind="section"), RANKING) is None
        assert metric(missing(), RANKING) is None


def test_a_long_text_is_cut_where_the_reader_stops():
    chunk = "x" * 90 + " Kiel hat 8 Kräne"
    assert recall_within(200)(case(), [chunk]) == 1.0
    assert recall_within(100)(case(), [chunk]) == 0.0


def test_ndcg_of_the_ideal_ranking_is_one_and_of_an_empty_one_zero():
    assert ndcg(TWO, ["acht Kräne", "zwei Häfen"]) == pytest.approx(1.0)
    assert ndcg(TWO, []) == 0.0
    assert ndcg(TWO, ["nichts"] * 12) == 0.0


def test_ndcg_discounts_by_rank_and_misses_lower_it():
    found_late = ndcg(case(), ["nichts", "Kiel hat 8 Kräne"])
    assert found_late == pytest.approx(1 / 1.5849625)  # 1 / log2(3)
    assert ndcg(TWO, ["acht Kräne"]) == pytest.approx(1 / (1 + 1 / 1.5849625))


def test_saying_the_same_twice_gains_nothing():
    assert ndcg(case(), ["Kiel hat 8 Kräne", "Kiel hat 8 Kräne"]) == pytest.approx(1.0)
