"""What a span of a statement is, by cues, for documents that nobody has labelled by hand."""

import re
import tomllib
from functools import cache
from importlib import resources

from ingest.statement import Kind, KindSpan

# A sentence ends at . ? or ! before a capital; "z.B.", "d.h." and "2. Google" do not end one.
_SENTENCE_END = re.compile(r"(?<=[.?!])(?<!\b\w\.)(?<!\d\.)\s+(?=[A-ZÄÖÜ„“(])")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a plain text as spans [start, end) in code points, in order and without gaps of words."""
    cuts = [match.span() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), len(text)]
    return tuple(zip(starts, ends, strict=True))


def guess_kinds(text: str) -> tuple[KindSpan, ...]:
    """Return one kind per sentence, by the first cue of `kinds.toml` that matches; `claim` where none does."""
    return tuple(KindSpan(_kind(text[start:end]), start, end) for start, end in sentences(text))


def _kind(sentence: str) -> Kind:
    return next((kind for kind, cue in _cues() if cue.search(sentence)), Kind.CLAIM)


@cache
def _cues() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    rows = tomllib.loads(resources.files("ingest").joinpath("kinds.toml").read_text(encoding="utf-8"))["cue"]
    return tuple((Kind(row["kind"]), re.compile(row["pattern"])) for row in rows)
