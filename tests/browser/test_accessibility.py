import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS = [
    (1280, 800, False, "de-DE"), (1280, 800, True, "en-GB"), (390, 844, False, "en-GB"), (390, 844, True, "de-DE")
]  # fmt: skip
ASKED = {
    "de-DE": ("Was wurde zum AI Act gesagt?", "Was wurde zu Quantencomputern gesagt?"),
    "en-GB": ("What was said about the AI Act?", "What was said about quantum computers?"),
}

# What is to be spoken of an answer, in this order.
SPOKEN = """
- 'article "Frage 1: Wie viele Sprachmodelle hat China entwickelt?"':
  - 'heading "Frage 1: Wie viele Sprachmodelle hat China entwickelt?" [level=2]'
  - paragraph:
    - text: /„China hat 8 eigene Sprachmodelle entwickelt“/
    - button "1, Beleg im Protokoll zeigen"
  - heading "Belege (1)" [level=3]
  - list:
    - listitem:
      - text: /3\\. Impuls Tatsachenangabe/
      - button "Im Protokoll zeigen, Beleg 1"
      - button "Im Zusammenhang, Beleg 1"
      - link "Original, Beleg 1"
  - button "Kopieren"
  - button "Frage bearbeiten"
  - button "Noch einmal fragen"
  - group "War das hilfreich?":
    - button "Ja"
    - button "Nein"
"""


def violations(visitor):
    # At the end of the page the field covers nothing: half a button under its edge would count as a small target.
    visitor.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    return [(one["id"], one["impact"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(("width", "height", "dark", "locale"), LOOKS)
def test_axe_finds_nothing(visit, width, height, dark, locale):
    # bypass_csp lets axe in, which the page's policy would not; reduced motion spares waiting for the flash
    visitor = visit(
        width=width, height=height, dark=dark, locale=locale, bypass_csp=True, reduced_motion="reduce"
    )
    assert violations(visitor) == []
    answerable, missing = ASKED[locale]
    visitor.ask(answerable)
    visitor.last.locator(".feedback button").last.click()
    visitor.last.locator(".copying button").first.click()
    visitor.last.locator(".source .actions button").nth(1).click()
    assert violations(visitor) == []
    visitor.ask(missing)
    assert violations(visitor) == []
    visitor.answers.first.locator(".marker").first.click()
    expect(visitor.marked.first).to_be_visible()
    assert violations(visitor) == []


def test_a_brief_answer_is_announced_as_a_whole_and_a_long_one_by_what_it_holds(visit):
    visitor = visit()
    voice = visitor.page.locator("protokoll-conversation [role=status].unseen")
    expect(voice).to_have_count(1)
    visitor.ask("Was steht im 5. Impuls?")
    expect(voice).to_have_text(re.compile(r"^Antwort mit \d+ Punkten\. Umschalttaste und Tabulator führen zu ihr\.$"))
    assert voice.get_attribute("lang") == "de"
    visitor.question.focus()
    visitor.page.keyboard.press("Shift+Tab")
    expect(visitor.page.get_by_role("link", name="Zur Antwort")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.last.locator("h2")).to_be_focused()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    expect(voice).to_have_text(re.compile(r"^Antwort: .*„China hat 8 eigene Sprachmodelle entwickelt“.* Belege: 1\.$"))
    assert "[1]" not in voice.inner_text()


def test_what_a_screen_reader_is_told_of_an_answered_question(visit):
    visitor = visit()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    told = visitor.page.locator("body").aria_snapshot()
    for landmark in ("banner", "main", "search", "contentinfo", 'region "Das Protokoll"', 'navigation "Inhalt"'):
        assert f"- {landmark}" in told
    expect(visitor.last.locator("article")).to_match_aria_snapshot(SPOKEN)
    assert "**" not in told


def test_sections_of_a_long_answer_are_headings_and_no_dash_is_spoken(visit):
    visitor = visit()
    visitor.ask("Was steht im 5. Impuls?")
    told = visitor.last.locator("article").aria_snapshot()
    assert re.search(r"- heading .* \[level=3\]", told)
    assert not re.search(r"^\s*- (?:text|listitem): –", told, re.MULTILINE)
    names = re.findall(r'button "(Im Protokoll zeigen.*?)"', told)
    assert len(names) == len(set(names))


def test_the_tools_of_all_statements_are_one_tab_stop(visit):
    visitor = visit()
    tools = visitor.page.locator("protokoll-reader .tools")
    expect(visitor.page.locator("protokoll-reader .tools button[tabindex='0']")).to_have_count(2)
    tools.first.locator("button").first.focus()
    visitor.page.keyboard.press("ArrowDown")
    expect(tools.nth(1).locator("button").first).to_be_focused()
    expect(visitor.page.locator("protokoll-reader .tools button[tabindex='0']")).to_have_count(2)


def test_nothing_moves_where_less_motion_is_asked_for(visit):
    visitor = visit(reduced_motion="reduce")
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.last.locator(".marker").first.click()
    assert visitor.marked.evaluate("(mark) => getComputedStyle(mark).animationName") == "none"


@pytest.mark.parametrize(("width", "height"), [(640, 400), (320, 200), (844, 390)])  # 200 %, 400 %, a phone on its side
def test_in_a_low_window_nothing_covers_the_answer(visit, width, height):
    visitor = visit(width=width, height=height)
    visitor.ask("Was steht im 5. Impuls?")
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert visitor.page.locator("#asking").evaluate("(bar) => getComputedStyle(bar).position") == "relative"
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked).to_be_in_viewport()
    covered = """(mark) => { const line = mark.getClientRects()[0];
        return mark.getRootNode().elementFromPoint(line.left + 2, line.top + line.height / 2) !== mark; }"""
    visitor.page.wait_for_timeout(600)  # scrolling comes to rest
    assert not visitor.marked.evaluate(covered)


def test_in_high_contrast_marks_and_buttons_stay_visible(visit):
    visitor = visit(forced_colors="active")
    visitor.ask("Was wurde zu Jülich gesagt?")
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked.first).to_be_visible()


def test_in_print_the_answer_stands_without_controls(visit):
    visitor = visit()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("#asking")).to_be_hidden()
    expect(visitor.last.locator(".foot")).to_be_hidden()
    expect(visitor.last.locator(".words")).to_be_visible()
    expect(visitor.last.locator(".source blockquote").first).to_be_visible()
    head = visitor.page.locator("protokoll-conversation .paper")
    for told in ("Wie können Forschung und Wirtschaft", "22. Februar 2024", visitor.host, "abgerufen am", "Index "):
        expect(head).to_contain_text(told, ignore_case=True)
