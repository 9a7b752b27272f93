"""The passage on the forum's page: verbatim and whole, or not at all."""

import re

import pytest
from playwright.sync_api import expect

from demo.forum import forum_page
from demo.serve import PROTOCOL
from tests.ui.served import ROOT

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"
SOURCE = re.sub(r"^export ", "", (ROOT / "ui/static/widget/passage.js").read_text("utf-8"), flags=re.MULTILINE)
FIND = (
    "(all) => {" + SOURCE + " return all.map((one) => { const range = find(one);"
    " return range && range.toString(); }); }"
)


@pytest.fixture(scope="module")
def blank(browser):
    page = browser.new_page()
    yield page
    page.close()


def wanted(statement, quote=None, before="", after=""):
    return {"statement": statement, "quote": quote or statement, "before": before, "after": after}


def bare(words):
    return re.sub(r"[\s\u00ad]", "", words)


def all_of(document):
    texts = ["", *(statement.text for statement in document.statements), ""]
    return [wanted(texts[at], before=texts[at - 1], after=texts[at + 1]) for at in range(1, len(texts) - 1)]


def test_every_statement_is_found_on_the_forums_page_word_for_word(blank, pipeline):
    blank.set_content(forum_page(PROTOCOL.read_text("utf-8"), ""))
    every = all_of(pipeline.documents[0])
    found = blank.evaluate(FIND, every)
    assert [bare(words) for words in found] == [bare(one["statement"]) for one in every]


def test_a_statement_of_which_one_word_differs_is_not_found(blank, pipeline):
    blank.set_content(forum_page(PROTOCOL.read_text("utf-8"), ""))
    every = all_of(pipeline.documents[0])
    changed = [one | {name: one[name] + "en" for name in ("statement", "quote")} for one in every]
    assert set(blank.evaluate(FIND, changed)) == {None}


def test_no_statement_is_found_where_the_protocol_is_run_together(blank, pipeline):
    """Here each statement is part of another sentence; only what cannot be mistaken may be found."""
    texts = [statement.text for statement in pipeline.documents[0].statements]
    blank.set_content("".join(f"<p>Es hieß dort, {text} sei strittig.</p>" for text in texts).replace("&", "&amp;"))
    assert set(blank.evaluate(FIND, all_of(pipeline.documents[0]))) == {None}


@pytest.mark.parametrize(
    ("page", "statement", "found"),
    [
        ("<p>KI-Labore</p>", "KI-Labore", True),
        ("<p>Wir brauchen KI-Labore</p>", "KI-Labore", False),
        ("<p>KI-Labore für alle</p>", "KI-Labore", False),
        ("<p>– KI-Labore</p>", "KI-Labore", True),
        ("<li>3. KI-Labore</li>", "KI-Labore", True),
        ("<p>Im 3. KI-Labore</p>", "KI-Labore", False),
        ("<p>eins<br>KI-Labore<br>zwei</p>", "KI-Labore", True),
        ("<p>ki-labore</p>", "KI-Labore", False),
        ("<p>KI-<b>La</b>b\u00adore</p>", "KI-Labore", True),
        ("<p>KI\u2011Labore</p>", "KI-Labore", False),
        ("<p>Fo\u0308rde\u00adrung\u00a0der KI</p>", "Förderung der KI", True),
        ("<p>KI-Labore</p><p>KI-Labore</p>", "KI-Labore", False),
        ("<p style='display:none'>KI-Labore</p>", "KI-Labore", False),
        ("<p style='visibility:hidden'>KI-Labore</p>", "KI-Labore", False),
        ("<script type='text/plain'>KI-Labore</script><textarea>KI-Labore</textarea>", "KI-Labore", False),
        ("<details><summary>mehr</summary><p>KI-Labore</p></details>", "KI-Labore", True),
        ("<p></p>", "", False),
    ],
)
def test_it_knows_what_is_the_statement_and_what_is_not(blank, page, statement, found):
    blank.set_content(page)
    assert (blank.evaluate(FIND, [wanted(statement)])[0] is not None) == found


