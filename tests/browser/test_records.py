"""Speaker, page and original file on the page and in the widget, over documents of the tests' own."""

import pytest
from playwright.sync_api import expect

from tests.ui.records import BUILDING, COUNCIL, SPEECHES, indexed, pdf
from tests.ui.served import running
from ui.server import create_app

WIDTH = "Der Radweg am Stadtpark muss drei Meter breit werden."
SHARE = "Die Förderung des Landes deckt davon 60 Prozent."
NESTED = """# Bericht des Vereins

## Finanzen

Der Verein hat 40 Mitglieder.

### Ausgaben

Die Miete kostet 300 Euro.

## Verschiedenes

Das Fest ist im Juli.

### Ausgaben

Der Grill kostet 80 Euro.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """A server over the minutes of a committee alone, as a PDF of two pages."""
    settings, pipeline = indexed(tmp_path_factory.mktemp("council"), {"bau.pdf": pdf(*BUILDING)})
    with running(create_app(settings, pipeline)) as url:
        yield url


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A server over several documents of different kinds."""
    files = {"bau.pdf": pdf(*BUILDING), "rat.md": COUNCIL, "reden.md": SPEECHES, "verein.md": NESTED}
    settings, pipeline = indexed(tmp_path_factory.mktemp("library"), files)
    with running(create_app(settings, pipeline)) as url:
        yield url


def reader(visitor):
    return visitor.page.locator("protokoll-reader")


def test_the_opening_says_that_speakers_are_named(visit, council):
    visitor = visit(url=council)
    expect(visitor.page.locator("#opening")).to_contain_text("Wer spricht, steht dabei")
    visitor = visit(url=council, locale="en-GB")
    expect(visitor.page.locator("#opening")).to_contain_text("Speakers are named")
    expect(visitor.page.locator("#examples button").first).to_have_text("What were the results of the votes?")


def test_an_example_can_be_asked_by_a_click(visit, council):
    visitor = visit(url=council)
    visitor.page.locator("#examples button", has_text="Wie wurde abgestimmt?").click()
    visitor.expect_answers(1)
    expect(visitor.last).to_contain_text("9 Ja-Stimmen")


def test_a_source_shows_speaker_and_printed_page_and_opens_the_file_there(visit, council):
    visitor = visit(url=council)
    visitor.ask("Was sagte Stadtrat Wolters zur Förderung?")
    source = visitor.last.locator(".source", has_text="Wolters").first
    expect(source.locator(".speaker")).to_have_text("Stadtrat Wolters (FDP)")
    expect(source.locator(".place")).to_contain_text("S. 6")
    link = source.get_by_role("link", name="Original")
    expect(link).to_have_attribute("href", f"{council}/api/documents/bau/original#page=2")
    expect(link).to_have_attribute("rel", "noopener")
    expect(link).to_have_attribute("target", "_blank")


