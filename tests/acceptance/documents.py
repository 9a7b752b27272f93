"""Twelve documents, one or more in every format that is read, and what is true of them."""

from pathlib import Path

from tests.acceptance.encodings import PARENTS, PLENUM
from tests.acceptance.office import BOARD, ENGLISH, PARISH
from tests.acceptance.pages import COMMITTEE, PARLIAMENT
from tests.acceptance.texts import CLUB, COUNCIL, TRANSCRIPT
from tests.acceptance.truth import Known
from tests.acceptance.webpages import BUNDESTAG, FORUM

ALL: tuple[Known, ...] = (
    TRANSCRIPT,
    CLUB,
    COUNCIL,
    PLENUM,
    PARENTS,
    COMMITTEE,
    PARLIAMENT,
    BOARD,
    PARISH,
    FORUM,
    BUNDESTAG,
    ENGLISH,
)


def write(folder: Path) -> None:
    """Write all of them into a folder."""
    for known in ALL:
        (folder / known.name).write_bytes(known.data)
