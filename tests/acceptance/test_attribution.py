"""Nobody is ever given another's words: whoever is asked about is answered from their own statements, or refused."""

import re

import pytest

from tests.acceptance.test_asking import check_citations

COUNCIL, COMMITTEE, LANDTAG = "gemeinderat-oberfelden", "bauausschuss-lindenau", "landtag-81"
BUNDESTAG, TOWN, TRANSCRIPT = "bundestag-20177", "thornbury-council", "stadtrat-hollerbeck"
BOARD, FORUM = "aufsichtsrat-wendtal", "verkehrsforum"

# Somebody who speaks, asked for a topic or for everything (third value): only their words may be cited.
THEIRS = [
    (COUNCIL, "Was sagte Stadträtin Brandt zum Radweg?", "Brandt", False),
    (COUNCIL, "Was sagte Frau Brandt?", "Brandt", True),
    (COUNCIL, "Was sagte Nele Brandt zum Hallenbad?", "Brandt", False),
    (COUNCIL, "WAS SAGTE BRANDT?", "Brandt", True),
    (COUNCIL, "Brandt Radweg", "Brandt", False),
    (COUNCIL, "was sagte hofer zu den stellplätzen", "Hofer", False),
    (COUNCIL, "Wie steht Hofer zum Radweg?", "Hofer", False),
    (COUNCIL, "Was ist Hofers Meinung zum Radweg?", "Hofer", False),
    (COUNCIL, "Rede von Stadtrat Hofer", "Hofer", True),
    (COUNCIL, "Was sagte der Bürgermeister zu Tempo 30?", "Leitner", False),
    (COUNCIL, "Was sagte der Vorsitzende?", "Leitner", True),
    (COUNCIL, "What did the mayor say about the speed limit?", "Leitner", False),
    (COUNCIL, "Was antwortete der Bürgermeister auf die Frage nach Tempo 30?", "Leitner", False),
    (COUNCIL, "Was meinte die Vertreterin der Liberalen zum Radweg?", "Winkler", False),
    (COUNCIL, "Was sagte die FDP?", "Winkler", True),
    (COUNCIL, "was meint frau winkler", "Winkler", True),
    (COUNCIL, "What did councillor Winkler say about the costs?", "Winkler", False),
    (COUNCIL, "Position of Mrs Winkler on the swimming pool", "Winkler", False),
    (COUNCIL, "Was sagte FDP-Stadträtin Winkler?", "Winkler", True),
    (COUNCIL, "Was sagte die SPD zum Radweg?", "Demir", False),
    (COUNCIL, "Was hat Murat Demir zum Schulweg gesagt?", "Demir", False),
    (COUNCIL, "What did Mr Demir say about the way to school?", "Demir", False),
    (COUNCIL, "Was forderten die Grünen?", "Brandt", True),
    (COMMITTEE, "Was sagte die Bürgermeisterin?", "Rademacher", True),
    (COMMITTEE, "Was sagte Herr Kemper zum Wasserturm?", "Kemper", False),
    (COMMITTEE, "Was sagte Stadträtin Yildirim (SPD) zu den Plätzen?", "Yildirim", False),
    (COMMITTEE, "What did Mr Wolters say about the funding?", "Wolters", False),
    (COMMITTEE, "Was sagte Wolters über den Wasserturm?", "Wolters", False),
    (LANDTAG, "Was sagte Ludwig Farrenkopf zu den Kosten?", "Farrenkopf", False),
    (LANDTAG, "Was entgegnete Frau Nothnagel?", "Nothnagel", True),
    (LANDTAG, "Was sagte die Präsidentin zur Abstimmung?", "Stamm", False),
    (LANDTAG, "What did Farrenkopf demand?", "Farrenkopf", True),
    (LANDTAG, "Was sagten die Freien Wähler zum Rufbus?", "Nothnagel", False),
    (BUNDESTAG, "Was sagte Dr. Olbrich zur Binnenschifffahrt?", "Olbrich", False),
    (BUNDESTAG, "Was sagte Quast zur Schleuse?", "Quast", False),
    (BUNDESTAG, "Was sagte der Präsident?", "Harms", True),
    (TOWN, "What did Cllr Raman say about the library?", "Raman", False),
    (TOWN, "What did Tom Ashdown say about the culvert?", "Ashdown", False),
    (TOWN, "What did the chair say?", "Whitlock", True),
    (TOWN, "What did the Conservatives say about the costs?", "Ashdown", False),
    (TOWN, "What did Labour say?", "Whitlock", True),
    (TOWN, "Was sagte Frau Whitlock zur Bibliothek?", "Whitlock", False),
    (TRANSCRIPT, "Was sagte Miriam Tas zu den Trinkbrunnen?", "Tas", False),
    (TRANSCRIPT, "Was sagte Jonas Albers zu den Schultoiletten?", "Albers", False),
    (TRANSCRIPT, "What did Konrad Ziehm say about trees?", "Ziehm", False),
    (BOARD, "Was fragte Frau Zander?", "Zander", True),
]
# Nobody who speaks here: of another name, given name, form of address, party or document.
STRANGERS = [
    (COUNCIL, "Was sagte Frau Schnabel zum Radweg?", "Frau Schnabel kommt im Protokoll nicht zu Wort."),
    (COUNCIL, "Was sagte Anna Brandt zum Radweg?", "Anna Brandt kommt im Protokoll nicht zu Wort."),
    (COUNCIL, "Was sagte Herr Brandt zum Radweg?", "Herr Brandt kommt im Protokoll nicht zu Wort."),
    (COUNCIL, "Was sagte Jane Whitlock zur Bibliothek?", "Jane Whitlock kommt im Protokoll nicht zu Wort."),
    (COUNCIL, "What did Mrs Demir say?", "Mrs Demir does not speak in the minutes."),
    (COUNCIL, "Was sagte Frau Amsel?", "Frau Amsel kommt im Protokoll nicht zu Wort."),
    (COMMITTEE, "Was sagte Nele Brandt zur Kita?", "Nele Brandt kommt im Protokoll nicht zu Wort."),
    (LANDTAG, "Was sagte Heike Farrenkopf?", "Heike Farrenkopf kommt im Protokoll nicht zu Wort."),
    (BUNDESTAG, "Was sagte Olaf Scholz?", "Olaf Scholz kommt im Protokoll nicht zu Wort."),
    (TOWN, "What did Cllr Farrenkopf say about the library?", "Cllr Farrenkopf does not speak in the minutes."),
    (TRANSCRIPT, "Was sagte die CDU zu den Brunnen?", "CDU kommt im Protokoll nicht zu Wort."),
    (TRANSCRIPT, "Was sagte Dr. Sauerbier?", "Dr. Sauerbier kommt im Protokoll nicht zu Wort."),
]
# Listed, and silent.
SILENT = [
    (COUNCIL, "Was sagte Stadträtin Pohl zum Radweg?", "Pohl"),
    (COUNCIL, "Did Pohl say anything?", "Pohl"),
    (COUNCIL, "Was sagte Gregor Amsel?", "Amsel"),
    (COUNCIL, "Was sagte Stadtrat Amsel?", "Amsel"),
    (COUNCIL, "Was sagte Lisa Moor?", "Moor"),
    (COUNCIL, "Was sagte die AfD zum Radweg?", "Amsel"),
    (COMMITTEE, "Was sagte Stadträtin Reiß zur Kita?", "Reiß"),
    (TOWN, "What did Edith Crowe say about the library?", "Crowe"),
    (TOWN, "What did Owen Blake say?", "Blake"),
    (BOARD, "Was sagte Dr. Kessler zum Wärmenetz?", "Kessler"),
]
NAMED = re.compile(r"wird im Protokoll genannt, eine eigene Aussage ist dort|is named in the minutes, but no")


