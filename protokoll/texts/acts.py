"""The sentences with which the answer before is acted on, and those that say what cannot be done."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ActTexts:
    """Sentences in one language. Fields in braces are filled in by `str.format`."""

    ok: str  # to "ok", "I see"
    unhappy: str  # to "that was not my question"
    nothing_cited: str  # the answer before cites nothing
    foreign: str  # a language in which there are no answers
    where: str  # {places}
    untranslated: str  # the passages are in another language than the answer
    wording: str  # before the words as they stand
    original: str  # {quotes}: the German words beside a translation
    not_checked: str  # "is that true?"
    more: str  # what stands around what was cited
    no_more: str
    shortest: str  # it cannot be shortened
    simpler: str  # words cannot be made simpler
    one_point: str  # a list of one statement
    whole: str  # sentences were wished, and statements have several
    fewer: str  # fewer points than were wished
    most_important: str  # some of several
    table: str  # no tables
    link: str
    kind: str  # {kinds}: what a statement is
    kinds: Mapping[str, str]
    none_of_kind: str  # none of what was cited is of the kind that was asked for
    no_numbers: str
    point_missing: str  # "the fifth point" of three
    for_and_against: str  # {topic}: a question
    summary: str  # a question
    said: str  # {name}: a question


_DE = ActTexts(
    ok="Gut. Fragen Sie einfach weiter, wenn Sie noch etwas aus dem Protokoll wissen möchten.",
    unhappy=(
        "Das tut mir leid. Bitte stellen Sie die Frage mit anderen Worten oder nennen Sie das Thema, den Abschnitt "
        "oder die Person, um die es Ihnen geht."
    ),
    nothing_cited=(
        "Auf die Frage davor gab es keine Antwort aus dem Protokoll, auf die sich das beziehen könnte. Bitte nennen "
        "Sie das Thema."
    ),
    foreign="Antworten gibt es hier nur auf Deutsch und auf Englisch.",
    where="Das steht im Protokoll an dieser Stelle: {places}.",
    untranslated="Eine Übersetzung dieses Protokolls liegt nicht vor; es wird im Original zitiert.",
    wording="Im Wortlaut:",
    original="Im deutschen Original: {quotes}",
    not_checked="Das Protokoll hält fest, was gesagt wurde; ob es stimmt, ist hier nicht geprüft.",
    more="Im selben Zusammenhang steht im Protokoll:",
    no_more="Im selben Zusammenhang steht hier nichts Weiteres.",
    shortest="Kürzer geht es nicht, weil hier nur wörtlich zitiert wird.",
    simpler=(
        "Mit einfacheren Worten kann diese Auskunft nicht antworten, sie zitiert das Protokoll wörtlich. Am kürzesten "
        "sagt es diese Stelle:"
    ),
    one_point="Die Antwort ist eine einzige Aussage; sie wird wörtlich zitiert und nicht in Punkte zerlegt.",
    whole="Zitiert wird wörtlich; eine Stelle kann mehrere Sätze haben.",
    fewer="So viele Punkte hat die Antwort nicht.",
    most_important="Eine Auswahl, die der Frage am nächsten kommt:",
    table="Eine Tabelle ist hier nicht möglich; die Punkte stehen untereinander.",
    link=(
        "Zu jeder Stelle gibt es einen Link: im Protokoll neben der Stelle (¶). Den Link zur ganzen Antwort finden Sie "
        "unter der Schaltfläche Kopieren."
    ),
    kind="Festgehalten ist das als {kinds}.",
    kinds={
        "fact": "Tatsachenangabe",
        "claim": "Einschätzung",
        "demand": "Forderung",
        "question": "offene Frage",
        "quotation": "Zitat",
        "decision": "Beschluss",
        "vote": "Abstimmungsergebnis",
        "task": "Aufgabe",
    },
    none_of_kind="Keine der genannten Stellen ist im Protokoll als solche festgehalten. Genannt wurde:",
    no_numbers="In diesen Stellen stehen keine Zahlen:",
    point_missing="So viele Punkte nennt die Antwort davor nicht. Sie lautet:",
    for_and_against="Was spricht für und was gegen {topic}?",
    summary="Fasse das Protokoll zusammen",
    said="Was hat {name} gesagt?",
)

_EN = ActTexts(
    ok="Good. Just go on asking if there is more you would like to know from the minutes.",
    unhappy=(
        "Sorry about that. Please put the question in other words, or name the topic, the section or the person that "
        "you have in mind."
    ),
    nothing_cited=(
        "The question before this had no answer from the minutes that this could refer to. Please name the topic."
    ),
    foreign="Answers are given in German and English only.",
    where="In the minutes, this is found under: {places}.",
    untranslated="There is no translation of these minutes; they are quoted in the original.",
    wording="Word for word:",
    original="In the German original: {quotes}",
    not_checked="The minutes record what was said; whether it is true has not been checked here.",
    more="In the same context the minutes state:",
    no_more="There is nothing further in the same context.",
    shortest="It cannot be made shorter, because everything here is quoted word for word.",
    simpler=(
        "The answer cannot be put into simpler words here, because the minutes are quoted word for word. The shortest "
        "passage says:"
    ),
    one_point="The answer is a single statement; it is quoted word for word and not broken up into points.",
    whole="Passages are quoted word for word; one of them may have several sentences.",
    fewer="The answer does not have that many points.",
    most_important="A selection that comes closest to the question:",
    table="A table is not possible here; the points are listed one below the other.",
    link=(
        "Every passage has a link: in the minutes, beside the passage (¶). The link to the whole answer is under "
        "the button Copy."
    ),
    kind="It is recorded as {kinds}.",
    kinds={
        "fact": "a statement of fact",
        "claim": "an assessment",
        "demand": "a demand",
        "question": "an open question",
        "quotation": "a quotation",
        "decision": "a decision",
        "vote": "the result of a vote",
        "task": "a task",
    },
    none_of_kind="None of the passages named is recorded as such in the minutes. What was named:",
    no_numbers="There are no figures in these passages:",
    point_missing="The answer before this does not have that many points. It reads:",
    for_and_against="What speaks for and what speaks against {topic}?",
    summary="Summarise the minutes",
    said="What did {name} say?",
)

ACTS: Mapping[str, ActTexts] = {"de": _DE, "en": _EN}
