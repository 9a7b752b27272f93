"""How sure a figure is: bootstrap intervals, and whether two lists of scores of the same questions differ."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000  # of an interval
SIGNED = 4999  # draws of random signs, and of a difference's interval
SEED = 20240222


def interval(sums: NDArray[np.float64], counts: NDArray[np.int64], resamples: int = RESAMPLES) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a mean over groups that are drawn together, of their sums and counts."""
    from scipy.stats import bootstrap

    mean = float(sums.sum() / counts.sum())
    if len(sums) < 2 or np.all(sums == mean * counts):
        return mean, mean
    drawn = bootstrap(
        (sums, counts),
        lambda s, c, axis: s.sum(axis=axis) / c.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=resamples,
        method="percentile",
        rng=SEED,
    )
    return float(drawn.confidence_interval.low), float(drawn.confidence_interval.high)


def difference_interval(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean of `first - second`, paired by question."""
    differences = np.asarray(first, float) - np.asarray(second, float)
    return interval(differences, np.ones(len(differences), int), SIGNED)


def p_value(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the two-sided p value that scores of the same questions, in the same order, are alike.

    By McNemar's exact test (1947; binomial over the discordant questions) where all scores are 0 or 1,
    a paired permutation test of the mean difference (random signs) otherwise.
    """
    from scipy.stats import binomtest, permutation_test

    differences = np.asarray(first, float) - np.asarray(second, float)
    discordant = differences[differences != 0]
    if not len(discordant) or len(differences) < 2:
        return 1.0
    if {*first, *second} <= {0.0, 1.0}:
        return float(binomtest(int((discordant > 0).sum()), len(discordant), 0.5).pvalue)
    tested = permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=SIGNED, rng=SEED, vectorized=True
    )
    return float(tested.pvalue)
