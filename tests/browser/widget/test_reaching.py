"""Keyboard, focus, screen readers, small windows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
DE, EN = ("de", "Was wurde zum AI Act gesagt?"), ("en", "What was said about the AI Act?")
LOOKS = [(1280, 800, False, *DE), (1280, 800, True, *EN), (390, 844, False, *EN), (390, 844, True, *DE)]
COVERING = """["masthead", "asking"].map((id) => document.querySelector(`#${id}`).getBoundingClientRect())
    .reduce((sum, {top, bottom}) => sum + Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)), 0)"""
FOCUSED = "(element) => element === element.getRootNode().activeElement"


def press_until(guest, key, target, limit=60):
    for _ in range(limit):
        guest.page.keyboard.press(key)
        if target.evaluate(FOCUSED):
            return
    raise AssertionError(f"{target} was not reached with {limit} times {key}")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_from_the_launcher_to_the_passage_and_back_by_keyboard_alone(embed, size):
    guest = embed(width=size[0], height=size[1])
    expect(guest.launcher).to_be_visible()
    press_until(guest, "Tab", guest.launcher)
    guest.page.keyboard.press("Enter")
    expect(guest.question).to_be_focused()
    guest.page.keyboard.type(QUESTION)
    guest.page.keyboard.press("Enter")
    guest.expect_answers(1)
    press_until(guest, "Shift+Tab", guest.last.locator(".marker").first)
    guest.page.keyboard.press("Enter")
    guest.expect_highlighted(QUOTE)
    guest.page.keyboard.press("Escape")
    expect(guest.panel).to_be_hidden()


def test_escape_closes_and_the_focus_goes_back_to_the_launcher(embed):
    guest = embed()
    guest.open()
    expect(guest.question).to_be_focused()
    expect(guest.launcher).to_have_attribute("aria-expanded", "true")
    guest.page.keyboard.press("Escape")
    expect(guest.panel).to_be_hidden()
    expect(guest.launcher).to_be_focused()
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_cross_closes_too_and_the_conversation_stays(embed, size):
    guest = embed(width=size[0], height=size[1])
    guest.open()
    guest.ask(QUESTION)
    guest.frame.locator("#close").click()
    expect(guest.launcher).to_be_focused()
    guest.launcher.click()
    expect(guest.question).to_be_focused()
    expect(guest.answers).to_have_count(1)


def test_on_a_desktop_the_forums_page_stays_usable(embed):
    guest = embed()
    guest.open()
    assert not guest.panel.evaluate("(dialog) => dialog.matches(':modal')")
    guest.page.get_by_role("link", name="Ein Forum").click()
    assert guest.page.url.endswith("#inhalt")
    expect(guest.panel).to_be_visible()


def test_on_a_phone_the_sheet_is_modal_and_keeps_the_focus(embed):
    guest = embed(width=390, height=844)
    guest.open()
    assert guest.panel.evaluate("(dialog) => dialog.matches(':modal')")
    inside = "document.activeElement.localName"
    reached = set()
    for _ in range(25):
        guest.page.keyboard.press("Tab")
        reached.add(guest.page.evaluate(inside))
    assert reached <= {"protokoll-widget", "body"}  # body: the browser's own controls


def test_turning_the_phone_keeps_it_open(embed):
    guest = embed(width=390, height=844)
    guest.open()
    guest.ask(QUESTION)
    guest.page.set_viewport_size({"width": 1024, "height": 768})
    expect(guest.panel).to_be_visible()
    assert not guest.panel.evaluate("(dialog) => dialog.matches(':modal')")
    expect(guest.answers).to_have_count(1)


@pytest.mark.parametrize("size", [(320, 640), (320, 200), (390, 844), (844, 390), (1280, 800)])
def test_nothing_is_wider_than_its_window_and_an_answer_can_be_read(embed, size):
    guest = embed(width=size[0], height=size[1])
    guest.open()
    guest.ask("Was steht im 5. Impuls?")
    assert guest.inside.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert guest.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    box = guest.panel.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] >= 0
    expect(guest.last.locator("h2")).to_be_in_viewport(ratio=1)
    covering = guest.inside.evaluate(COVERING)
    assert covering < guest.inside.evaluate("innerHeight") * 0.6


def test_targets_are_at_least_24_pixels(embed):
    guest = embed(width=390, height=844)
    guest.open()
    guest.ask("Was wurde zum AI Act gesagt?")
    for button in guest.frame.locator("button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24, button.inner_text()


@pytest.mark.parametrize(("width", "height", "dark", "lang", "question"), LOOKS)
def test_axe_finds_nothing(embed, width, height, dark, lang, question):
    guest = embed(
        width=width, height=height, attributes=f'data-language="{lang}" data-theme="{"dark" if dark else "light"}"',
        bypass_csp=True, reduced_motion="reduce",
    )
    guest.open()
    assert violations(guest) == []
    guest.ask(question)
    assert violations(guest) == []
    guest.frame.locator("#read").click()
    expect(guest.frame.locator("protokoll-reader section").first).to_be_visible()
    assert violations(guest) == []


def violations(guest):
    found = Axe().run(guest.page, options=RULES).response["violations"]  # axe goes into frames by itself
    return [(one["id"], one["impact"], [node["target"] for node in one["nodes"]]) for one in found]


def test_launcher_panel_and_frame_have_names(embed):
    guest = embed()
    guest.open()
    expect(guest.page.get_by_role("button", name="Frag das Protokoll")).to_be_visible()
    expect(guest.page.get_by_role("dialog", name="Frag das Protokoll")).to_be_visible()
    expect(guest.page.locator("protokoll-widget iframe")).to_have_attribute("title", "Frag das Protokoll")


def test_in_high_contrast_the_launcher_has_an_edge(embed):
    guest = embed(forced_colors="active")
    guest.open()
    assert guest.launcher.evaluate("(button) => getComputedStyle(button).borderTopStyle") == "solid"


def test_the_forums_style_and_layers_change_nothing(embed):
    guest = embed()
    expect(guest.launcher).to_be_visible()
    guest.page.evaluate(
        """() => { const style = document.createElement("style");
        style.textContent = `* { all: unset !important; display: none !important; z-index: 2147483646 !important }
            html, body, main { display: block !important }`;
        document.head.append(style); }"""
    )
    guest.open()
    top = guest.page.evaluate(
        """() => { const box = document.querySelector("protokoll-widget").shadowRoot.querySelector("dialog")
            .getBoundingClientRect();
        return document.elementFromPoint(box.left + 20, box.top + 20).localName; }"""
    )
    assert top == "protokoll-widget"
