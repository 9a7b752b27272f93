"""The widget's pictures for `docs/screenshots`: `python -m tests.browser.widget.screenshots ADDRESS FORUM`.

ADDRESS is a running server that FORUM, a running `python -m demo.serve`, may embed.
"""

import sys

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.install import install_browser
from tests.browser.widget.guest import Guest
from tests.ui.served import ROOT

FOLDER = ROOT / "docs" / "screenshots"
DE, EN = "Wie viele Sprachmodelle hat China entwickelt?", "How many language models has China developed?"


def main(widget: str, forum: str) -> None:
    """Take all pictures."""
    path = install_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, size, dark, english in (
            ("widget", (1280, 800), False, False),
            ("widget-phone", (390, 844), False, False),
            ("widget-english-dark", (1280, 800), True, True),
        ):
            looks = {"width": size[0], "height": size[1], "dark": dark, "locale": "de-DE"}
            guest = Guest.arrive(browser, forum, widget, **looks)
            guest.open()
            if english:
                guest.frame.locator("#language").click()
            guest.ask(EN if english else DE)
            guest.page.wait_for_timeout(800)
            if "phone" in name:
                guest.page.screenshot(path=FOLDER / f"{name}.png")
            guest.last.locator(".marker").first.click()
            guest.page.wait_for_timeout(1_500)
            guest.page.screenshot(path=FOLDER / (f"{name}-passage.png" if "phone" in name else f"{name}.png"))
            guest.leave()
        for name, (width, height) in (("widget-wordpress", (1280, 800)), ("widget-small", (320, 200))):
            guest = Guest.arrive(
                browser, f"{forum}/wordpress", widget, width=width, height=height, dark=False, locale="de-DE"
            )
            guest.page.wait_for_timeout(500)
            if width > 1_000:
                guest.page.screenshot(path=FOLDER / f"{name}-closed.png")
            guest.page.get_by_role("button", name="Verstanden").click()
            guest.open()
            guest.ask(DE)
            guest.page.wait_for_timeout(800)
            guest.page.screenshot(path=FOLDER / f"{name}.png")
            guest.leave()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
