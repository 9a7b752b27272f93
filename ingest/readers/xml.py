"""XML of parliaments: the Bundestag's own, Akoma Ntoso, and TEI as parliaments' corpora use it."""

from ingest.readers import akoma, bundestag, tei
from ingest.readers.markup import local, parse
from ingest.source import Source
from protokoll.errors import DocumentError

# Root element → reader, with where such files come from.
_ROOTS = {
    "dbtplenarprotokoll": bundestag.read_root,  # bundestag.de, open data, from the 19th term on
    "akomaNtoso": akoma.read_root,  # Oireachtas, European Parliament, Akoma Ntoso 2 and 3
    "TEI": tei.read_root,  # ParlaMint, GermaParl
    "DOCUMENT": bundestag.read_old,  # bundestag.de, open data, terms 1 to 18
    "teiCorpus": tei.read_root,
    "TEI.2": tei.read_root,
}
_READ = "the Bundestag's (dbtplenarprotokoll, DOCUMENT), Akoma Ntoso (akomaNtoso) and TEI (TEI)"


def read(data: bytes) -> Source:
    """Read a parliament's XML.

    Args:
        data: the file.

    Returns:
        Its text with speakers, items, stage directions and pages as the elements say.

    Raises:
        DocumentError: The bytes are no XML, or one that is not of a parliament.
    """
    root = parse(data)
    name = local(root)
    if name == "html":
        raise DocumentError("is a web page by its first element. Give it the ending .html")
    if name not in _ROOTS:
        raise DocumentError(f"is XML of a kind that is not read (<{name[:40]}>). Read are {_READ}. Save it as .txt")
    return _ROOTS[name](root)
