"""A long paragraph or speech is cut at sentence ends into pieces that can be quoted."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.source import Source

LONGEST = 600  # characters of a statement, about: the longest that is still read as one quotation
_BRACKET = 60  # characters before and behind a full stop within which a bracket may hold it
_HARD = 620  # a single sentence that is longer is cut inside, at a semicolon or comma
# Words whose full stop ends no sentence. Seen: "z. B.", "Dr. Mentrup", "Abs. 2", "rd. 520.000 €", "Hr. Brandt".
_ABBREVIATED = re.compile(
    r"(?:\b(?:z|u|d|i|o|s|v|m|e|a|b|f|h|k|p|w|n)\.\s?(?:\w\.)?|\b(?:Dr|Prof|Hr|Fr|Mr|Mrs|Ms|St|Nr|Abs|Art|Bgm|StR|GR|Abg|Stv|stv|Vors|"
    r"ca|rd|bzw|ggf|evtl|usw|etc|vgl|lt|inkl|exkl|zzgl|max|min|Mio|Mrd|Tsd|Ziff|Anl|Bd|Jh|Str|Tel|Fa|Dipl|Ing|Mag|med|jur|"
    r"phil|habil|gem|wg|mind|Sitzg|Vzbgm|Vbgm|StRin|GRin|Abt|Bez|Bürgerm|Gde|sog|allg|bes|einschl|insb|Kap|Sen|jun|sen|Hon|No|approx|incl|vs|Inc|Ltd|Co|Jan|Feb|Mrz|Apr|Jun|Jul|Aug|"
    r"Sept|Sep|Okt|Nov|Dez|Oct|Dec|Mo|Di|Mi|Do|Fr|Sa|So|P|S|u|vorauss|Verw|Beschl|Drs|Hs|geb|verh|gez|Cllr|Pfr|Pfrin|Sup)\.|"
    r"\b[A-ZÄÖÜ]\.|\b\d{1,3}\.)$"
)
_END = re.compile(r"(?:[.?!…]|:(?=\s*[„“\"]))[)\]“”\"'»]*\s+(?=[\"„“‚»(\[A-ZÄÖÜ0-9–—-])|\n\s*\n|\s*[|]\s")


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences of text[start:end) end and the next begins, as code points of the text.

    Args:
        text: a document's text.
        start: code point.
        end: code point.

    Yields:
        Starts of the sentences after the first; "z. B.", "Dr." and "1. Januar" end none.
    """
    for match in _END.finditer(text, start, end):
        mark = re.search(r"[.?!…:]", match[0])
        stop = match.start() + (mark.start() if mark else 0)
        before = text[max(start, stop - 14) : stop + 1]
        if text[stop : stop + 1] == "." and _ABBREVIATED.search(before) and not _is_year(before):
            continue
        if _in_bracket(text, stop, match.end()):
            continue
        if before.lower().endswith((" no.", " nos.")) and text[match.end() : match.end() + 1].isdigit():
            continue  # "deferred to meeting no. 8"
        if match[0].strip() in ("|", ":") or match.end() >= end:
            continue
        yield match.end()


def _in_bracket(text: str, stop: int, following: int) -> bool:
    """Say whether a short bracket goes on behind a full stop: "512 (Vj. 548)", "SV Tarmstorf (Del. Harms)"."""
    opened = text.rfind("(", max(0, stop - _BRACKET), stop)
    closed = text.find(")", following, following + _BRACKET)
    return 0 <= opened < closed and not re.search(r"[()]|\n\s*\n", text[opened + 1 : closed])


def _is_year(before: str) -> bool:
    """Tell "… seit 2019. Die …" from "… am 19. Die"."""
    return bool(re.search(r"(?<!\d)\d{3,}\.$", before))


def pieces(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span into pieces of at most about LONGEST characters, at sentence ends where there are any.

    Args:
        source: the file as read.
        start: code point of the text.
        end: code point.

    Yields:
        Spans [start, end) in order that hold every word of it; two of nearly equal length rather than a long and a
        short one.
    """
    text = source.text
    if _length(source, start, end) <= LONGEST:
        yield _trimmed(text, start, end)
        return
    cuts = [start, *sentence_ends(text, start, end), end]
    sentences = [(a, b) for first, last in pairwise(cuts) for a, b in _short(source, first, last)]
    lengths = [_length(source, a, b) for a, b in sentences]
    wanted = sum(lengths) / -(-sum(lengths) // LONGEST)  # equal parts
    begin, held = sentences[0][0], 0
    for (a, b), length, following in zip(sentences, lengths, [*lengths[1:], 0], strict=True):
        held += length + 1
        balanced = held + following / 2 > wanted and held >= LONGEST / 4
        if following and (held + following > _HARD or balanced):
            yield _trimmed(text, begin, b)
            begin, held = b, 0
        del a
    yield _trimmed(text, begin, end)


def _short(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a single sentence that is too long at semicolons, commas or blanks."""
    while _length(source, start, end) > _HARD:
        window = source.text[start : start + LONGEST]
        marks = [window.rfind(mark) for mark in ("; ", ";\n", ", ", ",\n", " – ", "\n", " ")]
        at = next((mark for mark in marks if mark > LONGEST // 3), LONGEST - 1)
        yield start, start + at + 1
        start += at + 1
    yield start, end


def _length(source: Source, start: int, end: int) -> int:
    return len(source.seen(start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave white space at both ends outside."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
