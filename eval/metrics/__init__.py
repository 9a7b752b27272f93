"""Metrics by subject, all of one signature: `(Case, Answer) -> float | None`; None: the case does not count.

Ranking figures take the ranked texts instead of the answer. `eval.metrics.table` lists them all.
"""
