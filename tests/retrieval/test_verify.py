"""The verifier finds every kind of fault, and nothing in an honest draft."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus import read_document
from ingest.document import Document
from retrieval.answer import Draft
from retrieval.citing import cite
from retrieval.verify import faults

PROTOCOL = read_document(Path(__file__).parents[2] / "corpus" / "zukunftsforum-ki-2024-02-22.md")


def statement(words: str):
    return next(s for s in PROTOCOL.statements if words in s.text)


def draft(text: str, *quoted: str) -> Draft:
    return Draft(text, tuple(cite(statement(words), PROTOCOL, n) for n, words in enumerate(quoted, start=1)))


JUELICH = statement("Jülich").text
HONEST = draft(f"Gefordert wird, verbunden mit einer Frage: „{JUELICH}“ [1] (5. Impuls, Infrastruktur).", "Jülich")


def test_an_honest_draft_passes() -> None:
    assert faults(HONEST, PROTOCOL) == []


def test_a_translation_in_english_quotes_passes() -> None:
    english = statement("Jülich").translation
    text = f"The minutes record a demand: “{english}” [1] (Fifth opening statement)."
    assert faults(draft(text, "Jülich"), PROTOCOL) == []


def test_a_quotation_inside_a_quotation_passes() -> None:
    assert faults(draft(f"Festgehalten: „{statement('Culture eats').text}“ [1].", "Culture eats"), PROTOCOL) == []


def test_a_citation_with_unbalanced_quotation_marks_passes(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text('# Titel\n\nDer Film „Titel" lief 1970, „sagt man.\n', encoding="utf-8")
    document = read_document(path)
    cited = cite(document.statements[1], document, 1)
    assert faults(Draft(f"Festgehalten: „{cited.quote}“ [1].", (cited,)), document) == []


def test_a_heading_that_closes_otherwise_than_it_opens_passes_and_hides_no_false_quotation(tmp_path: Path) -> None:
    heading = 'Antrag 24-017 „NachtRuhe" – Schlafmittel im Heim'
    path = tmp_path / "d.md"
    path.write_text(f"# Titel\n\n## {heading}\n\nDie Studie dauert acht Wochen.\n", encoding="utf-8")
    document = read_document(path)
    cited = cite(next(s for s in document.statements if "dauert" in s.text), document, 1)
    assert faults(Draft(f"„{cited.quote}“ [1] – so steht es im Protokoll ({heading}).", (cited,)), document) == []
    false = Draft(f"„{cited.quote}“ [1] ({heading}) und „alle stimmten zu“.", (cited,))
    assert any("quoted words" in fault for fault in faults(false, document))


def test_sic_and_omissions_may_interrupt_a_quotation() -> None:
    text = "Festgehalten: „Weder Dystopie noch Utopie wird sich nicht einstellen [sic], […] grundlegend verändern“ [1]."
    assert faults(draft(text, "Dystopie"), PROTOCOL) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Das Protokoll hält fest: „Jülich hat genug für alle“ [1].", "quoted words"),
        ("Das Protokoll hält fest: „Open Source ist wichtig. Infrastruktur:“ [1].", "quoted words"),
        (f"„{JUELICH}“ [1] [2].", "one to one"),
        (f"„{JUELICH}“ [2].", "one to one"),
        (f"„{JUELICH}“.", "one to one"),
        (f"Das Protokoll hält 17 Punkte fest: „{JUELICH}“ [1].", "number 17"),
        (f"Das Protokoll hält drei Punkte fest: „{JUELICH}“ [1].", "number 3"),
        (f"Das Protokoll nennt Garching: „{JUELICH}“ [1].", "name Garching"),
        (f"Koenen hält fest: „{JUELICH}“ [1].", "who is not its speaker"),
        (f"Festgehalten, auch von Frau Reisch: „{JUELICH}“ [1].", "who is not its speaker"),
    ],
)
def test_a_draft_that_says_more_than_its_sources_is_found_out(text: str, fault: str) -> None:
    assert fault in " ".join(faults(draft(text, "Jülich"), PROTOCOL))


def test_a_persons_own_line_may_name_the_person() -> None:
    text = f"Die Liste der Beteiligten nennt Reisch: „{statement('Reisch').text}“ [1]."
    assert faults(draft(text, "Reisch"), PROTOCOL) == []


def test_another_persons_line_may_not() -> None:
    text = f"Die Liste der Beteiligten nennt Ommer: „{statement('Reisch').text}“ [1]."
    assert faults(draft(text, "Reisch"), PROTOCOL) != []


def test_a_part_that_is_lacking_may_be_repeated() -> None:
    text = f"{HONEST.text}\n\nNicht im Protokoll zu finden ist dagegen: was 40 Karten in Garching kosten."
    assert faults(replace(HONEST, text=text), PROTOCOL) != []
    assert faults(replace(HONEST, text=text), PROTOCOL, ["was 40 Karten in Garching kosten"]) == []


@given(st.integers(0, 127), st.integers(-40, 40), st.integers(-40, 40))
def test_a_quote_moved_by_any_offset_is_found_out(row: int, left: int, right: int) -> None:
    cited = cite(PROTOCOL.statements[row], PROTOCOL, None)
    moved = replace(cited, start=cited.start + left, end=cited.end + right)
    same = (
        PROTOCOL.text[moved.start : moved.end].replace("*", "").strip()
        == PROTOCOL.text[cited.start : cited.end].replace("*", "").strip()
        and left >= 0 >= right
    )
    assert (faults(Draft("", (), closest=(moved,)), PROTOCOL) == []) == same


def test_a_translation_of_other_words_is_found_out() -> None:
    foreign = replace(HONEST.citations[0], translation="Anything goes")
    assert faults(replace(HONEST, citations=(foreign,)), PROTOCOL) != []


def test_a_statement_of_another_document_is_found_out() -> None:
    other: Document = replace(PROTOCOL, statements=PROTOCOL.statements[:5])
    assert faults(HONEST, other) != []


def test_words_under_the_label_of_somebody_else_never_pass(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    text = "# Hearing\n\nPresent: Fiona Mackie, Peter Hallam\n\n**Mr Hallam:** We say: both.\n\n"
    text += "Q4 Fiona Mackie: Is it more?\n"
    path.write_text(text, encoding="utf-8")
    document = read_document(path)
    asked = next(s for s in document.statements if "Is it more" in s.text)
    whole = replace(cite(asked, document, 1), start=asked.start, quote=asked.text)
    for speaker, passes in (("Peter Hallam", False), ("Fiona Mackie", True), (None, True)):
        cited = replace(whole, speaker=speaker)
        assert (faults(Draft(f"“{cited.quote}” [1]", (cited,)), document) == []) is passes
    said = cite(next(s for s in document.statements if "both" in s.text), document, 1)
    assert faults(Draft(f"“{said.quote}” [1]", (said,)), document) == []
