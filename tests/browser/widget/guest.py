"""What a guest of the forum does with the widget, in the words of the tests."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, expect

HIGHLIGHTED = "[...(CSS.highlights.get('protokoll-passage') ?? [])].map((range) => range.toString())"


@dataclass
class Guest:
    """A page of the forum in a browser of its own."""

    page: Page
    context: BrowserContext
    widget: str
    complaints: list = field(default_factory=list)
    requests: list = field(default_factory=list)

    @classmethod
    def arrive(cls, browser, url, widget, *, width, height, dark, locale, **options):
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, **options
        )
        guest = cls(context.new_page(), context, widget)
        guest.page.on("console", guest._hear)
        guest.page.on("pageerror", lambda error: guest.complaints.append(str(error)))
        guest.page.on("request", lambda request: guest.requests.append(request.url))
        guest.page.goto(url)
        return guest

    @property
    def host(self):
        """The forum's origin."""
        return self.page.evaluate("location.origin")

    def leave(self):
        self.context.close()

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

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
    def question(self):
        return self.frame.locator("textarea#question")

    @property
    def answers(self):
        return self.frame.locator("protokoll-answer")

    @property
    def last(self):
        return self.answers.last

    @property
    def highlighted(self):
        """The words highlighted on the forum's page, without soft hyphens."""
        return [" ".join(words.replace("\u00ad", "").split()) for words in self.page.evaluate(HIGHLIGHTED)]

    def open(self):
        self.launcher.click()
        expect(self.question).to_be_visible(timeout=20_000)

    def ask(self, question):
        before = self.answers.count()
        self.question.fill(question)
        self.frame.locator("#ask").click()
        self.expect_answers(before + 1)

    def expect_answers(self, count):
        expect(self.answers).to_have_count(count, timeout=15_000)
        expect(self.last.locator("article")).to_be_visible()

    def expect_highlighted(self, words):
        self.page.wait_for_function(f"{HIGHLIGHTED}.length === 1")
        assert self.highlighted == [words]