def surnames(document):
    """Everybody who is known in a document."""
    return {s.surname for s in document.speakers} | {p.name.split()[-1] for p in document.participants}


def check_own_words(answer, document):
    """In the answer's own words no name stands beside a quotation that is not that person's."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    for line in answer.answer.split("\n"):
        own = re.sub(r"[„“][^“”]*[“”]", "", line)
        cited = [by_marker[int(number)] for number in re.findall(r"\[(\d+)\]", line)]
        for name in (name for name in surnames(document) if name in own and cited):
            assert all(name in str(citation.speaker) for citation in cited), line
    opening = next((line for line in answer.answer.split("\n") if line.endswith(":")), "")
    for name in (name for name in surnames(document) if f"Von {name}" in opening or f"by {name}" in opening):
        assert all(name in str(citation.speaker) for citation in answer.citations), opening


def is_theirs(citation, surname):
    """Say whether a quotation is somebody's own, or nobody's and names them; lists of people are nobody's words."""
    listed = "participant" in citation.kinds
    return listed or surname in (citation.quote if citation.speaker is None else citation.speaker)


@pytest.mark.parametrize(("name", "question", "surname", "everything"), THEIRS)
def test_somebody_who_speaks_is_answered_from_their_own_words(asking, archive, name, question, surname, everything):
    answer = asking.ask(question, document=name)
    check_citations(answer, archive)
    check_own_words(answer, archive.documents[name])
    assert [c.speaker for c in answer.citations if not is_theirs(c, surname)] == []
    assert not everything or (answer.answered and all(surname in str(c.speaker) for c in answer.citations))