def test_the_browser_shows_the_pdf_itself(browser, council):
    context = browser.new_context()
    page = context.new_page()
    said, saved = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("download", lambda download: saved.append(download.suggested_filename))
    with page.expect_event("framenavigated", lambda frame: frame.url.startswith("chrome-extension:")):  # its viewer
        response = page.goto(f"{council}/api/documents/bau/original#page=2")
    assert response.headers["content-type"] == "application/pdf"
    assert (said, saved) == ([], [])
    context.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A server over a document that has no sections."""
    words = "Der Weg führt am Fluss entlang, an der alten Mühle vorbei und über die Brücke bis in den Ort. " * 3
    settings, pipeline = indexed(tmp_path_factory.mktemp("bare"), {"weg.txt": f"{words}\n\nDas Wetter ist gut.\n"})
    with running(create_app(settings, pipeline)) as url:
        yield url


@pytest.mark.parametrize(("width", "least"), [(1600, 500), (1280, 400), (375, 300)])
def test_a_document_without_sections_has_the_whole_width(visit, bare, width, least):
    visitor = visit(url=bare, width=width)
    if width < 1000:
        visitor.page.get_by_role("button", name="Protokoll lesen").first.click()
    assert visitor.page.locator("protokoll-reader nav").count() == 0
    assert reader(visitor).locator(".text").first.bounding_box()["width"] > least


def test_the_reader_shows_pages_and_a_link_to_the_file(visit, council):
    visitor = visit(url=council)
    expect(reader(visitor).get_by_role("link", name="Original (PDF)")).to_have_attribute(
        "href", f"{council}/api/documents/bau/original"
    )
    marks = reader(visitor).locator("a.page")
    expect(marks).to_have_text(["S. 5", "S. 6"])
    expect(marks.last).to_have_attribute("href", f"{council}/api/documents/bau/original#page=2")
    expect(reader(visitor).locator(".kind")).to_have_text(["Abstimmung"])


def test_only_the_quoted_words_are_marked_and_never_the_name_before_them(visit, council):
    visitor = visit(url=council)
    visitor.ask("Was sagte Stadtrat Wolters zur Förderung?")
    visitor.last.locator(".marker").first.click()
    expect(visitor.marked).to_have_text(SHARE)
    line = visitor.statement(SHARE)
    expect(line.locator("b")).to_have_text("Stadtrat Wolters (FDP):")


def test_what_is_copied_names_speaker_and_page(visit, council):
    visitor = visit(url=council)
    visitor.ask("Was sagte Stadtrat Wolters zur Förderung?")
    copied = {}
    for name in ("Antwort mit Belegen", "Zitierzeile", "BibTeX"):
        visitor.last.get_by_role("button", name="Kopieren").click()
        visitor.last.get_by_role("button", name=name).click()
        expect(visitor.last.locator(".copying .status")).to_have_text("Kopiert.")
        copied[name] = visitor.page.evaluate("navigator.clipboard.readText()")
    assert f"„{SHARE}“ (Stadtrat Wolters (FDP), " in copied["Antwort mit Belegen"]
    assert "S. 6)" in copied["Antwort mit Belegen"]
    assert copied["Zitierzeile"].startswith("Stadtrat Wolters (FDP), in: Niederschrift")
    assert ", S. 6, http" in copied["Zitierzeile"]
    assert "pages = {6}" in copied["BibTeX"]
    assert f"note = {{Stadtrat Wolters (FDP): {SHARE}" in copied["BibTeX"]


def test_a_heading_that_names_the_speaker_is_not_repeated(visit, library):
    visitor = visit(url=library)
    reader(visitor).get_by_label("Dokument").select_option("reden")
    expect(reader(visitor).locator("h3", has_text="Redner P.")).to_be_visible()
    expect(reader(visitor).locator(".who")).to_have_count(0)


def test_words_seen_otherwise_than_written_are_shown_as_seen(visit, library):
    visitor = visit(url=library)
    reader(visitor).get_by_label("Dokument").select_option("rat")
    expect(visitor.statement("siehe Antrag").locator(".text")).to_have_text(
        "Es soll zunächst ein Jahr dauern, siehe Antrag."
    )
    expect(visitor.statement("Pilotprojekt zur").locator("b").last).to_have_text("Pilotprojekt")


def test_nested_headings_keep_their_statements_and_their_depth(visit, library):
    visitor = visit(url=library)
    reader(visitor).get_by_label("Dokument").select_option("verein")
    expect(reader(visitor).locator("nav li.deep-1")).to_have_text(["Ausgaben", "Ausgaben"])
    sections = reader(visitor).locator("section:has(h4)")
    expect(sections.locator(".text")).to_have_text(["Die Miete kostet 300 Euro.", "Der Grill kostet 80 Euro."])
    reader(visitor).locator("nav li.deep-1 button").last.click()
    expect(sections.last.locator("h4")).to_be_focused()


def test_one_document_can_be_asked_alone(visit, library):
    visitor = visit(url=library)
    choice = visitor.page.get_by_label("Gesucht wird in")
    expect(choice.locator("option")).to_have_count(5)
    expect(choice).to_have_value("")
    choice.focus()
    choice.select_option("rat")
    expect(reader(visitor)).to_contain_text("Bürohunden")
    expect(choice).to_be_focused()
    visitor.ask("Wie wurde abgestimmt?")
    expect(visitor.last).to_contain_text("18 Ja-Stimmen")
    expect(visitor.last).not_to_contain_text("9 Ja-Stimmen")
    choice.select_option("")
    visitor.ask("Wie wurde abgestimmt?")
    expect(visitor.last).to_contain_text("9 Ja-Stimmen")


def test_the_readers_choice_is_what_is_asked(visit, library):
    visitor = visit(url=library, width=1440)
    reader(visitor).get_by_label("Dokument").select_option("bau")
    expect(visitor.page.get_by_label("Gesucht wird in")).to_have_value("bau")
    visitor.ask("Wie wurde abgestimmt?")
    expect(visitor.last).not_to_contain_text("18 Ja-Stimmen")


def test_the_choice_speaks_english_and_stays_when_the_language_changes(visit, library):
    visitor = visit(url=library)
    visitor.page.get_by_label("Gesucht wird in").select_option("rat")
    visitor.page.locator("#language").click()
    choice = visitor.page.get_by_label("Search in")
    expect(choice).to_have_value("rat")
    expect(choice.locator("option").first).to_have_text("All minutes")


def test_sources_name_their_document_where_there_are_several(visit, library):
    visitor = visit(url=library)
    visitor.ask("Was sagte Stadtrat Wolters zur Förderung?")
    expect(visitor.last.locator(".source .path").first).to_contain_text("Niederschrift über die Sitzung des Bau")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_several_documents_make_nothing_wider_than_the_window(visit, library, width):
    visitor = visit(url=library, width=width)
    visitor.ask("Was sagte Stadtrat Wolters zur Förderung?")
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.fixture
def frame(browser, library):
    """The widget's page, opened by itself."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{library}/widget")
    yield page
    context.close()
    assert said == []


