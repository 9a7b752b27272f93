import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

SIZES = [(1280, 800), (390, 844)]
ASKED = [
    ("de-DE", "Wie viele Sprachmodelle hat China entwickelt?", "„China hat 8 eigene Sprachmodelle entwickelt“"),
    ("en-GB", "How many language models has China developed?", "“China has developed 8 language models of its own”"),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("locale", "question", "quote"), ASKED)
def test_a_question_is_answered_with_a_quotation(visit, size, locale, question, quote):
    visitor = visit(width=size[0], height=size[1], locale=locale)
    visitor.ask(question)
    expect(visitor.last.locator(".words")).to_contain_text(quote)
    expect(visitor.last.locator("h2")).to_contain_text(question)


def test_an_english_answer_cites_the_german_words_and_labels_the_translation(visit):
    visitor = visit(locale="en-GB")
    visitor.ask("How many language models has China developed?")
    source = visitor.last.locator(".source").first
    expect(source.locator("blockquote[lang=de]")).to_have_text("China hat 8 eigene Sprachmodelle entwickelt")
    expect(source).to_contain_text("machine translation, not reviewed by the publishers; the German text counts")


def test_every_german_quotation_says_that_it_is_german(visit):
    visitor = visit(locale="de-DE")
    visitor.ask("Was steht im 5. Impuls?")
    quotes = visitor.last.locator("q")
    assert quotes.count() > 5
    assert {quotes.nth(at).get_attribute("lang") for at in range(quotes.count())} == {"de"}


def test_a_follow_up_is_understood(visit):
    visitor = visit()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.ask("Und in Frankreich?")
    expect(visitor.last).to_contain_text("Frankreich eigene Modelle")


def test_what_the_protocol_lacks_is_refused_with_the_closest_passages(visit):
    visitor = visit()
    visitor.ask("Was wurde zu Quantencomputern gesagt?")
    expect(visitor.last.locator(".reason")).to_have_text("Nicht im Protokoll")
    expect(visitor.last).to_contain_text("redaktion@forum.example")


def test_kinds_and_sections_are_shown(visit):
    visitor = visit()
    visitor.ask("Was wurde zu Jülich gesagt?")
    source = visitor.last.locator(".source").first
    expect(source.locator(".path")).to_have_text(re.compile("5. Impuls › Infrastruktur"))
    expect(source.locator(".kind")).to_contain_text(["Forderung"])


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_every_example_has_an_answer(visit, locale, number):
    visitor = visit(locale=locale)
    visitor.page.locator("#examples button").nth(number).click()
    visitor.expect_answers(1)
    expect(visitor.last.locator(".marker").first).to_be_visible()


def test_a_suggestion_is_asked_by_clicking_it(visit, suggesting):
    visitor = visit()
    visitor.ask(suggesting)
    suggestion = visitor.last.locator(".suggestion").first
    words = suggestion.inner_text()
    suggestion.click()
    visitor.expect_answers(2)
    expect(visitor.last.locator("h2")).to_contain_text(words)


def test_the_page_switches_to_english_and_back(visit):
    visitor = visit()
    visitor.ask("Was wurde zu Jülich gesagt?")
    for lang, ask, title in (("en", "Ask", "Ask the minutes"), ("de", "Fragen", "Frag das Protokoll")):
        visitor.page.locator("#language").click()
        expect(visitor.page.locator("html")).to_have_attribute("lang", lang)
        expect(visitor.page.locator("#ask")).to_have_text(ask)
        expect(visitor.page).to_have_title(title)
    expect(visitor.answers).to_have_count(1)


def test_beginning_anew_forgets_the_conversation_and_can_be_undone(visit):
    visitor = visit()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.page.locator("#anew").click()
    expect(visitor.answers).to_have_count(0)
    expect(visitor.question).to_be_focused()
    visitor.page.get_by_role("button", name="Rückgängig").click()
    visitor.expect_answers(1)
    expect(visitor.statement("China hat 8 eigene").locator(".citing")).to_be_attached()
    visitor.page.locator("#anew").click()
    visitor.ask("Und in Frankreich?")
    expect(visitor.page.get_by_role("button", name="Rückgängig")).to_have_count(0)
    history = visitor.page.locator("#inbox textarea").input_value()
    assert "China" not in history.split("Und in Frankreich?")[0]


def test_the_page_can_be_used_on_the_second_visit(visit):
    visitor = visit()
    visitor.page.goto("about:blank")
    visitor.page.goto(f"http://{visitor.host}/", wait_until="commit")
    expect(visitor.question).to_be_editable()
    expect(visitor.page.locator("protokoll-reader section").first).to_be_attached()


@pytest.mark.parametrize("width", [1920, 768, 320])
def test_switch_new_start_and_asking_end_at_one_line(visit, width):
    visitor = visit(width=width)
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    places = visitor.page.evaluate(
        """["#ask", "#anew", "#language", "#question textarea"].map((name) => {
            const box = document.querySelector(name).getBoundingClientRect();
            return [box.right, box.bottom].map(Math.round); })"""
    )
    (right, bottom), (anew, _), (switch, _), (_, field) = places
    assert right == anew == switch
    assert abs(bottom - field) <= 1  # beside the field, not below it


@pytest.mark.parametrize(("width", "locale"), [(390, "de-DE"), (320, "en-GB")])
def test_on_a_phone_the_other_language_is_in_reach_in_a_conversation(visit, width, locale):
    visitor = visit(width=width, height=700, locale=locale)
    visitor.ask("What was said about the AI Act?")
    turn, other = visitor.page.locator("#turn"), {"de-DE": "en", "en-GB": "de"}[locale]
    expect(turn).to_be_in_viewport()
    names = ("#asking .open-reader:not(#turn)", "#turn", "#anew")
    places = [visitor.page.locator(name).bounding_box() for name in names]
    assert all(one["x"] + one["width"] < then["x"] for one, then in pairwise(places))
    turn.click()
    expect(visitor.page.locator("html")).to_have_attribute("lang", other)
    expect(turn).to_be_focused()
    expect(turn).to_have_text({"de": "English", "en": "Deutsch"}[other])
    visitor.page.reload()  # the choice is kept
    expect(visitor.page.locator("html")).to_have_attribute("lang", other)
