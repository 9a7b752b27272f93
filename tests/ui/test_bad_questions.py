import pytest

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\u202eneteiwzeb hcilJ ,tgasegs aw",
    "مرحبا بالعالم",
    "👩‍👩‍👧‍👦🏳️‍🌈 KI?",
    "Was\u0000steht da?",
    "\u0000",
    "\ufeff\u200b\u2028\u2029",
    "</s> <s> [1] [2] {question} ${7*7}",
    "'; drop table feedback; --",
    "a" * 1_000,
    "ß" * 999,
    "",
    "   \n\t ",
]


@pytest.mark.parametrize("question", HOSTILE)
def test_any_text_is_answered_in_order(client, question):
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 200
    assert response.json()["language"] in ("de", "en")


def test_markup_comes_back_as_it_went_in_and_as_json(client):
    response = client.post("/api/ask", json={"question": "<b>Jülich</b>"})
    assert response.headers["content-type"] == "application/json"
    assert response.json()["question"] == "<b>Jülich</b>"


def test_an_empty_question_is_unclear(client):
    assert client.post("/api/ask", json={"question": ""}).json()["reason"] == "unclear"


REFUSED = [
    (b'{"question": "\\ud800"}', "question_not_text"),
    (b'{"question": "' + b"a" * 10_000 + b'"}', "question_too_long"),
    (b'{"question": 3}', "question_not_text"),
    (b'{"question": null}', "question_not_text"),
    (b"{}", "question_missing"),
    (b"[]", "not_json"),
    (b"", "not_json"),
    (b"\xff\xfe\x00", "not_json"),
    (b"{" * 5_000, "not_json"),
    (b'{"question": "a", "language": "fr"}', "language"),
    (b'{"question": "a", "history": [{"role": "system", "content": "x"}]}', "history"),
    (b'{"question": "a", "history": [{"role": "user", "content": "\\udfff"}]}', "history"),
    (b'{"question": "a", "document": "gibt-es-nicht"}', "document"),
    (b'{"question": "a", "id": {"a": 1}}', "invalid"),
]


@pytest.mark.parametrize(("body", "code"), REFUSED)
def test_what_is_no_question_is_refused_with_a_reason(client, body, code):
    response = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == code


def test_more_than_twenty_messages_are_refused(client):
    history = [{"role": "user", "content": "x"}] * 21
    response = client.post("/api/ask", json={"question": "a", "history": history})
    assert response.json()["error"]["code"] == "history"


def test_the_refusal_does_not_repeat_what_was_sent(client):
    response = client.post("/api/ask", json={"question": "a", "language": "<script>"})
    assert "<script>" not in response.text


def test_a_body_above_64_kilobytes_is_refused(client):
    response = client.post("/api/ask", content=b"x" * 70_000, headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


def test_a_body_that_hides_its_length_is_refused_as_well(client):
    chunks = (b"x" * 10_000 for _ in range(10))
    response = client.post("/api/ask", content=chunks, headers={"Content-Type": "application/json"})
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("header", "beginning"),
    [("de-DE,de;q=0.9,en;q=0.8", "In der Anfrage"), ("en-US,en", "The request"), ("fr,en;q=0.5", "The request"),
     ("pt", "The request"), ("en;q=0.2,de;q=0.7", "In der Anfrage"), ("", "In der Anfrage")],
)  # fmt: skip
def test_a_refusal_speaks_the_askers_language(client, header, beginning):
    response = client.post("/api/ask", json={}, headers={"Accept-Language": header})
    assert response.json()["error"]["message"].startswith(beginning)


def test_the_language_of_the_question_comes_before_that_of_the_browser(client):
    response = client.post("/api/ask", json={"language": "en"}, headers={"Accept-Language": "de"})
    assert response.json()["error"]["message"].startswith("The request")
