"""What the page says of itself: with the evaluation's own floors, and with what the settings have stored."""

import tomllib
from importlib import resources
from typing import Any

from protokoll.settings import Settings
from protokoll.texts.about import ABOUT, AboutTexts


def about(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return the words in each language: how it is opened and closed, and sections of paragraphs and a list.

    Args:
        settings: say what is stored.

    Returns:
        By language a dict with `open`, `close` and `sections`, each with `title`, `paragraphs` and `list`.
    """
    return {language: _about(settings, texts, language) for language, texts in ABOUT.items()}


def _about(settings: Settings, texts: AboutTexts, language: str) -> dict[str, Any]:
    recorded = settings.log_questions or settings.keep_refused
    kept = [texts.question_kept[recorded], texts.feedback.format(days=settings.feedback_days), texts.browser]
    lines = [words.format(share=_percent(_floor(name), language)) for name, words in texts.figures.items()]
    good = texts.good.format(questions=_questions())
    sections = [
        _section(texts.does_title, *texts.does),
        _section(texts.writes_title, texts.writes[bool(settings.llm)].format(model=settings.llm)),
        _section(texts.good_title, good, items=lines) | {"after": texts.less},
        _section(texts.stored_title, *kept),
    ]
    return {"open": texts.open, "close": texts.close, "sections": sections}


def _section(title: str, *paragraphs: str, items: list[str] | None = None) -> dict[str, Any]:
    return {"title": title, "paragraphs": paragraphs, "list": items or [], "after": ""}


def _floor(name: str) -> float:
    """Return the value that CI enforces (`protokoll eval --gate`), so that the page cannot promise another one."""
    bars = tomllib.loads((resources.files("eval") / "bars.toml").read_text("utf-8"))
    return float(bars[name]["floor"])


def _questions() -> int:
    """Return how many questions the bars are held against."""
    return len((resources.files("eval") / "gold" / "dev.jsonl").read_text("utf-8").splitlines())


def _percent(share: float, language: str) -> str:
    written = f"{100 * share:.1f}".removesuffix(".0")
    return f"{written.replace('.', ',')} %" if language == "de" else f"{written}%"
