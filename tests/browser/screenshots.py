"""Take the page's picture for `docs/screenshots` from the real page: `python -m tests.browser.screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from protokoll.settings import Settings
from retrieval.pipeline import Pipeline
from tests.browser.conftest import FLAGS
from tests.browser.install import install_browser
from tests.browser.visitor import Visitor
from tests.ui.served import ROOT, running
from ui.server import create_app

PICTURE = ROOT / "docs" / "screenshots" / "answer.png"
CONTACT = "redaktion@forum.example"


def main() -> None:
    """Ask, click on the first marker and take the picture."""
    path = install_browser()
    with TemporaryDirectory() as feedback, sync_playwright() as playwright:
        settings = Settings(corpus=ROOT / "corpus", data=ROOT / "data", contact=CONTACT, rate_limit="off")
        links = {"imprint_url": "/imprint", "privacy_url": "/privacy", "barrier_url": f"mailto:{CONTACT}"}
        app = create_app(
            settings.model_copy(update={"data": Path(feedback), **links}), Pipeline.open(settings)
        )
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with running(app) as url:
            visitor = Visitor.arrive(browser, url, width=1280, height=800, dark=False, locale="de-DE")
            visitor.ask("Was wurde zu Jülich gesagt?")
            visitor.last.locator(".marker").first.click()
            visitor.page.wait_for_timeout(2_000)  # scrolling and the flash come to rest
            visitor.page.screenshot(path=PICTURE)
            visitor.leave()
        browser.close()


if __name__ == "__main__":
    main()
