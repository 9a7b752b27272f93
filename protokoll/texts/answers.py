"""The sentences of answers. Minutes are not speech: that somebody "said" something is told where it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerTexts:
    """Sentences in one language. Fields in braces are filled in by `str.format`."""

    quote: str  # typographic quotes around {words}
    and_: str
    verbs: Mapping[str, str]  # what a statement does, but asking, as retrieval.telling names it
    is_done: str  # {verbs}: "recorded and called for is"
    was_done: str  # {verbs}: of what is over and done
    with_question: str  # behind either, where the quotation asks as well
    question: str  # before a quotation that asks
    questions: str
    partly: Mapping[str, str]  # before several that call for something or ask, some of which also record something
    says: Mapping[str, str]  # behind a speaker's name, before what they ask or call for
    records: str  # before a long quotation of a fact, or several
    claims: str  # before a long quotation of what was judged or expected
    plainly: str  # before a long quotation of which nobody has said what it is
    record_after: str  # the same three behind a short one, which is the answer
    claim_after: str
    plainly_after: str
    short: Mapping[str, str]  # the answer to a question for yes or no, before its proof
    aims: Mapping[str, str]  # {count}, {section}, {term}: the opening of an answer that is more than a list
    groups: Mapping[str, str]  # {value}: a line above some statements of such an answer
    counted: Mapping[str, str]  # what several statements of one kind are called
    said: str  # {speaker}: one statement in their own words
    asked_by: str  # {speaker}: a question of theirs
    demanded_by: str  # {speaker}: a demand of theirs
    reported_by: str  # {speaker}: what the minutes tell of their words
    said_list: str  # {speaker}, {count}: several
    all_said: str  # {speaker}, {count}: everything they said
    silent: str  # {name}: recorded as speaking, but not on this
    named_only: str  # {name}: named in the document, but not as speaking
    named_only_many: str  # the same of several
    unknown_many: str
    unknown: str  # {name}: nobody of that name
    further: str  # {count}: statements that are not shown
    further_one: str
    document: str  # {title}, with its date: above what one of several documents says
    other_documents: str  # {count}: documents that have no part in the answer
    more_documents: str  # the same, where not all were looked through
    lists_of: Mapping[str, str]  # a whole list, by its kind
    most_important: str  # behind the opening of a list of which only the beginning is shown
    lists: str  # for a participant's line
    whole: str  # {section}, {count}, {things}: everything in a section
    under: str  # {section}: the same where nobody has looked whether it is everything
    under_first: str  # and where the most important are shown
    theses: str  # what theses and results are called, so that it is said that they judge and demand
    whole_first: str  # the same where the most important are shown
    several_sections: str  # {count}, {things}: statements of several sections, completely
    people: str  # {count}: all participants
    some_people: str
    not_in_protocol: str
    grey: str
    perhaps: str
    not_attributed: str
    not_voted: str  # who voted how
    not_attributed_bare: str  # the same where nobody is listed
    role: str  # a person's own line
    topic: str  # what the minutes say on the topic, without a name
    false_premise: str
    premise_record: str
    off_topic: str
    unclear: str
    too_long: str  # {limit}
    empty: str
    talk: Mapping[str, str]  # to hello, thanks, bye, "what can you do?", and "which documents are there?": {count}
    documents_more: str  # {count}: documents that are not named
    recorded: Mapping[str, str]  # whether the document says who spoke, as Document.speakers_recorded
    not_attributed_here: str  # speakers are recorded, but not for this
    lacking: str  # {part}: the asker's words
    closest: str
    contact: str  # {contact}
    foreign: str
    untrusted: str  # the verifier found an error
    translated: str  # beside every translation
    counts: Mapping[int, str]


_DE = AnswerTexts(
    quote="„{words}“",
    and_="und",
    verbs={
        "record": "festgehalten",
        "demand": "gefordert",
        "decision": "beschlossen",
        "vote": "abgestimmt",
        "task": "aufgetragen",
    },
    is_done="{verbs} wird",
    was_done="{verbs} wurde",
    with_question=", verbunden mit einer Frage",
    question="Die Frage lautet:",
    questions="Gestellt werden die Fragen:",
    partly={
        "demand": "Gefordert wird, zum Teil verbunden mit einer Einschätzung:",
        "question": "Gestellt werden Fragen, zum Teil verbunden mit Einschätzungen und Forderungen:",
    },
    says={"question": " fragt", "demand": " fordert"},
    records="Das Protokoll hält fest:",
    claims="Das Protokoll hält diese Einschätzung fest:",
    plainly="Im Protokoll heißt es:",
    record_after="so hält es das Protokoll fest",
    claim_after="so die Einschätzung, die das Protokoll festhält",
    plainly_after="so steht es im Protokoll",
    short={
        "yes": "Ja.",
        "yes_plain": "Ja, so steht es im Protokoll.",
        "no": "Nein.",
        "no_plain": "Nein, so steht es im Protokoll.",
    },
    aims={
        "conclusion": "Das Wichtigste fasst das Protokoll selbst zusammen, unter {section} ({count} Punkte, "
        "Einschätzungen und Forderungen):",
        "overview": "Überschrieben ist das Protokoll mit: {term}. Eine eigene Zusammenfassung enthält es nicht. "
        "Daraus:",
        "voices": "Überschrieben ist das Protokoll mit: {term}. Seine Abschnitte: {section}. Eine eigene "
        "Zusammenfassung enthält es nicht. Daraus:",
        "results": "Überschrieben ist das Protokoll mit: {term}. Seine Abschnitte: {section}. Eine eigene "
        "Zusammenfassung enthält es nicht. Als Ergebnis hält es fest:",
        "results_bare": "Überschrieben ist das Protokoll mit: {term}. Eine eigene Zusammenfassung enthält es nicht. "
        "Als Ergebnis hält es fest:",
        "disputed": "Als strittig oder gegensätzlich steht im Protokoll:",
        "no_contradiction": "Das Protokoll kennzeichnet keine Aussagen als strittig oder gegensätzlich.",
        "figures": "In diesen Stellen stehen Zahlen:",
        "numbers": "Das Protokoll nennt an {count} Stellen Zahlen:",
        "sides": "Dazu hält das Protokoll zwei Seiten fest.",
        "contradiction": "Gegeneinander stehen im Protokoll diese Stellen:",
        "comparison": "",
        "unexplained": "Das Protokoll verwendet ‚{term}‘, erklärt den Begriff aber nicht.",
    },
    groups={
        "con_first": "Kritisch:",
        "pro_first": "Befürwortend:",
        "con_then": "Dagegen steht kritisch:",
        "pro_then": "Dagegen steht befürwortend:",
        "both": "Beides zusammen:",
        "about": "Zu {value}:",
        "person": "{value}:",
        "about_it": "Zum {value}:",
        "used": "Verwendet wird der Begriff so:",
        "section": "{value}:",
    },
    counted={
        "record": "Punkte",
        "demand": "Forderungen",
        "question": "Fragen",
        "decision": "Beschlüsse",
        "vote": "Abstimmungen",
        "task": "Aufgaben",
    },
    said="Laut Protokoll sagte {speaker}:",
    asked_by="Laut Protokoll fragte {speaker}:",
    demanded_by="Laut Protokoll forderte {speaker}:",
    reported_by="Was {speaker} sagte, gibt das Protokoll so wieder:",
    said_list="Von {speaker} hält das Protokoll dazu {count} Aussagen fest:",
    all_said="Von {speaker} hält das Protokoll {count} Aussagen fest:",
    silent="Von {name} hält das Protokoll dazu keine Aussage fest.",
    named_only="{name} wird im Protokoll genannt, eine eigene Aussage ist dort aber nicht festgehalten.",
    named_only_many="{name} werden im Protokoll genannt, eine eigene Aussage ist dort aber nicht festgehalten.",
    unknown_many="{name} kommen im Protokoll nicht zu Wort.",
    unknown="{name} kommt im Protokoll nicht zu Wort.",
    further="Dazu kommen {count} weitere Stellen.",
    further_one="Dazu kommt eine weitere Stelle.",
    document="Protokoll: {title}",
    other_documents="Weitere Protokolle, in denen dazu etwas steht: {count}.",
    more_documents="Weitere Protokolle, in denen dazu etwas steht: {count}; es wurden nicht alle durchgesehen.",
    lists_of={
        "decision": "Das Protokoll hält folgende Beschlüsse fest:",
        "adopted": "Angenommen oder beschlossen wurde laut Protokoll:",
        "rejected": "Abgelehnt wurde laut Protokoll:",
        "postponed": "Vertagt wurde laut Protokoll:",
        "vote": "Das Protokoll hält folgende Abstimmungen fest:",
        "votes": "Zur Abstimmung steht im Protokoll:",
        "on_this": "Dazu steht im Protokoll:",
        "task": "Das Protokoll hält folgende Aufgaben fest:",
        "question": "Das Protokoll hält folgende Fragen fest:",
        "demand": "Das Protokoll hält folgende Forderungen fest:",
        "demand_like": "Als Forderung lesen sich im Protokoll:",
        "absent": "Als abwesend oder entschuldigt nennt das Protokoll:",
        "guest": "Als Gäste nennt das Protokoll:",
        "chair": "Zur Leitung steht im Protokoll:",
        "minutes": "Zur Protokollführung steht im Protokoll:",
        "present": "Zu den Anwesenden steht im Protokoll:",
        "speakers": "Zu Wort kommen laut Protokoll:",
        "date": "Zu Tag und Uhrzeit steht im Protokoll:",
        "begin": "Zum Beginn steht im Protokoll:",
        "end": "Zum Ende steht im Protokoll:",
        "length": "Zu Beginn und Ende steht im Protokoll:",
        "place": "Zum Ort steht im Protokoll:",
        "when_and_where": "Zu Zeit und Ort steht im Protokoll:",
        "agenda": "Die Abschnitte des Protokolls mit ihren ersten Worten:",
        "topics": "Die Abschnitte des Protokolls mit ihren ersten Worten:",
    },
    most_important="Das Wichtigste zuerst:",
    lists="Auf der Liste der Beteiligten steht:",
    whole="Unter der Überschrift {section} stehen {count} {things}, hier vollständig:",
    whole_first="Unter der Überschrift {section} stehen {count} {things}, das Wichtigste zuerst:",
    under="Unter der Überschrift {section} steht:",
    under_first="Unter der Überschrift {section} steht, das Wichtigste zuerst:",
    theses="Thesen, Einschätzungen und Forderungen",
    several_sections="Das Protokoll hält dazu {count} {things} fest, hier vollständig:",
    people="Das Protokoll nennt {count} Beteiligte:",
    some_people="Auf der Liste der Beteiligten stehen:",
    not_in_protocol="Dazu sagt das Protokoll nichts.",
    grey="Ob das Protokoll genau diese Frage beantwortet, ist unsicher. Am nächsten kommen die folgenden Stellen.",
    perhaps="Am nächsten kommt das Folgende; ob es Ihre Frage beantwortet, ist nicht sicher.",
    not_attributed=(
        "Das hält das Protokoll nicht fest: Es führt auf, wer beteiligt war, ordnet aber keine Aussage einer Person, "
        "Partei oder Einrichtung zu."
    ),
    not_voted="Wer so gestimmt hat, hält das Protokoll nicht namentlich fest.",
    not_attributed_bare=(
        "Das hält das Protokoll nicht fest: Es ordnet keine Aussage einer Person, Partei oder Einrichtung zu."
    ),
    role="Die Liste der Beteiligten nennt:",
    topic="Zum Thema selbst hält das Protokoll fest, ohne Namen:",
    false_premise="Die Frage setzt möglicherweise etwas voraus, was so nicht im Protokoll steht.",
    premise_record="Festgehalten ist:",
    off_topic="Diese Frage betrifft nicht das Protokoll. Beantwortet wird hier nur, was darin festgehalten ist.",
    unclear="Diese Eingabe lässt sich nicht als Frage verstehen. Bitte formulieren Sie sie in einem kurzen Satz.",
    too_long="Die Frage ist zu lang (höchstens {limit} Zeichen). Bitte stellen Sie sie kürzer.",
    empty="Es ist keine Frage angekommen. Bitte geben Sie eine Frage an das Protokoll ein.",
    talk={
        "hello": "Guten Tag. Fragen Sie, was das Protokoll festhält; jede Antwort nennt die Stelle im Wortlaut.",
        "thanks": "Gern. Wenn Sie noch etwas aus dem Protokoll wissen möchten, fragen Sie einfach weiter.",
        "bye": "Auf Wiedersehen.",
        "abilities": (
            "Hier können Sie auf Deutsch oder Englisch nach dem Inhalt des Protokolls fragen. Jede Antwort zitiert die "
            "Stelle wörtlich; was nicht im Protokoll steht, wird nicht beantwortet."
        ),
        "documents": "Gefragt werden kann nach diesen Dokumenten ({count}):",
    },
    documents_more="und {count} weitere.",
    recorded={
        "none": "Wer etwas gesagt hat, ist nicht festgehalten.",
        "some": "Wer etwas gesagt hat, steht dabei, wo das Protokoll es festhält.",
        "all": "Wer etwas gesagt hat, steht dabei.",
    },
    not_attributed_here="Wer das gesagt hat, hält das Protokoll an dieser Stelle nicht fest.",
    lacking="Zu einem Teil der Frage, in Ihren Worten ‚{part}‘, sagt das Protokoll nichts.",
    closest="Am nächsten kommen die folgenden Stellen, die Ihre Frage aber nicht beantworten.",
    contact="Rückfragen an die Redaktion: {contact}.",
    foreign="Fragen werden auf Deutsch und Englisch beantwortet.",
    untrusted="Zu dieser Frage ließ sich keine Antwort bilden, deren Belege der Prüfung standhalten.",
    translated=(
        "Maschinelle Übersetzung, von den Herausgebern nicht geprüft; maßgeblich ist der deutsche Text."
    ),
    counts={2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun",
            10: "zehn", 11: "elf", 12: "zwölf"},
)  # fmt: skip

_EN = AnswerTexts(
    quote="“{words}”",
    and_="and",
    verbs={
        "record": "recorded",
        "demand": "called for",
        "decision": "decided",
        "vote": "voted on",
        "task": "assigned",
    },
    is_done="what is {verbs}",
    was_done="what was {verbs}",
    with_question=", together with a question",
    question="The question is:",
    questions="The questions asked are:",
    partly={
        "demand": "What is called for, in part together with an assessment:",
        "question": "Questions are asked, in part together with assessments and demands:",
    },
    says={"question": " asks", "demand": " demands"},
    records="The minutes record:",
    claims="The minutes record this assessment:",
    plainly="The minutes read:",
    record_after="as the minutes record",
    claim_after="an assessment that the minutes record",
    plainly_after="as the minutes put it",
    short={
        "yes": "Yes.",
        "yes_plain": "Yes, as the minutes put it.",
        "no": "No.",
        "no_plain": "No, as the minutes put it.",
    },
    aims={
        "conclusion": "The minutes sum up the essentials themselves, under {section} ({count} points, assessments "
        "and demands):",
        "overview": "The minutes are headed: {term}. They hold no summary of their own. From them:",
        "voices": "The minutes are headed: {term}. Their sections: {section}. They hold no summary of their own. From "
        "them:",
        "results": "The minutes are headed: {term}. Their sections: {section}. They hold no summary of their own. As "
        "results they record:",
        "results_bare": "The minutes are headed: {term}. They hold no summary of their own. As results they record:",
        "disputed": "As disputed or opposed the minutes hold:",
        "no_contradiction": "The minutes mark no statements as disputed or as opposed to each other.",
        "figures": "These passages give figures:",
        "numbers": "The minutes give figures in {count} places:",
        "sides": "On this the minutes record two sides.",
        "contradiction": "These passages of the minutes stand against each other:",
        "comparison": "",
        "unexplained": "The minutes use ‘{term}’, but do not explain the term.",
    },
    groups={
        "con_first": "Critical:",
        "pro_first": "In favour:",
        "con_then": "Against this, critical:",
        "pro_then": "Against this, in favour:",
        "both": "Both together:",
        "about": "On {value}:",
        "person": "{value}:",
        "about_it": "On the {value}:",
        "used": "The term is used like this:",
        "section": "{value}:",
    },
    counted={
        "record": "points",
        "demand": "demands",
        "question": "questions",
        "decision": "decisions",
        "vote": "votes",
        "task": "tasks",
    },
    said="According to the minutes, {speaker} said:",
    asked_by="According to the minutes, {speaker} asked:",
    demanded_by="According to the minutes, {speaker} demanded:",
    reported_by="What {speaker} said is reported in the minutes like this:",
    said_list="The minutes record {count} statements by {speaker} on this:",
    all_said="The minutes record {count} statements by {speaker}:",
    silent="The minutes record no statement by {name} on this.",
    named_only="{name} is named in the minutes, but no statement of their own is recorded there.",
    named_only_many="{name} are named in the minutes, but no statement of their own is recorded there.",
    unknown_many="{name} do not speak in the minutes.",
    unknown="{name} does not speak in the minutes.",
    further="There are {count} further passages.",
    further_one="There is one further passage.",
    document="Minutes: {title}",
    other_documents="Further minutes that hold something on this: {count}.",
    more_documents="Further minutes that hold something on this: {count}; not all were looked through.",
    lists_of={
        "decision": "The minutes record the following decisions:",
        "adopted": "According to the minutes, this was adopted or decided:",
        "rejected": "According to the minutes, this was rejected:",
        "postponed": "According to the minutes, this was postponed:",
        "vote": "The minutes record the following votes:",
        "votes": "On the vote the minutes read:",
        "on_this": "On this the minutes read:",
        "task": "The minutes record the following tasks:",
        "question": "The minutes record the following questions:",
        "demand": "The minutes record the following demands:",
        "demand_like": "What reads like a demand in the minutes:",
        "absent": "As absent or excused the minutes list:",
        "guest": "As guests the minutes list:",
        "chair": "On who chaired, the minutes state:",
        "minutes": "On who took the minutes, they state:",
        "present": "On who was present, the minutes state:",
        "speakers": "According to the minutes, those who speak are:",
        "date": "On day and time the minutes read:",
        "begin": "On the beginning the minutes read:",
        "end": "On the end the minutes read:",
        "length": "On beginning and end the minutes read:",
        "place": "On the place the minutes read:",
        "when_and_where": "On time and place the minutes read:",
        "agenda": "The sections of the minutes with their first words:",
        "topics": "The sections of the minutes with their first words:",
    },
    most_important="The most important first:",
    lists="The list of participants reads:",
    whole="Under the heading {section} there are {count} {things}, given here in full:",
    whole_first="Under the heading {section} there are {count} {things}, the most important first:",
    under="Under the heading {section} the minutes read:",
    under_first="Under the heading {section} the minutes read, the most important first:",
    theses="theses, assessments and demands",
    several_sections="The minutes record {count} {things} on this, given here in full:",
    people="The minutes list {count} people:",
    some_people="The list of participants includes:",
    not_in_protocol="The minutes say nothing about this.",
    grey="It is uncertain whether the minutes answer exactly this. The following passages come closest.",
    perhaps="The following comes closest; it is not certain that it answers your question.",
    not_attributed=(
        "The minutes do not record this: they list who took part, but attribute no statement to any person, party "
        "or institution."
    ),
    not_voted="Who voted that way is not recorded by name in the minutes.",
    not_attributed_bare=(
        "The minutes do not record this: they attribute no statement to any person, party or institution."
    ),
    role="The list of participants reads:",
    topic="On the topic itself the minutes record, without a name:",
    false_premise="The question may assume something that the minutes do not record in this form.",
    premise_record="What is recorded:",
    off_topic="This question is not about the minutes. Only what they record can be answered here.",
    unclear="This input cannot be understood as a question. Please put it into one short sentence.",
    too_long="The question is too long (at most {limit} characters). Please ask it more briefly.",
    empty="No question has arrived. Please type a question about the minutes.",
    talk={
        "hello": "Hello. Ask what the minutes record; every answer quotes the passage word for word.",
        "thanks": "You are welcome. If there is more you would like to know from the minutes, just ask.",
        "bye": "Goodbye.",
        "abilities": (
            "You can ask in English or German what the minutes record. Every answer quotes the passage word for word; "
            "what the minutes do not say is not answered."
        ),
        "documents": "You can ask about these documents ({count}):",
    },
    documents_more="and {count} more.",
    recorded={
        "none": "Who said what is not recorded.",
        "some": "Who said something is named where the minutes record it.",
        "all": "Who said something is named.",
    },
    not_attributed_here="Who said this is not recorded at this point in the minutes.",
    lacking="About a part of the question, in your words ‘{part}’, the minutes say nothing.",
    closest="The following passages come closest, but do not answer your question.",
    contact="Questions to the editors: {contact}.",
    foreign="Questions are answered in German and English.",
    untrusted="No answer to this question could be formed whose sources stand up to verification.",
    translated="Machine translation, not reviewed by the publishers; the German text counts.",
    counts={2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
            10: "ten", 11: "eleven", 12: "twelve"},
)  # fmt: skip

ANSWERS: Mapping[str, AnswerTexts] = {"de": _DE, "en": _EN}
