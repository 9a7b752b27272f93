"""Files that are damaged, protected, foreign or made to do harm end in an error that says so."""

import io
import struct
import zipfile

import pytest

from ingest.readers import docx as reader
from ingest.readers import read_source
from ingest.sandbox import Worker
from protokoll.errors import DocumentError
from tests.ingest.packages import docx, p, zipped
from tests.ingest.seeing import check


def _document(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def _lying(size):
    """A ZIP whose directory promises less than it unpacks to."""
    data = bytearray(docx(p("a" * 50_000_000)))
    at = data.rfind(struct.pack("<I", len(docx_xml := _document(bytes(data)))))
    assert len(docx_xml) > size
    data[at : at + 4] = struct.pack("<I", size)
    return bytes(data)


UNREADABLE = {
    ".docx": [
        (b"", "damaged"),
        (b"Nur Text", "damaged"),
        (docx(p("Text."))[:-40], "damaged"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (_OLE + "WordDocument".encode("utf-16-le"), "old Word file"),
        (zipped({"word/document.xml": "<a"}), "damaged in word/document.xml"),
        (zipped({"hallo.txt": "x"}), "no Word document"),
        (zipped({"content.xml": "<a/>"}), "OpenDocument"),
        (zipped({"../../boese.txt": "x", "word/document.xml": "<a/>"}), "climbs out"),
        (zipped({"word/document.xml": b"<a>" + bytes(30_000_000)}), "times its size"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
    ],
    ".odt": [
        (b"", "damaged"),
        (docx(p("Text.")), "no OpenDocument text"),
        (
            zipped(
                {
                    "content.xml": "<a><body><spreadsheet/></body></a>",
                    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                }
            ),
            "spreadsheet",
        ),
        (zipped({"content.xml": "x", "META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (zipped({"content.xml": "<a>"}), "damaged in content.xml"),
        (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), "entities"),
    ],
    ".html": [
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"", "nothing"),
    ],
    ".txt": [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"Text\0mit Null", "NUL"),
        (bytes(range(256)), "no text"),
    ],
    ".xml": [
        (b"<root>text</root>", "dbtplenarprotokoll.*akomaNtoso.*TEI"),
        (b"<html><body/></html>", ".html"),
        (b"<dbtplenarprotokoll><p>", "damaged"),
        (b"", "damaged"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><TEI>&b;</TEI>', "entities"),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><TEI>&b;</TEI>'.encode("utf-16"),
            "entities",
        ),
        (b"<TEI>" + b"<div>" * 3_000 + b"</div>" * 3_000 + b"</TEI>", "damaged"),
    ],
}


@pytest.mark.parametrize(
    ("ending", "data", "says"), [(ending, *row) for ending, rows in UNREADABLE.items() for row in rows]
)
def test_what_cannot_be_read_is_named(ending, data, says):
    with pytest.raises(DocumentError, match=says):
        read_source(ending, data)


def test_a_file_that_lies_about_its_size_is_stopped():
    with pytest.raises(DocumentError):
        reader.read(_lying(1_000))


def _outcome(worker, ending, path):
    """What is said of a file, "" where it is read."""
    try:
        check(worker.read(ending, path.read_bytes()))
    except DocumentError as error:
        return str(error)
    return ""


def test_every_hostile_file_ends_in_a_source_or_an_error_within_the_bounds(hostile_files):
    worker = Worker(seconds=10, memory=500_000_000)
    files = [*(hostile_files / "docx").rglob("*.*"), *(hostile_files / "made-here").iterdir()]
    assert len(files) > 30
    said = {path.name: _outcome(worker, ".docx", path) for path in files}
    worker.close()
    assert [name for name, words in said.items() if "fail" in words or "within" in words] == []
