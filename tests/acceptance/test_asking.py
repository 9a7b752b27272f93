"""What structure answers is answered whatever the judge thinks: lists, votes, tasks, people, documents by name.

Questions that only the judge decides are asked too; of them it is only expected that what is cited is verbatim.
"""

import re

import pytest

from tests.acceptance.documents import ALL
from tests.acceptance.test_reading import the_one

DECIDED = ("Was wurde beschlossen?", "What was decided?")
VOTED = ("Wie wurde abgestimmt?", "What were the results of the votes?")
TASKS = ("Wer macht was bis wann?", "Which tasks were assigned to whom?")
MISSING = ("Wer fehlte?", "Who was absent?")
PRESENT = ("Wer war anwesend?", "Who was present?")
LEADING = ("Wer leitete die Sitzung?", "Who chaired the meeting?")


def holding(kind):
    """The documents in which a phrase of a kind is known, with each way to ask for the list."""
    ways = {"decision": DECIDED, "vote": VOTED, "task": TASKS}[kind]
    documents = [known for known in ALL if kind in known.kinds.values()]
    return [pytest.param(known, way, id=f"{known.id}-{way}") for known in documents for way in ways]


def listing(states, ways):
    """The documents that list somebody in one of the states, with each way to ask for them."""
    documents = [known for known in ALL if set(known.people.values()) & set(states)]
    return [pytest.param(known, way, id=f"{known.id}-{way}") for known in documents for way in ways]


def quotes(answer):
    """The quotations of an answer as one text."""
    return " ~ ".join(citation.quote for citation in answer.citations)


def check_citations(answer, archive):
    """Markers and citations correspond one to one, and every quotation is verbatim at its place."""
    markers = [int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)]
    assert sorted(set(markers)) == [citation.marker for citation in answer.citations]
    for citation in (*answer.citations, *answer.closest):
        document = archive.documents[citation.document]
        assert document.quote(citation.start, citation.end) == citation.quote
        statement = next(s for s in document.statements if s.id == citation.statement_id)
        assert (citation.page, citation.printed) == (statement.page, statement.printed)
        assert citation.speaker == statement.speaker


def ask_list(asking, archive, known, question):
    """Ask for a list; it must be given, with sound citations of this document alone."""
    answer = asking.ask(question, document=known.id)
    assert answer.answered, answer.answer
    check_citations(answer, archive)
    assert {citation.document for citation in answer.citations} == {known.id}
    return answer


@pytest.mark.parametrize(
    ("known", "question", "kind"),
    [pytest.param(*p.values, kind, id=p.id) for kind in ("decision", "vote", "task") for p in holding(kind)],
)
def test_decisions_votes_and_tasks_are_listed_completely(asking, archive, known, question, kind):
    answer = ask_list(asking, archive, known, question)
    wanted = [phrase for phrase, own in known.kinds.items() if own == kind]
    assert [phrase for phrase in wanted if phrase not in quotes(answer)] == []
    others = [phrase for phrase, own in known.kinds.items() if {own, kind} == {"task", "decision"}]
    assert [phrase for phrase in others if phrase in quotes(answer)] == []


@pytest.mark.parametrize(("known", "question"), listing(("absent", "excused"), MISSING))
def test_those_who_were_missing_are_named_and_nobody_else(asking, archive, known, question):
    answer = ask_list(asking, archive, known, question)
    missing = {name for name, state in known.people.items() if state in ("absent", "excused")}
    assert {name for name in known.people if name in quotes(answer)} == missing


@pytest.mark.parametrize(("known", "question"), listing(("present",), PRESENT))
def test_those_who_were_present_are_named_and_none_of_the_missing(asking, archive, known, question):
    answer = ask_list(asking, archive, known, question)
    there = {name for name, state in known.people.items() if state not in ("absent", "excused")}
    assert {name for name in known.people if name in quotes(answer)} == there


@pytest.mark.parametrize(("known", "question"), listing(("chair",), LEADING))
def test_who_was_in_the_chair_is_named(asking, archive, known, question):
    answer = ask_list(asking, archive, known, question)
    [chair] = [name for name, state in known.people.items() if state == "chair"]
    assert chair in quotes(answer)


