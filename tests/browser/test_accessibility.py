import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS = [(width, height, dark) for width, height in ((1280, 800), (390, 844)) for dark in (False, True)]
ASKED = {
    "de-DE": ("Was wurde zum AI Act gesagt?", "Was wurde zu Quantencomputern gesagt?"),
    "en-GB": ("What was said about the AI Act?", "What was said about quantum computers?"),
}


def violations(visitor):
    # At the end of the page the field covers nothing: half a button under its edge would count as a small target.
    visitor.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    return [(one["id"], one["impact"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("locale", ASKED)
@pytest.mark.parametrize(("width", "height", "dark"), LOOKS)
def test_axe_finds_nothing(visit, width, height, dark, locale):
    # bypass_csp lets axe in, which the page's policy would not; reduced motion spares waiting for the flash
    visitor = visit(
        width=width, height=height, dark=dark, locale=locale, bypass_csp=True, reduced_motion="reduce"
    )
    assert violations(visitor) == []
    answerable, missing = ASKED[locale]
    visitor.ask(answerable)
    visitor.last.locator(".copying button").first.click()
    visitor.last.locator(".feedback button").first.click()
    visitor.last.locator(".source .actions button").nth(1).click()
    assert violations(visitor) == []
    visitor.ask(missing)
    assert violations(visitor) == []
    visitor.answers.first.locator(".marker").first.click()
    expect(visitor.marked.first).to_be_visible()
    assert violations(visitor) == []


def test_one_polite_region_announces_the_answer_once(visit):
    visitor = visit()
    voice = visitor.page.locator("protokoll-conversation [role=status].unseen")
    expect(voice).to_have_count(1)
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    expect(voice).to_contain_text("Antwort: ")
    expect(voice).to_contain_text("Belege: 1.")
    assert "[1]" not in voice.inner_text()
    assert voice.get_attribute("lang") == "de"


def test_the_name_of_a_marker_begins_with_what_is_seen(visit):
    visitor = visit()
    visitor.ask("Was wurde zum AI Act gesagt?")
    for marker in visitor.last.locator(".marker").all():
        assert marker.get_attribute("aria-label").startswith(marker.inner_text())


def test_what_a_screen_reader_is_told_of_an_answer_is_its_visible_text(visit):
    visitor = visit()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    told = visitor.last.locator("article").aria_snapshot()
    assert "China hat 8 eigene Sprachmodelle" in told
    assert "bot's message" not in told
    assert "**" not in told


def test_nothing_moves_where_less_motion_is_asked_for(visit):
    visitor = visit(reduced_motion="reduce")
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.last.locator(".marker").first.click()
    assert visitor.marked.evaluate("(mark) => getComputedStyle(mark).animationName") == "none"


def test_at_double_size_everything_can_be_reached(visit):
    visitor = visit(width=640, height=400)  # 1280 × 800 at 200 %
    visitor.ask("Was wurde zu Jülich gesagt?")
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked.first).to_be_visible()


def test_in_high_contrast_marks_and_buttons_stay_visible(visit):
    visitor = visit(forced_colors="active")
    visitor.ask("Was wurde zu Jülich gesagt?")
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked.first).to_be_visible()


def test_in_print_the_answer_stands_without_controls(visit):
    visitor = visit()
    visitor.ask("Was wurde zu Jülich gesagt?")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("#asking")).to_be_hidden()
    expect(visitor.last.locator("footer")).to_be_hidden()
    expect(visitor.last.locator(".words")).to_be_visible()
