"""A protocol is cut into statements completely, in order and with their true nesting."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.companions import Description
from ingest.document import Document
from ingest.load import load
from ingest.segment import segment
from ingest.statement import plain

CORPUS = Path(__file__).parents[2] / "corpus" / "zukunftsforum-ki-2024-02-22.md"
OUTLINE = Path(__file__).parents[1] / "fixtures" / "outline.txt"


@pytest.fixture(scope="module")
def protocol() -> Document:
    return load(CORPUS)


def test_the_outline_is_the_one_checked_by_hand(protocol: Document) -> None:
    lines = []
    headings = {section.start: section for section in protocol.sections}
    parents = {statement.id: statement.parent for statement in protocol.statements}
    statements = {statement.start: statement for statement in protocol.statements}
    for start in sorted(headings | statements):
        if start in headings:
            lines.append("# " + plain(protocol.text[start : headings[start].end]))
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
        assert plain(protocol.text[statement.start : statement.end]) == statement.text


def test_ids_are_unique_and_follow_the_text() -> None:
    outline = segment("d", "# T\n\n- Gleich\n- Gleich\n- Anders\n", Description(), {})
    assert len({statement.id for statement in outline.statements}) == 4
    moved = segment("d", "# T\n\nNeu davor\n\n- Gleich\n- Anders\n", Description(), {})
    assert {s.id for s in moved.statements if s.text == "Anders"} <= {s.id for s in outline.statements}


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
def test_every_word_of_any_text_lies_in_exactly_one_statement_or_heading(text: str) -> None:
    outline = segment("d", text, Description(), {})
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
