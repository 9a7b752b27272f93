"""What a visitor does on the page, in the words of the tests."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

ANSWER = "protokoll-answer"
READER = "protokoll-reader"


@dataclass
class Visitor:
    """A page in a browser of its own, with what its console and its network said."""

    page: Page
    context: BrowserContext
    host: str
    complaints: list = field(default_factory=list)
    foreign_requests: list = field(default_factory=list)

    @classmethod
    def arrive(cls, browser, url, *, width, height, dark, locale, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=locale,
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        visitor = cls(context.new_page(), context, urlsplit(url).netloc)
        visitor.page.on("console", visitor._hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitor.page.on("request", visitor._see)
        visitor.page.goto(url)
        expect(visitor.question).to_be_visible(timeout=20_000)
        expect(visitor.page.locator(f"{READER} section").first).to_be_attached(timeout=20_000)
        language = "en" if locale.startswith("en") else "de"
        expect(visitor.page.locator("html")).to_have_attribute("lang", language)
        expect(visitor.page.locator("#language")).to_have_text({"de": "English", "en": "Deutsch"}[language])
        return visitor

    def leave(self):
        self.context.close()

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _see(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.foreign_requests.append(request.url)

    @property
    def question(self):
        return self.page.locator("#question textarea")

    @property
    def answers(self):
        return self.page.locator(ANSWER)

    @property
    def last(self):
        return self.answers.last

    @property
    def marked(self):
        """The words that flash in the reader."""
        return self.page.locator(f"{READER} mark")

    def ask(self, question):
        before = self.answers.count()
        self.question.fill(question)
        self.page.locator("#ask").click()
        self.expect_answers(before + 1)

    def expect_answers(self, count):
        expect(self.answers).to_have_count(count, timeout=15_000)
        expect(self.last.locator("article")).to_be_visible()

    def statement(self, words):
        return self.page.locator(f"{READER} .statements li .line", has_text=words).last
