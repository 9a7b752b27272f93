"""What a document calls its people, beside the offices that are known: "Synodaler Krauth", "Pfrin. Lena Marquardt"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace

from ingest.names import PART, Named, forms, parse
from ingest.words import stopwords

FEW, FULL = 3, 2  # different names that a word must stand before; of these, with a given name or a title


def roles(texts: Iterable[str]) -> frozenset[str]:
    """Learn the words that a document puts before names.

    A word in capitals before three surnames, before two of them with a given name or a title between, and not only at
    the beginning of sentences: "Synodaler Krauth", "bedauert Synodaler Prof. Krauth", "Synodaler Gerd Rautenbach".

    Args:
        texts: blocks, white space folded.

    Returns:
        The words; those of the table of names are not among them.
    """
    known = forms()
    shape = re.compile(
        rf"(?P<inside>[a-zäöüß,;(–-] |: )?(?<![\w-])(?P<role>[A-ZÄÖÜ][a-zäöüß]+\.?)\s+"
        rf"(?P<name>(?:(?:{known.title.pattern})\s+)*{PART}(?:\s+{PART})?)"
    )
    names: dict[str, set[str]] = defaultdict(set)
    full: dict[str, set[str]] = defaultdict(set)
    inside = set()
    for match in (match for text in texts for match in shape.finditer(text)):
        role, name = match["role"], match["name"].split()
        names[role].add(name[-1])
        if len(name) > 1:
            full[role].add(name[-1])
        if match["inside"]:
            inside.add(role)
    return frozenset(
        role
        for role in inside
        if len(names[role]) >= FEW
        and len(full[role]) >= FULL
        and role.rstrip(".").lower() not in stopwords()
        and not any(row.match(f"{role} ") for row in (known.address, known.office, known.title))
    )


def called(known: Set[str]) -> str:
    """Return the pattern of such words, which matches nothing where there are none."""
    return f"(?:{'|'.join(map(re.escape, sorted(known))) or '(?!)'})"


def with_name(known: Set[str]) -> str:
    """Return the pattern of a name behind such a word, other offices and titles between them or not."""
    return rf"{called(known)}\s+(?:{forms().lead})?{forms().name.pattern}"


def titled(written: str, known: Set[str]) -> Named | None:
    """Read a name, before which one of a document's own words may stand.

    Args:
        written: "Synodaler Prof. Dr. Wieland Krauth".
        known: as `roles` gives them.

    Returns:
        The person, as `ingest.names.parse` reads it; the word is its office.
    """
    first, _, rest = written.partition(" ")
    named = parse(rest) if first in known else None
    if named is None or named.alone:
        return parse(written)
    speaker = replace(named.speaker, written=written, role=named.speaker.role or first)
    return replace(named, speaker=speaker, office=True)
