"""Questions as another hand might type them."""

import random

TYPED = 0.5  # share of the questions that are typed otherwise


def typed(text: str, chance: random.Random) -> str:
    """Return a question as another hand might type it: small or large, without mark or umlauts, with slips."""
    manner = chance.random()
    if manner >= TYPED:
        return text
    if manner < 0.1:
        return text.rstrip("?.! ")
    small = text.lower()
    if manner < 0.2:
        return small
    if manner < 0.24:
        return text.upper()
    if manner < 0.3:
        return small.rstrip("?.! ").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return _slipped(small if manner < 0.4 else text, chance)


def _slipped(text: str, chance: random.Random) -> str:
    """One slip in about 25 letters: a letter left out, swapped with the next, doubled, or another one."""
    signs = list(text)
    for _ in range(max(1, len(signs) // 25)):
        at, slip = chance.randrange(len(signs)), chance.random()
        if not signs[at].isalpha():
            continue
        if slip < 0.3:
            signs[at] = ""
        elif slip < 0.6 and at + 1 < len(signs):
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
        elif slip < 0.8:
            signs[at] *= 2
        else:
            signs[at] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(signs)
