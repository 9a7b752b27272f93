"""Who is for or against something, who asked or called for it, how people voted, and whose tasks are whose."""

from collections.abc import Sequence

import pytest

from retrieval.answer import Answer, Reason
from retrieval.deeds import does, on_side, subjects
from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import asking, minutes, talk

HARBOUR = """# Minutes of the Quay Committee, 4 June 2024

Present: Ann Marlow (Chair), Bert Oakes, Carla Finch, Dan Reed

## 1. Ferry timetable

Ann Marlow asked whether the late ferry would pay for itself. Bert Oakes said it would not.

Carla Finch proposed to run the late ferry on Fridays alone.

## 2. Applications

AP-3 Floating sauna at the north quay, 20,000 pounds.

Dan Reed supported it. Carla Finch opposed it because of the noise.

DECISION 12: Rejected (1 for, 3 against).

AP-4 Benches of oak on the promenade.

DECISION 13: Approved unanimously.

## 3. Kiosk

Bert Oakes said that the kiosk takes the light from the terrace.

The kiosk was approved by 2 votes to 1 (against: Finch), with 1 abstention (Reed).

## 4. Actions

| Action | Owner | Due |
|---|---|---|
| Ask the ferry company for figures | Oakes | 1 July |
| Order the benches | Marlow | 10 July |
"""
RAT = """# Niederschrift der 9. Sitzung des Gemeinderates Seefeld vom 5. März 2024

Vorsitz: Bürgermeister Klaus Brandt

Anwesend: Stadträtin Mira Lenz (GRÜNE), Stadtrat Otto Baum (CDU), Stadträtin Eva Huth (SPD), Stadtrat Jan Kern (SPD)

## TOP 1 Sanierung der Stadtmauer

Stadtrat Baum spricht sich gegen das Vorhaben aus. Stadträtin Lenz widerspricht. Stadtrat Kern fragt, wer das bezahlt.

Abstimmung: 4 Ja, 1 Nein (Baum), keine Enthaltung

## TOP 2 Verbot von Laubbläsern

Stadträtin Huth lehnt den Antrag ab. Sie fordert mehr Rechen. Stadträtin Lenz fordert ein Verbot von Laubbläsern im Ort.

Der Antrag wird mit 2 Ja-Stimmen gegen 3 Nein-Stimmen abgelehnt.

## TOP 3 Spielplatz am Weiher

Stadtrat Kern: Der Spielplatz am Weiher braucht neue Schaukeln, das sage ich seit Jahren.

Der Gemeinderat vertagt die Entscheidung einstimmig auf die Sitzung im April.
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("sides"), {"quay": HARBOUR, "rat": RAT})


def quoted(answer: Answer) -> str:
    return " | ".join(citation.quote for citation in answer.citations)


def speakers(answer: Answer) -> list[str]:
    return [citation.speaker for citation in answer.citations if citation.speaker]


@pytest.mark.parametrize(
    ("question", "document", "has", "lacks"),
    [
        ("Wer war gegen die Sanierung der Stadtmauer?", "rat", ["1 Nein (Baum)", "spricht sich gegen"], ["Laub"]),
        ("Who opposed the floating sauna?", "quay", ["Carla Finch opposed it"], ["timetable", "kiosk"]),
        ("Who supported the floating sauna?", "quay", ["Dan Reed supported it"], ["kiosk"]),
        ("Who was against the kiosk?", "quay", ["against: Finch"], ["takes the light"]),
        ("Wer ist gegen das Verbot von Laubbläsern?", "rat", ["Huth lehnt den Antrag ab"], ["Baum"]),
    ],
)
def test_a_side_is_read_off_the_words(
    two: Pipeline, question: str, document: str, has: Sequence[str], lacks: Sequence[str]
) -> None:
    answer = two.ask(question, document=document)
    assert answer.answered
    assert all(words in quoted(answer) for words in has)
    assert not any(words in quoted(answer) for words in lacks)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Wer ist gegen Laubbläser?", "rat"),  # whoever is against the ban is not against what it bans
        ("Wer war gegen den Spielplatz?", "rat"),
        ("Wer lehnt die Förderung ab?", "rat"),  # somebody "fordert" in the same item
        ("Who was against the late ferry?", "quay"),
    ],
)
def test_nobody_is_put_on_a_side_that_no_words_tell(two: Pipeline, question: str, document: str) -> None:
    answer = two.ask(question, document=document)
    assert not answer.answered
    assert not answer.citations


def test_who_was_for_it_is_told_with_the_vote_that_names_only_the_others(two: Pipeline) -> None:
    answer = two.ask("Who supported the kiosk?", document="quay")
    assert answer.reason is Reason.NOT_ATTRIBUTED
    assert [citation.kinds for citation in answer.citations] == [("vote",)]


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("Who proposed to run the late ferry on Fridays?", "quay", "Carla Finch proposed"),
        ("Who asked whether the late ferry would pay for itself?", "quay", "Ann Marlow asked"),
        ("Who said the late ferry would not pay for itself?", "quay", "Bert Oakes said it would not"),
        ("Wer forderte ein Verbot von Laubbläsern?", "rat", "Stadträtin Lenz fordert"),
    ],
)
def test_who_did_it_is_the_subject_of_the_sentence(two: Pipeline, question: str, document: str, words: str) -> None:
    answer = two.ask(question, document=document)
    assert answer.answered
    assert words in quoted(answer)
    assert "not recorded" not in answer.answer


@pytest.mark.parametrize(
    "question", ["Wer forderte neue Bänke am Weiher?", "Wer fragte nach den Schaukeln auf dem Spielplatz?"]
)
def test_nobody_is_named_who_did_something_else(two: Pipeline, question: str) -> None:
    assert not two.ask(question, document="rat").answered


@pytest.mark.parametrize(
    ("question", "document", "has"),
    [
        ("Wer stimmte gegen die Mauersanierung?", "rat", "1 Nein (Baum)"),
        ("Hat Frau Lenz gegen die Sanierung der Stadtmauer gestimmt?", "rat", "1 Nein (Baum)"),
        ("Wie hat die CDU bei der Stadtmauer abgestimmt?", "rat", "1 Nein (Baum)"),
        ("Wer hat gegen die Vertagung gestimmt?", "rat", "vertagt die Entscheidung einstimmig"),
        ("Who abstained?", "quay", "1 abstention (Reed)"),
        ("How many were against AP-3?", "quay", "3 against"),
        ("Wie viele Gegenstimmen gab es bei der Stadtmauer?", "rat", "1 Nein (Baum)"),
    ],
)
def test_a_vote_is_that_on_the_matter_asked_about(two: Pipeline, question: str, document: str, has: str) -> None:
    answer = two.ask(question, document=document)
    assert answer.answered
    assert [has in citation.quote for citation in answer.citations] == [True]


def test_a_vote_that_names_nobody_is_shown_as_such(two: Pipeline) -> None:
    voted = two.ask("Hat Frau Lenz gegen das Verbot von Laubbläsern gestimmt?", document="rat")
    assert (voted.answered, voted.reason) == (False, Reason.NOT_ATTRIBUTED)
    answer = two.ask("Wer stimmte gegen das Verbot von Laubbläsern?", document="rat")
    assert (answer.answered, answer.reason) == (False, Reason.NOT_ATTRIBUTED)
    assert "3 Nein-Stimmen" in quoted(answer)
    assert "Baum" not in answer.answer
    other = two.ask("Wer stimmte gegen das Hallenbad?", document="rat")
    assert not other.answered
    assert not other.citations


@pytest.mark.parametrize(
    ("question", "opening", "decision"),
    [("Was AP-3 approved?", "Floating sauna", "DECISION 12"), ("Was AP-4 approved?", "Benches", "DECISION 13")],
)
def test_a_decision_is_that_on_the_paragraph_before_it(
    two: Pipeline, question: str, opening: str, decision: str
) -> None:
    quotes = [citation.quote for citation in two.ask(question, document="quay").citations]
    assert len(quotes) == 2
    assert opening in quotes[0]
    assert quotes[1].startswith(decision)


def test_what_was_adopted_and_what_was_rejected_are_told_apart(two: Pipeline) -> None:
    adopted, rejected = (two.ask(f"What was {done}?", document="quay") for done in ("adopted", "rejected"))
    assert "DECISION 13" in quoted(adopted)
    assert "Rejected" not in quoted(adopted)
    assert "DECISION 12" in quoted(rejected)
    assert "unanimously" not in quoted(rejected)
    assert "following decisions:" in two.ask("What was decided?", document="quay").answer  # cues alone count nothing
    assert "vertagt" in quoted(two.ask("Was wurde vertagt?", document="rat"))


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("What are Bert Oakes's tasks?", "ferry company", "benches"),
        ("What does Ann Marlow have to do?", "benches", "ferry company"),
        ("Who has to do what by when?", "ferry company", "sauna"),
    ],
)
def test_tasks_are_those_of_the_one_asked_for(two: Pipeline, question: str, has: str, lacks: str) -> None:
    answer = two.ask(question, document="quay")
    assert has in quoted(answer)
    assert lacks not in quoted(answer)
    assert not two.ask("What does Carla Finch have to do?", document="quay").answered


def test_two_people_are_compared_by_their_own_words(two: Pipeline) -> None:
    answer = two.ask("Vergleiche Herrn Baum und Frau Lenz", document="rat").answer
    assert answer.index("Baum:") < answer.index("spricht sich gegen") < answer.index("Lenz:")
    alone = two.ask("Vergleiche Herrn Baum und Herrn Zorn", document="rat")
    assert "Zorn" in alone.unanswered


def test_somebody_silent_on_a_topic_is_said_to_be(two: Pipeline) -> None:
    answer = two.ask("Was sagte Herr Kern zur Netzabdeckung?", document="rat")
    assert not answer.answered
    spoken = two.ask("Was sagte Herr Kern zum Spielplatz?", document="rat")
    assert "neue Schaukeln" in quoted(spoken)


def test_a_group_is_those_whose_description_says_so(two: Pipeline) -> None:
    answer = two.ask("Was hat die Ministerin gesagt?", document="rat")
    assert answer.answer.startswith("Die Ministerin kommt im Protokoll nicht zu Wort.")
    members = two.ask("Was sagen die Stadträte?", document="rat")
    assert {"Baum", "Lenz", "Kern"} <= {each.split(" (")[0].split()[-1] for each in speakers(members)}
    assert "Lenz" not in " ".join(speakers(two.ask("Was sagt die SPD?", document="rat")))
    group = two.ask("Was sagen die Gewerkschafter?", document="rat")
    assert group.answer.startswith("Die Gewerkschafter kommen im Protokoll nicht zu Wort.")


def test_deeds_are_told_by_the_verb_and_not_by_a_mention() -> None:
    document = minutes(RAT, "rat.md")
    against = [s.text for s in document.statements if does(s, "against", document)]
    assert any("Baum spricht sich gegen" in text for text in against)
    assert not any("Lenz widerspricht" in text and "Baum" not in text for text in against)
    text = "# Protokoll\n\n## TOP 1 Zaun\n\nFrau Ilse Rabe ist nicht gegen den Zaun. Herr Udo Fink lehnt den Zaun ab.\n"
    fence = minutes(text, "zaun.md")
    told = [each.subject for s in fence.statements for each in does(s, "against", fence)]
    assert told == ["Herr Udo Fink"]
    assert any(subjects(s, fence) or s.speaker for s in fence.statements)


def test_what_stands_for_the_matter_is_read_with_what_came_before() -> None:
    text = (
        "# Minutes\n\n## 1 Lighting\n\nCllr Ray Qureshi suggested switching the lamps off.\n\n"
        "Cllr Ann Ashby objected to this.\n\nCllr Ben Dunn opposed the new sign that hides the lamps.\n\n"
        "Cllr Eve Marsh supported the new sign.\n"
    )
    document = minutes(text, "lamps.md")
    against = on_side("against", ("switching", "lamps"), document)
    assert [s.text for s in against] == ["Cllr Ann Ashby objected to this."]
    assert on_side("for", ("switching", "lamps"), document) == ()
    assert on_side("for", ("lighting",), document) == ()


MOOR = """# Moorgate Parish Council

