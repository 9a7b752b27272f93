import pytest

from eval.evaluate import BARS
from eval.gate import check, read_bars
from protokoll.errors import GoldError


def _verdicts(tmp_path, toml, figures):
    (tmp_path / "bars.toml").write_text(toml)
    return check(read_bars(tmp_path / "bars.toml"), figures)


def test_a_floor_is_enforced_and_a_goal_is_not(tmp_path):
    toml = '["recall@5"]\nfloor = 0.8\ngoal = 0.95'
    (above,) = _verdicts(tmp_path, toml, {"recall@5": {"all": 0.9}})
    assert above.holds
    assert not above.goal_met
    (below,) = _verdicts(tmp_path, toml, {"recall@5": {"all": 0.79}})
    assert not below.holds


def test_a_floor_is_a_ceiling_where_lower_is_better(tmp_path):
    toml = "[over_refusal]\nfloor = 0.05"
    (good,) = _verdicts(tmp_path, toml, {"over_refusal": {"all": 0.05}})
    (bad,) = _verdicts(tmp_path, toml, {"over_refusal": {"all": 0.06}})
    assert good.holds
    assert not bad.holds


def test_each_language_named_must_reach_the_floor(tmp_path):
    toml = '[refusal_recall]\nfloor = 0.9\nlanguages = ["de", "en"]'
    found = _verdicts(tmp_path, toml, {"refusal_recall": {"all": 0.92, "de": 0.95, "en": 0.89}})
    assert [verdict.holds for verdict in found] == [True, False]


def test_a_figure_that_was_not_measured_misses_its_floor(tmp_path):
    (verdict,) = _verdicts(tmp_path, "[modality]\nfloor = 0.5", {})
    assert not verdict.holds


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[nonsense]\nfloor = 1", "no figure nonsense"),
        ("[modality]\nfloors = 1", "modality.floors: Extra inputs"),
        ("[modality]\nfloor = 'x'", "modality.floor: Input should be a valid number"),
        ("modality = 1", "modality: Input should be a valid dictionary"),
        ("[", "cannot be read"),
    ],
)
def test_a_mistake_in_the_bars_is_named(tmp_path, toml, said):
    (tmp_path / "bars.toml").write_text(toml)
    with pytest.raises(GoldError, match=said):
        read_bars(tmp_path / "bars.toml")


def test_the_packaged_bars_can_be_read():
    assert {bar.name for bar in read_bars(BARS)} >= {"quote_validity", "over_refusal", "said_lacking"}
