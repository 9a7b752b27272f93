"""Everything below a path of somebody else's host, and under a public address; and a browser without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.ui.proxy import Proxy
from tests.ui.served import PROTOCOL, running
from ui.server import create_app

HOME = "https://www.forum.example/fragen/"


@pytest.fixture(scope="module")
def below(pipeline, settings, tmp_path_factory):
    """The address of a server behind a proxy that puts it below /fragen/."""
    chosen = {
        "rate_limit": "off",
        "data": tmp_path_factory.mktemp("feedback"),
        "trusted_proxies": ("127.0.0.1",),
        "public_url": HOME.rstrip("/"),
    }
    app = create_app(settings.model_copy(update=chosen), pipeline)
    with running(app) as url, running(Proxy(url, "/fragen")) as own:
        yield own


def test_page_and_widget_work_and_what_is_copied_has_the_public_address(visit, below):
    visitor = visit("/fragen/", url=below)
    visitor.ask("Was wurde zu Jülich gesagt?")
    expect(visitor.last).to_contain_text("Jülich")
    for name in ("BibTeX", "Link zur Frage"):
        visitor.last.get_by_role("button", name="Kopieren").click()
        visitor.last.get_by_role("button", name=name).click()
        expect(visitor.last.locator(".copying .status")).to_have_text("Kopiert.")
        assert f"{HOME}#" in visitor.page.evaluate("navigator.clipboard.readText()")
    assert visitor.page.url.startswith(f"{below}/fragen/#q=")
    visitor.page.goto(f"{below}/fragen/widget")
    expect(visitor.page.locator("body")).not_to_be_empty()


def test_without_javascript_the_protocol_is_one_click_away(browser, below):
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(f"{below}/fragen/")
    page.locator(".no-script a").first.click()
    assert page.url == f"{below}/fragen/protokoll/{PROTOCOL}"
    place = page.locator("li[id] .pilcrow").nth(60)
    anchor = place.get_attribute("href")
    page.goto(page.url + anchor)
    target = page.locator("li:target > .text")
    expect(target).to_be_in_viewport()
    assert target.evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(255, 233, 163)"
    expect(page.locator("nav.contents a").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("nav.contents")).to_be_hidden()
    expect(page.get_by_text(f"{HOME}protokoll/{PROTOCOL}")).to_be_visible()
    context.close()