Minutes of the meeting held on 3 February 2025

Present: Cllr Ann Doyle (Chair), Cllr Ben Marsh, Cllr Cora Nunn, Cllr Dev Patel, Mrs Faye Grant (Librarian)

## 1. Declarations

Cllr Patel declared an interest in item 3. It was agreed that he could speak but not vote on that item.

## 2. Speed limit in Mill Street

Cllr Marsh argued that a limit would be meaningless. He said that he would not support it.

RESOLVED (3 for, 2 against) that the Council request a limit in Mill Street.

Cllr Nunn asked that her vote against be recorded.

## 3. Repair of the hall roof

Three quotations had been received:

| Contractor | Price |
|---|---|
| Northgate Roofing | £16,950 |
| Beckett & Sons | £18,400 |

Cllr Marsh favoured Northgate Roofing as the cheapest.
It was RESOLVED (3 for, 1 against) to accept the quotation of Beckett & Sons.

## 4. Bench in the park

RESOLVED unanimously that a bench be bought.

## 5. Library

Mrs Grant reported that the library had been open on Sundays.
On average 40 people had come. She recommended keeping the Sundays in winter.

The Chair promised to write to the County. The Chair thanked the volunteers.

## 6. Precept

It was RESOLVED (4 for, 1 against) to set the precept at £8,000. Cllr Doyle voted against.
"""
WEIHER = """# Niederschrift der 3. Sitzung des Ortsrats Weiher vom 4. Februar 2025

