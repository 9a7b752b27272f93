"""Numbers as lists show them: 1. a) iv. A."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    """Return a number in small Roman letters; from 4,000 on in digits."""
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters


def letters(number: int) -> str:
    """Return a number as a small letter; after z comes aa, as in Word, then bb."""
    if not 0 < number <= 26 * 40:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def shown(number: int, kind: str) -> str:
    """Return a number as a list of a kind shows it.

    Args:
        number: from 1; a list may begin at 0.
        kind: 1, a, A, i or I; anything else counts in digits.

    Returns:
        The number without the signs around it.
    """
    if kind in "aA" and kind:
        return letters(number) if kind == "a" else letters(number).upper()
    if kind in "iI" and kind:
        return roman(number) if kind == "i" else roman(number).upper()
    return str(number)
