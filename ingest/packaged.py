"""The tables of words and patterns that stand beside the code as TOML, each parsed once."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_table(package: str, path: str) -> dict[str, Any]:
    """Return a table that the package carries.

    Args:
        package: in which the table stands, e.g. "ingest".
        path: of the table below the package, e.g. "speakers.toml".

    Returns:
        The tables and values of the file. All callers share it: read it, do not change it.
    """
    table: dict[str, Any] = tomllib.loads(resources.files(package).joinpath(path).read_text(encoding="utf-8"))
    return table