Vorsitz: Ortsbürgermeisterin Greta Sievers

Anwesend: Bernd Ohlsen, Tanja Reuter, Malte Griebel, Yasemin Kilic

## TOP 1 Dorfplatz

Frau Sievers stellt den Entwurf für 240.000 Euro vor. Herr Ohlsen hält das für zu teuer.
Er werde dem Entwurf nicht zustimmen.

**Beschluss:** Dem Entwurf für den Dorfplatz wird zugestimmt.

Abstimmung: 3 Ja, 2 Nein.

Frau Kilic erklärt zu Protokoll, dass sie dagegen gestimmt habe.

## TOP 2 Blitzer an der Mühle

**Beschluss:** Der Landkreis wird um einen Blitzer gebeten.

Abstimmung: 4 Ja, 1 Nein.

## TOP 3 Gebühren

**Beschluss:** Die Gebühr steigt auf 45 Euro.

Abstimmung: 3 Ja, 2 Nein (Griebel, Reuter).

## TOP 4 Nächste Schritte

1. Frau Sievers schreibt bis Ende März an den Landkreis.
2. Die Bepflanzung bleibt wie sie ist.
3. Herr Griebel lädt die Vereine ein.

Weiher, den 6. Februar 2025
"""
KLINIK = """# Personalversammlung der Kreisklinik

