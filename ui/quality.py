"""The quality card as the page tells it: a few lines under "About this tool", all of it at `/quality`."""

from collections.abc import Iterator
from typing import Any

from protokoll.card import Card, Measure, Section
from protokoll.texts.plain import PLAIN
from protokoll.texts.quality import QUALITY

TOLD = ("quote_validity", "citation_precision", "citation_recall", "refusal_recall", "over_refusal")
COUNTED = frozenset({"attribution_errors"})  # a number a question, no share


def summary(card: Card, language: str) -> list[dict[str, Any]]:
    """Return what "About" says of each section.

    Args:
        card: what was measured.
        language: of the words.

    Returns:
        A dict a section with `paragraphs` and `list`.
    """
    texts = QUALITY[language]
    told = []
    for section in card.sections:
        over_all = {each.name: each for each in section.measures if each.language == "all"}
        lines = [f"{texts.figures[name]}: {_interval(over_all[name], language)}" for name in TOLD if name in over_all]
        if lines:
            told.append({"paragraphs": [f"{_asked(section, language)} {texts.blind[section.blind]}"], "list": lines})
    return told


def tables(card: Card, language: str) -> list[dict[str, Any]]:
    """Return what the page shows of each section: sentences, rows of figures, missed goals, others.

    Args:
        card: what was measured.
        language: of the words and of the numbers.

    Returns:
        A dict a section, for the template.
    """
    return [_table(section, language) for section in card.sections]


def _table(section: Section, language: str) -> dict[str, Any]:
    texts = QUALITY[language]
    known = [each for each in section.measures if each.name in texts.figures]
    names = list(dict.fromkeys(each.name for each in known))
    found = {(each.name, each.language): each for each in known}
    return {
        "title": _documents(section, language),
        "sentences": [
            _asked(section, language),
            texts.blind[section.blind],
            texts.engine[bool(section.engine)].format(engine=section.engine),
        ],
        "rows": [_row(name, found, language) for name in names],
        "short": list(_short(known, language)),
        "systems": [texts.ours, *section.others],
        "others": [_beside(name, found, section, language) for name in names] if section.others else [],
        "source": texts.source.format(gold=section.gold, sha=section.gold_sha256[:12], code=section.code or "–"),
    }


def _row(name: str, found: dict[tuple[str, str], Measure], language: str) -> dict[str, Any]:
    texts = QUALITY[language]
    cells = [found.get((name, part)) for part in texts.languages]
    first = next(cell for cell in cells if cell)
    goal = "" if first.goal is None else f"{texts.goal[first.at_most]} {_value(name, first.goal, language)}"
    shown = [{"text": _interval(cell, language) if cell else "–", "short": bool(cell and cell.short)} for cell in cells]
    return {"figure": texts.figures[name], "cells": shown, "count": first.count, "goal": goal}


def _short(known: list[Measure], language: str) -> Iterator[str]:
    texts = QUALITY[language]
    for each in known:
        if each.short and each.goal is not None:
            yield texts.short.format(
                figure=texts.figures[each.name],
                language=texts.languages[each.language],
                value=_value(each.name, each.value, language, digits=1),  # "90 % instead of 90 %" tells nothing
                goal=_value(each.name, each.goal, language),
            )


def _beside(name: str, found: dict[tuple[str, str], Measure], section: Section, language: str) -> dict[str, Any]:
    own = found.get((name, "all"))
    values = [own.value if own else None, *(figures.get(name) for figures in section.others.values())]
    shown = ["–" if value is None else _value(name, value, language) for value in values]
    return {"figure": QUALITY[language].figures[name], "cells": shown}


def _asked(section: Section, language: str) -> str:
    return QUALITY[language].asked.format(
        questions=section.questions,
        unanswerable=section.unanswerable,
        documents=_documents(section, language),
        date=PLAIN[language].dated(section.made),
    )


def _documents(section: Section, language: str) -> str:
    several = len(section.documents) != 1
    title = "" if several else section.documents[0]
    return QUALITY[language].documents[several].format(title=title, count=len(section.documents))


def _interval(measure: Measure, language: str) -> str:
    value, low, high = (_value(measure.name, each, language) for each in (measure.value, measure.low, measure.high))
    if low == high:
        return value
    return QUALITY[language].interval.format(value=value, low=low.rstrip("\u00a0%"), high=high)


def _value(name: str, value: float, language: str, *, digits: int = 0) -> str:
    told = f"{value:g}" if name in COUNTED else f"{100 * value:.{digits}f}%"
    return told.replace(".", ",").replace("%", "\u00a0%") if language == "de" else told
