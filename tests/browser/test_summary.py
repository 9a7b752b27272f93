"""An answer that a chat model wrote says so, and gives way to the minutes' own words and back."""

from playwright.sync_api import expect

from retrieval.pipeline import Pipeline
from tests.retrieval.llm.server import claims, misbehaving
from tests.ui.served import running
from ui.server import create_app

SENTENCE = "China hat acht eigene Sprachmodelle entwickelt."


def test_the_exact_words_take_the_place_of_the_summary(visit, settings, tmp_path):
    with misbehaving(claims((SENTENCE, [1], "fact"))) as model:
        chosen = settings.model_copy(
            update={"llm": "openai:tiny", "llm_url": model.url, "rate_limit": "off", "rate_limit_all": "off"}
        )
        with running(create_app(chosen, Pipeline.open(chosen))) as url:
            visitor = visit(url=url)
            visitor.ask("Wie viele Sprachmodelle hat China entwickelt?")
            answer = visitor.last
            expect(answer.locator(".words")).to_contain_text(SENTENCE.rstrip("."))
            expect(answer.locator(".written")).to_contain_text("Zusammengefasst von tiny; jeder Satz")
            answer.get_by_role("button", name="Wortlaut statt Zusammenfassung").click()
            expect(answer.locator(".words q")).to_contain_text("„China hat 8 eigene Sprachmodelle entwickelt“")
            expect(answer.locator("h2")).to_contain_text("Wie viele Sprachmodelle")
            back = answer.get_by_role("button", name="Zusammenfassung statt Wortlaut")
            expect(back).to_be_focused()
            visitor.page.keyboard.press("Enter")
            expect(answer.locator(".words")).to_contain_text(SENTENCE.rstrip("."))
