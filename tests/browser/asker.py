"""What a visitor of the page and a guest with the widget have in common."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, expect


@dataclass(kw_only=True)
class Asker:
    """A page in a browser of its own, with what its console said; `within` is where questions are asked."""

    page: Page
    context: BrowserContext
    complaints: list = field(default_factory=list)
    asking = "#question textarea"  # the field

    @property
    def within(self):
        return self.page

    @property
    def question(self):
        return self.within.locator(self.asking)

    @property
    def answers(self):
        return self.within.locator("protokoll-answer")

    @property
    def last(self):
        return self.answers.last

    def listen(self):
        """Take down what the console says from now on."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def leave(self):
        self.context.close()

    def ask(self, question):
        before = self.answers.count()
        self.question.fill(question)
        self.within.locator("#ask").click()
        self.expect_answers(before + 1)

    def expect_answers(self, count):
        expect(self.answers).to_have_count(count, timeout=15_000)
        expect(self.last.locator("article")).to_be_visible()

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
