"""Rows of tables are quoted cell by cell, each behind the name of its column."""

import pytest

from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import asking

MINUTES = """# Minutes of the board of the Marsh Hospital

Date: 9 April 2024

## 3 Performance

| Measure | Standard | July | August |
|---|---|---|---|
| Seen within four hours | 78% | 71.3% | 68.9% |
| Staff sickness | 4.0% | 5.1% | |

## 4 Action log

| No. | Action | Owner |
|---|---|---|
| 71 | Order the shelter | Ann Marlow |
| 74 | Find a surveyor for the wall | Carla Finch |
| 78 | Paint the ward | Ann Marlow |
"""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("board"), {"board": MINUTES})


def test_each_cell_stands_behind_the_name_of_its_column(board: Pipeline) -> None:
    answer = board.ask("How many were seen within four hours in August?").answer
    assert "“Seen within four hours” – Standard: “78%”; July: “71.3%”; August: “68.9%” [1]" in answer
    assert "Measure |" not in answer


def test_an_empty_cell_is_left_out(board: Pipeline) -> None:
    answer = board.ask("What was staff sickness in July?").answer
    assert "“Staff sickness” – Standard: “4.0%”; July: “5.1%” [1]" in answer


def test_what_stands_in_one_place_names_it_once(board: Pipeline) -> None:
    answer = board.ask("List all actions.").answer
    assert answer.count("4 Action log") == 1
    assert "- No.: “71” – Action: “Order the shelter”; Owner: “Ann Marlow” [1]\n" in answer


def test_the_citation_keeps_the_row_verbatim(board: Pipeline) -> None:
    [citation] = board.ask("What was staff sickness in July?").citations
    assert board.documents[0].quote(citation.start, citation.end) == citation.quote
    assert citation.quote.startswith("Staff sickness | 4.0%")