def test_the_widget_asks_one_document_and_shows_speaker_and_page(frame, library):
    frame.get_by_label("Gesucht wird in").select_option("bau")
    frame.locator("#question").fill("Was sagte Stadtrat Wolters zur Förderung?")
    with frame.expect_request("**/api/ask") as sent:
        frame.locator("#ask").click()
    assert sent.value.post_data_json["document"] == "bau"
    source = frame.locator("protokoll-answer .source").first
    expect(source.locator(".speaker")).to_have_text("Stadtrat Wolters (FDP)")
    expect(source.locator(".place")).to_contain_text("S. 6")
    expect(source.get_by_role("link", name="Original")).to_have_attribute(
        "href", f"{library}/api/documents/bau/original#page=2"
    )


def test_a_widget_for_one_document_offers_no_choice_and_speaks_of_it(browser, library):
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(f"{library}/widget#document=reden&language=de")
    expect(page.locator("#opening p").first).to_contain_text("Die Antwort kommt aus dem Protokoll")
    expect(page.locator("#opening p").first).to_contain_text("Wer spricht, steht dabei.")
    expect(page.get_by_label("Gesucht wird in")).to_have_count(0)
    context.close()


def test_a_widget_for_some_documents_asks_these_or_one_of_them(browser, library):
    page = browser.new_page(locale="de-DE")
    page.goto(f"{library}/widget#document=reden%20bau&language=de")
    choice = page.get_by_label("Gesucht wird in")
    expect(choice.locator("option")).to_have_count(3)
    asked = []
    for wish in ("", "bau"):
        choice.select_option(wish)
        page.locator("textarea#question").fill("Was sagte Stadtrat Wolters zur Förderung?")
        with page.expect_request("**/api/ask") as sent:
            page.locator("#ask").click()
        asked.append(sent.value.post_data_json)
        expect(page.locator("protokoll-answer")).to_have_count(len(asked), timeout=20_000)
        expect(page.locator("protokoll-answer .speaker").first).to_have_text("Stadtrat Wolters (FDP)")
    assert asked[0]["documents"] == ["reden", "bau"]
    assert asked[1]["document"] == "bau"
    page.close()


def test_an_emptied_corpus_is_told_on_page_and_widget(browser, settings, pipeline, tmp_path, monkeypatch):
    monkeypatch.setattr(type(pipeline), "documents", property(lambda own: ()))
    with running(create_app(settings.model_copy(update={"data": tmp_path}), pipeline)) as url:
        context = browser.new_context(locale="de-DE")
        page = context.new_page()
        failed = []
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(url)
        expect(page.locator("#opening")).to_contain_text("kein Protokoll hinterlegt", timeout=20_000)
        expect(page.locator("protokoll-reader")).to_contain_text("kein Protokoll hinterlegt")
        page.goto(f"{url}/widget")
        expect(page.locator("#opening")).to_contain_text("kein Protokoll hinterlegt")
        page.locator("#read").click()
        expect(page.locator("protokoll-reader")).to_contain_text("kein Protokoll hinterlegt")
        context.close()
    assert failed == []
