"""What a guest of the forum does with the widget, in the words of the tests."""

from dataclasses import dataclass, field

from playwright.sync_api import expect

from tests.browser.asker import Asker

HIGHLIGHTED = "[...(CSS.highlights.get('protokoll-passage') ?? [])].map((range) => range.toString())"


@dataclass(kw_only=True)
class Guest(Asker):
    """A guest on a page of the forum."""

    widget: str
    requests: list = field(default_factory=list)
    asking = "textarea#question"

    @classmethod
    def arrive(cls, browser, url, widget, *, width, height, dark, locale, **options):
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, **options
        )
        guest = cls(page=context.new_page(), context=context, widget=widget)
        guest.listen()
        guest.page.on("request", lambda request: guest.requests.append(request.url))
        guest.page.goto(url)
        return guest

    @property
    def host(self):
        """The forum's origin."""
        return self.page.evaluate("location.origin")

    @property
    def launcher(self):
        return self.page.locator("protokoll-widget .launcher")

    @property
    def panel(self):
        return self.page.locator("protokoll-widget dialog")

    @property
    def frame(self):
        return self.page.frame_locator("iframe")

    @property
    def inside(self):
        """The frame itself, to evaluate in."""
        return next(frame for frame in self.page.frames if "/widget" in frame.url)

    @property
    def within(self):
        return self.frame

    @property
    def highlighted(self):
        """The words highlighted on the forum's page, without soft hyphens."""
        return [" ".join(words.replace("\u00ad", "").split()) for words in self.page.evaluate(HIGHLIGHTED)]

    def open(self):
        self.launcher.click()
        expect(self.question).to_be_visible(timeout=20_000)

    def expect_highlighted(self, words):
        for _ in range(100):  # Playwright's own way of waiting evaluates a string, which a strict page forbids
            if self.highlighted:
                break
            self.page.wait_for_timeout(50)
        assert self.highlighted == [words]
