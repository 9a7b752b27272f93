"""A run against an earlier one: what got better and worse, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.table import BY_NAME, METRICS
from eval.paired import difference_interval, p_value
from eval.run import Run
from eval.saved import SavedRun, hidden
from protokoll.errors import GoldError


@dataclass(frozen=True)
class Change:
    """One metric in both runs, over the questions that count in both; `low` and `high` bound the difference.

    `better` and `worse` name the questions; `p` is McNemar's where scores are 0 or 1.
    """

    name: str
    before: float
    after: float
    low: float
    high: float
    p: float
    better: tuple[str, ...]
    worse: tuple[str, ...]


def compare(run: Run, earlier: SavedRun) -> list[Change]:
    """Compare metric by metric.

    Args:
        run: the new run.
        earlier: a run over the same gold set.

    Returns:
        The metrics that count at least one question in both runs.

    Raises:
        GoldError: The gold sets differ, or one run hides its questions and the other does not.
    """
    if earlier.gold_sha256 != run.origin.gold_sha256:
        raise GoldError(
            f"The runs cannot be compared: {run.origin.gold} has the SHA-256 {run.origin.gold_sha256[:12]}, "
            f"the earlier run was over {earlier.gold_sha256[:12]}"
        )
    plain = {one.case.id: one.scores for one in run.asked}
    now = plain if earlier.rows.keys() & plain.keys() else {hidden(one): one.scores for one in run.asked}
    shared = [id_ for id_ in now if id_ in earlier.rows]
    if not shared:
        raise GoldError("The runs cannot be compared: no question is in both")
    changes = (_change(metric.name, shared, now, earlier) for metric in METRICS)
    return [change for change in changes if change]


def _change(
    name: str, shared: Sequence[str], now: dict[str, dict[str, float | None]], earlier: SavedRun
) -> Change | None:
    both = [(id_, earlier.rows[id_].scores.get(name), now[id_].get(name)) for id_ in shared]
    scored = [(id_, old, new) for id_, old, new in both if old is not None and new is not None]
    if not scored:
        return None
    old, new = [row[1] for row in scored], [row[2] for row in scored]
    sign = -1 if BY_NAME[name].lower_is_better else 1
    low, high = difference_interval(new, old)
    return Change(
        name,
        sum(old) / len(old),
        sum(new) / len(new),
        low,
        high,
        p_value(new, old),
        tuple(id_ for id_, was, is_ in scored if sign * (is_ - was) > 0),
        tuple(id_ for id_, was, is_ in scored if sign * (is_ - was) < 0),
    )
