"""Fits the models and turns them into plain arrays for `retrieval.models`."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

Floats = NDArray[np.float32]
Whole = NDArray[np.intp]
Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class TreeRecipe:
    """Of boosted trees (scikit-learn's names)."""

    rounds: int = 250
    rate: float = 0.06
    leaves: int = 12
    ridge: float = 5.0
    share: float = 0.3


@dataclass(frozen=True)
class NetworkRecipe:
    """Of an ensemble of networks. `vector_scale` brings the unit vector, which comes first, to the features' size."""

    members: int = 6
    hidden: int = 64
    ridge: float = 3.0
    epochs: int = 30
    vector_scale: float = 12.0


def fit_forest(rows: Floats, wanted: Whole, name: str, recipe: TreeRecipe = TreeRecipe()) -> Arrays:
    """Fit boosted trees to a yes or no.

    Args:
        rows: (r, k).
        wanted: (r,) 0 or 1.
        name: under which `Forest.of` finds the arrays.
        recipe: sizes.

    Returns:
        The arrays.
    """
    model = HistGradientBoostingClassifier(
        learning_rate=recipe.rate,
        max_iter=recipe.rounds,
        max_leaf_nodes=recipe.leaves,
        l2_regularization=recipe.ridge,
        max_features=recipe.share,
        early_stopping=False,
        random_state=0,
    ).fit(rows, wanted)
    trees = [stage[0].nodes for stage in model._predictors]
    size = max(len(nodes) for nodes in trees)
    table: Arrays = {
        "feature": np.zeros((len(trees), size), np.uint16),
        "threshold": np.full((len(trees), size), np.inf, np.float32),
        "left": np.zeros((len(trees), size), np.uint8),
        "right": np.zeros((len(trees), size), np.uint8),
        "values": np.zeros((len(trees), size), np.float32),
    }
    for i, nodes in enumerate(trees):
        n, leaf, itself = len(nodes), nodes["is_leaf"].astype(bool), np.arange(len(nodes))
        table["feature"][i, :n] = np.where(leaf, 0, nodes["feature_idx"])
        table["threshold"][i, :n] = np.where(leaf, np.inf, nodes["num_threshold"])
        table["left"][i, :n] = np.where(leaf, itself, nodes["left"])
        table["right"][i, :n] = np.where(leaf, itself, nodes["right"])
        table["values"][i, :n] = nodes["value"]
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    start = float(np.ravel(model._baseline_prediction)[0])
    return {f"{name}_{key}": value for key, value in table.items()} | {
        f"{name}_shape": np.array([start, depth], np.float64)
    }


def fit_network(
    rows: Floats, wanted: Whole, classes: int, name: str, vector: int, recipe: NetworkRecipe = NetworkRecipe()
) -> Arrays:
    """Fit an ensemble of networks with one hidden layer.

    Args:
        rows: (r, k); the first `vector` columns are a unit vector.
        wanted: (r,) class of each row.
        classes: number of classes; those that no row has get a very low logit.
        name: under which `Network.of` finds the arrays.
        vector: number of columns that are scaled together, 0 for none.
        recipe: sizes.

    Returns:
        The arrays, layers in half precision.
    """
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scale = 1 / spread
    scale[:vector] = recipe.vector_scale
    scaled = (rows - centre) * scale
    first, bias, second, last = [], [], [], np.zeros(classes)
    for seed in range(recipe.members):
        model = MLPClassifier(
            (recipe.hidden,), alpha=recipe.ridge, max_iter=recipe.epochs, batch_size=64, random_state=seed
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(scaled, wanted)
        out = np.zeros((recipe.hidden, classes))
        out[:, model.classes_] = model.coefs_[1]
        offset = np.full(classes, -20.0)
        offset[model.classes_] = model.intercepts_[1]
        first.append(model.coefs_[0])
        bias.append(model.intercepts_[0])
        second.append(out / recipe.members)
        last += offset / recipe.members
    return {
        f"{name}_centre": centre.astype(np.float32),
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_w1": np.hstack(first).astype(np.float16),
        f"{name}_b1": np.concatenate(bias).astype(np.float32),
        f"{name}_w2": np.vstack(second).astype(np.float16),
        f"{name}_b2": last.astype(np.float32),
    }


def fit_calibration(raw: NDArray[np.float64], answerable: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset that make a held-out logit (r,) a probability (Platt 1999)."""
    model = LogisticRegression(C=1e6).fit(raw[:, None], answerable)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
