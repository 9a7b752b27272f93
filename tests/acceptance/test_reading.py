"""Every document is read whole: each known phrase once, nothing hidden, on its page, in its speaker's mouth."""

from collections import Counter
from itertools import pairwise

import pytest

from ingest.load import File, load
from tests.acceptance.documents import ALL
from tests.acceptance.encodings import PARENTS, PLENUM
from tests.acceptance.same import FORMATS, PARTS, TITLE

LONGEST, BOUND = 720, 620


def holding(document, phrase):
    """The statements whose text holds a phrase."""
    return [statement for statement in document.statements if phrase in statement.text]


def the_one(document, phrase):
    """The only statement that holds a phrase."""
    [statement] = holding(document, phrase)
    return statement


def test_all_twelve_are_indexed_and_none_is_left_out(archive):
    assert set(archive.documents) == {known.id for known in ALL}
    assert archive.summary.meta.left_out == ()
    assert archive.index.damage() == ""


def test_every_phrase_stands_in_exactly_one_statement(known, document):
    counts = {phrase: len(holding(document, phrase)) for phrase in known.phrases}
    assert counts == dict.fromkeys(known.phrases, 1)


def test_what_no_reader_sees_stands_nowhere(known, document):
    shown = [*(s.text for s in document.statements), *(s.title for s in document.sections), document.title]
    assert [(words, text) for words in known.never for text in shown if words in text] == []
    assert [words for words in known.never for s in document.statements if words in " ".join(s.section)] == []


def test_every_statement_is_verbatim_at_its_place(document):
    for statement in document.statements:
        assert document.quote(statement.start, statement.end) == statement.text
        assert document.quote(statement.quote_start, statement.end) == statement.quote


def test_statements_follow_each_other_without_overlap(document):
    spans = [(statement.start, statement.end) for statement in document.statements]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [statement.position for statement in document.statements] == list(range(len(spans)))
    assert len({statement.id for statement in document.statements}) == len(spans)


def test_statements_are_short_enough_to_quote(archive):
    lengths = [len(s.text) for document in archive.documents.values() for s in document.statements]
    assert max(lengths) <= LONGEST
    assert sum(length <= BOUND for length in lengths) >= 0.95 * len(lengths)


def test_no_statement_is_cut_inside_a_sentence(document):
    for statement in document.statements:
        assert not statement.text[0].islower() or not statement.follows


def test_a_long_speech_is_cut_at_sentence_ends_and_its_parts_know_each_other(archive):
    parts = [s for s in archive.documents["stadtrat-hollerbeck"].statements if s.speaker == "Konrad Ziehm"]
    assert len(parts) == 2
    assert all(part.text.endswith((".", "!", "?")) for part in parts)
    assert [part.follows for part in parts] == [None, parts[0].id]


def test_phrases_stand_on_their_page(known, document):
    found = {phrase: the_one(document, phrase).page for phrase in known.pages}
    assert found == dict(known.pages)


def test_pages_are_told_where_the_format_has_them_and_nowhere_else(known, document):
    paged = bool(known.pages)
    assert {statement.page is not None for statement in document.statements} == {paged}


def test_the_printed_number_is_kept_where_it_differs(archive):
    landtag, bundestag = archive.documents["landtag-81"], archive.documents["bundestag-20177"]
    assert the_one(landtag, "drei Viertel dieser Busse").printed == "8042"
    assert the_one(bundestag, "nur 80 Millionen").printed == "22802"
    assert {s.printed for s in archive.documents["bauausschuss-lindenau"].statements} == {None}


def test_what_somebody_says_is_theirs_alone(known, document):
    for phrase, surname in known.spoken.items():
        speaker = the_one(document, phrase).speaker
        assert (surname or "None") in str(speaker), phrase


def test_nobody_else_speaks(known, document):
    surnames = {surname for surname in known.spoken.values() if surname}
    assert {speaker.surname for speaker in document.speakers} == surnames


def test_every_speaker_of_a_statement_is_one_of_the_document(document):
    written = {speaker.written for speaker in document.speakers}
    assert {statement.speaker for statement in document.statements if statement.speaker} <= written


def test_it_is_found_out_whether_speakers_are_recorded(known, document):
    assert document.speakers_recorded == known.recorded


def test_those_who_took_part_are_known_with_their_state(known, document):
    found = Counter((person.name.split()[-1], person.state) for person in document.participants)
    expected = Counter(known.people.items())
    twice = Counter({("Sander", "present"): 1, ("Sander", "minutes"): 1} if known.id == "ruderverein" else {})
    assert found == expected + twice


