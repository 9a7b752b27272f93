"""Reported speech."""

from collections.abc import Iterator

from ingest.document import Speaker
from ingest.people import People


class Reporter:
    """Finds reported speech."""

    def __init__(self, people: People) -> None:
        self.people = people

    def read(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Speaker | None, int]]:
        """Yield stretches."""
        yield start, end, None, start
