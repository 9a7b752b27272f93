"""Verbs that tell that somebody says something, and the subjunctive that goes on with it."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.packaged import read_table


@dataclass(frozen=True)
class Verbs:
    """The table of speakers.toml on verbs, as patterns; `verb` takes the second word of a verb in two parts along."""

    verb: str
    simple: str
    acts: str
    to_somebody: re.Pattern[str]
    front: str
    participles: str
    subjunctive: re.Pattern[str]
    weak: re.Pattern[str]


@cache
def verbs() -> Verbs:
    """Return the verbs of saying and the moods that reported speech is told by.

    Returns:
        The table, compiled once.
    """
    rows = read_table("ingest", "speakers.toml")
    said, reported = rows["verbs"], rows["reported"]
    paired = [rf"(?:{verb})\b(?=.*\b(?:{particle})\b)" for verb, particle in said["paired"]]
    return Verbs(
        rf"(?:(?:{'|'.join(said['simple'])})\b|{'|'.join(paired)})",
        f"(?:{'|'.join(said['simple'])})",
        f"(?:{said['acts']})",
        re.compile(rf"(?:{said['to_somebody']})\b"),
        said["front"],
        said["participles"],
        re.compile(rf"\b(?:{reported['subjunctive']})\b"),
        re.compile(rf"\b(?:{reported['weak']})\b"),
    )


def says(words: str) -> bool:
    """Say whether a verb of saying comes first: " (Larkfield Therapeutics) described the economics".

    Args:
        words: what follows a name.

    Returns:
        True for a row of the table, a bracket before it left out.
    """
    return bool(re.match(rf"\s*(?:\([^()]*\))?\s*{verbs().simple}\b", words))