@pytest.mark.parametrize(("name", "question", "says"), STRANGERS)
def test_a_stranger_is_told_to_be_none_of_the_speakers(asking, archive, name, question, says):
    answer = asking.ask(question, document=name)
    assert not answer.answered
    assert answer.citations == ()
    assert says in answer.answer
    check_citations(answer, archive)


@pytest.mark.parametrize(("name", "question", "surname"), SILENT)
def test_somebody_listed_who_says_nothing_is_told_so(asking, archive, name, question, surname):
    answer = asking.ask(question, document=name)
    assert not answer.answered
    assert NAMED.search(answer.answer)
    check_citations(answer, archive)
    check_own_words(answer, archive.documents[name])
    assert [citation.quote for citation in answer.citations if surname not in citation.quote] == []
    assert {citation.speaker for citation in answer.citations} <= {None}


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Was sagte Frau Brandt?", COUNCIL),
        ("What did Cllr Ashdown say?", TOWN),
        ("Was sagte Ludwig Farrenkopf?", LANDTAG),
    ],
)
def test_among_all_documents_somebody_is_heard_where_they_speak(asking, archive, question, document):
    answer = asking.ask(question)
    assert answer.answered
    assert {citation.document for citation in answer.citations} == {document}
    assert archive.documents[document].title in answer.answer


def test_an_office_that_two_documents_know_gives_two_people_each_under_their_document(asking, archive):
    answer = asking.ask("Was sagte der Bürgermeister?")
    speakers = {citation.document: citation.speaker for citation in answer.citations}
    assert speakers == {COUNCIL: "Bürgermeister Dr. Frank Leitner", COMMITTEE: "Bürgermeisterin Ilse Rademacher"}
    assert all(archive.documents[name].title in answer.answer for name in speakers)


def test_where_nobody_is_recorded_nobody_is_given_a_statement(asking, archive):
    answer = asking.ask("Was sagte Frau Brandt zum Schulweg?", document=FORUM)
    assert (answer.answered, answer.reason) == (False, "not_attributed")
    check_own_words(answer, archive.documents[COUNCIL])


@pytest.mark.parametrize("topic", ["Infrastruktur", "Talenten", "Jülich"])
def test_in_the_shipped_protocol_nobody_is_ever_given_a_statement(pipeline, topic):
    [document] = pipeline.documents
    people = [person.name.split()[-1] for person in document.participants]
    for surname in people:
        for question in (f"Was sagte {surname} zu {topic}?", f"What did {surname} say about {topic}?"):
            answer = pipeline.ask(question)
            assert not answer.answered, question
            assert {citation.speaker for citation in (*answer.citations, *answer.closest)} <= {None}
            check_own_words(answer, document)


@pytest.mark.parametrize(
    ("name", "question", "stranger"),
    [
        (COUNCIL, "Was sagte Bürgermeister Schulze?", "Schulze"),
        (COUNCIL, "What did Mayor Smith say about the speed limit?", "Smith"),
        (COUNCIL, "Was sagte der Vorsitzende Schulze?", "Schulze"),
        (COUNCIL, "Was sagte Frau Schnabel von der FDP zum Radweg?", "Schnabel"),
        (COUNCIL, "Was sagte Frau Brandt (CDU)?", "Brandt"),
        (COMMITTEE, "Was sagte Yildirim (CDU) zu den Plätzen?", "Yildirim"),
    ],
)
def test_the_name_counts_more_than_office_or_party(asking, name, question, stranger):
    answer = asking.ask(question, document=name)
    assert answer.citations == ()
    assert re.search(rf"{stranger}[^.]* (?:kommt im Protokoll nicht zu Wort|does not speak)", answer.answer)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        (LANDTAG, "Was sagte der Bürgermeister zu den Bussen?"),
        (TRANSCRIPT, "Was sagte der Bürgermeister zu den Brunnen?"),
        (TOWN, "What did the mayor say?"),
        (TOWN, "What did the Town Clerk say about the library?"),
    ],
)
def test_an_office_that_nobody_holds_is_a_stranger(asking, name, question):
    answer = asking.ask(question, document=name)
    assert not answer.answered
    assert [citation for citation in answer.citations if citation.speaker] == []


@pytest.mark.parametrize(
    ("question", "surname"),
    [
        ("Was will Hofer beim Radweg?", "Hofer"),
        ("Was will die FDP beim Hallenbad?", "Winkler"),
        pytest.param("Hat Pohl dem Radweg zugestimmt?", "Pohl", marks=pytest.mark.xfail(reason="no verb of saying")),
        ("Was sagte Hofer über Winkler?", "Hofer"),
    ],
)
def test_other_questions_for_a_position_are_answered_from_their_words_too(asking, question, surname):
    answer = asking.ask(question, document=COUNCIL)
    assert [c.speaker for c in answer.citations if not is_theirs(c, surname)] == []
