import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.columns import Word, rows_of
from ingest.feet import printed_number, printed_pages
from ingest.hyphens import Words
from ingest.layout import Line, groups_of
from ingest.shapes import ends_sentence, look
from ingest.source import Role


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("Klini-", "kum", "Klinikum"),
        ("Corona-", "Hilfe", "Corona-Hilfe"),
        ("Aus-", "und Weiterbildung", "Aus- und Weiterbildung"),
        ("Bund-", "oder Land", "Bund- oder Land"),
        ("2020-", "2021", "2020-2021"),
        ("vorher gesagt -", "bleiben wir", "vorher gesagt - bleiben wir"),
        ("die Stadt", "Wels", "die Stadt Wels"),
        ("Bundes\xad", "rat", "Bundesrat"),
        ("E-", "Mail", "E-Mail"),
    ],
)
def test_lines_are_joined_as_german_cuts_words(before, after, seen):
    cut, joint = Words([before, after]).joint(before, after)
    assert before[: len(before) - cut] + joint + after == seen


def test_a_word_is_joined_as_the_document_writes_it_elsewhere():
    words = Words(["Das Nord-Süd-Gefälle", "im Landkreis Nordrhein", "das Corona-Jahr und die Corona-Hilfe, Corona"])
    assert words.joint("das Corona-", "bedingte") == (0, "")
    assert words.joint("in Nord-", "rhein") == (1, "")


@pytest.mark.parametrize(
    "words",
    ["Er kommt.", "Wer kommt?", "So nicht!“", "Es gilt:", "Ende.¹", "(Ende.)", "„So ist es“"],
)
def test_sentences_end(words):
    assert ends_sentence(words)


@pytest.mark.parametrize("words", ["Herr Dr.", "am 3.", "z. B.", "die Stadt", "Abs.", "rund 2,5 Mio.", "u. a."])
def test_sentences_go_on(words):
    assert not ends_sentence(words)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("TOP 4 wird vertagt.", Role.PARAGRAPH),
        ("TOP 4: Haushalt", Role.HEADING),
        ("(Beifall)", Role.STAGE),
        ("(gemäß § 39 der Satzung)", Role.PARAGRAPH),
        ("(Elmenland GmbH), Frau Kröplin", Role.PARAGRAPH),
        ("- Vertraulich -", Role.PARAGRAPH),
        ("- Mehr Personal", Role.ITEM),
        ("18.00 Uhr im Rathaus", Role.PARAGRAPH),
        ("9.1 Alkoholverbot bei Spielen", Role.ITEM),
        ("3. Juli 2024", Role.PARAGRAPH),
        ("3. Die Verwaltung berichtet", Role.ITEM),
        ("Stadträtin Uysal (SPD):", Role.SPEAKER),
        ("Der Vorsitzende:", Role.SPEAKER),
        ("Schriftführer:", Role.PARAGRAPH),
        ("CDU", Role.PARAGRAPH),
        ("ENTSCHULDIGT", Role.HEADING),
    ],
)
def test_a_line_is_told_by_its_words(words, role):
    assert look(words).role is role


def lines(*words, edge=40):
    return [Line(own, right=len(own), edge=edge, lead=len(own.split()[0])) for own in words]


def test_a_line_that_ran_full_goes_on():
    groups = groups_of(lines("Die Vorsitzende begrüßt alle Mitglieder", "Gäste und die Presse.", "Ende."))
    assert [len(group.lines) for group in groups] == [2, 1]


def test_a_new_speaker_never_goes_on_in_the_paragraph_before():
    groups = groups_of(lines("Damit ist die Sitzung für heute aus nun.", "Stadtrat Hock (FDP): Danke."))
    assert len(groups) == 2


def test_a_number_and_the_title_below_it_are_one_heading():
    groups = groups_of(lines("3.)", "Messe Wels GmbH", "Patronatserklärung", "Der Antrag lautet:"))
    assert [group.role for group in groups] == [Role.HEADING, Role.PARAGRAPH]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("– 2 –", 2),
        ("Seite 3 von 9", 3),
        ("17", 17),
        ("3 / 9", 3),
        ("[PAGE 784]", 784),
        ("- Seite 1 von 2 -", 1),
        ("Punkt 3", None),
        ("3 Stimmen", None),
    ],
)
def test_page_numbers_are_told_from_other_lines(words, number):
    assert printed_number(words) == number


def test_the_number_that_grows_by_one_is_the_page():
    feet = [[f"{12911 + n} Landtag – 17. Wahlperiode 17/140 v. 27.09.2018"] for n in range(4)]
    assert printed_pages(feet) == [12911, 12912, 12913, 12914]


def word(left, top, words, size=10.0):
    return Word(left, left + size * len(words) / 2, top, top + size, words, size, bold=False)


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 700), st.text("abcdE", min_size=1, max_size=9)), max_size=80)
)
def test_rows_hold_every_word_once(places):
    words = [word(float(left), float(top), own) for left, top, own in places]
    found = [own for row in rows_of(words) for own in row.items]
    assert sorted(found) == sorted(words)


def test_a_vote_set_line_by_line_is_one_sentence():
    words = [
        "Der Antrag zu Punkt 3. wird mit",
        "33 Ja-Stimmen (SPÖ-Fraktion, ÖVP-Fraktion",
        "+ GRÜNE und drei weiteren) gegen",
        "1 Nein-Stimme angenommen.",
    ]
    groups = groups_of([Line(own, left=n * 9, right=n * 9 + len(own), edge=90, lead=3) for n, own in enumerate(words)])
    assert [len(group.lines) for group in groups] == [4]
