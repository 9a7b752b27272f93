"""XML is parsed here and nowhere else: no entity resolved, no DTD loaded, nothing fetched, depth and size bounded."""

import re
from html.entities import name2codepoint

from lxml import etree

from protokoll.errors import DocumentError

Element = etree._Element
_DEFINES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEAD = 100_000  # bytes in which a file's own entities would be defined


def parse(data: bytes, part: str = "") -> Element:
    """Parse XML.

    Args:
        data: the file or one part of it.
        part: the part's name, for messages.

    Returns:
        The root; comments and processing instructions are gone. An entity that stands in the text is a node.

    Raises:
        DocumentError: It is no well-formed XML, or defines entities of its own.
    """
    if _DEFINES.search(data[:_HEAD]) or _DEFINES.search(data[:_HEAD].replace(b"\0", b"")):
        raise DocumentError("defines entities of its own (<!ENTITY …>), which are not read. Save it without them")
    # Not `collect_ids=False`: libxml2 (2.14) then loads the DTD after all.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        where = f" in {part}" if part else ""
        raise DocumentError(f"is damaged{where}: {_reason(error)}. Save it anew") from error
    if root is None:
        raise DocumentError("is empty")
    return root


def _reason(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:160].removesuffix(".")


def local(element: Element) -> str:
    """Return an element's name without its namespace; "" for an entity."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[tag.rfind("}") + 1 :]


def get(element: Element, name: str) -> str | None:
    """Return an attribute by its name, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}" + name)), None)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along names without namespace, None where one of them is missing."""
    for name in path:
        if element is None:
            return None
        element = next((below for below in element if local(below) == name), None)
    return element


def words_of(element: Element) -> str:
    """Return all words in an element, white space folded."""
    return " ".join("".join(map(str, element.itertext())).split())


def entity_text(node: Element) -> str:
    """Return what an entity that was left in the text stands for: "&auml;" is known by its name, others are nothing."""
    name = (node.text or "").strip("&;")
    return chr(name2codepoint[name]) if name in name2codepoint else ""
