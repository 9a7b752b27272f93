"""What a visitor does on the page, in the words of the tests."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.asker import Asker

READER = "protokoll-reader"


@dataclass(kw_only=True)
class Visitor(Asker):
    """A visitor of the page, with what its network said."""

    host: str
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
        visitor = cls(page=context.new_page(), context=context, host=urlsplit(url).netloc)
        visitor.listen()
        visitor.page.on("request", visitor._see)
        visitor.page.goto(url)
        expect(visitor.question).to_be_visible(timeout=20_000)
        expect(visitor.page.locator(f"{READER} section").first).to_be_attached(timeout=20_000)
        language = "en" if locale.startswith("en") else "de"
        expect(visitor.page.locator("html")).to_have_attribute("lang", language)
        expect(visitor.page.locator("#language")).to_have_text({"de": "English", "en": "Deutsch"}[language])
        return visitor

    def _see(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.foreign_requests.append(request.url)

    @property
    def marked(self):
        """The words that flash in the reader."""
        return self.page.locator(f"{READER} mark")

    def statement(self, words):
        return self.page.locator(f"{READER} .statements li .line", has_text=words).last
