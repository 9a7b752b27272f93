"""Which known name an unknown one was meant for."""

from collections.abc import Iterable
from difflib import get_close_matches


def meant(written: str, known: Iterable[str], prefix: str = "") -> str:
    """Return the end of a message about an unknown name.

    Args:
        written: the name that nobody knows.
        known: the names that there are.
        prefix: what all of them begin with when they are shown; it makes no two of them alike.

    Returns:
        "; did you mean …?" where one of them is near, else ". Known are: …".
    """
    names = sorted(known)
    near = get_close_matches(written, names, n=1)
    if near:
        return f"; did you mean {prefix}{near[0]}?"
    return f". Known are: {', '.join(prefix + name for name in names)}"
