"""The sentences of answers. Minutes are not speech: that somebody "said" something is told where it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerTexts:
    """Sentences in one language. Fields in braces are filled in by `str.format`."""

    quote: str  # typographic quotes around {words}
    and_: str
    kinds: Mapping[str, str]  # with article, as the object of "the minutes record …"
    marks: Mapping[str, str]  # kinds as a word before a statement in a list
    records: str  # {kinds}: one statement
    plainly: str  # one statement of which nobody has said what it is
    said: str  # {speaker}: one statement in their own words
    said_list: str  # {speaker}, {count}: several
    all_said: str  # {speaker}, {count}: everything they said
    silent: str  # {name}: recorded as speaking, but not on this
    named_only: str  # {name}: named in the document, but not as speaking
    unknown: str  # {name}: nobody of that name
    further: str  # {count}: statements that are not shown
    document: str  # {title}, {date}: above what one of several documents says
    other_documents: str  # {count}: documents that have no part in the answer
    lists_of: Mapping[str, str]  # {count}: a whole list, by its kind
    names: str  # for layout lines: date, title, organiser
    lists: str  # for a participant's line
    places: str  # {count} statements in different places
    whole: str  # {section}, {count}: everything in a section
    several_sections: str  # {count}: statements of several sections, completely
    people: str  # {count}: all participants
    some_people: str
    not_in_protocol: str
    grey: str
    not_attributed: str
    role: str  # a person's own line
    topic: str  # what the minutes say on the topic, without a name
    false_premise: str
    premise_record: str
    off_topic: str
    unclear: str
    too_long: str  # {limit}
    empty: str
    talk: Mapping[str, str]  # to hello, thanks, bye, and "what can you do?"
    recorded: Mapping[str, str]  # whether the document says who spoke, as Document.speakers_recorded
    not_attributed_here: str  # speakers are recorded, but not for this
    lacking: str  # {part}: the asker's words
    closest: str
    contact: str  # {contact}
    foreign: str
    untrusted: str  # the verifier found an error
    translated: str  # beside every translation
    about_section: str  # a suggestion: {section}
    counts: Mapping[int, str]


_DE = AnswerTexts(
    quote="„{words}“",
    and_="und",
    kinds={
        "fact": "eine Tatsachenangabe",
        "claim": "eine Einschätzung",
        "demand": "eine Forderung",
        "question": "eine offene Frage",
        "quotation": "ein Zitat",
        "label": "ein Stichwort",
        "participant": "einen Namen",
        "decision": "einen Beschluss",
        "vote": "ein Abstimmungsergebnis",
        "task": "eine Aufgabe",
    },
    marks={
        "fact": "Tatsachenangabe",
        "claim": "Einschätzung",
        "demand": "Forderung",
        "question": "offene Frage",
        "quotation": "Zitat",
        "decision": "Beschluss",
        "vote": "Abstimmung",
        "task": "Aufgabe",
    },
    plainly="Im Protokoll steht:",
    said="Laut Protokoll sagte {speaker}:",
    said_list="Von {speaker} hält das Protokoll dazu {count} Aussagen fest:",
    all_said="Von {speaker} hält das Protokoll {count} Aussagen fest:",
    silent="Von {name} hält das Protokoll dazu keine Aussage fest.",
    named_only="{name} wird im Protokoll genannt, eine eigene Aussage ist dort aber nicht festgehalten.",
    unknown="{name} kommt im Protokoll nicht zu Wort.",
    further="Weitere Stellen, die hier nicht aufgeführt sind: {count}.",
    document="Protokoll: {title}{date}",
    other_documents="Weitere Protokolle, in denen dazu etwas steht: {count}.",
    lists_of={
        "decision": "Das Protokoll hält folgende Beschlüsse fest ({count}):",
        "vote": "Das Protokoll hält folgende Abstimmungen fest ({count}):",
        "task": "Das Protokoll hält folgende Aufgaben fest ({count}):",
        "question": "Das Protokoll hält folgende Fragen fest ({count}):",
        "demand": "Das Protokoll hält folgende Forderungen fest ({count}):",
        "absent": "Als abwesend oder entschuldigt nennt das Protokoll:",
        "guest": "Als Gäste nennt das Protokoll:",
        "chair": "Zur Leitung steht im Protokoll:",
        "minutes": "Zur Protokollführung steht im Protokoll:",
        "present": "Zu den Anwesenden steht im Protokoll:",
        "speakers": "Zu Wort kommen laut Protokoll:",
    },
    records="Das Protokoll hält {kinds} fest:",
    names="Im Protokoll steht:",
    lists="Auf der Liste der Beteiligten steht:",
    places="Das Protokoll hält dazu {count} Punkte fest:",
    whole="Unter der Überschrift {section} hält das Protokoll {count} Punkte fest, hier vollständig:",
    several_sections="Das Protokoll hält dazu {count} Punkte fest, hier vollständig:",
    people="Das Protokoll nennt {count} Beteiligte:",
    some_people="Auf der Liste der Beteiligten stehen:",
    not_in_protocol="Dazu sagt das Protokoll nichts.",
    grey="Ob das Protokoll genau diese Frage beantwortet, ist unsicher. Am nächsten kommen die folgenden Stellen.",
    not_attributed=(
        "Das hält das Protokoll nicht fest: Es führt auf, wer beteiligt war, ordnet aber keine Aussage einer Person, "
        "Partei oder Einrichtung zu."
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
    },
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
    about_section="Was steht unter {section}?",
    counts={2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun",
            10: "zehn", 11: "elf", 12: "zwölf"},
)  # fmt: skip

_EN = AnswerTexts(
    quote="“{words}”",
    and_="and",
    kinds={
        "fact": "a statement of fact",
        "claim": "an assessment",
        "demand": "a demand",
        "question": "an open question",
        "quotation": "a quotation",
        "label": "a heading",
        "participant": "a name",
        "decision": "a decision",
        "vote": "the result of a vote",
        "task": "a task",
    },
    marks={
        "fact": "fact",
        "claim": "assessment",
        "demand": "demand",
        "question": "open question",
        "quotation": "quotation",
        "decision": "decision",
        "vote": "vote",
        "task": "task",
    },
    plainly="The minutes state:",
    said="According to the minutes, {speaker} said:",
    said_list="The minutes record {count} statements by {speaker} on this:",
    all_said="The minutes record {count} statements by {speaker}:",
    silent="The minutes record no statement by {name} on this.",
    named_only="{name} is named in the minutes, but no statement of their own is recorded there.",
    unknown="{name} does not speak in the minutes.",
    further="Further passages that are not listed here: {count}.",
    document="Minutes: {title}{date}",
    other_documents="Further minutes that hold something on this: {count}.",
    lists_of={
        "decision": "The minutes record the following decisions ({count}):",
        "vote": "The minutes record the following votes ({count}):",
        "task": "The minutes record the following tasks ({count}):",
        "question": "The minutes record the following questions ({count}):",
        "demand": "The minutes record the following demands ({count}):",
        "absent": "As absent or excused the minutes list:",
        "guest": "As guests the minutes list:",
        "chair": "On who chaired, the minutes state:",
        "minutes": "On who took the minutes, they state:",
        "present": "On who was present, the minutes state:",
        "speakers": "According to the minutes, those who speak are:",
    },
    records="The minutes record {kinds}:",
    names="The minutes state:",
    lists="The list of participants reads:",
    places="The minutes record {count} points on this:",
    whole="Under the heading {section} the minutes record {count} points, given here in full:",
    several_sections="The minutes record {count} points on this, given here in full:",
    people="The minutes list {count} people:",
    some_people="The list of participants includes:",
    not_in_protocol="The minutes say nothing about this.",
    grey="It is uncertain whether the minutes answer exactly this. The following passages come closest.",
    not_attributed=(
        "The minutes do not record this: they list who took part, but attribute no statement to any person, party "
        "or institution."
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
    },
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
    about_section="What do the minutes record under {section}?",
    counts={2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
            10: "ten", 11: "eleven", 12: "twelve"},
)  # fmt: skip

ANSWERS: Mapping[str, AnswerTexts] = {"de": _DE, "en": _EN}
