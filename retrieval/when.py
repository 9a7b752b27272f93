"""Which documents a question means by their time or title: "in der letzten Sitzung", "since May", "beim Zukunftsforum".

A month or a year may as well belong to what was said ("Was soll 2030 fertig sein?"): it chooses documents only beside a
verb of what a meeting does, and all documents are asked where those chosen have no answer.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from functools import cache

from ingest.document import Document
from ingest.load import MONTHS, first_date
from ingest.packaged import read_table
from retrieval.lists import RARE
from retrieval.rarity import stands_in, weight, words
from retrieval.who import says

NOT_SO_RARE = 0.25  # rarity of a word of which two name a document by its title: "the citizens' assembly"
NEAR = 25  # characters between a time and the meeting that it is the time of
_YEAR = r"(?:19|20)\d\d"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_TIME = (
    rf"(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|\d{{1,2}}\.?\s+{_MONTH}\s+{_YEAR}|"
    rf"{_MONTH}\s+\d{{1,2}},?\s+{_YEAR}|{_MONTH}(?:\s+{_YEAR})?|{_YEAR})"
)


@dataclass(frozen=True)
class Meant:
    """The documents that a question means; `rest` is the question without the words for their time.

    `surely`: a meeting is named, so that no other document is asked in their place.
    """

    documents: tuple[str, ...]
    rest: str
    surely: bool


def meant_by_time(question: str, documents: Sequence[Document]) -> Meant | None:
    """Find the documents that a question chooses by their time.

    Args:
        question: made plain.
        documents: that may be asked.

    Returns:
        Those meant; None where no time is named, or where it chooses all of them or none.
    """
    if len(documents) < 2:
        return None
    if found := _shape("ordered").search(question):
        asked, table = found["order"].lower(), _table()
        place = 0 if asked in table["earliest"] else -2 if asked in table["latest_but_one"] else -1
        in_time = sorted((d for d in documents if d.date), key=lambda document: document.date or Date.min)
        return _meant(question, found, in_time[place:][:1], documents, surely=True)
    found = _shape("dated").search(question)
    within = _within(found) if found else None
    if found is None or within is None:
        return None
    around = question[max(0, found.start() - NEAR) : found.end() + NEAR].lower()
    surely = bool(_shape("meeting").search(around))
    if not surely and not of_a_meeting(question):
        return None
    return _meant(question, found, [d for d in documents if d.date and within(d.date)], documents, surely=surely)


def meant_by_title(question: str, documents: Sequence[Document]) -> Meant | None:
    """Find the documents that a question names by rare words of their titles: "beim Zukunftsforum".

    Args:
        question: made plain.
        documents: that may be asked.

    Returns:
        Those named by the most words; None where none of them, or all are. The words may as well be the topic.
    """
    if len(documents) < 2:
        return None
    asked = [word for word in dict.fromkeys(words(question)) if weight(word) > NOT_SO_RARE]
    named = {document.id: _of_title(asked, document) for document in documents}
    most = max(map(len, named.values()), default=0)
    fitting = {name: own for name, own in named.items() if len(own) == most}
    if not most or len(fitting) == len(documents):
        return None
    own = "|".join(re.escape(word) for word in next(iter(fitting.values())))
    name = rf"(?:(?:{own})[\w'’-]*\s*)+"
    inside = rf"\s*\b(?:{_any(_table()['inside'])})\s+{name}"
    held = rf"(\b(?:{'|'.join(_table()['meeting'])})\w*)\s+(?:der|des|of|of the)\s+{name}"
    rest = re.sub(held, r"\1 ", re.sub(inside, " ", question, flags=re.IGNORECASE), flags=re.IGNORECASE)
    rest = re.sub(r"\s+(?=[?.,!]|$)", "", rest)
    return Meant(tuple(fitting), rest, surely=rest != question)


def _of_title(asked: Sequence[str], document: Document) -> list[str]:
    """The words of a question that name a document by its title: a rare one, or two that are not quite so rare."""
    some = [word for word in asked if stands_in((word,), document.title)]
    return [word for word in some if weight(word) > RARE] or (some if len(some) > 1 else [])


def of_a_meeting(question: str) -> bool:
    """Say whether a question is for what a meeting said or did: discussed, decided, voted on."""
    return says(question) or bool(_shape("held").search(question))


def _meant(
    question: str, found: re.Match[str], fitting: Sequence[Document], documents: Sequence[Document], *, surely: bool
) -> Meant | None:
    if not fitting or len(fitting) == len(documents):
        return None
    rest = f"{question[: found.start()]} {question[found.end() :]}"
    rest = re.sub(r"\s+([?.,])", r"\1", re.sub(r"\s+", " ", rest)).strip()
    return Meant(tuple(document.id for document in fitting), rest, surely)


def _within(found: re.Match[str]) -> Callable[[Date], bool] | None:
    """Return what says of a day whether a time holds it; None where nothing does, as of "seit März"."""
    bound, days = (found["bound"] or "").lower(), _days(found["time"])
    until = _days(found["to"]) if found["to"] else days
    if days is None or until is None:
        alone = found["time"][0].isupper() and not bound and not found["to"]  # "may" is a verb
        month = MONTHS[found["time"].lower().strip(".")] if alone else 0
        return (lambda day: day.month == month) if month else None
    first, last, one = days[0], until[1], timedelta(days=1)
    spans = {
        "since": (first, Date.max), "after": (last + one, Date.max), "until": (Date.min, last),
        "before": (Date.min, first - one),
    }  # fmt: skip
    begin, end = next((span for name, span in spans.items() if bound in _table()[name]), (first, last))
    return lambda day: begin <= day <= end


def _days(time: str) -> tuple[Date, Date] | None:
    """Return first and last day of a time; None for a month without year."""
    if day := first_date(time):
        return day, day
    year = re.search(_YEAR, time)
    if year is None:
        return None
    month = MONTHS.get(time[: year.start()].strip(" .").lower())
    number = int(year[0])
    return Date(number, month or 1, 1), Date(number, month or 12, monthrange(number, month or 12)[1])


@cache
def _shape(name: str) -> re.Pattern[str]:
    table = _table()
    around = rf"(?:(?:{'|'.join(table['around'])})\s+)*"
    if name == "ordered":
        orders = [order for each in ("latest", "latest_but_one", "earliest") for order in table[each]]
        shape = rf"\b{around}\b(?P<order>{_any(orders)})\s+(?:{'|'.join(table['meeting'])})\w*"
    elif name == "dated":
        bounds = [bound for each in ("since", "until", "before", "after") for bound in table[each]]
        to = rf"(?:\s+(?:und|and|bis|to|until)\s+(?P<to>{_TIME}))?"
        shape = rf"\b{around}(?:(?P<bound>{_any(bounds)})\s+{around})?(?P<time>{_TIME}){to}(?![\w-])"
    elif name == "meeting":
        shape = rf"\b\w*(?:{'|'.join(table['meeting'])})"
    else:
        shape = rf"\b(?:{'|'.join(table['held'])})"
    return re.compile(shape, re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _table() -> dict[str, list[str]]:
    return read_table("retrieval", "data/when.toml")