2. April 2025, Speisesaal

## 1. Dienstpläne

Der Personalrat bemängelt, dass Dienstpläne zu spät kommen.
Die Klinikleitung sagt zu, sie ab Juli früher zu veröffentlichen.

## 2. Parken

Die Parkgebühr steigt auf 25 Euro im Monat.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("told"), {"moor": MOOR, "weiher": WEIHER, "klinik": KLINIK})


def played(pipeline: Pipeline, document: str, *questions: str) -> Answer:
    return talk(pipeline, *questions, document=document)[-1]


@pytest.mark.parametrize(
    ("question", "document", "has", "lacks"),
    [
        ("Who voted against the speed limit?", "moor", ["her vote against be recorded", "3 for, 2 against"], ["Doyle"]),
        ("Did Cllr Nunn vote against the speed limit?", "moor", ["her vote against be recorded"], ["Doyle"]),
        ("Did Cllr Marsh vote for the speed limit?", "moor", ["would not support"], ["Doyle"]),
        ("Did Cllr Patel vote on the hall roof?", "moor", ["could speak but not vote"], ["Doyle"]),
        ("Wer hat gegen den Dorfplatz gestimmt?", "weiher", ["dagegen gestimmt", "nicht zustimmen"], ["Griebel"]),
        ("Hat Frau Kilic gegen den Dorfplatz gestimmt?", "weiher", ["dagegen gestimmt"], ["Griebel"]),
        ("Who voted against the precept?", "moor", ["Cllr Doyle voted against"], ["Nunn"]),
    ],
)
def test_who_voted_how_is_also_told_beside_the_count(
    told: Pipeline, question: str, document: str, has: Sequence[str], lacks: Sequence[str]
) -> None:
    answer = told.ask(question, document=document)
    assert answer.answered, answer.answer
    assert all(words in quoted(answer) for words in has), quoted(answer)
    assert not any(words in quoted(answer) for words in lacks), quoted(answer)


@pytest.mark.parametrize(
    ("questions", "document", "counted"),
    [
        (["Was wurde zum Blitzer beschlossen?", "Wer war dagegen?"], "weiher", "4 Ja, 1 Nein"),
        (["Wer war gegen den Blitzer?"], "weiher", "4 Ja, 1 Nein"),
        (["What was decided about the hall roof?", "And who voted against?"], "moor", "3 for, 1 against"),
    ],
)
def test_a_vote_that_names_nobody_is_no_other_ones(
    told: Pipeline, questions: Sequence[str], document: str, counted: str
) -> None:
    answer = played(told, document, *questions)
    assert answer.reason is Reason.NOT_ATTRIBUTED
    assert counted in quoted(answer)
    assert not any(name in quoted(answer) for name in ("Griebel", "Nunn", "Doyle"))


def test_the_matter_of_a_follow_up_is_that_of_the_answer_before_in_another_language_too(told: Pipeline) -> None:
    answer = played(told, "moor", "Was wurde zum Tempolimit beschlossen?", "Wer war dagegen?")
    assert "her vote against be recorded" in quoted(answer)
    assert "Doyle" not in quoted(answer)


def test_how_it_ended_is_what_was_decided_on_the_matter_before(told: Pipeline) -> None:
    answer = played(told, "weiher", "Was kostet der Dorfplatz?", "Wie ging es aus?")
    assert "wird zugestimmt" in quoted(answer)
    assert "Blitzer" not in quoted(answer)


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("What did the Librarian recommend?", "She recommended", "promised"),
        ("What did the Chair promise?", "promised to write", "declared"),
    ],
)
def test_what_somebody_promised_or_recommended_is_theirs_alone(
    told: Pipeline, question: str, has: str, lacks: str
) -> None:
    answer = told.ask(question, document="moor")
    assert has in quoted(answer)
    assert lacks not in quoted(answer)


def test_that_nothing_is_attributed_is_not_said_where_bodies_speak(told: Pipeline) -> None:
    answer = told.ask("Wer kritisiert die Parkgebühr?", document="klinik")
    assert "keine Aussage einer Person, Partei oder Einrichtung" not in answer.answer
