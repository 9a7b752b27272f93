"""Small PDFs for the tests: text put at a place, in points from the upper left corner of an A4 page."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
BODY, BOLD = "Times-Roman", "Times-Bold"


class Pdf:
    """A PDF under construction; `bytes()` ends it."""

    def __init__(self, **options):
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), **options)

    def put(self, left, top, words, size=11, font=BODY, mode=0, colour=(0, 0, 0), rise=0):
        """Write words with their baseline `top` points below the upper edge; `mode` 3 draws nothing."""
        text = self.canvas.beginText(left, HEIGHT - top)
        text.setFont(font, size)
        text.setFillColorRGB(*colour)
        text.setTextRenderMode(mode)
        if rise:
            text.setRise(rise)
        text.textOut(words)
        text.setTextRenderMode(0)
        self.canvas.drawText(text)
        return left + self.canvas.stringWidth(words, font, size)

    def paragraph(self, left, top, words, width=450, size=11, font=BODY, leading=14):
        """Write words wrapped to a width; return where the next line would stand."""
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if self.canvas.stringWidth(longer, font, size) > width:
                self.put(left, top, line, size, font)
                top, line = top + leading, word
            else:
                line = longer
        self.put(left, top, line, size, font)
        return top + leading

    def lines(self, left, top, lines, size=11, font=BODY, leading=14):
        """Write lines under each other; return where the next would stand."""
        for line in lines:
            self.put(left, top, line, size, font)
            top += leading
        return top

    def image(self, left, top, width, height):
        """Draw a grey picture, as a scan of a page is one."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        picture = ImageReader(Image.new("L", (60, 80), 200))
        self.canvas.drawImage(picture, left, HEIGHT - top - height, width, height)

    def box(self, left, top, width, height, colour=(0, 0, 0)):
        """Fill a rectangle."""
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(left, HEIGHT - top - height, width, height, stroke=0, fill=1)

    def rule(self, left, top, right, bottom):
        """Draw a thin line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)

    def page(self):
        """End the page."""
        self.canvas.showPage()

    def bytes(self):
        """End the document and return the file."""
        self.canvas.save()
        return self.buffer.getvalue()
