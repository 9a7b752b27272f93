import re
import threading
from urllib.parse import quote

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import expect

from tests.ui.hostile import HOSTILE
from tests.ui.served import running
from ui.server import create_app

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
FOLLOW_UP = "Und in Frankreich?"
MARKUP = [
    "<img src=https://spy.example/x.png>",
    "<script>alert(1)</script>",
    "[klick](javascript:alert(1))",
    "![](https://spy.example/x.png)",
    "[1]: https://spy.example/",
    "&lt;b&gt; &amp; &#60;",
    "# Kein Titel",
    "1. Kein Punkt",
    "- Kein Punkt",
    "~~~ `x` ``` | a | b | $x$ __c__ **d**",
    "Zeile\n\n---\n<b>noch eine</b>\n===",
]


def test_a_reload_and_the_way_back_keep_the_conversation_in_this_tab(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask(FOLLOW_UP)
    before = visitor.last.locator(".words").inner_text()
    visitor.question.fill("Noch nicht gefr")
    visitor.page.reload()
    visitor.expect_answers(2)
    expect(visitor.question).to_have_value("Noch nicht gefr")
    visitor.page.goto(f"http://{visitor.host}/health")
    visitor.page.go_back()
    visitor.expect_answers(2)
    assert visitor.last.locator(".words").inner_text() == before
    expect(visitor.page.locator("protokoll-reader li[data-cited]").first).to_be_attached(timeout=20_000)
    kept = "[Object.keys(sessionStorage).sort(), localStorage.length, document.cookie]"
    assert visitor.page.evaluate(kept) == [["protokoll:conversation", "protokoll:draft"], 0, ""]
    visitor.page.locator("#anew").click()
    visitor.page.reload()
    expect(visitor.page.locator("protokoll-reader section").first).to_be_attached(timeout=20_000)
    expect(visitor.answers).to_have_count(0)


def test_a_link_to_a_follow_up_gives_others_the_same_answer_in_the_same_language(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask(FOLLOW_UP)
    said = visitor.last.locator(".words").inner_text()
    address = visitor.page.url
    assert f"after={quote(QUESTION)}" in address
    other = visit(f"/#{address.split('#')[1]}")
    other.expect_answers(1)
    assert other.last.locator(".words").inner_text() == said
    other.page.locator("#language").click()
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    other.page.reload()
    expect(other.page.locator("#language")).to_have_text("Deutsch", timeout=20_000)
    other.page.goto(f"http://{other.host}/")  # the choice holds for the next visit too
    expect(other.page.locator("#language")).to_have_text("Deutsch", timeout=20_000)


def test_the_whole_conversation_is_saved_as_markdown(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask(FOLLOW_UP)
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("button", name="Als Markdown speichern").click()
    assert saved.value.suggested_filename.startswith("zukunftsforum-ki-2024-02-22-")
    with open(saved.value.path(), encoding="utf-8") as file:
        text = file.read()
    assert text.startswith("# Frag das Protokoll\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [f"## {QUESTION}", f"## {FOLLOW_UP}"]
    assert "- [1] „China hat 8 eigene Sprachmodelle entwickelt“ (Stifterverband" in text
    assert "22. Februar 2024, 3. Impuls" in text
    assert text.count("abgerufen am ") == 2


def signs(text):
    """What can be seen of a text: JavaScript, Python and Markdown count white space in different ways."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufeff\ufffd]", "", text)


def test_what_others_wrote_stands_in_the_saved_markdown_as_they_wrote_it_and_is_no_markup(visit):
    visitor = visit()
    page = visitor.page
    module = page.evaluate("document.querySelector('script[src$=\"/page.js\"]').src").replace("page.js", "keeping.js")
    for words in [*MARKUP, *HOSTILE]:
        source = {"marker": 1, "document": "x", "title": words, "section": [words], "speaker": words, "quote": words}
        answer = {"question": words, "answer": f"- „{words}“ [1]", "language": "de", "passage": {"words": words}}
        answer |= {"citations": [source], "closest": [source | {"marker": None}], "index": "0", "after": words}
        text = page.evaluate("async ([module, answer]) => (await import(module)).markdown([answer])", [module, answer])
        shown = list(MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text))
        inner = [child for token in shown for child in token.children or []]
        kinds = {token.type for token in [*shown, *inner]}
        assert not kinds & {"html_block", "html_inline", "image", "em_open", "strong_open", "s_open", "code_inline"}
        assert not kinds & {"hr", "fence", "code_block", "table_open", "ordered_list_open"}
        assert [token.tag for token in shown if token.type == "heading_open"] == ["h1", "h2", "h3", "h3"]
        links = [token.attrGet("href") for token in inner if token.type == "link_open"]
        assert len(links) == 1
        assert links[0].startswith(f"http://{visitor.host}/#q=")
        told = "".join(token.content for token in inner if token.type == "text")
        assert signs(told).count(signs(words)) >= 6


class Slow:
    """The real pipeline; from the second answer on each waits until it is let go."""

    def __init__(self, pipeline):
        self.pipeline, self.go, self.asked = pipeline, threading.Event(), 0

    def __getattr__(self, name):
        return getattr(self.pipeline, name)

    def ask(self, question, **rest):
        self.asked += 1
        if self.asked > 1:
            self.go.wait(20)
        return self.pipeline.ask(question, **rest)


@pytest.mark.parametrize("wait", [0, 300])
@pytest.mark.parametrize("path", ["/", "/widget"])
def test_what_is_on_its_way_is_dropped_by_beginning_anew_and_the_rest_can_be_had_back(
    browser, pipeline, settings, tmp_path, path, wait
):
    slow = Slow(pipeline)
    page = browser.new_page(locale="de-DE")
    answers = page.locator("protokoll-answer")
    with running(create_app(settings.model_copy(update={"data": tmp_path}), slow)) as url:
        page.goto(url + path)
        field = page.locator("#question textarea, textarea#question")
        for question in (QUESTION, FOLLOW_UP):
            expect(field).to_be_visible(timeout=20_000)
            field.fill(question)
            page.locator("#ask").click()
            if question == QUESTION:
                expect(answers).to_have_count(1, timeout=20_000)
        page.wait_for_timeout(wait)
        page.locator("#anew").click()
        expect(answers).to_have_count(0)
        field.fill("Wer hat moderiert?")  # Gradio sends none while another is on its way
        page.locator("#ask").click()
        slow.go.set()
        expect(answers).to_have_count(1, timeout=20_000)
        expect(answers.locator("h2")).to_contain_text("Wer hat moderiert?")
        page.wait_for_timeout(500)
        expect(answers).to_have_count(1)
        slow.go.clear()
        field.fill(FOLLOW_UP)
        page.locator("#ask").click()
        page.locator("#anew").click()
        slow.go.set()
        page.wait_for_timeout(500)
        expect(answers).to_have_count(0)
        page.get_by_role("button", name="Rückgängig").click()
        expect(answers.locator("h2")).to_contain_text("Wer hat moderiert?")
    page.close()


def test_an_empty_or_overlong_question_is_not_asked_and_the_last_one_can_be_edited(visit):
    visitor = visit()
    visitor.page.locator("#ask").click()
    expect(visitor.question).to_be_focused()
    expect(visitor.page.locator("#counter")).to_have_text("Bitte geben Sie eine Frage ein.")
    expect(visitor.page.get_by_role("link", name="Zur Antwort", include_hidden=False)).to_have_count(0)
    visitor.ask(QUESTION)
    visitor.question.press("ArrowUp")
    expect(visitor.question).to_have_value(QUESTION)
    visitor.question.fill("")
    visitor.last.get_by_role("button", name="Frage bearbeiten").click()
    expect(visitor.question).to_have_value(QUESTION)
    expect(visitor.question).to_be_focused()
    counter = visitor.page.locator("#counter")
    expect(counter).to_be_empty()
    visitor.question.fill("x " * 1_500)
    field, reader = visitor.question.bounding_box(), visitor.page.locator("protokoll-reader").bounding_box()
    assert field["x"] + field["width"] <= reader["x"]  # it stays in its column
    expect(counter).to_have_text("3.000 Zeichen, möglich sind 1.000. Bitte kürzen Sie die Frage.")
    visitor.question.press("Enter")
    visitor.question.fill("")
    visitor.question.press("Enter")
    expect(visitor.answers).to_have_count(1)


def test_a_passage_can_be_asked_about(visit):
    visitor = visit()
    line = visitor.statement("China hat 8 eigene Sprachmodelle entwickelt")
    line.hover()
    line.get_by_role("button", name="Dazu fragen").click()
    expect(visitor.question).to_be_focused()
    expect(visitor.page.locator("#asking .passage")).to_contain_text("China hat 8 eigene")
    visitor.ask("Wer hat das gesagt?")
    expect(visitor.page.locator("#asking .passage")).to_have_count(0)
    expect(visitor.last.locator(".passage")).to_contain_text("China hat 8 eigene")
    line.locator(".text").evaluate("""(text) => {
        getSelection().setBaseAndExtent(text.firstChild ?? text, 0, text.firstChild ?? text, 5);
        text.dispatchEvent(new PointerEvent("pointerup", {bubbles: true, composed: true})); }""")
    visitor.page.locator("protokoll-reader .about").click()
    expect(visitor.page.locator("#asking .passage q")).to_have_text("„China“")
    visitor.page.get_by_role("button", name="Ohne diese Stelle fragen").click()
    expect(visitor.page.locator("#asking .passage")).to_have_count(0)
