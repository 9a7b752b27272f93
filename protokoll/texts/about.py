"""What "About this tool" says, in both languages; words in braces are filled in from the settings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AboutTexts:
    """Headings and paragraphs, in the order in which they stand."""

    open: str
    close: str
    does_title: str
    does: tuple[str, ...]
    writes_title: str
    writes: dict[bool, str]  # by whether a chat model is set up; {model}: its name
    good_title: str
    stored_title: str
    question_kept: dict[bool, str]  # by whether the settings have questions recorded
    feedback: str
    browser: str


ABOUT = {
    "de": AboutTexts(
        open="Über diese Auskunft",
        close="Schließen",
        does_title="Was sie tut",
        does=(
            "Sie sucht die Stellen, die eine Frage beantworten, und gibt sie im Wortlaut wieder, jede mit ihrem Ort im "
            "Protokoll. Jedes Zitat wird vor der Ausgabe mit dem Protokoll verglichen; was nicht übereinstimmt, wird "
            "nicht gezeigt.",
            "Was das Protokoll nicht sagt, sagt sie nicht: Sie nennt den Grund und die nächstliegenden Stellen. Ob "
            "stimmt, was im Protokoll steht, prüft sie nicht.",
        ),
        writes_title="Wer die Antworten schreibt",
        writes={
            False: "Kein Sprachmodell schreibt sie. Die Sätze um die Zitate stehen fest; ein Modell auf unserem Server "
            "findet passende Stellen und schätzt, ob sie die Frage beantworten. Kein anderer Anbieter ist beteiligt.",
            True: "Ein Sprachmodell ({model}) fasst die gefundenen Stellen zusammen; Frage und Stellen gehen dafür an "
            "den Server, auf dem es läuft. Jeder Satz wird am Protokoll geprüft und, wo er nicht gedeckt ist, "
            "zurückgehalten. Gelingt das nicht, steht der Wortlaut da.",
        },
        good_title="Wie gut sie ist",
        stored_title="Was gespeichert wird",
        question_kept={
            False: "Fragen und Antworten werden auf dem Server nicht gespeichert.",
            True: "Der Betreiber zeichnet den Wortlaut von Fragen auf; Näheres steht im Datenschutzhinweis.",
        },
        feedback="Wer auf „Ja“ oder „Nein“ klickt, sendet Frage, Urteil und Bemerkung; nach {days} Tagen wird das "
        "gelöscht.",
        browser="Das Gespräch liegt nur in diesem Browserfenster und ist fort, wenn es geschlossen wird. Die gewählte "
        "Sprache merkt sich der Browser.",
    ),
    "en": AboutTexts(
        open="About this tool",
        close="Close",
        does_title="What it does",
        does=(
            "It looks for the passages that answer a question and gives them word for word, each with its place in the "
            "minutes. Every quotation is compared with the minutes before it is shown; what differs is withheld.",
            "What the minutes do not say, it does not say: it gives the reason and the closest passages. Whether the "
            "minutes are right, it does not check.",
        ),
        writes_title="Who writes the answers",
        writes={
            False: "No language model writes them. The sentences around the quotations are fixed; a model on our "
            "server finds passages and estimates whether they answer the question. No other provider takes part.",
            True: "A language model ({model}) summarises the passages found; question and passages go to the server on "
            "which it runs. Each sentence is checked against the minutes, and what they do not bear is withheld. Where "
            "that fails, the minutes' own words stand.",
        },
        good_title="How good it is",
        stored_title="What is stored",
        question_kept={
            False: "Questions and answers are not stored on the server.",
            True: "The operator records the wording of questions; the privacy notice says more.",
        },
        feedback="A click on “Yes” or “No” sends question, verdict and comment; they are deleted after {days} days.",
        browser="The conversation is kept in this browser tab alone and is gone when it is closed. The browser "
        "remembers the language chosen.",
    ),
}
