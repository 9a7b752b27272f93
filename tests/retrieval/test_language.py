import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language import Lexicon, detect, trigrams

LEXICON = Lexicon.of(
    german=[
        "Jülich ist das einzige Supercomputingzentrum mit ausreichenden GPU-Kapazitäten",
        "Open Source ist wichtig",
        "Wie kriegen wir Talente?",
        "Foundation Model in Europa",
        "AI Act ist geschlossen worden",
        "California Institute of Technology: 10 Millionen",
        "Peter Drucker",
    ],
    english=[
        "Jülich is the only supercomputing centre with sufficient GPU capacity",
        "Open source is important",
        "How do we get talent?",
        "Foundation model in Europe",
        "AI Act has been closed",
        "California Institute of Technology: 10 million",
        "Peter Drucker",
    ],
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was sagt das Protokoll über Open Source?", "de"),
        ("What do the minutes say about open source?", "en"),
        ("infos zu talente", "de"),
        ("what abt jülich gpus", "en"),
        ("AI Act kritik", "de"),
        ("AI Act criticism", "en"),
        ("gehaelter", "de"),
        ("salaries", "en"),
        ("Kernfusion?", "de"),
        ("hw many models dose china hav", "en"),
        ("wieviele sprachmodele hat china", "de"),
        ("moin", "de"),
        ("Und in Frankreich?", "de"),
        ("And France?", "en"),
    ],
)
def test_it_tells_german_from_english_in_short_lower_case_and_misspelt_questions(question, language):
    assert detect(question, LEXICON).code == language


def test_a_name_that_the_document_writes_in_one_word_is_a_name_with_its_hyphen():
    lexicon = Lexicon.of(["GAIAX ist vernachlässigt worden"], ["GAIAX has been neglected"])
    assert [detect("GAIA-X", lexicon, default=default).code for default in ("de", "en")] == ["de", "en"]


def test_a_borrowed_word_is_not_english_because_the_bank_asks_more_often_in_english():
    lexicon = Lexicon.of(["Deep Tech"], ["deep tech"], [("deep tech money?", "en")] * 50)
    assert detect("Familien und Deep Tech", lexicon).code == "de"


@pytest.mark.parametrize("default", ["de", "en"])
@pytest.mark.parametrize("question", ["Jülich?", "GPU", "Peter Drucker", "75%", "150", "…", "🙃🙃", ""])
def test_names_and_numbers_alone_are_in_the_language_of_the_interface(question, default):
    language = detect(question, LEXICON, default=default)

    assert (language.code, language.asked, language.certain) == (default, None, False)


def test_a_name_alone_follows_the_questions_before_it():
    earlier = ["What do the minutes say about talent?", "Peter Drucker?"]

    assert detect("Jülich?", LEXICON, default="de", earlier=earlier).code == "en"


def test_a_clear_question_does_not_follow_the_questions_before_it():
    assert detect("Und in Frankreich?", LEXICON, default="en", earlier=["What about China?"]).code == "de"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Combien d'argent l'Allemagne investit-elle dans l'IA ?", "fr"),
        ("¿Quién participó en la discusión?", "es"),
        ("quanti modelli linguistici ha sviluppato la Cina", "it"),
        ("Toplantıya kimler katıldı?", "tr"),
        ("Dlaczego Jülich jest ważne?", "pl"),
        ("Wat zegt het verslag over kunstmatige intelligentie?", "nl"),
        ("Кто участвовал в обсуждении?", "ru"),
        ("Хто брав участь в обговоренні?", "uk"),
        ("من شارك في النقاش؟", "ar"),
        ("谁参加了讨论", "zh"),
        ("議事録には何と書いてありますか?", "ja"),
    ],
)
def test_another_language_is_named_and_answered_in_english(question, language):
    found = detect(question, LEXICON)

    assert (found.code, found.asked, found.answered) == ("en", language, False)


def test_a_borrowed_title_does_not_make_a_german_question_english():
    assert detect("Was heißt „Culture eats strategy for breakfast“?", LEXICON).code == "de"


def test_a_quoted_german_word_does_not_make_an_english_question_german():
    assert detect("What is meant by Gießkanne and Willkommenskultur?", LEXICON).code == "en"


@given(st.text())
def test_any_text_gets_a_language_to_answer_in(question):
    assert detect(question, LEXICON).code in ("de", "en")


def test_a_long_text_does_not_take_minutes():
    started = time.perf_counter()
    detect("Unsinn zusammengeschrieben " * 100_000, LEXICON)

    assert time.perf_counter() - started < 10


def test_the_reading_translation_of_the_protocol_is_told_from_the_protocol():
    path = Path("corpus/zukunftsforum-ki-2024-02-22.en.tsv")
    rows = list(csv.reader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    pairs = [(german, english) for german, english in rows if len(german.split()) > 6]

    right = [detect(german).code == "de" and detect(english).code == "en" for german, english in pairs]

    assert sum(right) / len(right) >= 0.99


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was CR-17 approved?", "en"),
        ("Was Ngozi Eze present?", "en"),
        ("Was anyone against it?", "en"),
        ("Was ist CR-17?", "de"),
        ("Was kostet CR-17?", "de"),
        ("Was sagt Ngozi Eze?", "de"),
        ("And Joanna Fitch?", "en"),
        ("Und Joanna Fitch?", "de"),
    ],
)
def test_a_word_of_both_languages_decides_nothing(question, language):
    assert {detect(question, default=other).code for other in ("de", "en")} == {language}


@pytest.mark.parametrize("word", ["der", "und", "ist", "für", "the", "and", "for", "who"])
def test_a_word_of_three_letters_is_judged_as_a_word(word):
    """Not as the sequence of letters that other words have: "ist" stands in "mist" and in "list"."""
    assert f"~{word}" in trigrams(word)
    assert word not in trigrams(word)
    assert detect(word, default="fr").code == ("en" if word in ("the", "and", "for", "who") else "de")
