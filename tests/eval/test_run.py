from eval.figures import by_kind, cost, figure, rows, values
from eval.run import run_cases
from tests.eval.conftest import CASES, system


def test_every_case_is_asked_once_timed_and_scored_by_every_metric(run):
    assert [one.case.id for one in run.asked] == ["p1de", "p1en", "p2de", "p2en"]
    assert all(one.wall_ms >= 0 for one in run.asked)
    assert run.asked[0].scores["citation_recall"] == 1.0
    assert run.asked[0].scores["recall@3"] == 1.0
    assert run.asked[0].scores["recall@1"] == 0.0
    assert run.asked[2].scores["citation_recall"] is None


def test_the_run_says_what_it_was_made_from(run):
    assert run.origin.gold == "own.jsonl"
    assert len(run.origin.gold_sha256) == 64
    assert run.origin.index == "abc"
    assert not run.origin.blind
    assert run.peak_mb > 0


def test_metrics_that_do_not_apply_to_a_neighbour_are_left_out(gold):
    run = run_cases(lambda: system(metrics=frozenset({"over_refusal"})), CASES, gold)
    assert [row.name for row in rows(run.asked)] == ["over_refusal"]


def test_a_figure_is_the_mean_of_what_counts_with_an_interval_around_it(run):
    found = figure(run.asked, "refusal_recall")
    assert (found.value, found.count) == (0.5, 2)
    truth = figure(run.asked, "truthfulness")
    assert truth.low <= truth.value <= truth.high
    assert figure(run.asked, "completeness") is None


def test_both_questions_of_a_pair_are_drawn_together(run):
    assert figure(run.asked, "refusal_recall").low == 0.5  # one pair: nothing to draw from


def test_languages_are_compared_over_pairs(run):
    recall = {row.name: row for row in rows(run.asked)}["citation_recall"]
    assert recall.figures["de"].value == 1.0
    assert recall.figures["en"].value == 0.0
    assert recall.p_languages == 1.0


def test_figures_by_kind_say_how_many_count(run):
    assert by_kind(run.asked, "truthfulness") == {"fact": (0.0, 2), "missing": (0.0, 2)}


def test_values_hold_cost_and_separation_too(run):
    found = values(run)
    assert found["p50_ms"]["all"] == cost(run)["p50_ms"]
    assert 0 <= found["separation"]["all"] <= 1
    assert 0 <= found["risk_area"]["de"] <= 1
