import pytest
from playwright.sync_api import expect

from retrieval.plain import visible

HOSTILE = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "</script><script>window.hit = 1</script>",
    "javascript:window.hit=1",
    "{{constructor.constructor('window.hit = 1')()}} ${window.hit = 1}",
    "\u202eneteiwzeb hcilJ \u202d",
    "👩‍👩‍👧‍👦 KI 🤖",
    "' onmouseover='window.hit=1' x='",
]


@pytest.mark.parametrize("question", HOSTILE)
def test_what_was_typed_is_shown_and_nothing_runs(visit, question):
    visitor = visit()
    visitor.ask(question)
    shown = visitor.last.locator("h2").inner_text()
    assert visitor.page.evaluate("window.hit") is None
    assert visible(question) in shown


def test_a_question_in_a_link_runs_nothing_either(visit):
    visitor = visit("/#q=%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E")
    visitor.expect_answers(1)
    assert visitor.page.evaluate("window.hit") is None


def test_a_long_question_stops_at_the_limit(visit):
    visitor = visit()
    visitor.question.press_sequentially("x" * 3)
    visitor.page.evaluate(
        """() => { const field = document.querySelector("#question textarea");
        field.value = "a".repeat(10000); field.dispatchEvent(new Event("input", {bubbles: true})); }"""
    )
    visitor.page.locator("#ask").click()
    expect(visitor.page.locator("#counter")).to_have_text(
        "10.000 Zeichen, möglich sind 1.000. Bitte kürzen Sie die Frage."
    )
    expect(visitor.question).to_have_value("a" * 10000)  # nothing of it is lost
    expect(visitor.answers).to_have_count(0)
