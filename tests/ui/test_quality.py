"""What was measured, as a page and under "About this tool"."""

import json

import pytest
from lxml import html

from protokoll.card import read_card
from protokoll.errors import GoldError
from protokoll.settings import Settings
from ui.about import about


@pytest.mark.parametrize(("language", "share"), [("de", "100\u00a0%"), ("en", "100%")])
def test_the_page_tells_each_figure_with_its_goal_and_what_is_not_good(client, language, share):
    page = html.fromstring(client.get(f"/quality?lang={language}").text)
    sections = page.xpath("//main/section")
    card = read_card()
    assert len(sections) == len(card.sections)
    for section, measured in zip(sections, card.sections, strict=True):
        text = section.text_content()
        assert str(measured.questions) in text
        assert len(section.xpath(".//ul/li")) == sum(each.short for each in measured.measures)
        assert share in text
    assert page.get("lang") == language
    assert not page.xpath("//script | //@style")


def test_a_card_of_ones_own_is_shown_and_escaped(serve_app, tmp_path):
    card = json.loads(read_card().model_dump_json())
    card["sections"] = [card["sections"][0] | {"documents": ["<b>Rat</b>"], "engine": "ollama:qwen3"}]
    (tmp_path / "own.json").write_text(json.dumps(card), encoding="utf-8")
    page = serve_app(card=tmp_path / "own.json").get("/quality?lang=de").text
    assert "„&lt;b&gt;Rat&lt;/b&gt;“" in page
    assert "Die Antworten schrieb das Sprachmodell ollama:qwen3." in page


def test_without_any_figure_the_page_says_so(serve_app, tmp_path):
    (tmp_path / "own.json").write_text('{"sections": []}')
    client = serve_app(card=tmp_path / "own.json")
    assert "noch nichts gemessen" in client.get("/quality?lang=de").text


def test_about_names_the_day_and_links_to_all_figures():
    [told] = [section for section in about(Settings())["de"]["sections"] if section["title"] == "Wie gut sie ist"]
    assert "gemessen am" in told["paragraphs"][0]
    assert any(line.startswith("Zitate, die wörtlich im Protokoll stehen: 100\u00a0%") for line in told["list"])
    links = [section["link"] for section in about(Settings())["en"]["sections"] if section["link"]]
    assert [link["href"] for link in links] == ["quality?lang=en"]


def test_a_card_that_cannot_be_read_is_named_at_the_start(tmp_path):
    with pytest.raises(GoldError, match=r"none\.json cannot be read"):
        about(Settings(card=tmp_path / "none.json"))
