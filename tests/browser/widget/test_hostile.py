"""Hostile strings rendered in the widget and on the page: nothing runs, nothing breaks."""

import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.ui.hostile import HOSTILE

SHOW = """async (answers) => {
    const conversation = document.querySelector("protokoll-conversation");
    const shown = [];
    for (const answer of answers) {
        conversation.show(answer);
        const drawn = conversation.shadowRoot.querySelectorAll("protokoll-answer");
        const root = drawn[drawn.length - 1].shadowRoot;
        shown.push([root.querySelector("h2").lastChild.data,
                    root.querySelectorAll("script, img, iframe, object, embed, svg, form, style, link, base").length]);
        if (shown.length % 25 === 0) { conversation.clear(); await new Promise(requestAnimationFrame); }
    }
    return shown;
}"""


@pytest.fixture(scope="module")
def answered(forums):
    """What the server answers to every second of them; tests/ui asks the others."""
    address = f"{forums['open'].widget}/api/ask"
    with httpx.Client(timeout=30) as client:
        replies = [client.post(address, json={"question": question}) for question in HOSTILE[1::2]]
    assert {reply.status_code for reply in replies} <= {200, 422}
    return [reply.json() for reply in replies if reply.status_code == 200]


def settle(page):
    """Wait until nothing has been asked of the network for a second; a connection that stays open is no request."""
    asked = [time.monotonic()]
    page.on("request", lambda request: asked.append(time.monotonic()))
    while time.monotonic() - asked[-1] < 1:
        page.wait_for_timeout(100)


def watched(guest):
    """Everything that a string could have caused."""
    seen = []
    guest.page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    guest.page.on("request", lambda request: seen.append(request.url))
    guest.page.on("popup", lambda page: seen.append(page.url))
    guest.page.on("download", lambda download: seen.append(download.url))
    return seen


def test_the_widget_shows_each_as_it_was_typed_and_runs_nothing(embed, answered):
    guest = embed("/elsewhere")
    with guest.page.expect_response(lambda response: "/api/documents/" in response.url):  # fetched in an idle moment
        guest.open()
    settle(guest.page)
    seen = watched(guest)
    before = guest.inside.url
    shown = guest.inside.evaluate(SHOW, answered)
    guest.page.wait_for_timeout(300)
    assert len(shown) == len(answered) > 225
    assert [words for words, _ in shown] == [answer["question"] or "…" for answer in answered]
    assert {foreign for _, foreign in shown} == {0}
    assert seen == []
    assert guest.inside.url == before


def test_the_page_shows_each_as_it_was_typed_and_runs_nothing(embed, answered):
    guest = embed("/elsewhere")
    guest.page.goto(guest.widget)
    expect(guest.page.locator("protokoll-conversation")).to_be_attached(timeout=20_000)
    expect(guest.page.locator("protokoll-reader section").first).to_be_attached(timeout=20_000)
    settle(guest.page)
    seen = watched(guest)
    shown = guest.page.evaluate(SHOW, answered)
    guest.page.wait_for_timeout(300)
    assert [words for words, _ in shown] == [answer["question"] or "…" for answer in answered]
    assert {foreign for _, foreign in shown} == {0}
    assert seen == []


def test_typed_into_the_field_it_is_text(embed):
    guest = embed("/elsewhere")
    guest.open()
    seen = []
    guest.page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    for at in range(0, 500, 50):
        guest.question.fill(HOSTILE[at])
        guest.question.press("Enter")
        # After 20 s at the latest the widget says that nobody answers.
        expect(guest.frame.locator("protokoll-answer, .problem, #counter[role]").first).to_be_attached(timeout=25_000)
        guest.question.fill("Wie viele Sprachmodelle hat China entwickelt?")  # with the hostile string in the history
        guest.frame.locator("#ask").click()
        expect(guest.last.locator(".words")).to_contain_text("8 eigene Sprachmodelle", timeout=25_000)
        guest.frame.locator("#anew").click()
        expect(guest.answers).to_have_count(0)
    assert seen == []
    guest.complaints[:] = [said for said in guest.complaints if "422" not in said]
