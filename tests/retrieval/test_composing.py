"""How an answer is composed: kinds told by verbs, two sides as sides, long ones with the most important first."""

from pathlib import Path

import pytest

from ingest.corpus import read_document
from ingest.document import Document
from retrieval.affirming import affirmed
from retrieval.aims import aimed
from retrieval.answer import Draft, Reason
from retrieval.editing import FIRST, edited, with_partners
from retrieval.evidence import Evidence
from retrieval.extractive import given, write
from retrieval.figures import figures_in
from retrieval.lists import asked_list
from retrieval.parts import MOST, gathered, parted
from retrieval.pipeline import Pipeline
from retrieval.polarity import judged
from retrieval.question import Query
from retrieval.verify import faults
from tests.retrieval.minutes import COUNCIL, minutes

PROTOCOL = read_document(Path(__file__).parents[2] / "corpus" / "zukunftsforum-ki-2024-02-22.md")


def query(question: str, language: str = "de") -> Query:
    return Query(question, question, language)


def cited(question: str, *words: str, language: str = "de", document: Document = PROTOCOL) -> tuple[Evidence, Draft]:
    """What is written where these statements answer a question."""
    chosen = tuple(next(s for s in document.statements if part in s.text) for part in words)
    return written(question, Evidence(document, "answer", 0.9, chosen=chosen), language)


def written(question: str, evidence: Evidence, language: str = "de") -> tuple[Evidence, Draft]:
    evidence = edited(query(question, language), evidence)
    draft = write(query(question, language), evidence, "")
    assert faults(draft, evidence.document, given(evidence, "")) == []
    return evidence, draft


def aim(question: str, language: str = "de", document: Document = PROTOCOL) -> tuple[Evidence, Draft]:
    evidence = aimed(query(question, language), [document])
    assert evidence is not None
    return written(question, evidence, language)


@pytest.mark.parametrize(
    ("words", "language", "beginning"),
    [
        ("China hat 8", "de", "„China hat 8 eigene Sprachmodelle entwickelt“ [1] – so hält es das Protokoll fest"),
        ("Open Source ist wichtig", "en", "“Open source is important” [1] – an assessment that the minutes record"),
        ("Einsatz von KI muss", "de", "Gefordert wird: „"),
        ("Wie kann man KI für", "de", "Die Frage lautet: „"),
        ("Jülich", "de", "Festgehalten und gefordert wird, verbunden mit einer Frage: „"),
        ("Donnerstag", "de", "„Donnerstag, 22.02.2024 10:00 – 12:00 Uhr“ [1] (Datum und Uhrzeit"),
        ("Rebecca", "de", "Auf der Liste der Beteiligten steht: „"),
    ],
)
def test_the_verb_tells_what_a_statement_does(words: str, language: str, beginning: str) -> None:
    assert cited("?", words, language=language)[1].text.startswith(beginning)


def test_statements_that_do_the_same_stand_under_one_line() -> None:
    _, draft = cited("Talente?", "Wir brauchen die Expert", "Einsatz von KI", "China hat 8", "Open Source ist wichtig")
    lines = draft.text.splitlines()
    assert [line for line in lines if line.endswith(":")] == ["Festgehalten wird:", "Gefordert wird:"]
    assert sum(line.startswith("- „") for line in lines) == 4


def test_a_statement_that_introduces_others_comes_with_them() -> None:
    evidence, draft = cited("AI Act?", "AI Act ist geschlossen")
    assert [s.text[:10] for s in evidence.chosen[1:]] == ["Zu viele u", "Großes Pro"]
    assert draft.text.count("\n  - „") == 2


