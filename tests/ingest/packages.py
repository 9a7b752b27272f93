"""Word and OpenDocument files made of the XML that a test is about."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    "</Relationships>"
)
_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("table", "table"),
        ("draw", "drawing"),
        ("meta", "meta"),
        ("svg", "svg-compatible"),
    )
)


def zipped(parts):
    """A ZIP file of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body, **parts):
    """A Word file with a body; parts are `styles`, `numbering`, `footnotes` …: what stands in their root."""
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "endnotes": "endnotes",
        "comments": "comments",
    }
    made = {
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        made[f"word/{name}.xml"] = f"<w:{roots[name]} {_SPACES}>{content}</w:{roots[name]}>"
    return zipped(made)


def p(words, properties="", run=""):
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(words, run)}</w:p>"


def r(words, properties=""):
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def numbered(words, number=1, depth=0, run=""):
    """A paragraph of a list."""
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(words, properties, run)


def levels(*rows):
    """Definition of list 1: a row (format, text) a level."""
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(rows)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def style(name, shown, inside="", kind="paragraph"):
    """A style with an id and the name that Word shows."""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown}"/>{inside}</w:style>'


def table(*rows, header=False):
    """A table of rows of cells; a cell is words, or XML."""

    def cell(words):
        return f"<w:tc>{words if words.startswith('<') else p(words)}</w:tc>"

    made = []
    for number, row in enumerate(rows):
        marked = "<w:trPr><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        made.append(f"<w:tr>{marked}{''.join(map(cell, row))}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def odt(body, automatic="", styles="", meta=""):
    """An OpenDocument text with a body, automatic styles and named ones."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": (
                f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles></office:document-styles>"
            ),
            "meta.xml": f'<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}'
            "</office:meta></office:document-meta>",
        }
    )
