"""Fits the models and turns them into plain arrays for `retrieval.models`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler

from eval.train.rows import Rows
from retrieval.ground import ASKED_FOR, KINDS
from retrieval.models import Scale, Widths

Floats = NDArray[np.float32]
Whole = NDArray[np.intp]
Arrays = dict[str, NDArray[np.generic]]
GROUPS = {
    "words of the question": (
        "asks_", "person_", "premise_", "surname", "trait", "digits", "mark", "capital", "english",
    ),
    "coverage": ("absent", "unasked", "covered", "rarity", "length"),
    "ranking": ("dense", "score"),
    "best statement": ("best_",),
    "bank": ("",),
}  # fmt: skip # of features by the beginning of their name, first match counts


@dataclass(frozen=True)
class Recipe:
    """Of the kernel machine. `features` are the weights of the groups' squared distances, in the order of GROUPS.

    Chosen by cross-validation over the bank (docs/evaluation/judge.md); `most` standard deviations are looked at.
    """

    judging: tuple[float, float] = (1.25, 0.125)
    finding: tuple[float, float] = (1.25, 0.2)
    features: tuple[float, ...] = (0.005, 0.0075, 0.005, 0.005, 0.005)
    ridge: float = 0.1
    most: float = 5.0
    heavier: tuple[str, ...] = ("attribution", "false-premise")  # count double: attributing wrongly is the worst error
    folds: int = 8


def group_of(name: str) -> int:
    """Return the row of GROUPS that a feature belongs to."""
    return next(i for i, heads in enumerate(GROUPS.values()) if name.startswith(heads))


def fit_scale(features: Floats, names: list[str], recipe: Recipe) -> Scale:
    """Return the scale of features (q, k), so that squared distances are weighted as the recipe says."""
    weight = np.sqrt(np.array([recipe.features[group_of(name)] for name in names], np.float32))
    factor = weight / (features.std(axis=0) + 1e-6)
    return Scale(features.mean(axis=0), factor, np.asarray(recipe.most * weight, np.float32))


@dataclass(frozen=True)
class Ridge:
    """Kernel ridge regression: kernel values between all questions (q, q), and what they should say (q, c)."""

    kernel: Floats
    wanted: Floats
    ridges: Floats

    def solved(self, which: Whole) -> Floats:
        """Return weights (len(which), c) learned from some questions."""
        own = self.kernel[np.ix_(which, which)]
        own[np.diag_indices(len(which))] += self.ridges[which]
        found = solve(own, self.wanted[which], assume_a="pos", overwrite_a=True, check_finite=False)
        return np.asarray(found, np.float32)

    def held_out(
        self, groups: Whole, kinds: Whole, count: int, teaching: NDArray[np.bool_] | None = None
    ) -> Floats:
        """Return scores (q, c), each learned from folds that neither the question nor its group is in.

        Args:
            groups: (q,) what is never split between training and testing.
            kinds: (q,) spread evenly over the folds.
            count: of folds.
            teaching: (q,) which questions may be learned from; None for all.

        Returns:
            The scores.
        """
        scores = np.zeros_like(self.wanted)
        split = StratifiedGroupKFold(count, shuffle=True, random_state=0)
        for train, test in split.split(kinds, kinds, groups):
            some = train if teaching is None else train[teaching[train]]
            scores[test] = self.kernel[np.ix_(test, some)] @ self.solved(some)
        return scores


def finder(rows: Rows, alike: Floats, recipe: Recipe) -> Ridge:
    """Return what learns which statements a question leads to, by meaning and wording (q, q) alone."""
    vectors = rows.vectors()
    kernel = Widths(*recipe.finding).kernel(vectors @ vectors.T, alike)
    return Ridge(kernel, _memberships(rows), np.full(len(alike), recipe.ridge, np.float32))


def judging(rows: Rows, scaled: Floats, alike: Floats, recipe: Recipe) -> Ridge:
    """Return what learns the kind of a question, by meaning, wording and scaled features (q, k)."""
    vectors = rows.vectors()
    lengths = (scaled**2).sum(axis=1)
    apart = np.maximum(lengths[:, None] + lengths[None] - 2 * scaled @ scaled.T, 0)
    heavy = np.isin(rows.kinds, [KINDS.index(kind) for kind in recipe.heavier])
    wanted = np.eye(len(KINDS), dtype=np.float32)[rows.kinds]
    return Ridge(
        kernel=Widths(*recipe.judging).kernel(vectors @ vectors.T, alike, apart),
        wanted=wanted - wanted.mean(axis=0),
        ridges=np.where(heavy, recipe.ridge / 2, recipe.ridge).astype(np.float32),
    )


def _memberships(rows: Rows) -> Floats:
    """(q, n): what a question leads to, length 1; half for those that only touch it; sections lead nowhere."""
    table = np.zeros((len(rows.kinds), len(rows.signals[0].scores)), np.float32)
    for i, question in enumerate(rows.asked):
        if question.statements and KINDS[rows.kinds[i]] != "section":
            whole = 1.0 if rows.kinds[i] < ASKED_FOR else 0.5
            table[i, list(question.statements)] = whole / np.sqrt(len(question.statements))
    return table


def fit_linear(rows: Floats, wanted: Whole, classes: int, name: str) -> Arrays:
    """Fit logistic regression.

    Args:
        rows: (r, k).
        wanted: (r,) class of each row.
        classes: 1 for yes or no (one logit), else the number of classes.
        name: under which `Linear.of` finds the arrays.

    Returns:
        The arrays, for features as they are; a class that no row has gets a very low logit.
    """
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=1.0, max_iter=2000).fit(scaler.transform(rows), wanted)
    weights = np.zeros((rows.shape[1], classes))
    offset = np.full(classes, -20.0)
    columns = [0] if classes == 1 else model.classes_
    weights[:, columns] = (model.coef_ / scaler.scale_).T
    offset[columns] = model.intercept_ - model.coef_ @ (scaler.mean_ / scaler.scale_)
    return {f"{name}_weights": weights.astype(np.float32), f"{name}_offset": offset.astype(np.float32)}


def fit_calibration(raw: NDArray[np.floating], answerable: NDArray[np.bool_]) -> list[float]:
    """Return slopes and offset that make held-out scores (r, k) a probability (Platt 1999; stacking: Wolpert 1992)."""
    model = LogisticRegression(C=1e6).fit(raw, answerable)
    return [*map(float, model.coef_[0]), float(model.intercept_[0])]
