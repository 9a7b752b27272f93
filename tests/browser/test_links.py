from urllib.parse import quote

from playwright.sync_api import expect

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
QUOTE = "China hat 8 eigene Sprachmodelle entwickelt"


def test_a_link_to_a_question_asks_it(visit):
    visitor = visit(f"/#q={quote(QUESTION)}")
    visitor.expect_answers(1)
    expect(visitor.last.locator("h2")).to_contain_text(QUESTION)


def test_a_link_to_a_follow_up_shows_what_it_goes_on_from(visit):
    visitor = visit(f"/#q={quote('Und wie viele hat Frankreich?')}&after={quote(QUESTION)}")
    visitor.expect_answers(1)
    expect(visitor.last.locator("h2")).to_contain_text("Sprachmodelle")
    expect(visitor.last.locator("h2")).to_contain_text("Frankreich")


def test_the_address_leads_to_the_same_answer_after_reloading(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    assert visitor.page.url.endswith("#q=" + quote(QUESTION) + "&lang=de")
    visitor.page.reload()
    visitor.expect_answers(1)
    expect(visitor.last).to_contain_text(QUOTE)


def test_the_question_never_reaches_the_server_in_an_address(visit):
    visitor = visit()
    requested = []
    visitor.page.on("request", lambda request: requested.append(request.url))
    visitor.page.goto(visitor.page.url + f"#q={quote(QUESTION)}")
    visitor.page.reload()
    visitor.expect_answers(1)
    assert requested
    assert not [url for url in requested if "Sprachmodelle" in url.split("#")[0]]


def test_a_link_to_a_statement_shows_it(visit, pipeline):
    statement = next(one for one in pipeline.documents[0].statements if one.text == QUOTE)
    visitor = visit(f"/#s={quote(statement.id, safe='')}")
    expect(visitor.marked).to_have_text(QUOTE)
    expect(visitor.marked).to_be_in_viewport()


def test_a_link_to_a_statement_that_is_gone_says_so(visit):
    visitor = visit("/#s=zukunftsforum-ki-2024-02-22%2F3-impuls%2F00000000")
    expect(visitor.page.locator("protokoll-reader .status")).to_contain_text("Diese Stelle hat sich geändert")
    expect(visitor.marked).to_have_count(0)


def test_a_broken_link_does_nothing(visit):
    visitor = visit("/#q=%E0%A4%A")
    expect(visitor.answers).to_have_count(0)


def test_copying_an_answer_takes_sources_link_and_index_along(visit, pipeline):
    visitor = visit()
    visitor.ask(QUESTION)
    copied = {}
    for name in ("Antwort mit Belegen", "Zitierzeile", "BibTeX", "Link zur Frage"):
        visitor.last.get_by_role("button", name="Kopieren").click()
        visitor.last.get_by_role("button", name=name).click()
        expect(visitor.last.locator(".copying .status")).to_have_text("Kopiert.")
        copied[name] = visitor.page.evaluate("navigator.clipboard.readText()")
    assert f"„{QUOTE}“" in copied["Antwort mit Belegen"]
    assert "Stifterverband" in copied["Zitierzeile"]
    assert "22. Februar 2024" in copied["Zitierzeile"]
    assert copied["BibTeX"].startswith("@misc{zukunftsforum-ki-2024-02-22-3-impuls-")
    assert copied["BibTeX"].count("{") == copied["BibTeX"].count("}")
    assert copied["Link zur Frage"].endswith("#q=" + quote(QUESTION) + "&lang=de")
    for name in ("Antwort mit Belegen", "BibTeX"):
        assert pipeline.index in copied[name]
    expect(visitor.last.locator(".choices")).to_be_hidden()


def test_a_copied_translation_says_what_it_is(visit):
    visitor = visit(locale="en-GB")
    visitor.ask("How many language models has China developed?")
    visitor.last.get_by_role("button", name="Copy").click()
    visitor.last.get_by_role("button", name="Answer with sources").click()
    expect(visitor.last.locator(".copying .status")).to_have_text("Copied.")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert f"„{QUOTE}“" in copied
    assert "“China has developed 8 language models of its own” (Machine translation, not reviewed" in copied


def test_a_vote_can_be_changed_and_only_a_no_is_asked_what_was_wrong(visit):
    visitor = visit()
    visitor.ask(QUESTION)
    box = visitor.last.locator(".feedback")
    with visitor.page.expect_request("**/api/feedback") as first:
        box.get_by_role("button", name="Ja").click()
    expect(box).to_contain_text("Danke")
    expect(box.locator("form")).to_have_count(0)
    with visitor.page.expect_request("**/api/feedback") as second:
        box.get_by_role("button", name="Nein").click()
    assert first.value.post_data_json["key"] == second.value.post_data_json["key"]
    expect(box.get_by_role("button", name="Ja")).to_have_attribute("aria-pressed", "false")
    visitor.page.locator("#language").click()
    expect(box.get_by_role("button", name="No", exact=True)).to_have_attribute("aria-pressed", "true")
    visitor.page.locator("#language").click()
    box.get_by_label("Was fehlt").fill("Bitte auch die Quelle der Zahl.")
    box.get_by_role("button", name="Senden").click()
    expect(box.locator("form")).to_have_count(0)
    expect(box.get_by_role("button", name="Nein")).to_have_attribute("aria-pressed", "true")
