import re
from xml.etree import ElementTree

import pytest

from eval.evaluate import BARS
from eval.figures import values
from eval.gate import check, read_bars
from eval.page import page, write_page
from eval.why import why, worst
from protokoll.errors import GoldError


@pytest.fixture
def html(run):
    return page([run, run], check(read_bars(BARS), values(run)), reveal=False)


def test_the_page_asks_nothing_of_the_network(html):
    assert not re.search(r"(src|href)\s*=|url\(|@import|<script", html)
    assert "default-src 'none'" in html


def test_what_comes_from_outside_is_escaped(html):
    assert "&lt;b&gt;unloads" in html
    assert "<b>unloads" not in html
    assert "<i>y" not in html


def test_the_page_says_what_it_was_made_from(html, run):
    for fact in (run.origin.gold_sha256, run.origin.index, run.origin.command.split()[0]):
        assert fact in html


def test_the_charts_are_well_formed(html):
    charts = re.findall(r"(?s)<svg.*?</svg>", html)
    assert [ElementTree.fromstring(chart).tag for chart in charts] == ["svg", "svg"]


def test_a_wrong_answer_is_shown_with_the_reason(html):
    assert "What does a crane cost?" in html
    assert "what the protocol does not hold" in html


def test_single_answers_of_a_blind_set_are_shown_only_when_revealed(blind):
    assert "crane cost" not in page([blind], [], reveal=False)
    assert "crane cost" in page([blind], [], reveal=True)


def test_worst_answers_come_first_and_right_ones_not_at_all(run):
    listed = worst(run.asked, 9)
    assert [one.case.id for one in listed] == ["p1en", "p2en"]
    assert any("cites 0 of 1 evidence groups; ranked 3" in fault for fault in why(listed[0]))


def test_the_page_is_written_under_the_name_of_its_set(run, tmp_path):
    assert write_page([run], [], tmp_path / "new", reveal=False).name == "own.html"
    (tmp_path / "file").write_text("")
    with pytest.raises(GoldError, match="cannot be written"):
        write_page([run], [], tmp_path / "file" / "x", reveal=False)
