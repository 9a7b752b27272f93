import pytest
from playwright.sync_api import expect

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"
ASKED = [
    ("de", QUESTION, f"„{QUOTE}“", "3. Impuls"),
    (
        "en",
        "How many language models has China developed?",
        "“China has developed 8 language models of its own”",
        "Third opening statement",
    ),
]


def test_before_it_is_opened_only_the_loader_was_requested(embed):
    guest = embed()
    expect(guest.launcher).to_be_visible()
    guest.page.wait_for_timeout(500)
    assert [url for url in guest.requests if url.startswith(guest.widget)] == [f"{guest.widget}/widget.js"]


def test_nothing_is_stored_on_the_forums_page_and_no_global_name_is_left(embed):
    before = embed("/page.css").page.evaluate("Object.getOwnPropertyNames(window)")
    guest = embed()
    guest.open()
    guest.ask(QUESTION)
    assert guest.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert guest.context.cookies() == []
    assert guest.context.storage_state() == {"cookies": [], "origins": []}
    names = set(guest.page.evaluate("Object.getOwnPropertyNames(window)")) - set(before)
    assert {name for name in names if not name.isdigit()} <= {"inhalt"}  # the frame's number; an id of the forum's


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize(("lang", "question", "quote", "section"), ASKED)
def test_a_question_is_answered_with_a_citation(embed, size, lang, question, quote, section):
    guest = embed(width=size[0], height=size[1], attributes=f'data-language="{lang}"')
    guest.open()
    guest.ask(question)
    expect(guest.last.locator(".words")).to_contain_text(quote)
    expect(guest.last.locator(".source")).to_contain_text(section)
    expect(guest.frame.locator("html")).to_have_attribute("lang", lang)


def test_a_follow_up_is_understood(embed):
    guest = embed()
    guest.open()
    guest.ask(QUESTION)
    guest.ask("Und in Frankreich?")
    expect(guest.last).to_contain_text("Frankreich eigene Modelle")


def test_suggestions_and_examples_are_asked_by_clicking_them(embed, suggesting):
    guest = embed()
    guest.open()
    guest.frame.locator("#examples").get_by_role("button", name=suggesting, exact=True).click()
    guest.expect_answers(1)
    guest.last.locator(".suggestion").first.click()
    guest.expect_answers(2)


def test_thumbs_are_sent(embed):
    guest = embed()
    guest.open()
    guest.ask(QUESTION)
    guest.last.locator(".feedback").get_by_role("button", name="Ja").click()
    expect(guest.last.locator(".feedback")).to_contain_text("Danke")


def test_the_label_stands_before_the_first_question(embed):
    guest = embed()
    guest.open()
    expect(guest.frame.locator("#masthead .label")).to_have_text(
        "KI-gestützte Auskunft, kann irren; maßgeblich ist das Protokoll."
    )


def test_the_language_is_switched_inside(embed):
    guest = embed()
    guest.open()
    guest.ask(QUESTION)
    guest.frame.locator("#language").click()
    expect(guest.frame.locator("#ask")).to_have_text("Ask")
    expect(guest.frame.locator("#language")).to_be_focused()
    expect(guest.answers).to_have_count(1)


def test_the_page_can_open_it_with_a_question(embed):
    guest = embed()
    expect(guest.launcher).to_be_visible()
    ask = "(question) => document.dispatchEvent(new CustomEvent('protokoll:open', {detail: {question}}))"
    guest.page.evaluate(ask, QUESTION)
    guest.expect_answers(1)
    guest.page.evaluate(ask, "Was wurde zu Jülich gesagt?")
    guest.expect_answers(2)
    expect(guest.answers.first.locator("h2")).to_contain_text(QUESTION)


def test_a_page_without_scripts_embeds_the_frame(embed):
    guest = embed("/plain", java_script_enabled=True)
    guest.ask(QUESTION)
    expect(guest.frame.locator("#close")).to_have_count(0)
    guest.last.locator(".marker").first.click()
    expect(guest.frame.locator("protokoll-reader mark")).to_have_text(QUOTE)


def test_questions_of_the_editors_stand_in_place_of_ours(embed):
    guest = embed(attributes='data-questions="Was fordert Impuls 5? | Wer nahm teil?"')
    guest.open()
    expect(guest.frame.locator("#examples button")).to_have_text(["Was fordert Impuls 5?", "Wer nahm teil?"])


def test_an_unknown_document_is_told(embed):
    guest = embed(attributes='data-document="gibt-es-nicht"')
    guest.open()
    guest.question.fill(QUESTION)
    guest.frame.locator("#ask").click()
    expect(guest.frame.locator(".problem")).to_be_visible()
    guest.complaints.clear()  # the browser reports the 422


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("accent", ["#7b2d43", "#ffd400", "#fff", "#000000"])
def test_an_accent_of_any_colour_stays_readable(embed, accent, dark):
    guest = embed(attributes=f'data-accent="{accent}"', dark=dark)
    guest.open()
    colours = guest.inside.evaluate(
        """() => { const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
        return [style("#examples button", "color"), style("body", "backgroundColor"),
                style("#ask", "color"), style("#ask", "backgroundColor")]; }"""
    )
    assert contrast(colours[0], colours[1]) >= 4.5
    assert contrast(colours[2], colours[3]) >= 4.5
    look = "(button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]"
    assert contrast(*guest.launcher.evaluate(look)) >= 4.5


def contrast(one, other):
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