@pytest.mark.parametrize("question", ["Wer war anwesend?", "Wer fehlte?", "Wie wurde abgestimmt?"])
def test_a_question_that_fits_several_documents_gets_a_part_for_each_by_name(asking, archive, question):
    answer = asking.ask(question)
    assert answer.answered
    check_citations(answer, archive)
    cited = list(dict.fromkeys(citation.document for citation in answer.citations))
    assert len(cited) >= 3
    titles = "|".join(re.escape(document.title) for document in archive.documents.values())
    parts = re.split(rf"(?m)^(?:Protokoll: )?(?=(?:{titles})(?: \(|$))", answer.answer)[1:]
    assert len(parts) == len(cited)
    for part, name in zip(parts, cited, strict=True):
        assert part.startswith(archive.documents[name].title)
        own = {citation.marker for citation in answer.citations if citation.document == name}
        assert {int(number) for number in re.findall(r"\[(\d+)\]", part)} == own


@pytest.mark.parametrize(
    ("name", "question", "phrase", "page"),
    [
        ("bauausschuss-lindenau", "Wie wurde abgestimmt?", "9 Ja-Stimmen, 3 Nein-Stimmen", "S. 3"),
        ("landtag-81", "Wie wurde abgestimmt?", "mit 51 zu 62 Stimmen abgelehnt", "S. 8042"),
        ("bundestag-20177", "Wie wurde abgestimmt?", "mit den Stimmen der Koalition angenommen", "S. 22802"),
        ("gemeinderat-oberfelden", "Wie wurde abgestimmt?", "Mehrheitlich abgelehnt", "S. 2"),
        ("bauausschuss-lindenau", "What was decided?", "beschließt den Neubau", "p. 3"),
    ],
)
def test_the_page_stands_beside_the_quotation(asking, archive, name, question, phrase, page):
    answer = asking.ask(question, document=name)
    [citation] = [citation for citation in answer.citations if phrase in citation.quote]
    assert citation.page == the_one(archive.documents[name], phrase).page
    after = answer.answer[answer.answer.index(phrase) :]
    assert re.findall(r"(?:S\.|p\.) \d+", after)[0] == page


@pytest.mark.parametrize(
    ("name", "question", "phrase"),
    [
        ("verkehrsforum", "Wie viele Fahrzeuge fahren am Tag auf der Kaiserstraße?", "Kaiserstraße | 18.200 | 71 dB"),
        ("bauausschuss-lindenau", "Was kostet die Heizung?", "Heizung | 640.000 Euro | Juli 2025"),
        ("ruderverein", "Was hat die Regatta eingenommen?", "Regatta | 3.100 Euro | 2.870 Euro"),
        ("aufsichtsrat-wendtal", "Ist die Beteiligung an der Wassergesellschaft im Gewinn?", "Ohne die Beteiligung"),
        ("kirchengemeinderat", "Von wem ist das Gutachten zur Orgel?", "Gutachten des Orgelbauers Stumm vom Januar."),
        ("plenum-1986", "Wie viel Geld soll die Wiedervernässung bekommen?", "45 Millionen DM"),
        ("elternabend", "Was kostet die Klassenfahrt?", "245 Euro je Kind"),
        ("thornbury-council", "How much would longer opening hours cost?", "£23,400 a year"),
    ],
)
def test_table_rows_footnotes_and_sentences_are_found(asking, name, question, phrase):
    found = [hit.statement.text for hit in asking.search(question, 5, document=name)]
    assert [text for text in found if phrase in text], found


@pytest.mark.parametrize("question", ["Was sind die offenen Fragen?", "Which questions are open?"])
def test_open_questions_are_listed(asking, archive, question):
    answer = asking.ask(question, document="verkehrsforum")
    assert [citation.quote for citation in answer.citations] == ["Wer bezahlt den Umbau der Kreuzung?"]


@pytest.mark.parametrize(
    "question",
    ["Was kostet der Neubau?", "How many members are there?", "Wie hoch ist der Beitrag?", "Moor", "?", "", "a" * 5000],
)
def test_whatever_is_asked_what_is_cited_is_verbatim(asking, archive, question):
    check_citations(asking.ask(question), archive)


@pytest.mark.parametrize("question", ["Who was absent?", "Who was present?"])
def test_an_english_question_is_answered_in_english(asking, question):
    assert asking.ask(question, document="gemeinderat-oberfelden").language == "en"
