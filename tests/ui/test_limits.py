import pytest

from protokoll.settings import Settings
from ui.arrival import trusted, visitor
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
    limits.count("192.0.2.1")
    limits.count("192.0.2.2")
    with pytest.raises(Problem, match="rate_limited"):
        limits.count("192.0.2.3")


def test_off_lifts_both():
    limits = open_limits(Settings(rate_limit="OFF"))
    for _ in range(1_000):
        limits.count("192.0.2.1")


def test_feedback_uses_up_nobodys_questions(serve_app):
    app = serve_app(rate_limit="1/minute")
    feedback = [app.post("/api/feedback", json={"rating": "up", "question": "?"}).status_code for _ in range(2)]
    assert feedback == [201, 429]
    assert app.post("/api/ask", json={"question": "Jülich"}).status_code == 200


PROXIES = ("10.0.0.0/8", "2001:db8::/32")


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "told"),
    [
        ("192.0.2.1", [], (), "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.7"], (), "192.0.2.1"),  # not believed
        ("10.0.0.1", ["198.51.100.7"], PROXIES, "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9, 198.51.100.7"], PROXIES, "198.51.100.7"),  # the left one is invented
        ("10.0.0.1", ["203.0.113.9", "198.51.100.7"], PROXIES, "198.51.100.7"),  # so is the first line
        ("10.0.0.1", ["198.51.100.7, 10.0.0.2"], PROXIES, "198.51.100.7"),
        ("10.0.0.1", [], PROXIES, "10.0.0.1"),
        ("10.0.0.1", ["unfug1"], PROXIES, "10.0.0.1"),  # else each invented word would be a new client
        ("10.0.0.1", ["198.51.100.7, unfug2"], PROXIES, "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.7:4711"], PROXIES, "198.51.100.7"),
        ("10.0.0.1", ["[2001:db8:f::7]:4711"], ("10.0.0.0/8",), "2001:db8:f::7"),
        ("::ffff:10.0.0.1", ["198.51.100.7"], PROXIES, "198.51.100.7"),
        ("testclient", [], (), "testclient"),
    ],
)
def test_it_knows_who_asks(peer, forwarded, proxies, told):
    assert visitor(peer, forwarded, trusted(Settings(trusted_proxies=proxies))) == told


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("testclient", "testclient"),
    ],
)
def test_it_knows_whom_to_count(address, counted):
    assert client(address) == counted
