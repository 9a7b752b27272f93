"""What people do with the answer before, and the forms that they wish."""

import json
from pathlib import Path

import pytest

from ingest.encoder import Encoder
from retrieval.followup import Message
from retrieval.form import wished
from retrieval.language import Lexicon
from retrieval.plain import Wordbook
from retrieval.spelling import Spelling
from retrieval.turn import Turn, Words, understand
from retrieval.turns import Turns

WORDS = Words(Lexicon(), Spelling.of([], []), Wordbook())


def turn(question: str, *before: str, language: str | None = None) -> Turn:
    return understand(question, [Message("user", each) for each in before], language, "de", WORDS)


@pytest.mark.parametrize(
    ("message", "act"),
    [
        ("Danke!", "thanks"),
        ("danke", "thanks"),
        ("thanks", "thanks"),
        ("ok", "ok"),
        ("ja", "ok"),
        ("tschüss", "bye"),
        ("bye", "bye"),
        ("wer hat das gesagt?", "who"),
        ("who said that", "who"),
        ("Wo steht das?", "where"),
        ("On which page?", "where"),
        ("Der genaue Wortlaut bitte", "wording"),
        ("Stimmt das?", "true"),
        ("Is that true?", "true"),
        ("mehr dazu", "more"),
        ("Tell me more about that", "more"),
        ("Kürzer bitte", "shorter"),
        ("tl;dr", "shorter"),
        ("In einem Satz bitte", "sentence"),
        ("in one sentence please", "sentence"),
        ("als drei Punkte", "points"),
        ("summarize in 3 bullet points", "points"),
        ("Bitte auf Englisch", "language"),
        ("Und auf Englisch?", "language"),
        ("Übersetze das bitte ins Englische.", "language"),
        ("Translate this into French", "language"),
        ("Gibt es einen Link zu dieser Stelle?", "link"),
        ("Welche davon ist eine Forderung?", "kind"),
        ("Und die Gegenposition?", "counter"),
        ("and the opposite view?", "counter"),
        ("Nur die Zahlen bitte", "numbers"),
        ("Nenne mir nur die Zahlen", "numbers"),
        ("Can you give that as a list?", "points"),
        ("In einfacher Sprache", "simpler"),
        ("der zweite Punkt", "nth"),
    ],
)
def test_an_act_on_the_answer_before_is_told_from_a_question(message, act):
    found = turn(message, "Was wurde zu Heilbronn gesagt?")
    assert found.act is not None
    assert found.act.name == act
    assert found.last is not None
    assert found.last.asked == "Was wurde zu Heilbronn gesagt?"


@pytest.mark.parametrize("message", ["Would he do it again?", "Würde er es tun?", "Warum ist die Stelle wichtig?"])
def test_a_question_with_a_word_of_an_act_is_a_question(message):
    assert turn(message, "Was wurde zu Heilbronn gesagt?").act is None


@pytest.mark.parametrize("message", ["Du bist dumm", "so ein Mist", "you are stupid", "You're useless"])
def test_an_insult_asks_nothing(message):
    assert turn(message).act.name == "unhappy"


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat teilgenommen?",
        "Welche Forderungen gibt es?",
        "Fasse das Protokoll zusammen",
        "Was war das Wichtigste?",
        "Nenne alle Zahlen im Protokoll",
        "Gibt es Widersprüche im Protokoll?",
        "Was gibt es zu Open Source?",
        "Was steht unter TOP 9?",
        "Where does the council meet?",
        "Who took part?",
    ],
)
def test_a_question_is_no_act(question):
    assert turn(question, "Was wurde zu Heilbronn gesagt?").act is None


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("Auf Englisch bitte", "en"),
        ("In German please", "de"),
        ("In English please", "en"),
        ("Auf Deutsch bitte", "de"),
    ],
)
def test_a_wish_for_a_language_counts_whatever_language_it_is_in_and_is_on(message, language):
    other = {"de": "en", "en": "de"}[language]
    assert turn(message, "Was wurde zu Heilbronn gesagt?", language=other).query.language == language


@pytest.mark.parametrize(
    ("question", "most", "names", "rest"),
    [
        ("Fasse den 4. Impuls in drei Sätzen zusammen", 3, {"sentences"}, "Fasse den 4. Impuls zusammen"),
        ("Nenne die wichtigsten fünf Thesen als Liste", 5, {"points", "list"}, "Nenne die Thesen"),
        ("Worum ging es? Kurz bitte", 0, {"short"}, "Worum ging es?"),
        (
            "Gib mir ein Zitat für einen Artikel über KI-Fachkräfte",
            1,
            {"quotation"},
            "Was wurde gesagt zu KI-Fachkräfte",
        ),
        ("What was said about Jülich in one sentence?", 1, {"sentence"}, "What was said about Jülich?"),
        ("Was steht im 5. Impuls?", 0, set(), "Was steht im 5. Impuls?"),
        ("Which three standard answers are named?", 0, set(), "Which three standard answers are named?"),
    ],
)
def test_the_form_is_taken_out_of_the_question(question, most, names, rest):
    form, left = wished(question)
    assert (form.most, set(form.names), left) == (most, names, rest)


def test_acts_are_done_one_after_the_other():
    found = turn("Auf Englisch bitte", "Was wurde zu Heilbronn gesagt?", "mehr dazu", "Danke!")
    assert [act.name for act in found.done] == ["more"]


def test_a_completed_question_can_be_asked_again_as_it_was_shown():
    once = turn("Warum?", "Hat China eigene Sprachmodelle?").query
    again = turn(once.understood).query
    assert (again.asked, again.before, again.understood) == (once.asked, once.before, once.understood)


def test_thanks_and_wishes_of_the_gold_conversations_are_understood():
    lines = Path("eval/gold/conversations.jsonl").read_text("utf-8").splitlines()
    turns = [t for line in lines for t in json.loads(line)["turns"] if t["kind"] in ("thanks", "language")]
    assert [t["question"] for t in turns if turn(t["question"], "Was wurde zu Heilbronn gesagt?").act is None] == []


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Nice meeting you!", "hello"),
        ("Geht es dir heute gut?", "hello"),
        ("Bist du eigentlich ein Computer?", "abilities"),
        ("Are you a computer?", "abilities"),
        ("May I write in German?", "abilities"),
        ("Was hältst du von der Schule?", "abilities"),
        ("Wer redet am meisten?", "abilities"),
        ("Which documents are stored here?", "documents"),
        ("Welche Protokolle sind hier gespeichert?", "documents"),
        ("Tell me a good joke", "off_topic"),
        ("Kannst du mir eine E-Mail an das Rathaus schreiben?", "off_topic"),
        ("Wird es morgen regnen?", "off_topic"),
        ("Welche Unterlagen wurden beraten?", ""),
        ("Which documents were submitted to the council?", ""),
        ("Was hält die Bürgermeisterin von der Schule?", ""),
        ("Wer schreibt den Brief an das Rathaus?", ""),
        ("What did the weather do to the harvest?", ""),
        ("Are robots used in the home?", ""),
        ("Can you park at the pool?", ""),
        ("Wer hat zum Haushalt gesprochen?", ""),
        ("Grüß Gott", "hello"),
        *((topic, "") for topic in ("Personal", "Schule", "Wasser?", "Kinder", "Arbeit", "bus", "tax", "Wetter")),
    ],
)
def test_what_asks_nothing_of_minutes_is_told_by_its_vector(message, kind):
    assert Turns.load().talk(message, lambda: Encoder.load().questions([message])[0].vector) == kind
