"""The table of words by which questions ask for people and lists (data/who.toml)."""

from functools import cache
from typing import Any

from ingest.packaged import read_table


@cache
def table() -> dict[str, Any]:
    """Return the table: words and rows by name; `with`, `sayings`, `nobody` and `people` as sets.

    Returns:
        The rows of who.toml.
    """
    words = read_table("retrieval", "data/who.toml")
    sets = {name: frozenset(words[name]) for name in ("sayings", "nobody", "people")}
    return words | sets | {"with": frozenset(words["with"]["words"].split())}
