"""A day as it is sent: pydantic alone would also take seconds since 1970 for one."""

from datetime import date as Date
from typing import Annotated

from pydantic import BeforeValidator


def _as_written(value: object) -> object:
    if isinstance(value, str) and len(value) != len("2024-01-31"):
        raise ValueError("a day looks like 2024-01-31")
    if not isinstance(value, str | Date):
        raise ValueError("a day is a text and looks like 2024-01-31")
    return value


Day = Annotated[Date, BeforeValidator(_as_written)]
