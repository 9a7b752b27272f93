"""Text as it may be given to a model."""

import re
import unicodedata

# Of one text. 2,000 characters of German are about 450 pieces; a question or a statement is never longer.
MAX_CHARACTERS = 2000

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SPECIAL = re.compile(r"</?s>|<(?:pad|unk|mask)>")


def clean(text: str) -> str:
    """Return the text as it may be embedded: bounded, in NFKC, without control characters and special tokens.

    A lone surrogate cannot be encoded, `</s>` becomes a special token (in full-width form too, which NFKC folds), and a
    decomposed ä of a PDF would be two signs.
    """
    folded = unicodedata.normalize("NFKC", _UNSAFE.sub(" ", text[:MAX_CHARACTERS]))
    return _SPECIAL.sub(" ", folded)[:MAX_CHARACTERS]
