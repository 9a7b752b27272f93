"""The table of words by which questions ask for people and lists (data/who.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table() -> dict[str, Any]:
    """Return the table: words and rows by name; `with`, `item`, `sayings` and `nobody` as sets.

    Returns:
        The rows of who.toml.
    """
    rows: dict[str, Any] = tomllib.loads((files("retrieval") / "data" / "who.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(rows[name]) for name in ("sayings", "nobody")}
    return rows | sets | {name: frozenset(rows[name]["words"].split()) for name in ("with", "item")}