@pytest.mark.parametrize(
    ("question", "words", "short"),
    [
        ("Ist Jülich das einzige Supercomputingzentrum mit ausreichenden GPU-Kapazitäten?", "Jülich", "yes"),
        ("Hat China 8 eigene Sprachmodelle entwickelt?", "China hat 8", "yes"),
        ("Hat China 9 eigene Sprachmodelle entwickelt?", "China hat 8", ""),
        ("Hat China keine eigenen Sprachmodelle entwickelt?", "China hat 8", ""),
        ("Ist Open Source wichtig?", "Open Source ist wichtig", ""),  # a claim
        ("Ist Heilbronn das größte Supercomputingzentrum?", "Jülich", ""),
        ("Ist der Einsatz von KI verlässlich?", "Einsatz von KI muss", ""),
        ("Ist der AI Act ein gutes Gesetz?", "AI Act ist geschlossen", ""),
    ],
)
def test_yes_and_no_only_where_the_minutes_say_it_in_these_words(question: str, words: str, short: str) -> None:
    assert cited(question, words)[0].short == short


POLES = [
    ("en", "open", "closed"), ("en", "higher", "lower"), ("en", "up", "down"), ("en", "full", "empty"),
    ("en", "before the break", "after the break"), ("en", "allowed", "forbidden"), ("en", "safe", "unsafe"),
    ("de", "offen", "geschlossen"), ("de", "gestiegen", "gesunken"), ("de", "teurer", "billiger"),
    ("de", "vor der Pause", "nach der Pause"), ("de", "zulässig", "unzulässig"), ("de", "mehr", "weniger"),
]  # fmt: skip


def short(question: str, sentence: str, language: str = "de") -> str:
    statement = next(s for s in minutes(f"# Minutes\n\n## 1 Pool\n\n{sentence}\n").statements if s.text == sentence)
    return affirmed(question, language, statement)


@pytest.mark.parametrize(("language", "one", "other"), [*POLES, *((way, b, a) for way, a, b in POLES)])
@pytest.mark.parametrize("denied", [False, True])
def test_the_opposite_of_what_is_asked_never_has_the_same_answer(
    language: str, one: str, other: str, denied: bool
) -> None:
    subject, verb, not_ = ("Das Freibad", "Ist", "nicht ") if language == "de" else ("The open-air pool", "Is", "not ")
    sentence = f"{subject} {verb.lower()} {not_ * denied}{one}."
    answer = short(f"{verb} {subject.lower()} {one}?", sentence, language)
    assert answer == ("no_plain" if denied else "yes_plain")
    assert short(f"{verb} {subject.lower()} {other}?", sentence, language) == ""


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        ("Was pool income down?", "Pool income in the first half of the year was £3,000, up 8 per cent.", "en"),
        ("Was the pool fee up?", "The main causes were a lower pool fee and the wages.", "en"),
        ("Have applications fallen?", "Applications from overseas have fallen.", "en"),
        ("Was the pilot a success?", "The pilot was a success in two of ten pools.", "en"),
        ("Gibt es einen Zuschuss zum Eintritt?", "Ein Zuschuss zum Eintritt wurde mehrfach gewünscht.", "de"),
        ("Ist der Antrag zulässig?", "Der Antrag ist zulässig ohne Gutachten.", "de"),
        ("Was wollte Tim Rau im Schwimmbad?", "Tim Rau bittet um Bänke im Schwimmbad.", "de"),
        ("Was hältst du von Tempo 30?", "Stadtrat Baum hält Tempo 30 für überflüssig.", "de"),
        ("Ist das Becken dicht?", "Es wird gefragt, ob das Becken dicht ist.", "de"),
        ("Ist die Verlagerung beschlossen?", "Die Verlagerung sei beschlossen.", "de"),
        ("Ist das Becken dicht?", "Das Becken ist dicht, so die Verwaltung.", "de"),
    ],
)
def test_what_is_not_just_what_is_asked_gets_neither_yes_nor_no(question: str, sentence: str, language: str) -> None:
    assert short(question, sentence, language) == ""


def test_a_recorded_fact_is_no_assessment() -> None:
    assert short("Has a reply been received?", "No reply had been received.", "en") == "no_plain"
    document = minutes("# Minutes\n\n## 1 Pool\n\nNo reply had been received.\n")
    _, draft = cited("Has a reply been received?", "No reply", language="en", document=document)
    assert draft.text.startswith("No, as the minutes put it. „No reply")


