"""A protocol is cut into statements completely, in order and with their true nesting."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.companions import Description
from ingest.corpus import read_document
from ingest.document import Document
from ingest.readers.markdown import read
from ingest.segment import Outline, segment
from ingest.source import Source
from ingest.statement import fold

CORPUS = Path(__file__).parents[2] / "corpus" / "zukunftsforum-ki-2024-02-22.md"
OUTLINE = Path(__file__).parents[1] / "fixtures" / "outline.txt"


@pytest.fixture(scope="module")
def protocol() -> Document:
    return read_document(CORPUS)


def test_the_outline_is_the_one_checked_by_hand(protocol: Document) -> None:
    lines = []
    headings = {section.start: section for section in protocol.sections}
    parents = {statement.id: statement.parent for statement in protocol.statements}
    statements = {statement.start: statement for statement in protocol.statements}
    for start in sorted(headings | statements):
        if start in headings:
            lines.append("# " + fold(protocol.text[start : headings[start].end]))
            continue
        statement, depth = statements[start], 0
        parent = statement.parent
        while parent:
            depth, parent = depth + 1, parents[parent]
        lines.append("  " * depth + statement.text)
    assert lines == OUTLINE.read_text(encoding="utf-8").splitlines()


def test_theses_questions_impulses_and_people_are_all_there(protocol: Document) -> None:
    count = {
        section.title: sum(s.section[0] == section.title for s in protocol.statements) for section in protocol.sections
    }
    assert count["Zentrale Thesen der Diskussion"] == 6
    assert count["Leitfragen für das Gespräch"] == 4
    assert count["Teilnehmende Expertinnen und Experten"] == 6
    assert count["Moderation"] == 1
    assert [title for title in count if title.endswith(". Impuls")] == [f"{n}. Impuls" for n in range(1, 7)]


def test_the_five_numbered_challenges_have_one_parent(protocol: Document) -> None:
    numbered = [s for s in protocol.statements if s.section[0] == "Offene Diskussion" and re.match(r"\d\)", s.text)]
    assert [statement.text[0] for statement in numbered] == ["1", "2", "3", "3", "4"]
    assert {statement.section for statement in numbered} == {("Offene Diskussion", "Herausforderung in Deutschland")}


def test_the_juelich_line_is_a_demand_a_fact_and_an_open_question(protocol: Document) -> None:
    [juelich] = [s for s in protocol.statements if "Jülich" in s.text]
    spans = {str(span.kind): juelich.text[span.start : span.end] for span in juelich.kinds}
    assert spans["demand"] == "Mehr und besserer Zugang"
    assert spans["fact"].startswith("Jülich ist das einzige Supercomputingzentrum")
    assert spans["question"].endswith("wie kriegen wir Zugang für Startups?")


def test_every_word_of_the_protocol_lies_in_exactly_one_statement_or_heading(protocol: Document) -> None:
    assert_covered_once(protocol.text, [*protocol.statements, *protocol.sections])


def test_every_statement_is_its_source_without_bold_and_with_white_space_folded(protocol: Document) -> None:
    for statement in protocol.statements:
        assert fold(protocol.text[statement.start : statement.end]) == statement.text


def test_ids_are_unique_and_follow_the_text() -> None:
    outline = cut("# T\n\n- Gleich\n- Gleich\n- Anders\n")
    assert len({statement.id for statement in outline.statements}) == 4
    moved = cut("# T\n\nNeu davor\n\n- Gleich\n- Anders\n")
    assert {s.id for s in moved.statements if s.text == "Anders"} <= {s.id for s in outline.statements}


def cut(text: str) -> Outline:
    return segment("d", source(text), Description(), {})


def source(text: str) -> Source:
    return read(text.encode())


_line = st.one_of(
    st.text(alphabet="abc ÄÖ?:.„“*", max_size=30),
    st.sampled_from(["", "---", "# Titel", "## ABSCHNITT A", "1. Impuls:", "OFFENE DISKUSSION:"]),
    st.builds(
        lambda indent, mark, words: " " * indent + mark + words,
        st.integers(0, 6),
        st.sampled_from(["- ", "- o ", "- ❖ ", "* "]),
        st.text(alphabet="abc äß:?*", min_size=1, max_size=20),
    ),
)


@given(st.lists(_line, max_size=25).map("\n".join))
@example("OFFENE DISKUSSION:\n" * 3)  # two lines in a row that name a speaker: the first of them was lost
@example("---\nOFFENE DISKUSSION:\n---\na")  # rules around a line are no front matter
def test_every_word_of_any_text_lies_in_exactly_one_statement_or_heading(text: str) -> None:
    outline = cut(text)
    assert_covered_once(text, [*outline.statements, *outline.sections])
    assert [s.start for s in outline.statements] == sorted(s.start for s in outline.statements)


def assert_covered_once(text: str, spans: list) -> None:
    owners = [0] * len(text)
    for span in spans:
        for position in range(span.start, span.end):
            owners[position] += 1
    assert max(owners, default=0) <= 1
    # Bullets ("o" among them) and the numbers of marks are layout, not words.
    layout = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+)?(?:[-*+•❖▪–][ \t]+)?(?:[❖▪•o][ \t]+)?", re.MULTILINE)
    marks = {p for match in layout.finditer(text) for p in range(match.start(), match.end())}
    missing = [text[p] for p, owner in enumerate(owners) if not owner and text[p].isalnum() and p not in marks]
    assert missing == []


LONG = "Die Stadt baut im nächsten Jahr drei neue Brücken über den Fluss, z. B. am Markt. "


def test_a_long_paragraph_is_cut_at_sentence_ends_into_statements_that_know_each_other() -> None:
    statements = cut("# T\n\n" + LONG * 20).statements[1:]
    assert max(len(statement.text) for statement in statements) <= 620
    assert all(statement.text.startswith("Die Stadt") and statement.text.endswith("Markt.") for statement in statements)
    assert [s.follows for s in statements] == [None, *(s.id for s in statements[:-1])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Meier kommt am 1. Januar mit Prof. Dr. Schulze nach Jena.",
        "Das gilt z. B. für Berlin, u. a. auch für Ulm, d. h. für alle.",
        "Die Kosten von rd. 520.000 € trägt lt. Hrn. Brandt die Fa. Löffel.",
        "Nach § 5 Abs. 2 Nr. 3 wird am 3. Februar 2024 entschieden.",
        "Mr. Smith met Mrs. Jones on p. 4 of the report.",
        "Eine gültige Lizenz haben 512 (Vj. 548) Leute, für den Verein (Del. Harms) drei.",
    ],
)
def test_abbreviations_and_ordinals_end_no_sentence(sentence: str) -> None:
    words = " ".join([sentence] * 12)
    assert {s.text.count(sentence) * len(sentence) + s.text.count(sentence) - 1 for s in cut(words).statements} == {
        len(s.text) for s in cut(words).statements
    }


@settings(deadline=None)
@given(st.lists(st.sampled_from([LONG, "Kurz. ", "Ein Wort " * 90, "Frage? ", "„Zitat.“ Dann mehr. "]), max_size=14))
def test_no_statement_is_longer_than_a_reader_can_quote(parts: list[str]) -> None:
    assert all(len(statement.text) <= 640 for statement in cut("".join(parts)).statements)


def test_what_somebody_says_below_a_heading_is_not_done_by_it() -> None:
    outline = cut("# T\n\n## Next steps\n\nMr Lee will report by May.\n\nMR LEE: Thank you. The theme is parking.\n")
    assert [s.kind_names for s in outline.statements[1:]] == [("task",), ("claim",)]


def test_table_rows_stand_under_their_header() -> None:
    outline = cut("# T\n\n## Kosten\n\n| Jahr | Euro |\n|---|---|\n| 2024 | 5 |\n| 2025 | 7 |\n")
    header, first, second = outline.statements[1:]
    assert (header.text, first.text) == ("Jahr | Euro", "2024 | 5")
    assert first.section == second.section == ("Kosten", "Jahr | Euro")
    assert first.parent == header.id


@pytest.mark.parametrize(
    ("text", "title", "sections"),
    [
        ("**HARBOUR PROGRAMME**\n\n**BOARD - MINUTES NO. 7**\n\nDate: 3 May\n\n**Risks**\n\nNone.", 1, ["Risks"]),
        ("**BOARD MEETING**\n\n**Minutes of the last meeting**\n\nApproved.", 0, ["Minutes of the last meeting"]),
        ("# Stadt Au\n\n## Niederschrift vom 3. Mai\n\nEin Satz.", 0, ["Niederschrift vom 3. Mai"]),
    ],
)
def test_the_title_is_the_heading_at_the_top_that_calls_itself_minutes(
    text: str, title: int, sections: list[str]
) -> None:
    outline = cut(text)
    assert outline.title == re.sub(r"[*#]", "", text.split("\n\n")[title]).strip()
    assert [section.title for section in outline.sections] == sections


def test_nested_headings_are_the_path_of_a_statement() -> None:
    outline = cut("# T\n\n## TOP 1 Haushalt\n\n### Aussprache\n\nEin Satz.\n\n## TOP 2 Bau\n\nNoch einer.\n")
    assert [s.section for s in outline.statements[1:]] == [("TOP 1 Haushalt", "Aussprache"), ("TOP 2 Bau",)]


@pytest.mark.parametrize(
    "heading", ["TOP 4: Haushalt", "Punkt 4 der Tagesordnung", "Zu 3.", "Item 4", "BAU UND VERKEHR"]
)
def test_an_agenda_item_is_a_section(heading: str) -> None:
    outline = cut(f"# T\n\n{heading}\n\nEin Satz.\n")
    assert len(outline.sections) == 1
    assert [statement.text for statement in outline.statements] == ["T", "Ein Satz."]


def test_what_was_decided_stands_under_its_label_and_the_debate_does_not() -> None:
    text = (
        "# Rat\n\nTOP 8: Klinik\n\nBeschluss:\n\n1. Der Rat stimmt zu.\n2. Der Rat dankt.\n\nAbstimmungsergebnis:\n\n"
        "Einstimmig\n\nDer Vorsitzende ruft den Punkt auf.\n\nStadtrat Riebel (GRÜNE): Der Applaus hilft nicht.\n"
    )
    assert [(s.text, s.section) for s in cut(text).statements[1:]] == [
        ("Beschluss:", ("TOP 8: Klinik",)),
        ("1. Der Rat stimmt zu.", ("TOP 8: Klinik", "Beschluss")),
        ("2. Der Rat dankt.", ("TOP 8: Klinik", "Beschluss")),
        ("Abstimmungsergebnis:", ("TOP 8: Klinik",)),
        ("Einstimmig", ("TOP 8: Klinik", "Abstimmungsergebnis")),
        ("Der Vorsitzende ruft den Punkt auf.", ("TOP 8: Klinik",)),
        ("Stadtrat Riebel (GRÜNE): Der Applaus hilft nicht.", ("TOP 8: Klinik",)),
    ]


@pytest.mark.parametrize(
    ("moved", "voted"),
    [
        ("Beschluss 4.1: Das Dach wird erneuert.", "Abstimmung: 22 Ja, 7 Nein – angenommen"),
        ("**Antrag 2 (Abt):** Ein Haus wird Jugendkirche.", "Nach Gegenrede mit 24 gegen 38 Stimmen abgelehnt."),
        ("Motion 3: That the wall be rebuilt.", "Vote: 5 for, 2 against"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_vote_on_a_motion_is_quoted_with_it(moved: str, voted: str, gap: str) -> None:
    together = cut(f"# Rat\n\n## Dach\n\nEs wird beraten.\n\n{moved}{gap}{voted}\n\nSchluss.").statements
    assert [s.text for s in together][-2:] == [f"{moved.replace('**', '')} {voted}", "Schluss."]
    two = cut(f"# Rat\n\n## Dach\n\n{moved}{gap}{voted}{gap}Beschluss 9: Ein Zaun. 3 Ja, 2 Nein, angenommen").statements
    assert [s.text for s in two][-1] == "Beschluss 9: Ein Zaun. 3 Ja, 2 Nein, angenommen"
    apart = cut(f"# Rat\n\n## Dach\n\n{moved}\n\nDie Sitzung wird unterbrochen.\n\n{voted}").statements
    assert [s.text for s in apart][-1] == voted


def test_a_line_that_says_when_is_no_heading() -> None:
    when = "**Thursday 26 September 2024, 9.30am – 12.20pm**"
    document = cut(f"# Board\n\n{when}\n\n**Present:** Ann Lee\n\n## Falls\n\nFew.")
    assert [section.title for section in document.sections] == ["Falls"]


def test_a_speakers_label_is_no_part_of_what_is_quoted() -> None:
    statement = cut("# Rat\n\nStadtrat Riebel (GRÜNE): Der Applaus hilft nicht.\n").statements[-1]
    assert statement.speaker == "Stadtrat Riebel (GRÜNE)"
    assert statement.quote == "Der Applaus hilft nicht."


def sections_of(text: str) -> list[tuple[str, ...]]:
    return [statement.section for statement in cut(text).statements]


@pytest.mark.parametrize("line", ["**Abstimmung: 11 : 1**", "**Beschluss: einstimmig angenommen**", "**Vote: 7 to 2**"])
def test_a_vote_in_bold_opens_no_section(line: str) -> None:
    parts = ["# Protokoll", "## TOP 1", "Der Antrag wird gestellt.", line, "## TOP 2", "Es wird geredet."]
    found = cut("\n\n".join(parts))
    assert [statement.section for statement in found.statements][1:] == [("TOP 1",), ("TOP 1",), ("TOP 2",)]


def test_headings_without_marks_take_their_place_among_those_with_marks() -> None:
    first = ["# T", "ZENTRALE THESEN", "Eine.", "### 1. Impuls", "Zwei.", "**Forderungen:**", "- Drei."]
    found = sections_of("\n\n".join([*first, "### 2. Impuls", "Vier."]))[1:]
    assert found == [("Zentrale Thesen",), ("1. Impuls",), ("1. Impuls", "Forderungen"), ("2. Impuls",)]


def test_points_that_count_on_stand_apart_and_the_number_of_a_page_is_no_statement() -> None:
    lines = ["9.1 Lehrgänge im Norden: angenommen", "9.2 Umzug: überwiesen", "9.3 Verbot: abgelehnt"]
    found = cut("# T\n\n## TOP 9\n\n" + "\n".join(lines) + "\n\n- 3 -\n\nDer Wert lag bei\n3.8 mg/l.")
    assert [statement.text for statement in found.statements][1:] == [*lines, "Der Wert lag bei 3.8 mg/l."]


def test_people_one_a_line_are_statements_each() -> None:
    people = ["Dr. Alt | Leiter, Schule A", "Eva Berg | Referentin, Amt B"]
    found = cut("# T\n\n## Teilnehmende\n\n" + "\n".join(people))
    assert [statement.text for statement in found.statements][1:] == people
