"""What the page says of itself: with the evaluation's own figures, and with what the settings have stored."""

from typing import Any

from protokoll.card import Card, read_card
from protokoll.settings import Settings
from protokoll.texts.about import ABOUT, AboutTexts
from protokoll.texts.quality import QUALITY
from ui.quality import summary


def about(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return the words in each language: how it is opened and closed, and sections of paragraphs and a list.

    Args:
        settings: say what is stored, and which quality card is shown.

    Returns:
        By language a dict with `open`, `close` and `sections`, each with `title`, `paragraphs`, `list` and `link`.

    Raises:
        GoldError: The quality card of the settings cannot be read.
    """
    card = read_card(settings.card)
    return {language: _about(settings, card, texts, language) for language, texts in ABOUT.items()}


def _about(settings: Settings, card: Card, texts: AboutTexts, language: str) -> dict[str, Any]:
    recorded = settings.log_questions or settings.keep_refused
    kept = [texts.question_kept[recorded], texts.feedback.format(days=settings.feedback_days), texts.browser]
    measured = [_section("", *told["paragraphs"], items=told["list"]) for told in summary(card, language)]
    quality = measured or [_section("", QUALITY[language].none)]
    quality[0] |= {"title": texts.good_title}
    quality[-1] |= {"link": {"href": f"quality?lang={language}", "text": QUALITY[language].more}} if measured else {}
    sections = [
        _section(texts.does_title, *texts.does),
        _section(texts.writes_title, texts.writes[bool(settings.llm)].format(model=settings.llm)),
        *quality,
        _section(texts.stored_title, *kept),
    ]
    return {"open": texts.open, "close": texts.close, "sections": sections}


def _section(title: str, *paragraphs: str, items: list[str] | None = None) -> dict[str, Any]:
    return {"title": title, "paragraphs": paragraphs, "list": items or [], "link": None}