BEIRAT = minutes("""# Niederschrift über die Sitzung des Ortsbeirats

Anwesend: Herr Paul Emmerich, Frau Dr. Ines Halm, Herr Yusuf Kaplan, Herr Wolf (Tiefbauamt)

## 1. Radweg

Herr Kaplan möchte wissen, ob der Radweg noch in diesem Jahr gebaut wird.

Herr Wolf verneint dies. Die Mittel seien erst für 2027 eingeplant.

Frau Dr. Halm fragt, ob die Linden stehen bleiben. Herr Wolf bejaht das; gefällt werde nur eine Kastanie.

Frau Dr. Halm erkundigt sich nach dem Zaun.

## 2. Saal

Herr Emmerich erkundigt sich, weshalb der Saal gesperrt ist. Der Saal ist wegen eines Wasserschadens geschlossen.

Herr Kaplan bittet um eine Bank vor der Kita. Herr Wolf sagt eine Prüfung zu.

Strittig blieb, ob die Bühne erneuert werden soll. Herr Emmerich ist dagegen.

Die Vereine sollten am Umbau beteiligt werden.
""")
HEARING = minutes("""Select Committee on Rural Transport

The Chair: Welcome. Ms Sandhu, how many villages have lost their bus since 2019?

Ms Rita Sandhu: Forty-four. Most of them had fewer than six hundred inhabitants.

Mr Ian Croft: Ms Sandhu, are most of your drivers full-time? And Dr Ferris, are small buses cheaper?

Ms Rita Sandhu: About two thirds are. I would like more.

The Chair: Dr Ferris.

Dr Ann Ferris: Not per passenger. They cost about nine pounds a trip.

Ms Jo Petty: Do any of you support a flat fare of two pounds?

Mr Tom Oakley: We do. It has filled the buses on Saturdays.

Dr Ann Ferris: I am not convinced. The money would be better spent on frequency.

Ms Rita Sandhu: A flat fare without a subsidy would ruin every small company in the county.

Mr Tom Oakley: May I say that we would not oppose that.

The Chair: We now come to the railways.
""", "hearing.txt")  # fmt: skip


@pytest.mark.parametrize(
    ("document", "question", "chosen", "shown"),
    [
        (BEIRAT, "Wird der Radweg gebaut?", "Kaplan möchte", ["Kaplan möchte", "Wolf verneint"]),
        (BEIRAT, "Warum ist der Saal zu?", "Emmerich erkundigt", ["Emmerich erkundigt", "Wasserschadens"]),
        (BEIRAT, "Kommt eine Bank?", "Kaplan bittet", ["Kaplan bittet", "sagt eine Prüfung zu"]),
        (BEIRAT, "Was ist mit dem Zaun?", "nach dem Zaun", ["nach dem Zaun"]),
        (BEIRAT, "Wer hat nach den Linden gefragt?", "Halm fragt", ["Halm fragt"]),
        (HEARING, "How many villages?", "Forty-four", ["how many villages", "Forty-four"]),
        (HEARING, "Are the drivers part-time?", "About two thirds", ["drivers full", "About two thirds"]),
        (HEARING, "Are buses cheaper?", "are small buses", ["full-time", "About two thirds", "Not per"]),
        (HEARING, "Is a flat fare opposed?", "not oppose that", ["would ruin", "not oppose that"]),
        (HEARING, "What would ruin them?", "would ruin", ["would ruin"]),
    ],
)
def test_a_question_comes_with_its_replies_and_a_brief_reply_with_its_question(
    document: Document, question: str, chosen: str, shown: list[str]
) -> None:
    evidence, _ = cited(question, chosen, document=document)
    assert [part in s.text for part, s in zip(shown, evidence.chosen, strict=True)] == [True] * len(shown)


def test_shorter_keeps_a_reply_beside_its_question() -> None:
    evidence, _ = cited("Wird der Radweg gebaut?", "Kaplan möchte", "Die Vereine sollten", document=BEIRAT)
    assert with_partners(evidence.chosen[:1], evidence.chosen) == list(evidence.chosen[:2])
    assert with_partners(evidence.chosen[2:], evidence.chosen) == list(evidence.chosen[2:])


