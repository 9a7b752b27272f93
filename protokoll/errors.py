"""Every error a user can meet.

    ProtokollError
    ├── SettingsError        a PROTOKOLL_… variable is misspelt or has a value that cannot be used
    ├── DocumentError        a file of the corpus cannot be read or contradicts itself
    ├── ModelError           the embedding model or the judge is missing, damaged or another one than the index's
    ├── ChatModelError       the chat model does not answer, or not as it should
    ├── IndexMissingError    there is no index yet, or the folder holds something else
    ├── IndexWriteError      the index cannot be written (permissions, full disk)
    ├── IngestRunningError   another ingest holds the lock
    ├── SelectionError       no document fits what was chosen: body, series, dates
    ├── ServeError           the server cannot start (busy port, unusable address)
    └── GoldError            a gold set, a saved run or a bar file breaks its format

Each message names the file, the setting or the limit, and says what to do. The command line and the HTTP layer catch
the base alone.
"""

from collections.abc import Mapping
from typing import Any


class ProtokollError(Exception):
    """Base of all errors meant for users."""


class SettingsError(ProtokollError):
    """A setting is misspelt or has a value that cannot be used."""


class DocumentError(ProtokollError):
    """A file of the corpus cannot be read or contradicts itself."""


class ModelError(ProtokollError):
    """The embedding model or the judge is missing, damaged or another one than the index's."""


class ChatModelError(ProtokollError):
    """The chat model does not answer, or not as it should; answers are given in the minutes' own words then.

    `kind` says what went wrong in one word; the words are the keys of `LlmTexts.failed`.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(f"The chat model is of no help ({kind}); `protokoll doctor` says more.")
        self.kind = kind


class IndexMissingError(ProtokollError):
    """There is no index yet, or the folder holds something else."""


class IndexWriteError(ProtokollError):
    """The index cannot be written."""


class IngestRunningError(ProtokollError):
    """Another ingest holds the lock."""


class SelectionError(ProtokollError):
    """No document fits what was chosen."""


class ServeError(ProtokollError):
    """The server cannot start."""


class GoldError(ProtokollError):
    """A gold set, a saved run or a bar file breaks its format."""


def wrong(detail: Mapping[str, Any]) -> tuple[str, str]:
    """Return where pydantic found a value wrong ("participants.0.name"), and why; `detail` is one of its errors."""
    return ".".join(map(str, detail["loc"])), str(detail["msg"]).removeprefix("Value error, ")
