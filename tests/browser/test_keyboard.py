from playwright.sync_api import expect

QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"


def tab_to(visitor, target, limit=60):
    """Press Tab until the target has the focus."""
    for _ in range(limit):
        visitor.page.keyboard.press("Tab")
        if target.evaluate("(element) => element === element.getRootNode().activeElement"):
            return
    raise AssertionError(f"{target} was not reached with {limit} tabs")


def test_from_the_question_to_the_passage_and_back(visit):
    visitor = visit()
    tab_to(visitor, visitor.question)
    visitor.page.keyboard.type("Wie viele Sprachmodelle hat China entwickelt?")
    visitor.page.keyboard.press("Enter")
    visitor.expect_answers(1)
    marker = visitor.last.locator(".marker").first
    for _ in range(40):
        visitor.page.keyboard.press("Shift+Tab")
        if marker.evaluate("(element) => element === element.getRootNode().activeElement"):
            break
    expect(marker).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.marked).to_have_text(QUOTE)
    tab_to(visitor, visitor.statement(QUOTE).locator(".citing > button"), limit=3)
    visitor.page.keyboard.press("Enter")
    tab_to(visitor, visitor.statement(QUOTE).locator(".citing li button"), limit=2)
    visitor.page.keyboard.press("Enter")
    expect(visitor.last.locator("h2")).to_be_focused()


def test_escape_leads_back_to_the_marker(visit):
    visitor = visit()
    visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
    marker = visitor.last.locator(".marker").first
    marker.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.marked).to_have_text(QUOTE)
    visitor.page.keyboard.press("Escape")
    expect(marker).to_be_focused()


def test_an_example_is_asked_with_the_keyboard(visit):
    visitor = visit()
    tab_to(visitor, visitor.page.locator("#examples button").first)
    visitor.page.keyboard.press("Enter")
    visitor.expect_answers(1)


def test_the_field_keeps_the_focus_after_asking(visit):
    visitor = visit()
    visitor.question.fill("Was wurde zu Jülich gesagt?")
    visitor.question.press("Enter")
    visitor.expect_answers(1)
    expect(visitor.question).to_be_focused()
    expect(visitor.question).to_have_value("")


def test_what_has_the_focus_shows_it(visit, suggesting):
    visitor = visit()
    visitor.ask(suggesting)
    for selector in ("protokoll-answer .marker", "protokoll-answer .suggestion", "#language", "#examples button"):
        element = visitor.page.locator(selector).first
        visitor.page.keyboard.press("Tab")
        element.focus()
        assert element.evaluate("(element) => getComputedStyle(element).outlineStyle") == "solid"


def test_targets_are_at_least_24_pixels(visit):
    visitor = visit(width=390, height=844)
    visitor.ask("Was wurde zum AI Act gesagt?")
    for button in visitor.page.locator("button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24, button.inner_text()
