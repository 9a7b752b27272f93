from dataclasses import fields

import pytest

from protokoll.texts.plain import PLAIN
from protokoll.texts.problems import PROBLEMS, Problems
from protokoll.texts.ui import UI
from ui.problems import STATUS, Problem, preferred

WORDS = {"field": "x", "example": "{}", "limit": 3, "length": 4, "count": 6, "seconds": 5, "notice": "Pause."}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", STATUS)
def test_every_problem_has_a_sentence(code, language):
    message = Problem(code, WORDS).message(language)
    assert message.endswith((".", "}"))
    assert "!" not in message


def test_every_sentence_is_used():
    assert {field.name for field in fields(Problems)} == set(STATUS) - {"paused"}


@pytest.mark.parametrize("code", [code for code, status in STATUS.items() if status in (429, 503)])
def test_where_waiting_helps_it_says_how_long(code):
    if_known = Problem(code, WORDS).response("de").headers
    assert "retry-after" in if_known


def test_both_languages_have_the_same_places_to_fill():
    def places(text):
        return set(__import__("re").findall(r"\{\w+\}", str(text)))

    for field in fields(Problems):
        assert places(getattr(PROBLEMS["de"], field.name)) == places(getattr(PROBLEMS["en"], field.name))
    for field in fields(PLAIN["de"]):
        assert places(getattr(PLAIN["de"], field.name)) == places(getattr(PLAIN["en"], field.name)), field.name
    for field in fields(UI["de"]):
        assert places(getattr(UI["de"], field.name)) == places(getattr(UI["en"], field.name)), field.name


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "de"),
        ("", "de"),
        ("*", "de"),
        ("de", "de"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("fr;q=1,de;q=.3", "de"),
        ("de;q=1.2.3, en;q=.1", "en"),
    ],
)
def test_it_reads_accept_language(header, language):
    assert preferred(header) == language