def test_parties_and_offices_of_those_present_are_known(archive):
    people = {p.name.split()[-1]: p for p in archive.documents["gemeinderat-oberfelden"].participants}
    assert (people["Winkler"].party, people["Amsel"].party) == ("FDP", "AfD")
    assert people["Leitner"].role == "Bürgermeister"
    assert people["Demir"].role == "Stadtrat"


def test_decisions_votes_tasks_demands_and_questions_are_told(known, document):
    missing = [(p, kind) for p, kind in known.kinds.items() if kind not in the_one(document, p).kind_names]
    assert missing == []


def test_rows_of_a_table_stand_under_its_header(archive):
    for name, row, header in (
        ("verkehrsforum", "Am Anger | 4.100", "Ort | Fahrzeuge am Tag | Lärm"),
        ("bauausschuss-lindenau", "Heizung | 640.000", "Gewerk | Kosten | Beginn"),
        ("aufsichtsrat-wendtal", "Ruth Zander | prüft", "Wer | Was | Bis wann"),
        ("ruderverein", "Regatta | 3.100", "Posten | Einnahmen | Ausgaben"),
        ("thornbury-council", "Hugh Sefton | writes", "Who | What | By"),
    ):
        assert header in the_one(archive.documents[name], row).section


def test_a_footnote_follows_its_paragraph(archive):
    for name, before, note in (
        ("aufsichtsrat-wendtal", "Der Gewinn beträgt 1,8", "Ohne die Beteiligung"),
        ("kirchengemeinderat", "Die Reparatur der Orgel", "Gutachten des Orgelbauers"),
        ("bauausschuss-lindenau", "Der Neubau kostet nach", "Stand März 2024"),
    ):
        document = archive.documents[name]
        assert the_one(document, note).position == the_one(document, before).position + 1


def test_items_of_the_agenda_are_sections(archive):
    for name, phrase, section in (
        ("gemeinderat-oberfelden", "nur 22 Badegäste", "Punkt 2 der Tagesordnung: Antrag „Bäder schonen“"),
        ("bauausschuss-lindenau", "die Brücke am Sägewerk", "TOP 2 Verschiedenes"),
        ("aufsichtsrat-wendtal", "den Bau des Wärmenetzes Nord", "2. Wärmenetz Nord"),
        ("bundestag-20177", "ersetzt 150 Lastwagen", "Tagesordnungspunkt 4: Förderung der Binnenschifffahrt"),
        ("thornbury-council", "has not been cleared since 2019", "2. Flooding in Mill Lane"),
        ("verkehrsforum", "drei Zebrastreifen", "Forderungen"),
    ):
        assert section in the_one(archive.documents[name], phrase).section


def test_title_and_date_are_found(known, document):
    assert document.title == known.title


def test_the_date_stands_in_the_head(archive):
    dates = {name: str(document.date) for name, document in archive.documents.items()}
    assert dates["gemeinderat-oberfelden"] == "2024-04-18"
    assert dates["plenum-1986"] == "1986-04-17"
    assert dates["elternabend"] == "2024-09-09"
    assert dates["bundestag-20177"] == "2024-06-27"
    assert dates["thornbury-council"] == "2024-05-14"


@pytest.mark.parametrize(
    ("known", "encoding"), [(PLENUM, "Windows-1252"), (PARENTS, "UTF-16")], ids=["cp1252", "utf-16"]
)
def test_the_encoding_is_told(archive, known, encoding):
    assert any(encoding in note for note in archive.documents[known.id].notes)


def test_the_language_is_told(archive):
    assert {name for name, document in archive.documents.items() if document.language == "en"} == {"thornbury-council"}


def test_the_same_minutes_give_the_same_statements_in_every_format():
    read = {ending: load(File(f"imker{ending}", made(), {})) for ending, made in FORMATS.items()}
    body = [line for _, paragraphs, items, rows in PARTS for line in (*paragraphs, *items, *map(" | ".join, rows))]
    for document in read.values():
        assert [s.text for s in document.statements if s.text in body] == body
        assert {s.text for s in document.statements} - set(body) <= {TITLE}
        assert [section.title for section in document.sections] == [heading for heading, *_ in PARTS]
    assert {(s.speaker, s.text) for d in read.values() for s in d.statements if s.speaker} == {
        ("Frau Dorn", "Frau Dorn fragt, ob die Linden am Kanal gefällt werden.")
    }
    kinds = [[s.kind_names for s in d.statements if s.text in body] for d in read.values()]
    assert all(own == kinds[0] for own in kinds)