def test_a_frame_tells_only_what_is_so() -> None:
    assert cited("Bühne?", "Strittig blieb", document=BEIRAT)[1].text.startswith("„Strittig blieb")
    assert cited("Vereine?", "Vereine sollten", document=BEIRAT)[1].text.startswith("Gefordert wird: „")
    council = minutes(COUNCIL.replace("Bürgermeister Brandt: Ich danke", "Der Vorsitzende berichtet, er danke"))
    _, reported = cited("Dank?", "Vorsitzende berichtet", document=council)
    assert reported.text.startswith("Was Bürgermeister Klaus Brandt sagte, gibt das Protokoll so wieder: „Der Vors")
    _, spoken = cited("Geld?", "Ich halte das Geld", document=council)
    assert spoken.text.startswith("Laut Protokoll sagte Stadtrat Otto Baum")


def test_people_are_counted_only_where_each_has_a_line() -> None:
    several = minutes("# Minutes\n\nPresent: Ann Ames; Bo Birk; Cleo Cox\n\nApologies: Dan Dorn\n\n## Pool\n\nIt is.\n")
    _, draft = cited("Who?", "Present", "Apologies", document=several, language="en")
    assert draft.text.startswith("The list of participants includes:")


@pytest.mark.parametrize("question", ["Was wurde zum Radweg beschlossen?", "What was decided about the cycle path?"])
def test_whoever_asks_what_was_decided_reads_the_decision_first(question: str) -> None:
    council = minutes(COUNCIL)
    evidence, _ = cited(question, "Wir fordern den Radweg", "beschließt, den Radweg", document=council)
    assert "beschließt" in evidence.chosen[0].text
    evidence, _ = cited("Was ist mit dem Radweg?", "Wir fordern den Radweg", "beschließt, den Radweg", document=council)
    assert "Wir fordern" in evidence.chosen[0].text


@pytest.mark.parametrize(
    ("question", "language"),
    [("Was spricht für und was gegen den AI Act?", "de"), ("Pros and cons of the AI Act?", "en")],
)
def test_both_sides_are_named_as_sides(question: str, language: str) -> None:
    evidence, draft = aim(question, language)
    assert [group.name for group in evidence.groups] == ["con_first", "pro_then"]
    assert "4. Impuls" in evidence.groups[0].statements[0].section
    assert "6. Impuls" in evidence.groups[1].statements[0].section
    assert ("Dagegen" if language == "de" else "Against this") in draft.text


def test_a_contradiction_is_two_statements_against_each_other() -> None:
    evidence, _ = aim("Gibt es Widersprüche im Protokoll?")
    assert {group.statements[0].section[0] for group in evidence.groups} == {"4. Impuls", "6. Impuls"}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was ist das Fazit?", "de"),
        ("Was war das Wichtigste?", "de"),
        ("Fasse das Protokoll zusammen.", "de"),
        ("Was ist das Ergebnis des Gesprächs?", "de"),
        ("What is the conclusion?", "en"),
        ("tl;dr", "en"),
        ("Give me an overview of the discussion", "en"),
    ],
)
def test_the_conclusion_is_the_theses_all_of_them_in_order(question: str, language: str) -> None:
    evidence, _ = aim(question, language)
    theses = [s for s in PROTOCOL.statements if s.section[0].startswith("Zentrale Thesen")]
    assert list(evidence.chosen) == theses


def test_without_theses_the_conclusion_is_what_was_decided_or_the_weightiest_of_each_section() -> None:
    council = minutes(COUNCIL)
    evidence, draft = aim("Was ist das Fazit?", document=council)
    assert evidence.aim in ("results", "overview")
    assert "beschließt, den Radweg zu planen" in draft.text


def test_a_speech_is_no_result_and_a_cue_makes_nobody_demand() -> None:
    council = minutes(COUNCIL.replace("Wir Liberale wollen", "Wir müssen das beschließen, und wir wollen"))
    evidence, _ = aim("Was ist das Fazit?", document=council)
    assert not any(statement.speaker for statement in evidence.chosen) or evidence.aim == "overview"
    _, said = cited("Radweg?", "Wir fordern den Radweg", "Wir müssen das", document=council)
    assert "fordert:" not in said.text


