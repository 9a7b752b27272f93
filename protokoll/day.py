"""A day as it is written: pydantic alone would also take seconds since 1970 for one."""

import re
from datetime import date as Date
from typing import Annotated

from pydantic import BeforeValidator

FORM = "a day looks like 2024-01-31"


def _as_written(value: object) -> object:
    if isinstance(value, Date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError(FORM)


Day = Annotated[Date, BeforeValidator(_as_written)]
