import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.words import Vocabulary, is_keywords, nearest_words, words

CORPUS = Vocabulary.of(
    [
        "Training der Modelle braucht Rechenkapazitäten",
        "Jülich ist das einzige Supercomputingzentrum mit ausreichenden GPU- Kapazitäten",
        "Heilbronn ist der richtige Ansatz: öffentliche Gelder hebeln",
        "Forschung und Freiheit der Forschung sind wichtig",
        "In der Forschung fehlen Talente",
        "Forschung ist gut aufgestellt",
        "GAIAX ist vernachlässigt worden",
        "75% schätzen die strategische Bedeutung von LLM als sehr hoch ein",
    ],
    also=["Wie steht es um die Bindung der Talente?"],
)
GERMAN = st.text("abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ -,.?0123456789")


@given(st.text(), st.sampled_from(["de", "en"]))
def test_any_text_has_words(text, language):
    assert all(words(text, language, CORPUS))


@given(GERMAN)
def test_case_does_not_change_words(text):
    assert words(text.upper()) == words(text) == words(text.lower())


@given(GERMAN)
def test_umlauts_written_as_ae_oe_ue_do_not_change_words(text):
    typed = text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}))

    assert words(typed) == words(text)


@pytest.mark.parametrize("typed", ["Juelich", "jülich", "JÜLICH", "Julich", "Ju\u0308lich", "Jü\u00adlich"])
def test_every_spelling_of_juelich_is_one_word(typed):
    assert words(typed) == words("Jülich")


@pytest.mark.parametrize(("one", "other"), [("neue", "Nu"), ("Dauer", "Daur"), ("Quelle", "Qulle")])
def test_ue_after_a_vowel_or_q_is_no_umlaut(one, other):
    assert words(one) != words(other)


@pytest.mark.parametrize("word", ["Gehälter", "Gehaelter", "Gehalts", "gehalt"])
def test_inflected_words_share_a_stem(word):
    assert words(word) == words("Gehalt")


def test_a_hyphenated_word_is_found_by_its_parts_and_written_as_one():
    assert words("KI-Forschung")[:2] == ["ki", "forschung"]
    assert set(words("KIForschung")) < set(words("KI-Forschung"))


def test_a_hyphen_at_a_line_break_is_mended():
    assert words("GPU- Kapazitäten") == words("GPU-Kapazitäten")


def test_a_hyphen_that_stands_for_a_word_to_come_stays():
    assert words("Forschungs- und Innovationssystem") == [*words("Forschung"), *words("Innovationssystem")]


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("Rechenkapazitäten", "Kapazität"),
        ("Forschungsfreiheit", "Freiheit"),
        ("Forschungsgelder", "Forschung"),
        ("Talentbindung", "Bindung"),
    ],
)
def test_a_compound_is_found_by_its_part(compound, part):
    assert words(part)[0] in words(compound, "de", CORPUS)


@pytest.mark.parametrize("word", ["Kapazitäten", "Ansatz", "Heilbronn", "wichtig"])
def test_a_word_that_only_ends_like_another_is_not_split(word):
    assert words(word, "de", CORPUS) == words(word)


def test_stopwords_of_both_languages_are_left_out():
    assert words("Was ist das, und what is the matter with it?") == words("matter")


def test_english_words_get_english_stems():
    assert words("sovereignties", "en") == words("sovereignty", "en")


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("Heilbron", "Heilbronn"), ("Jülihc", "Jülich"), ("Rechenkapazitäen", "Rechenkapazitäten")],
)
def test_a_slip_finds_the_word_meant(typo, meant):
    assert nearest_words(words(typo)[0], CORPUS)[0] == words(meant)[0]


@pytest.mark.parametrize("word", ["Jülich", "Quantencomputer", "KI", "2024"])
def test_words_known_far_short_or_numbers_have_no_neighbour(word):
    assert nearest_words(words(word)[0], CORPUS) == ()


@pytest.mark.parametrize(
    "question", ["Talente Heilbronn", "infos zu china", "Heilbronn?", "open source", "need for experts", "GAIA-X"]
)
def test_bare_keywords_are_recognised(question):
    assert is_keywords(question)


@pytest.mark.parametrize(
    "question",
    ["Wer hat teilgenommen?", "wer war da", "Kommt eine Dystopie?", "Was Caltech mentioned?", "", "…", "und"],
)
def test_sentences_and_empty_questions_are_no_keywords(question):
    assert not is_keywords(question)
