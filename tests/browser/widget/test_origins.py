"""Who may embed the widget, and what a page that may not can do: nothing."""

import hashlib
import urllib.request
from base64 import b64encode

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import origin
from ui.widget import read_loader

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"


def test_under_a_strict_policy_of_the_forum_all_of_it_works(embed):
    guest = embed(forum="strict", attributes='data-accent="#7b2d43"')
    guest.open()
    guest.ask(QUESTION)
    guest.last.locator(".marker").first.click()
    guest.expect_highlighted(QUOTE)


def test_a_page_that_may_not_embed_it_gets_no_frame_and_says_so(embed):
    guest = embed(forum="stranger")
    guest.launcher.click()  # the reason is asked for at once; no clock has to run out
    expect(guest.panel.get_by_role("alert")).to_contain_text("ließ sich hier nicht öffnen", timeout=5_000)
    expect(guest.panel.locator(".editors")).to_contain_text(f"PROTOKOLL_EMBED_ORIGINS genau diese Angabe: {guest.host}")
    expect(guest.panel.get_by_role("link")).to_have_attribute("href", f"{guest.widget}/?lang=de")
    expect(guest.panel.locator("iframe")).to_have_count(0)
    assert not [url for url in guest.requests if "/ui/" in url]
    guest.panel.get_by_role("button", name="Schließen").click()
    expect(guest.launcher).to_be_focused()
    assert any(guest.host in complaint for complaint in guest.complaints)
    guest.complaints.clear()


REQUESTS = (
    "fetch('{widget}/api/ask', {{method: 'POST', headers: {{'Content-Type': 'application/json'}}, body: '{{}}'}})",
    "fetch('{widget}/api/ask', {{method: 'POST', body: '{{\"question\": \"x\"}}', credentials: 'include'}})",
    "fetch('{widget}/api/documents')",
    "fetch('{widget}/widget')",
    "fetch('{widget}/')",
    "fetch('{widget}/gradio_api/startup-events', {{credentials: 'include'}})",
)


@pytest.mark.parametrize("forum", ["open", "stranger"])
def test_no_foreign_page_reads_anything_of_the_server(embed, forum):
    guest = embed(forum=forum)
    for request in REQUESTS:
        call = request.format(widget=guest.widget)
        said = guest.page.evaluate(f"{call}.then((response) => 'got ' + response.status, (error) => 'refused')")
        assert said == "refused", request
    guest.complaints.clear()


def test_a_message_that_the_forum_forges_moves_nothing(embed):
    guest = embed()
    guest.open()
    guest.page.evaluate("postMessage({protokoll: 1, type: 'close'}, '*')")
    guest.page.wait_for_timeout(300)
    expect(guest.panel).to_be_visible()


def test_a_frame_of_a_third_origin_can_tell_the_widget_nothing(embed, forums):
    guest = embed()
    guest.open()
    guest.page.evaluate(
        """(address) => new Promise((resolve) => { const frame = document.createElement("iframe");
        frame.style.cssText = "display: block !important"; frame.src = address; frame.onload = resolve;
        document.body.append(frame); })""",
        f"{origin(forums['stranger'])}/elsewhere",
    )
    stranger = next(frame for frame in guest.page.frames if "/elsewhere" in frame.url)
    stranger.evaluate(
        """() => { for (const target of [parent, parent.frames[0]]) {
            target.postMessage({protokoll: 1, type: "close"}, "*");
            target.postMessage({protokoll: 1, type: "open", question: "Hallo?"}, "*"); } }"""
    )
    guest.page.wait_for_timeout(500)
    expect(guest.panel).to_be_visible()
    expect(guest.answers).to_have_count(0)


def test_a_host_that_lies_about_its_name_is_told_nothing(browser, forums):
    widget = forums["open"].widget
    page = browser.new_page()
    page.goto(f"{widget}/widget#host=https://evil.example")
    expect(page.locator("#question")).to_be_visible()
    expect(page.locator("#close")).to_have_count(0)
    page.close()


@pytest.mark.parametrize(("spoilt", "count"), [(False, 1), (True, 0)])
def test_the_hash_of_the_loader_can_be_checked(embed, spoilt, count):
    guest = embed("/page.css")
    loader = read_loader()
    served = urllib.request.urlopen(f"{guest.widget}/{loader.name}").read()
    assert loader.integrity == "sha384-" + b64encode(hashlib.sha384(served).digest()).decode()
    integrity = "sha384-" + "A" * 64 if spoilt else loader.integrity
    guest.page.evaluate(
        """([src, integrity]) => new Promise((resolve) => { const script = document.createElement("script");
        Object.assign(script, {src, integrity, crossOrigin: "anonymous", onload: resolve, onerror: resolve});
        document.body.append(script); })""",
        [f"{guest.widget}/{loader.name}", integrity],
    )
    expect(guest.launcher).to_have_count(count)
    guest.complaints.clear()
