"""The forum's page as its own editors would have set it: from the Markdown, knowing nothing of our statements."""

import html
import re
from pathlib import Path

PAGE = Path(__file__).with_name("page.html")
HEADING = re.compile(r"^\s*#{1,6}\s+(.*)$")
CAPITALS = re.compile(r"^[A-ZÄÖÜ& ]{8,}:?$")
BULLET = re.compile(r"^(\s*)(?:[-*]|o)\s+(?:❖\s+)?(.*)$")
IMPULSE = re.compile(r"^\s*\d+\. Impuls:?\s*$")


def set_protocol(markdown: str) -> str:
    """Return the protocol as HTML whose words are split by tags, soft hyphens and non-breaking spaces."""
    parts: list[str] = []
    depth = 0
    paragraph: list[str] = []

    def close_to(wanted: int) -> None:
        nonlocal depth
        if paragraph:
            parts.append(f"<p>{'<br>'.join(paragraph)}</p>")
            paragraph.clear()
        while depth > wanted:
            parts.append("</ul>")
            depth -= 1

    for line in markdown.splitlines():
        bullet = BULLET.match(line)
        heading = HEADING.match(line)
        if heading or CAPITALS.match(line.strip()) or IMPULSE.match(line):
            close_to(0)
            parts.append(f"<h3>{_words(heading.group(1) if heading else line.strip())}</h3>")
        elif bullet:
            wanted = min(len(bullet.group(1)) // 2, depth) + 1
            close_to(wanted)
            if depth < wanted:
                parts.append("<ul>")
                depth += 1
            parts.append(f"<li>{_words(bullet.group(2))}")  # HTML closes an item by itself
        elif not line.strip() or line.strip() == "---":
            close_to(0)
        else:
            paragraph.append(_words(line.strip()))
    close_to(0)
    return "\n".join(parts)


def _words(text: str) -> str:
    """Set words as a content management system does after years of use."""
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return "".join(f"<strong>{_set(part)}</strong>" if at % 2 else _set(part) for at, part in enumerate(parts))


def _set(text: str) -> str:
    pieces = re.split(r"(\s+)", text)
    words = [piece if piece.isspace() else _word(piece, at) for at, piece in enumerate(pieces)]
    return re.sub(r"(?<=\b[a-zA-ZäöüßÄÖÜ\d]{2}) ", "&nbsp;", "".join(words))


def _word(word: str, at: int) -> str:
    if len(word) > 11 and word.isalpha():
        middle = len(word) // 2
        return f"{word[:middle]}&shy;{word[middle:]}"
    escaped = html.escape(word, quote=False)
    if at % 14 == 4 and word.isalpha():
        return f'<span class="term">{escaped[:2]}<wbr>{escaped[2:]}</span>'
    return escaped


def forum_page(markdown: str, script: str) -> str:
    """Return the whole page.

    Args:
        markdown: the protocol.
        script: the tag that embeds the widget, as the editors paste it.
    """
    page = PAGE.read_text("utf-8").replace("<!-- widget -->", script)
    return page.replace("<!-- protocol -->", set_protocol(markdown))