def test_what_is_written_twice_is_told_apart_by_its_neighbours(blank):
    blank.set_content("<p>eins</p><p id=a>Transfer</p><p>zwei</p><p>Transfer</p><p>drei</p>")
    which = "(one) => {" + SOURCE + " return find(one)?.startContainer.parentElement.id ?? null; }"
    assert blank.evaluate(which, wanted("Transfer", before="eins")) == "a"
    assert blank.evaluate(which, wanted("Transfer", after="drei")) == ""
    assert blank.evaluate(which, wanted("Transfer", before="vier")) is None


def test_only_the_quoted_words_of_a_statement_are_marked(blank):
    blank.set_content("<p>Mehr Zugang: das einzige <i>Zen</i>trum</p>")
    quote = "das einzige Zentrum"
    assert blank.evaluate(FIND, [wanted(f"Mehr Zugang: {quote}", quote)]) == [quote]


PLACES = """() => [[...CSS.highlights.get("protokoll-passage")][0],
    document.querySelector("protokoll-widget").shadowRoot.querySelector("dialog"), document.querySelector(".bar")]
    .map((one) => one.getBoundingClientRect().toJSON())"""


@pytest.mark.parametrize("size", [(1280, 800), (1280, 720), (1600, 900)])
def test_every_citation_is_highlighted_in_turn_and_the_widget_stays_as_it_is(embed, size):
    guest = embed(width=size[0], height=size[1], reduced_motion="reduce")
    guest.open()
    guest.ask("Was wurde zum AI Act gesagt?")
    was = guest.panel.bounding_box()
    quotes = guest.last.evaluate("(answer) => answer.answer.citations.map((one) => one.quote)")
    markers = guest.last.locator(".marker")
    assert markers.count() == len(quotes) >= 1
    for at, quote in enumerate(quotes):
        markers.nth(at).click()
        expect(guest.frame.locator("#status")).to_have_text("Die Stelle ist auf der Seite markiert.")
        guest.expect_highlighted(quote)
        assert guest.panel.bounding_box() == was
        expect(markers.nth(at)).to_be_in_viewport(ratio=1)
        field = guest.question.bounding_box()
        assert field["y"] > markers.nth(at).bounding_box()["y"]
        words, panel, bar = guest.page.evaluate(PLACES)
        assert bar["bottom"] <= words["top"] < size[1]
        if words["height"] < 90:  # whole above the panel, or beside it
            assert words["right"] < panel["left"] or words["bottom"] < panel["top"] + 1


def test_on_a_phone_the_sheet_makes_room_and_the_passage_gets_the_focus(embed):
    guest = embed(width=390, height=844)
    guest.open()
    guest.ask(QUESTION)
    guest.last.locator(".marker").first.click()
    guest.expect_highlighted(QUOTE)
    expect(guest.panel).to_be_hidden()
    assert QUOTE in guest.page.evaluate("document.activeElement.textContent.replaceAll('\u00ad', '')")
    top = "[...CSS.highlights.get('protokoll-passage')][0].getBoundingClientRect().top"
    guest.page.wait_for_function(f"{top} > 0 && {top} < 800")
    expect(guest.launcher).to_have_text("Zurück zur Antwort")
    guest.launcher.click()
    expect(guest.last.locator(".marker").first).to_be_focused()
    expect(guest.last.locator(".marker").first).to_be_in_viewport()
    expect(guest.launcher).to_have_text("Frag das Protokoll")


@pytest.mark.parametrize("width", [1280, 390])
def test_where_the_page_lacks_the_protocol_our_reader_opens(embed, width):
    guest = embed("/elsewhere", width=width)
    guest.open()
    guest.ask(QUESTION)
    marker = guest.last.locator(".marker").first
    marker.click()
    expect(guest.frame.locator("protokoll-reader mark")).to_have_text(QUOTE)
    assert guest.highlighted == []
    guest.page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    expect(guest.panel).to_be_visible()
