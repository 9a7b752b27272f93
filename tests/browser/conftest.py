import pytest
from playwright.sync_api import sync_playwright

from protokoll.texts.ui import UI
from tests.browser.install import install_browser
from tests.browser.visitor import Visitor
from tests.ui.served import running
from ui.server import create_app

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")  # Playwright keeps a loop running, in which the tests after these could run none
def browser():
    path = install_browser()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def address(pipeline, settings, tmp_path_factory):
    """A server over the real protocol; feedback goes to a folder of the tests."""
    chosen = {"rate_limit": "off", "rate_limit_all": "off", "data": tmp_path_factory.mktemp("feedback")}
    pipeline.warm()  # as `protokoll serve` does
    with running(create_app(settings.model_copy(update=chosen), pipeline)) as url:
        yield url


@pytest.fixture(scope="package")
def suggesting(pipeline):
    """An example question under whose answer further ones are suggested."""
    return next(example for example in UI["de"].forum_examples if pipeline.ask(example).suggestions)


@pytest.fixture
def visit(browser, address):
    """Open the page as a visitor; afterwards nothing may have gone wrong in the console or left for another host."""
    visitors = []

    def open_page(path="/", *, width=1280, height=800, dark=False, locale="de-DE", url=None, **options):
        visitor = Visitor.arrive(
            browser, (url or address) + path, width=width, height=height, dark=dark, locale=locale, **options
        )
        visitors.append(visitor)
        return visitor

    yield open_page
    for visitor in visitors:
        visitor.leave()
        assert visitor.complaints == []
        assert visitor.foreign_requests == []
