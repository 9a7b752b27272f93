"""The words of the quality card: what was measured, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QualityTexts:
    """Headings, sentences with places in braces, and what each figure is called."""

    title: str
    intro: str
    asked: str
    documents: dict[bool, str]  # by whether there are several
    blind: dict[bool, str]
    engine: dict[bool, str]  # by whether a chat model wrote
    figure: str
    languages: dict[str, str]
    count: str
    goal: dict[bool, str]  # by whether it is a ceiling
    interval: str
    figures: dict[str, str]
    short_title: str
    short: str
    none_short: str
    others_title: str
    others: str
    ours: str
    source: str
    none: str
    more: str


QUALITY = {
    "de": QualityTexts(
        title="Wie gut die Auskunft ist",
        intro="Gemessen mit Fragen, deren richtige Antwort bekannt ist. In Klammern steht der Bereich, in dem der "
        "wahre Wert mit 95 % Wahrscheinlichkeit liegt.",
        asked="{questions} Fragen, {unanswerable} davon ohne Antwort, zu {documents}; gemessen am {date}.",
        documents={False: "„{title}“", True: "{count} Protokollen"},
        blind={
            True: "Antworten auf einzelne dieser Fragen wurden beim Entwickeln nicht angesehen.",
            False: "Diese Fragen waren beim Entwickeln bekannt.",
        },
        engine={
            False: "Kein Sprachmodell schrieb die Antworten.",
            True: "Die Antworten schrieb das Sprachmodell {engine}.",
        },
        figure="Größe",
        languages={"all": "alle Fragen", "de": "deutsche", "en": "englische"},
        count="Fragen",
        goal={False: "Ziel: mindestens", True: "Ziel: höchstens"},
        interval="{value} ({low}–{high})",
        figures={
            "quote_validity": "Zitate, die wörtlich im Protokoll stehen",
            "attribution_errors": "Aussagen, die fälschlich einer Person zugeschrieben wurden",
            "citation_precision": "genannte Stellen, die zur Antwort gehören",
            "citation_recall": "Stellen der richtigen Antwort, die genannt werden",
            "refusal_precision": "Zurückweisungen, die zu Recht erfolgen",
            "refusal_recall": "Fragen ohne Antwort im Protokoll, die zurückgewiesen werden",
            "over_refusal": "zu Unrecht zurückgewiesene Fragen",
            "answer_language": "Antworten in der Sprache der Frage",
            "expected": "Gesprächsschritte, in denen alles wie erwartet ist",
            "unaltered": "vollständige Fragen, die das Vorherige nicht verändert",
            "followup_recall": "Stellen der richtigen Antwort, die auf Nachfragen genannt werden",
            "unanswerable_refused": "Nachfragen ohne Antwort, die zurückgewiesen werden",
        },
        short_title="Was nicht gut genug ist",
        short="{figure}, {language}: {value} statt {goal}",
        none_short="Alle Ziele sind erreicht.",
        others_title="Andere mit denselben Fragen",
        others="Über alle Fragen; ein Strich, wo eine Größe für ein Verfahren nichts besagt.",
        ours="diese Auskunft",
        source="Fragen: {gold}, SHA-256 {sha}; Programmstand: {code}.",
        none="Für diese Auskunft wurde noch nichts gemessen.",
        more="Alle Werte, mit Zielen und Vergleichen",
    ),
    "en": QualityTexts(
        title="How good this tool is",
        intro="Measured with questions whose right answer is known. In brackets is the range that holds the true value "
        "with a probability of 95%.",
        asked="{questions} questions, {unanswerable} of them without an answer, about {documents}; measured on {date}.",
        documents={False: "“{title}”", True: "{count} sets of minutes"},
        blind={
            True: "Answers to single questions of this set were not looked at during development.",
            False: "These questions were known during development.",
        },
        engine={
            False: "No language model wrote the answers.",
            True: "The language model {engine} wrote the answers.",
        },
        figure="figure",
        languages={"all": "all questions", "de": "German", "en": "English"},
        count="questions",
        goal={False: "goal: at least", True: "goal: at most"},
        interval="{value} ({low}–{high})",
        figures={
            "quote_validity": "quotations that stand word for word in the minutes",
            "attribution_errors": "statements wrongly given to a person",
            "citation_precision": "passages given that belong to the answer",
            "citation_recall": "passages of the right answer that are given",
            "refusal_precision": "refusals that are right",
            "refusal_recall": "questions without an answer in the minutes that are declined",
            "over_refusal": "questions declined wrongly",
            "answer_language": "answers in the language of the question",
            "expected": "turns of a conversation in which all is as expected",
            "unaltered": "complete questions that what came before does not alter",
            "followup_recall": "passages of the right answer that are given to follow-ups",
            "unanswerable_refused": "follow-ups without an answer that are declined",
        },
        short_title="What is not good enough",
        short="{figure}, {language}: {value} instead of {goal}",
        none_short="All goals are reached.",
        others_title="Others with the same questions",
        others="Over all questions; a dash where a figure says nothing about a method.",
        ours="this tool",
        source="Questions: {gold}, SHA-256 {sha}; code: {code}.",
        none="Nothing has been measured for this tool yet.",
        more="All figures, with goals and comparisons",
    ),
}
