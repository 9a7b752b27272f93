"""The paths that most visitors take, in Firefox and in WebKit; Chromium has the tests beside these."""

import pytest

from protokoll.texts.ui import UI

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"
IN_VIEW = """(() => {
    const [mark] = find("mark", ""); if (!mark) return false;
    const box = mark.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && mark.innerText; })()"""


@pytest.fixture
def visitor(person, address):
    """Somebody who reads German at the page, where nothing was asked yet."""
    person.size(1280, 900)
    person.go(address)
    person.sees("#question textarea")
    german = "localStorage.setItem('protokoll:language', 'de')"
    person.run(f"sessionStorage.clear(); {german}; location.hash = ''; return null;")
    person.go(f"{address}/?{person.run('return Date.now()')}")
    person.sees("#question textarea")
    person.until("document.documentElement.lang === 'de'")
    person.until("find('.statements', '').length")
    person.complaints.clear()
    yield person
    assert person.complaints == []
    assert person.run("return window.heard ?? []") == []


def test_a_typed_question_is_answered_and_the_marker_shows_the_words(visitor):
    assert f"„{QUOTE}“" in visitor.ask(QUESTION)
    visitor.click(".marker")
    assert visitor.until(IN_VIEW) == QUOTE


def test_an_example_is_asked_by_a_click(visitor):
    example = UI["de"].forum_examples[0]
    visitor.click("#examples button", example)
    assert example in visitor.sees("article h2")


def test_what_is_not_there_is_refused(visitor):
    assert "Nicht im Protokoll" in visitor.ask("Was wurde zu Quantencomputern gesagt?")


def test_a_follow_up_is_understood(visitor):
    visitor.ask(QUESTION)
    assert "Frankreich eigene Modelle" in visitor.ask("Und in Frankreich?")


def test_a_reload_keeps_the_conversation(visitor):
    visitor.ask(QUESTION)
    visitor.go(visitor.run("return location.href.split('#')[0]"))
    assert QUOTE in visitor.sees("article")


def test_the_other_language_is_a_click_away(visitor):
    visitor.click("#language")
    visitor.until("document.documentElement.lang === 'en'")
    assert "“China has developed 8 language models of its own”" in visitor.ask(
        "How many language models has China developed?"
    )


def test_the_protocol_is_searched(visitor):
    visitor.click("input[type=search]")
    visitor.write("Heilbronn")
    assert visitor.sees("search [role=status], search output", "von")


def test_a_phone_reads_the_passage_in_a_sheet_and_comes_back(visitor):
    visitor.size(390, 844)
    visitor.ask(QUESTION)
    visitor.click(".marker")
    assert visitor.until(IN_VIEW) == QUOTE
    visitor.press("Escape")
    visitor.until("find('article', '').length")
    assert visitor.run("return document.documentElement.scrollWidth <= innerWidth")


def test_the_protocol_is_a_page_of_its_own(person, address):
    person.go(f"{address}/protokoll/zukunftsforum-ki-2024-02-22")
    assert QUOTE in person.sees("main")


def test_the_widget_answers_on_the_forums_page(person, forum):
    person.size(1280, 900)
    person.go(forum)
    person.click(".launcher")
    person.until("find('iframe', '').length")
    person.enter("iframe")
    told = "performance.getEntriesByName('protokoll:ready').some((mark) => performance.now() > mark.startTime + 1000)"
    person.until(told)
    person.write(QUESTION)  # at once, without a click into the field
    person.press("Enter")
    assert QUOTE in person.sees("article")
