"""What editors set, paste and link, and what the page of theirs does with it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import NEAR
from tests.ui.served import PROTOCOL
from ui.widget import read_loader

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
CHOSEN = (
    'data-theme="dark" data-position="bottom-left" data-offset="40 60" data-language="en" data-accent="#7b2d43" '
    'data-title="Ask the Forum" data-launcher="Questions?" data-greeting="Hello from the editors." data-them="dark"'
)
GROUND = "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"  # how red: 0 to 255


def test_place_theme_and_words_are_the_editors(embed):
    guest = embed("/elsewhere", attributes=CHOSEN)
    expect(guest.launcher).to_have_text("Questions?")
    launcher = guest.launcher.bounding_box()
    assert (round(launcher["x"]), round(800 - launcher["y"] - launcher["height"])) == (40, 60)
    guest.open()
    assert round(guest.panel.bounding_box()["x"]) == 40
    expect(guest.page.get_by_role("dialog", name="Ask the Forum")).to_be_visible()
    expect(guest.frame.locator("h1")).to_have_text("Ask the Forum")
    expect(guest.frame.locator("#opening p")).to_have_text("Hello from the editors.")
    assert guest.inside.evaluate(GROUND) < 60
    guest.frame.locator("#language").click()
    expect(guest.frame.locator("h1")).to_have_text("Frag das Protokoll")
    expect(guest.frame.locator("#opening p")).to_contain_text("Stellen Sie eine Frage.")


def test_on_a_light_page_it_is_light_for_visitors_in_the_dark_too(embed):
    guest = embed("/elsewhere", dark=True, attributes='data-position="middle"')
    guest.open()
    assert guest.inside.evaluate(GROUND) > 200
    assert [said for said in guest.complaints if "bottom-right, bottom-left, none" in said]
    guest.complaints.clear()


def test_values_that_there_are_not_are_named_for_the_editors(embed, forums):
    server = forums["open"].widget
    wrong = f'data-language="fr" data-accent="red" data-document="{PROTOCOL} nix"'
    again = f'<script src="{server}/widget.js" {wrong}></script><script src="{server}/widget.js"></script>'
    guest = embed("/elsewhere", tag=again)
    guest.open()
    guest.ask(QUESTION)
    for told in ('data-language="fr"? auto, de', 'data-accent="red"?', "das erste Skript gilt", "kein Dokument nix"):
        assert len([said for said in guest.complaints if told in said]) == 1
    assert len(guest.complaints) == 4
    assert guest.frame.locator("#opening .paused").count() == 0
    guest.complaints.clear()


def test_where_no_document_of_those_named_is_there_it_says_so_before_anybody_asks(embed):
    guest = embed("/elsewhere", attributes='data-document="nix"')
    guest.open()
    expect(guest.frame.locator("#opening .paused")).to_contain_text("kein Dokument nix. Alle Namen stehen unter http")
    guest.question.fill(QUESTION)
    guest.frame.locator("#ask").click()
    expect(guest.frame.locator(".problem")).to_contain_text("Ein Dokument mit diesem Namen gibt es hier nicht")
    expect(guest.answers).to_have_count(0)
    assert [said for said in guest.complaints if "kein Dokument nix" in said]
    guest.complaints.clear()


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_on_a_page_with_a_style_of_its_own_a_plain_link_opens_it(embed, size):
    guest = embed("/wordpress", width=size[0], height=size[1])
    expect(guest.launcher).to_be_visible()
    agree = guest.page.get_by_role("button", name="Verstanden")
    agree.click()  # the launcher does not lie over the cookie banner
    link = guest.page.get_by_role("link", name="das Protokoll fragen")
    link.click()
    expect(guest.question).to_be_focused()
    panel, frame = guest.panel.bounding_box(), guest.page.locator("protokoll-widget iframe").bounding_box()
    assert panel["width"] == min(size[0], 400)  # where the page's rem is 10 px and its iframes are halved
    assert frame["width"] >= panel["width"] - 2
    guest.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    assert guest.page.url.endswith("/wordpress")
    guest.page.get_by_role("link", name="Was wurde zu Jülich gesagt?").click()
    guest.expect_answers(1)
    expect(guest.last.locator("h2")).to_contain_text("Was wurde zu Jülich gesagt?")


def test_the_conversation_is_there_on_the_next_page_and_on_the_full_one(embed):
    guest = embed("/elsewhere#frag-das-protokoll=" + QUESTION.replace(" ", "%20"), host=NEAR)
    guest.expect_answers(1)
    guest.page.goto(guest.page.url.replace("/elsewhere", "/").split("#")[0])
    asked = len(guest.requests)
    guest.open()
    guest.expect_answers(1)
    expect(guest.last.locator("h2")).to_contain_text(QUESTION)
    assert not [url for url in guest.requests[asked:] if "/api/ask" in url]
    assert guest.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    with guest.page.expect_popup() as opened:
        guest.frame.locator("#whole").click()
    full = opened.value
    expect(full.locator("protokoll-answer h2")).to_contain_text(QUESTION, timeout=30_000)
    guest.frame.locator("#anew").click()
    guest.page.reload()
    guest.open()
    expect(guest.answers).to_have_count(0)


TAGS = {
    "a module": '<script type="module" src="{widget}/widget.js"></script>',
    "a module beside a stranger of the same name": (
        '<script src="/widget.js"></script><script type="module" src="{widget}/widget.js"></script>'
    ),
    "a copy that names its server": '<script data-protokoll="{widget}/">{source}</script>',
    "a copy beside an element that names the server": '<i data-protokoll="{widget}"></i><script>{source}</script>',
    "a script that waited for consent": (
        '<script type="text/plain" data-src="{widget}/widget.js"></script><script>{source}</script>'
    ),
}


@pytest.mark.parametrize("name", TAGS)
def test_it_finds_its_server_as(embed, forums, name):
    tag = TAGS[name].replace("{widget}", forums["open"].widget).replace("{source}", read_loader().script.decode())
    guest = embed("/elsewhere", tag=tag)
    guest.open()
    guest.complaints[:] = [said for said in guest.complaints if "404" not in said]  # the stranger


def test_a_copy_that_knows_no_server_says_how_to_name_it(embed):
    guest = embed("/elsewhere", tag=f"<script>{read_loader().script.decode()}</script>")
    expect(guest.launcher).to_have_count(0)
    assert [said for said in guest.complaints if "data-protokoll" in said]
    guest.complaints.clear()


def test_a_frame_without_a_script_is_in_line_and_speaks_both_languages(embed):
    guest = embed("/plain", width=1400)
    expect(guest.question).to_be_visible()
    edges = [guest.frame.locator(part).bounding_box()["x"] for part in ("h1", ".label", "#opening p", "#question")]
    assert max(edges) - min(edges) < 1
    guest.frame.locator("#language").press("Enter")  # a click may miss what the list of documents has just moved
    expect(guest.frame.locator("#ask")).to_have_text("Ask")


def test_a_long_text_is_counted_and_an_empty_one_only_focuses_the_field(embed):
    guest = embed("/elsewhere")
    guest.open()
    guest.question.fill("  ")
    guest.frame.locator("#ask").click()
    expect(guest.question).to_be_focused()
    guest.question.fill("Wozu? " * 500)
    expect(guest.frame.locator("#counter")).to_contain_text(re.compile(r"2\.?999|2999"))
    guest.frame.locator("#ask").click()
    guest.page.wait_for_timeout(300)
    expect(guest.answers).to_have_count(0)
    assert guest.question.input_value() == "Wozu? " * 500
