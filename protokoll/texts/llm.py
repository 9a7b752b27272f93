"""What is said beside the sentences of a chat model, and where it could not help."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LlmTexts:
    """Sentences in one language. Fields in braces are filled in by `str.format`."""

    kinds: Mapping[str, str]  # what a statement is, as the model is told
    partial: str  # {words}: behind a sentence that its statement bears only in part
    withheld_one: str
    withheld: str  # {count}
    written: str  # below every answer that a model has written
    failed: Mapping[str, str]  # below an extractive answer, by what went wrong


LLM: Mapping[str, LlmTexts] = {
    "de": LlmTexts(
        kinds={
            "fact": "Tatsachenangabe",
            "claim": "Einschätzung",
            "demand": "Forderung",
            "question": "offene Frage",
            "quotation": "Zitat",
            "decision": "Beschluss",
            "vote": "Abstimmung",
            "task": "Aufgabe",
        },
        partial="(nur zum Teil belegt; im Wortlaut: „{words}“)",
        withheld_one="1 Satz zurückgehalten: nicht im Protokoll.",
        withheld="{count} Sätze zurückgehalten: nicht im Protokoll.",
        written="Von einem Sprachmodell zusammengefasst und Satz für Satz am Protokoll geprüft; es gilt der Wortlaut.",
        failed={
            "unreachable": "Das Sprachmodell ist nicht erreichbar; darum der Wortlaut.",
            "failing": "Das Sprachmodell meldet einen Fehler; darum der Wortlaut.",
            "slow": "Das Sprachmodell hat zu lange gebraucht; darum der Wortlaut.",
            "limited": "Das Sprachmodell nimmt gerade keine weiteren Anfragen an; darum der Wortlaut.",
            "busy": "Das Sprachmodell ist gerade ausgelastet; darum der Wortlaut.",
            "resting": "Das Sprachmodell ist nach mehreren Fehlern für kurze Zeit ausgesetzt; darum der Wortlaut.",
            "daily": "Die Zusammenfassungen für heute sind aufgebraucht; darum der Wortlaut.",
            "key": "Das Sprachmodell ist nicht richtig eingerichtet; darum der Wortlaut.",
            "model": "Das Sprachmodell ist nicht richtig eingerichtet; darum der Wortlaut.",
            "cut": "Die Zusammenfassung brach ab; darum der Wortlaut.",
            "garbage": "Die Zusammenfassung war nicht lesbar; darum der Wortlaut.",
            "empty": "Das Sprachmodell hat nichts geschrieben; darum der Wortlaut.",
            "language": "Die Zusammenfassung kam in einer anderen Sprache; darum der Wortlaut.",
            "unsupported": "Die Zusammenfassung war durch das Protokoll nicht gedeckt; darum der Wortlaut.",
        },
    ),
    "en": LlmTexts(
        kinds={
            "fact": "fact",
            "claim": "assessment",
            "demand": "demand",
            "question": "open question",
            "quotation": "quotation",
            "decision": "decision",
            "vote": "vote",
            "task": "task",
        },
        partial="(borne only in part; in the words of the minutes: “{words}”)",
        withheld_one="1 sentence withheld: not in the minutes.",
        withheld="{count} sentences withheld: not in the minutes.",
        written="Summarised by a language model, each sentence checked against the minutes; the minutes' words count.",
        failed={
            "unreachable": "The language model cannot be reached; hence the minutes' own words.",
            "failing": "The language model reports an error; hence the minutes' own words.",
            "slow": "The language model took too long; hence the minutes' own words.",
            "limited": "The language model takes no more requests just now; hence the minutes' own words.",
            "busy": "The language model is busy just now; hence the minutes' own words.",
            "resting": "The language model rests for a while after several errors; hence the minutes' own words.",
            "daily": "The summaries for today are used up; hence the minutes' own words.",
            "key": "The language model is not set up properly; hence the minutes' own words.",
            "model": "The language model is not set up properly; hence the minutes' own words.",
            "cut": "The summary broke off; hence the minutes' own words.",
            "garbage": "The summary could not be read; hence the minutes' own words.",
            "empty": "The language model wrote nothing; hence the minutes' own words.",
            "language": "The summary came in another language; hence the minutes' own words.",
            "unsupported": "The minutes do not bear the summary; hence the minutes' own words.",
        },
    ),
}

# What `protokoll doctor` advises, by what went wrong; the command line speaks English.
ADVICE: Mapping[str, str] = {
    "unreachable": "Nothing answers there. Is the server running, and is PROTOKOLL_LLM_URL right (with /v1)?",
    "failing": "The server answers with an error; its own log says why. Is its context large enough?",
    "slow": "It takes longer than PROTOKOLL_LLM_SECONDS. Raise that, or take a smaller model.",
    "limited": "The provider takes no more requests now (429). Wait, or raise the limit of your account.",
    "busy": "All places are taken. Raise PROTOKOLL_LLM_PARALLEL if the server can do more at once.",
    "resting": "Several failures in a row; the model is tried again after half a minute.",
    "daily": "The answers of PROTOKOLL_LLM_DAILY are used up; the count starts again at midnight UTC.",
    "key": "The key is refused. Check PROTOKOLL_LLM_KEY or PROTOKOLL_LLM_KEY_FILE.",
    "model": "The server does not know the model. Check the name behind the colon of PROTOKOLL_LLM.",
    "cut": "The connection broke while the model wrote. A proxy in between may buffer or cut long answers.",
    "empty": "The model wrote nothing. A thinking model may need more PROTOKOLL_LLM_TOKENS.",
    "garbage": "What it wrote could not be read. It may be too small, or need more PROTOKOLL_LLM_TOKENS.",
    "unsupported": "It answers, but not what the statement says; visitors would see the minutes' own words.",
    "language": "The model answers in another language than asked.",
}
