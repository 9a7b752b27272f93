"""Do two lists of scores of the same questions differ? McNemar for yes and no, random signs for shares."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 4999
SEED = 20240222


def p_value(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the two-sided p value that both are alike.

    Args:
        first: scores, one a question.
        second: scores of the same questions in the same order.

    Returns:
        McNemar's exact test (1947; binomial over the discordant questions) where all scores are 0 or 1,
        a paired permutation test of the mean difference (random signs) otherwise.
    """
    differences = np.asarray(first, float) - np.asarray(second, float)
    discordant = differences[differences != 0]
    if not len(discordant) or len(differences) < 2:
        return 1.0
    if {*first, *second} <= {0.0, 1.0}:
        return mcnemar(int((discordant > 0).sum()), int((discordant < 0).sum()))
    return _signs(differences)


def mcnemar(better: int, worse: int) -> float:
    """Return the exact two-sided p value for so many questions that changed to better and to worse."""
    from scipy.stats import binomtest

    return float(binomtest(better, better + worse, 0.5).pvalue) if better + worse else 1.0


def difference_interval(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean of `first - second`, paired by question."""
    from scipy.stats import bootstrap

    differences = np.asarray(first, float) - np.asarray(second, float)
    if len(differences) < 2 or np.ptp(differences) == 0:
        return float(differences.mean()), float(differences.mean())
    drawn = bootstrap((differences,), np.mean, n_resamples=RESAMPLES, method="percentile", rng=SEED)
    return float(drawn.confidence_interval.low), float(drawn.confidence_interval.high)


def _signs(differences: NDArray[np.float64]) -> float:
    from scipy.stats import permutation_test

    tested = permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=RESAMPLES, rng=SEED, vectorized=True
    )
    return float(tested.pvalue)
