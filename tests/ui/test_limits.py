import pytest

from protokoll.errors import SettingsError
from protokoll.settings import Settings
from ui.limits import client, open_limits
from ui.problems import Problem


def test_the_question_above_the_limit_is_refused_and_told_when_to_come_back(serve_app):
    app = serve_app(rate_limit="2/minute")
    answers = [app.post("/api/ask", json={"question": "Jülich"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 60
    assert answers[2].json()["error"]["code"] == "rate_limited"


def test_reading_is_not_limited(serve_app):
    app = serve_app(rate_limit="1/minute")
    assert {app.get("/api/documents").status_code for _ in range(5)} == {200}


def test_the_limit_for_all_counts_everyone():
    limits = open_limits(Settings(rate_limit="100/minute", rate_limit_all="2/minute"))
    limits.count("192.0.2.1", {})
    limits.count("192.0.2.2", {})
    with pytest.raises(Problem, match="rate_limited"):
        limits.count("192.0.2.3", {})


def test_off_lifts_both():
    limits = open_limits(Settings(rate_limit="OFF"))
    for _ in range(1_000):
        limits.count("192.0.2.1", {})


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        ("192.0.2.1", "", (), "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", (), "192.0.2.1"),  # not believed
        ("10.0.0.1", "198.51.100.7", ("10.0.0.0/8",), "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7", ("10.0.0.0/8",), "198.51.100.7"),  # the left one is invented
        ("10.0.0.1", "198.51.100.7, 10.0.0.2", ("10.0.0.0/8",), "198.51.100.7"),
        ("10.0.0.1", "", ("10.0.0.0/8",), "10.0.0.1"),
        ("10.0.0.1", "unfug", ("10.0.0.0/8",), "unfug"),
        ("2001:db8:1:2:3::4", "", (), "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", (), "192.0.2.1"),
        ("testclient", "", (), "testclient"),
    ],
)
def test_it_knows_whom_to_count(peer, forwarded, proxies, counted):
    networks = open_limits(Settings(trusted_proxies=proxies)).proxies
    assert client(peer, {"x-forwarded-for": forwarded}, networks) == counted


@pytest.mark.parametrize(
    ("field", "value"), [("rate_limit", "viele"), ("rate_limit_all", "3"), ("trusted_proxies", "proxy.example")]
)
def test_a_setting_that_cannot_be_read_is_named(field, value):
    with pytest.raises(SettingsError, match=f"PROTOKOLL_{field.upper()} cannot be used"):
        open_limits(Settings(**{field: value}))
