"""Automatic numbers of Word documents are counted as Word does, and stand where they are read."""

from ingest.source import Role
from tests.ingest.packages import levels, numbered, p
from tests.ingest.seeing import roles, seen
from tests.ingest.test_docx import HEADINGS, read, styled


def test_numbers_are_counted_and_stand_before_the_item():
    source = read(
        numbered("eins")
        + numbered("darunter", depth=1)
        + numbered("auch", depth=1)
        + numbered("zwei")
        + numbered("neu", depth=1),
        numbering=levels(("decimal", "%1."), ("lowerLetter", "%1.%2)")),
    )
    assert source.text.split("\n") == ["1. eins", "1.a) darunter", "1.b) auch", "2. zwei", "2.a) neu"]
    assert seen(source) == ["eins", "darunter", "auch", "zwei", "neu"]
    assert [block.level for block in source.blocks] == [1, 2, 2, 1, 2]


def test_the_number_of_a_heading_is_part_of_it():
    source = read(
        p("Vorwort.") + styled("Haushalt", "berschrift1", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        styles=HEADINGS,
        numbering=levels(("decimal", "%1.")),
    )
    assert seen(source, Role.HEADING) == ["1. Haushalt"]


def test_an_agenda_item_numbered_by_word_is_a_heading():
    source = read(numbered("Begrüßung und Formalien"), numbering=levels(("decimal", "TOP %1")))
    assert roles(source) == [(Role.HEADING, "TOP 1 Begrüßung und Formalien")]


def test_a_bold_numbered_paragraph_is_a_heading_with_its_number():
    source = read(p("Text davor.") + numbered("Haushalt", run="<w:b/>"), numbering=levels(("decimal", "%1.")))
    assert roles(source)[1] == (Role.HEADING, "1. Haushalt")


def test_a_list_begins_anew_where_its_number_says_so():
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    source = read(
        numbered("a") + numbered("b") + numbered("c", number=2) + numbered("d"),
        numbering=levels(("decimal", "%1.")) + again,
    )
    assert source.text.split("\n") == ["1. a", "2. b", "1. c", "2. d"]


def test_bullets_of_symbol_fonts_are_shown_as_bullets():
    source = read(numbered("Punkt"), numbering=levels(("bullet", "\uf0b7")))
    assert (source.text, seen(source)) == ("• Punkt", ["Punkt"])


def test_numbered_paragraphs_above_text_of_their_own_are_headings():
    text = p("Der Rat berät ausführlich über alle Teile der Vorlage und fasst danach den folgenden Beschluss. " * 2)
    source = read(
        numbered("Begrüßung") + text + numbered("Haushalt") + text + numbered("Verschiedenes") + text,
        numbering=levels(("decimal", "%1.")),
    )
    assert seen(source, Role.HEADING) == ["1. Begrüßung", "2. Haushalt", "3. Verschiedenes"]
