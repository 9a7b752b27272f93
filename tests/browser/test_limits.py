import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.ui.served import running
from ui.server import create_app


@pytest.fixture
def served_with(pipeline, settings, tmp_path):
    """A server of its own with the settings given."""
    running_apps = []

    def serve(**changed):
        app = create_app(settings.model_copy(update={"data": tmp_path} | changed), pipeline)
        running_apps.append(running(app))
        return running_apps[-1].__enter__()

    yield serve
    for one in running_apps:
        one.__exit__(None, None, None)


def test_too_many_questions_are_told_in_place_of_an_answer(visit, served_with):
    visitor = visit(url=served_with(rate_limit="1/minute"))
    visitor.ask("Was wurde zu Jülich gesagt?")
    visitor.question.fill("Und in Frankreich?")
    visitor.page.locator("#ask").click()
    problem = visitor.page.locator("protokoll-conversation .problem")
    expect(problem).to_contain_text("Das waren viele Fragen in kurzer Zeit")
    said = problem.inner_text()
    expect(problem).not_to_have_text(said)  # it counts the seconds down
    assert re.sub(r"\d+", "", problem.inner_text()) == re.sub(r"\d+", "", said)
    visitor.page.locator("#ask").click()
    expect(problem).to_have_count(1)
    expect(visitor.question).to_have_value("Und in Frankreich?")


def test_a_wait_that_is_over_is_told_no_longer(visit):
    visitor = visit()
    for _ in range(2):
        visitor.page.evaluate("document.querySelector('protokoll-conversation').refuse('Try again in 3 seconds.')")
    problem = visitor.page.locator("protokoll-conversation .problem")
    expect(problem).to_have_count(1)
    expect(problem).to_have_count(0, timeout=6_000)


def test_a_pause_is_shown_before_and_instead_of_answers(visit, served_with):
    notice = "Wegen Wartung bis 14 Uhr geschlossen."
    visitor = visit(url=served_with(paused=notice), locale="en-GB")
    expect(visitor.page.locator("#opening .paused")).to_have_text(notice)
    visitor.question.fill("What was said about Jülich?")
    visitor.page.locator("#ask").click()
    expect(visitor.page.locator("protokoll-conversation .problem")).to_have_text(notice)


def test_the_links_of_the_settings_are_shown(visit, served_with):
    links = {
        "imprint_url": "https://forum.example/impressum",
        "privacy_url": "/privacy",
        "barrier_url": "mailto:barriere@forum.example",
    }
    visitor = visit(url=served_with(**links))
    for name, link in zip(("Impressum", "Datenschutz", "Barriere melden"), links.values(), strict=True):
        expect(visitor.page.get_by_role("link", name=name)).to_have_attribute("href", link)
    expect(visitor.page.get_by_role("link", name="Barrierefreiheit")).to_have_count(0)


def test_the_label_stands_before_the_first_question_and_cannot_be_closed(visit, served_with):
    visitor = visit()
    label = visitor.page.locator("#masthead .label")
    expect(label).to_have_text("KI-gestützte Auskunft, kann irren; maßgeblich ist das Protokoll.")
    expect(label.locator("button")).to_have_count(0)
    visitor.ask("Was wurde zu Jülich gesagt?")
    expect(label).to_be_visible()


def test_a_lost_connection_is_told_and_the_page_recovers(browser, address):
    visitor = Visitor.arrive(browser, address + "/", width=1280, height=800, dark=False, locale="de-DE")
    visitor.context.set_offline(True)
    visitor.question.fill("Was wurde zu Jülich gesagt?")
    visitor.page.locator("#ask").click()
    expect(visitor.page.locator("protokoll-conversation .problem")).to_contain_text("nicht zu erreichen")
    expect(visitor.page.get_by_text("Connection to the server was lost")).to_have_count(0)
    visitor.context.set_offline(False)
    visitor.page.locator("#ask").click()
    visitor.expect_answers(1)
    expect(visitor.page.locator("protokoll-conversation .problem")).to_have_count(0)
    visitor.leave()


def test_a_fault_of_ours_is_told_as_one(visit, served_with, pipeline, monkeypatch):
    def break_down(*arguments, **options):
        raise RuntimeError("a fault")

    visitor = visit(url=served_with())
    monkeypatch.setattr(type(pipeline), "ask", break_down)
    visitor.question.fill("Was wurde zu Jülich gesagt?")
    visitor.page.locator("#ask").click()
    problem = visitor.page.locator("protokoll-conversation .problem")
    expect(problem).to_have_text("Hier ist ein Fehler passiert, der nicht an Ihrer Frage liegt. Er wurde vermerkt.")
