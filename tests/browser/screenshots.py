"""Take the screenshots of `docs/screenshots` from the real page; `python -m tests.browser.screenshots [NAME…]`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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

FOLDER = ROOT / "docs" / "screenshots"
CONTACT = "redaktion@forum.example"


@dataclass(frozen=True)
class Shot:
    """One picture: how the visitor comes, and what they do."""

    steps: Callable[[Visitor], None]
    width: int = 1280
    height: int = 800
    dark: bool = False
    locale: str = "de-DE"


def ask(visitor: Visitor, *questions: str) -> None:
    """Ask one question after another."""
    for question in questions:
        visitor.ask(question)


def ask_and_look(visitor: Visitor, question: str, marker: int = 0) -> None:
    """Ask and click on a marker."""
    visitor.ask(question)
    visitor.last.locator(".marker").nth(marker).click()


def search(visitor: Visitor, words: str) -> None:
    """Open the protocol and look for words in it."""
    visitor.page.get_by_role("button", name="Protokoll lesen").first.click()
    visitor.page.get_by_label("Im Protokoll suchen").fill(words)


def explain(visitor: Visitor) -> None:
    """Open what the page says of itself."""
    visitor.page.get_by_role("button", name="Über diese Auskunft").click()


def come(visitor: Visitor) -> None:
    """Do nothing yet."""


AI_ACT = "Was wurde zum AI Act gesagt?"
SHOTS = {
    "start": Shot(come),
    "start-phone": Shot(come, 390, 844),
    "answer": Shot(partial(ask_and_look, question="Was wurde zu Jülich gesagt?")),
    "two-sides": Shot(partial(ask_and_look, question=AI_ACT, marker=1)),
    "english-dark": Shot(
        partial(ask_and_look, question="What was said about Jülich?"), dark=True, locale="en-GB"
    ),
    "parallel-text": Shot(
        partial(ask_and_look, question="What does the fifth opening statement say?", marker=4),
        1680,
        1000,
        locale="en-GB",
    ),
    "refusal": Shot(lambda visitor: ask(visitor, "Was wurde zu Quantencomputern gesagt?")),
    "attribution": Shot(lambda visitor: ask(visitor, "Was sagte Herr Becker zum AI Act?")),
    "answer-phone": Shot(lambda visitor: ask(visitor, AI_ACT), 390, 844),
    "sheet-phone": Shot(partial(ask_and_look, question=AI_ACT), 390, 844),
    "search-phone": Shot(partial(search, words="Forschung"), 390, 844),
    "about": Shot(explain),
    "zoom-400": Shot(partial(ask_and_look, question=AI_ACT), 320, 200),  # 1280 × 800 at 400 %
    "english-dark-phone": Shot(
        lambda visitor: ask(visitor, "What was said about Jülich?"), 390, 844, dark=True, locale="en-GB"
    ),
}


def main(names: list[str]) -> None:
    """Take the pictures named, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = install_browser()
    with TemporaryDirectory() as feedback, sync_playwright() as playwright:
        settings = Settings(corpus=ROOT / "corpus", data=ROOT / "data", contact=CONTACT, rate_limit="off")
        links = {"imprint_url": "/imprint", "privacy_url": "/privacy", "barrier_url": f"mailto:{CONTACT}"}
        app = create_app(
            settings.model_copy(update={"data": Path(feedback), **links}), Pipeline.open(settings)
        )
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with running(app) as url:
            for name in names or SHOTS:
                take(browser, url, name, SHOTS[name])
        browser.close()


def take(browser: object, url: str, name: str, shot: Shot) -> None:
    """Take one picture."""
    visitor = Visitor.arrive(
        browser, url, width=shot.width, height=shot.height, dark=shot.dark, locale=shot.locale
    )
    shot.steps(visitor)
    visitor.page.wait_for_timeout(2_000)  # scrolling and the flash come to rest
    visitor.page.screenshot(path=FOLDER / f"{name}.png")
    visitor.leave()
    print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
