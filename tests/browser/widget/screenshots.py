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
QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
LOOKS = {"width": 1280, "height": 800, "dark": False, "locale": "de-DE"}


def main(widget: str, forum: str) -> None:
    """Take all pictures."""
    path = install_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        guest = Guest.arrive(browser, forum, widget, **LOOKS)
        guest.open()
        guest.ask(QUESTION)
        guest.last.locator(".marker").first.click()
        guest.page.wait_for_timeout(1_500)
        guest.page.screenshot(path=FOLDER / "widget.png")
        guest.leave()
        guest = Guest.arrive(browser, f"{forum}/wordpress", widget, **LOOKS)
        guest.page.wait_for_timeout(500)
        guest.page.screenshot(path=FOLDER / "widget-wordpress-closed.png")
        guest.page.get_by_role("button", name="Verstanden").click()
        guest.open()
        guest.ask(QUESTION)
        guest.page.wait_for_timeout(800)
        guest.page.screenshot(path=FOLDER / "widget-wordpress.png")
        guest.leave()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
