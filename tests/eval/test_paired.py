import pytest

from eval.paired import difference_interval, p_value


def test_yes_and_no_are_tested_by_mcnemar_the_binomial_over_discordant_questions():
    assert p_value([1.0] * 10 + [0.0], [0.0] * 10 + [0.0]) == pytest.approx(2 * 0.5**10)
    assert p_value([1.0, 0.0] * 3, [0.0, 1.0] * 3) == 1.0
    assert p_value([1.0, 0.0], [1.0, 0.0]) == 1.0


def test_shares_are_tested_by_random_signs():
    assert p_value([0.5] * 12, [0.25] * 12) < 0.01
    assert p_value([0.5, 0.2, 0.7, 0.1], [0.2, 0.5, 0.1, 0.7]) > 0.5


def test_the_interval_holds_the_difference():
    low, high = difference_interval([1.0, 1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0])
    assert low <= 0.4 <= high
    assert difference_interval([1.0, 1.0], [0.5, 0.5]) == (0.5, 0.5)