def test_all_demands_begin_with_the_most_important_and_count_the_rest() -> None:
    question = "Welche konkreten Forderungen richten die Experten an die Politik?"
    listed = asked_list(question, PROTOCOL)
    assert listed is not None
    whole = Evidence(PROTOCOL, "answer", 0.95, chosen=listed.statements, listed=listed.name)
    evidence, draft = written(question, whole)
    assert len(evidence.chosen) == FIRST
    assert [s.section[0][:7] for s in evidence.chosen[:5]] == ["Zentral"] * 5
    assert len(draft.further) == len(evidence.rest) > FIRST
    assert f"Dazu kommen {len(evidence.rest)} weitere Stellen." in draft.text


def test_numbers_come_first_where_numbers_are_wanted() -> None:
    _, draft = aim("Nenne alle Zahlen im Protokoll")
    assert "- 75%, 19%: „75% schätzen" in draft.text
    assert "- 10 Millionen: „" in draft.text


def test_a_number_that_counts_off_is_none() -> None:
    assert figures_in("3) Vertrauen: 19 Prozent, kein 2. Google, 10.000 Euro") == ["19 Prozent", "10.000 Euro"]


@pytest.mark.parametrize("question", ["Vergleiche den 4. und den 6. Impuls", "What differs between impulse 4 and 6?"])
def test_two_sections_are_compared_under_their_names(question: str) -> None:
    evidence, draft = aim(question)
    assert [group.value for group in evidence.groups] == ["4. Impuls", "6. Impuls"]
    assert "4. Impuls:" in draft.text
    assert "6. Impuls:" in draft.text


def test_two_things_are_compared_side_by_side() -> None:
    evidence, draft = aim("Compare Germany and the US", "en")
    assert [group.value for group in evidence.groups[1:]] == ["Germany", "US"]
    assert "On Germany:" in draft.text


def test_that_a_term_is_used_and_not_explained_is_said() -> None:
    evidence, draft = aim("Was bedeutet LLM?")
    assert evidence.state == "refuse"
    assert "verwendet ‚LLM‘, erklärt den Begriff aber nicht" in draft.text


@pytest.mark.parametrize(
    "question",
    [
        "Was ist das Ergebnis der Studie zu Rechenkapazitäten?",
        "Wie viele Sprachmodelle hat China entwickelt?",
        "Wer war für den Haushalt zuständig?",
        "Was ist der AI Act?",
        "Welche Zahlen nennt Caltech?",
        "Was wurde zu Jülich gesagt?",
    ],
)
def test_a_question_for_something_in_particular_is_left_to_the_judge(question: str) -> None:
    assert aimed(query(question), [PROTOCOL]) is None


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Was sagt das Protokoll zu Steuern und zu Heilbronn?", ["zu Steuern", "zu Heilbronn"]),
        ("Was steht zu A, zu B und zu C im Protokoll?", ["zu A", "zu B", "zu C"]),
        (
            "Wann und wo fand das Gespräch statt und wer war dabei?",
            ["Wann fand das Gespräch statt", "wo fand das Gespräch statt", "wer war dabei"],
        ),
        ("Wer hat moderiert? Was war in Jülich? Wie alt?", ["Wer hat moderiert", "Was war in Jülich", "Wie alt"]),
        ("Was wurde zu Jülich gesagt?", []),
        ("Wie verändert KI die Forschung und wie sollte die Politik reagieren?", []),
        ("Was sagt das Protokoll über Forschung und Lehre?", []),
    ],
)  # fmt: skip
def test_a_message_is_taken_apart_where_it_asks_several_things(message: str, parts: list[str]) -> None:
    assert [part.words for part in parted(query(message))] == parts


