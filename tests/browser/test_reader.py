import re

import pytest
from playwright.sync_api import expect

from tests.ui.served import PROTOCOL

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"


def test_a_marker_shows_exactly_the_quoted_words(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked).to_have_text(QUOTE)
    expect(visitor.marked).to_be_in_viewport()


def test_words_set_in_bold_are_marked_as_a_whole(visit):
    visitor = visit()
    visitor.ask("Was wird zu KI-Basismodellen in Europa gefordert?")
    visitor.page.locator("protokoll-answer .source button").first.click()
    expect(visitor.marked.first).to_be_in_viewport()
    quote = visitor.page.evaluate(
        "document.querySelector('protokoll-conversation').shadowRoot.querySelector('protokoll-answer')"
        ".answer.citations[0].quote"
    )
    assert "".join(visitor.marked.all_inner_texts()) == quote


def test_only_one_passage_is_marked_at_a_time(visit):
    visitor = visit()
    visitor.ask("Was wurde zum AI Act gesagt?")
    for marker in visitor.last.locator(".marker").all():
        marker.click()
    assert visitor.page.locator("protokoll-reader li[data-marked]").count() == 1


def test_a_cited_statement_lists_the_answers_that_cite_it(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask("Wer hat moderiert?")
    line = visitor.statement(QUOTE)
    line.locator(".text").click()
    back = line.locator(".citing li button")
    expect(back).to_have_text(f"Antwort 1: {QUESTION}")
    back.click()
    expect(visitor.answers.first.locator("h2")).to_be_focused()


def test_two_answers_that_cite_it_are_counted(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask(QUESTION)
    expect(visitor.statement(QUOTE).locator(".citing > button")).to_have_text("In 2 Antworten zitiert")


def test_the_context_shows_the_neighbours(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    source = visitor.last.locator(".source").first
    source.get_by_role("button", name="Im Zusammenhang").click()
    expect(source.locator(".context .here")).to_contain_text(QUOTE)
    expect(source.locator(".context li")).to_have_count(3)
    source.get_by_role("button", name="Zusammenhang schließen").click()
    expect(source.locator(".context")).to_have_count(0)


def test_the_reader_shows_every_statement_once(visit, pipeline):
    visitor = visit()
    shown = visitor.page.locator("protokoll-reader .statements .text").all_inner_texts()
    assert shown == [statement.text for statement in pipeline.documents[0].statements]


def test_english_readers_see_the_translation_beside_the_german(visit):
    visitor = visit(locale="en-GB", width=1440)
    line = visitor.statement(QUOTE)
    expect(line.locator("[lang=en]")).to_contain_text("China has developed 8 language models of its own")
    expect(line.locator(".tag")).to_have_text("Machine translation")
    german, english = line.locator(".text").bounding_box(), line.locator(".translated").bounding_box()
    assert english["x"] > german["x"] + german["width"]
    assert abs(english["y"] - german["y"]) < 12


def test_the_contents_lead_to_a_section(visit):
    visitor = visit()
    visitor.page.locator("protokoll-reader nav").get_by_role("button", name="5. Impuls").click()
    expect(visitor.page.locator("protokoll-reader h3", has_text="5. Impuls")).to_be_in_viewport()


def test_on_a_phone_the_reader_is_a_sheet(visit):
    visitor = visit(width=390, height=844)
    sheet = visitor.page.locator("protokoll-reader dialog")
    expect(sheet).to_be_hidden()
    visitor.ask(QUESTION)
    marker = visitor.last.locator(".marker").first
    marker.click()
    expect(sheet).to_be_visible()
    expect(visitor.marked).to_be_in_viewport()
    visitor.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(marker).to_be_focused()
    marker.click()
    visitor.page.go_back()  # as a phone's gesture: it closes the sheet and stays on the page
    expect(sheet).to_be_hidden()
    expect(visitor.answers).to_have_count(1)


def test_on_a_phone_one_can_read_without_asking(visit):
    visitor = visit(width=390, height=844)
    visitor.page.get_by_role("button", name="Protokoll lesen").click()
    expect(visitor.page.locator("protokoll-reader dialog")).to_be_visible()
    visitor.page.get_by_role("button", name="Protokoll schließen").click()
    expect(visitor.page.get_by_role("button", name="Protokoll lesen")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390, 640, 1000, 1280, 1920])
def test_nothing_is_wider_than_the_window(visit, width):
    visitor = visit(width=width, height=800)
    visitor.ask("Was steht im 5. Impuls?")
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert visitor.page.evaluate(overflow) <= 0
    visitor.page.goto(f"http://{visitor.host}/protokoll/{PROTOCOL}?lang=en")
    assert visitor.page.evaluate(overflow) <= 0


def test_of_two_thousand_statements_only_those_in_view_are_laid_out(visit):
    visitor = visit()
    scrolled = visitor.page.evaluate(
        """async () => {
            const reader = document.querySelector("protokoll-reader");
            const small = reader.book;
            const long = small.points.length;
            const moved = (one, at) => ({start: one.start + at * long, end: one.end + at * long});
            const copies = Array.from({length: 17}, (_, at) => small.statements.map((one) => ({
                ...one, ...moved(one, at), id: `${one.id}-${at}`, parent: one.parent && `${one.parent}-${at}`})));
            const statements = copies.flat();
            const points = copies.flatMap(() => small.points);
            const sections = copies.flatMap((_, at) => small.sections.map((one) => ({
                ...one, ...moved(one, at), title: `${one.title} ${at}`})));
            const byId = new Map(statements.map((one, place) => [one.id, {...one, place}]));
            reader.show({...small, points, statements, sections, byId}, () => []);
            const scroller = reader.shadowRoot.querySelector(".scroller");
            scroller.scrollTo(0, 30_000);
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const drawn = [...scroller.querySelectorAll(".statements .text")].filter(
                (text) => text.checkVisibility({contentVisibilityAuto: true}));
            return [statements.length, scroller.scrollTop, drawn.length];
        }"""
    )
    statements, top, drawn = scrolled
    assert statements > 2_000
    assert top > 20_000
    assert 0 < drawn < 300


def test_the_document_is_searched_with_counter_and_keys(visit):
    visitor = visit(width=390, height=844)
    visitor.page.get_by_role("button", name="Protokoll lesen").first.click()
    field = visitor.page.get_by_label("Im Protokoll suchen")
    counter = visitor.page.locator("protokoll-reader .count")
    field.fill("forschung")
    expect(counter).to_have_text(re.compile(r"^1 von \d\d$"))
    count = int(counter.inner_text().split()[-1])
    lit = "[...CSS.highlights.get('protokoll-here')].map((range) => range.toString().toLowerCase())"
    assert visitor.page.evaluate(lit) == ["forschung"]
    field.press("Shift+Enter")
    expect(counter).to_have_text(f"{count} von {count}")
    field.press("Enter")
    expect(counter).to_have_text(f"1 von {count}")
    visitor.page.get_by_role("button", name="Vorige Fundstelle").click()
    expect(counter).to_have_text(f"{count} von {count}")
    field.fill("Quantencomputer")
    expect(counter).to_have_text("Nicht gefunden")
    field.press("Escape")
    expect(field).to_have_value("")
    expect(visitor.page.locator("protokoll-reader dialog")).to_be_visible()


def test_the_first_source_is_shown_beside_an_answer_unless_the_visitor_reads_elsewhere(visit):
    visitor = visit(reduced_motion="reduce")
    here = visitor.page.locator("protokoll-reader nav [aria-current=location]")
    visitor.ask(QUESTION)
    expect(visitor.marked).to_have_text(QUOTE)
    expect(visitor.marked).to_be_in_viewport()
    expect(visitor.page.locator("#ask")).to_be_focused()
    expect(here).to_have_text("3. Impuls")
    visitor.page.locator("#language").click()  # the words stay marked, at the same place
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.marked).to_have_text(QUOTE)
    expect(visitor.marked).to_be_in_viewport()
    visitor.page.mouse.move(1_000, 500)
    visitor.page.mouse.wheel(0, -4_000)
    expect(visitor.marked).not_to_be_in_viewport()
    visitor.ask("Was steht im 5. Impuls?")
    expect(visitor.marked).to_have_text(QUOTE)
    visitor.page.get_by_role("button", name="Show the first source of the answer").click()
    expect(visitor.marked).to_contain_text("Forschungs- und Innovations")
    expect(visitor.marked).to_be_in_viewport()


def test_the_page_explains_itself(visit):
    visitor = visit()
    visitor.page.get_by_role("button", name="Über diese Auskunft").click()
    dialog = visitor.page.locator("protokoll-about dialog")
    for told in ("Kein Sprachmodell", "wörtlich im Protokoll stehen: 100 %", "nach 90 Tagen"):
        expect(dialog).to_contain_text(told)
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_on_a_low_screen_the_protocol_can_be_closed_from_wherever_one_reads(visit):
    visitor = visit(width=667, height=320)
    visitor.ask(QUESTION)
    marker = visitor.last.locator(".marker").first
    marker.click()
    expect(visitor.marked).to_be_in_viewport()
    close = visitor.page.get_by_role("button", name="Protokoll schließen")
    expect(close).to_have_count(1)
    expect(close).to_be_in_viewport()
    top = visitor.page.locator("protokoll-reader dialog header").bounding_box()["y"]
    assert top < -500
    close.click()
    expect(marker).to_be_focused()


def test_the_tools_of_one_statement_stand_there_at_a_time(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.last.locator(".marker").first.click()
    other = visitor.page.locator("protokoll-reader .line", has=visitor.page.locator(".text")).nth(3)
    other.hover()
    expect(other.locator("> .tools")).to_have_css("opacity", "1")
    cited = visitor.page.locator("protokoll-reader li[data-marked] > .line > .tools")
    expect(cited).to_have_css("opacity", "0")


def test_one_sign_is_told_to_be_too_few_to_search_for(visit):
    visitor = visit()
    visitor.page.get_by_label("Im Protokoll suchen").fill("K")
    expect(visitor.page.locator("protokoll-reader .count")).to_have_text("Mindestens zwei Zeichen")


@pytest.mark.parametrize(("width", "locale"), [(1280, "en-GB"), (390, "de-DE"), (320, "en-GB")])
def test_the_tools_of_a_cited_statement_cover_no_words(visit, width, locale):
    visitor = visit(width=width, locale=locale, reduced_motion="reduce")
    visitor.ask("What was said about the AI Act?")
    visitor.last.locator(".marker").nth(1).click()
    tools = visitor.page.locator("protokoll-reader li[data-marked] > .line > .tools")
    expect(tools).to_have_css("opacity", "1")
    covered = """(tools) => { const box = tools.getBoundingClientRect();
        const lines = (words) => { const range = document.createRange();
            range.selectNodeContents(words); return [...range.getClientRects()]; };
        return [...tools.getRootNode().querySelectorAll(".text, .line > .translated, .citing")].filter((words) =>
            lines(words).some((line) => line.left < box.right && line.right > box.left
                && line.top < box.bottom - 1 && line.bottom > box.top + 1)).map((words) => words.textContent); }"""
    assert tools.evaluate(covered) == []
