from dataclasses import fields

import pytest

from protokoll.texts.ui import UI, UiTexts
from tests.ui.served import ROOT

SOURCES = (*sorted((ROOT / "ui").rglob("*.[jp][sy]")), ROOT / "protokoll" / "settings.py")  # names the foot's links
PAGE = "".join(file.read_text(encoding="utf-8") for file in SOURCES)


@pytest.mark.parametrize("field", [field.name for field in fields(UiTexts)])
def test_every_text_is_used(field):
    assert f".{field}" in PAGE or f"{field}:" in PAGE or f"\"{field}\"" in PAGE


@pytest.mark.parametrize("language", ["de", "en"])
def test_texts_are_set_well(language):
    for field in fields(UiTexts):
        text = str(getattr(UI[language], field.name))
        assert "!" not in text
        assert "..." not in text


def test_there_are_six_examples_for_the_forum_in_each_language():
    assert [len(texts.forum_examples) for texts in UI.values()] == [6, 6]