def test_every_part_of_a_message_is_answered_or_named_as_lacking() -> None:
    parts = parted(query("Was sagt das Protokoll zu A, zu B, zu C, zu D, zu E und zu F?"))
    answer = Evidence(PROTOCOL, "answer", 0.9, chosen=PROTOCOL.statements[20:21])
    refusal = Evidence(PROTOCOL, "refuse", 0.1, Reason.NOT_IN_PROTOCOL)
    whole = gathered(parts, [answer, refusal, answer, refusal, refusal][:MOST])
    assert whole is not None
    assert [part.asked for part in (whole, *whole.others)] == ["Zu A:", "Zu C:"]
    assert whole.others[-1].lacking == ("zu B", "zu D", "zu E", "zu F")
    assert gathered(parts, [refusal] * MOST) is None


def test_a_topic_that_stands_in_the_minutes_is_never_called_lacking(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Was steht zu Quantencomputern, zu Heilbronn und zu Jülich im Protokoll?")
    assert [name for one in answer.citations for name in ("Heilbronn", "Jülich") if name in one.quote] == [
        "Heilbronn",
        "Jülich",
    ]
    assert answer.unanswered == ("zu Quantencomputern",)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Das ist kein gutes Gesetz", -1), ("Der Ansatz ist gelungen", 1), ("Die Kritik ist nicht gerechtfertigt", 1),
     ("Ist das ein Problem?", 0), ("A law with too many unclear terms", -1), ("China hat 8 Modelle", 0)],
)  # fmt: skip
def test_a_judgement_is_turned_round_by_a_negation(text: str, sign: int) -> None:
    assert (judged(text) > 0) - (judged(text) < 0) == sign


HEARING = """# Committee on Rivers

Oral evidence: Eels and weirs

Chair: Good morning and welcome to this session.

Chair: Dr Lund, how many weirs are there?

Dr Lund: There are 212 weirs on the river. We ask for passes at forty of them within five years.

Mr Okoro: Our company supports passes, but it disagrees with the costs that were published.

Chair: Thank you very much.
"""
TALKS = """# Gesprächsrunde Dorfladen

Ergebnispapier

## Lage

- Der Dorfladen hat an vier Tagen geöffnet.
- Er sollte auch samstags öffnen.
- Andere hielten den Samstag für zu teuer.

## Geld

- Die Miete beträgt 400 Euro im Monat.
"""


def test_an_overview_of_a_hearing_lets_each_witness_speak_and_never_the_chair() -> None:
    evidence, draft = aim("What was the hearing about?", "en", document=minutes(HEARING))
    assert "Committee on Rivers" in draft.text
    assert [group.value for group in evidence.groups if group.name == "person"] == ["Dr Lund", "Mr Okoro"]
    assert "Good morning" not in draft.text


def test_an_overview_names_title_and_sections_and_leaves_out_what_every_meeting_does() -> None:
    council = minutes(COUNCIL.replace("## TOP 2", """## TOP 2 Genehmigung der Niederschrift

Beschluss: Die Niederschrift der 2. Sitzung wird genehmigt.

## TOP 3 Brücke

Beschluss: Die Brücke wird saniert.

## TOP 4"""))
    evidence, draft = aim("Worum ging es in der Sitzung?", document=council)
    assert evidence.aim == "results"
    assert "TOP 1 Radweg am Bahnhof; TOP 3 Brücke" in draft.text
    assert "Die Brücke wird saniert" in draft.text
    assert "wird genehmigt" not in draft.text


@pytest.mark.parametrize(
    "question", ["Worüber waren sich die Fachleute uneinig?", "Was waren die strittigsten Punkte?"]
)
def test_a_dispute_is_told_as_the_minutes_mark_it(question: str) -> None:
    evidence, _ = aim(question, document=minutes(TALKS))
    assert [s.text for s in evidence.chosen] == [
        "Er sollte auch samstags öffnen.",
        "Andere hielten den Samstag für zu teuer.",
    ]
    calm, draft = aim(question, document=minutes(TALKS.replace("- Andere hielten den Samstag für zu teuer.\n", "")))
    assert calm.state == "refuse"
    assert "keine Aussagen als strittig" in draft.text


def test_decisions_of_a_hearing_that_only_speaks_of_some_are_refused() -> None:
    document = minutes(HEARING.replace("There are 212", "The board decided last year, and there are 212"))
    listed = asked_list("What did the committee decide?", document)
    assert listed is not None
    assert listed.statements == ()
