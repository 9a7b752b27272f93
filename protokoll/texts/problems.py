"""What the server says when it cannot do what was asked, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problems:
    """One sentence or two per problem; words in braces are filled in by the server."""

    invalid: str
    not_json: str
    question_missing: str
    question_not_text: str
    question_too_long: str
    history: str
    language: str
    document: str
    selection: str
    feedback: str
    event: str
    too_long: str
    media: str
    forbidden: str
    host: str
    not_found: str
    method: str
    too_large: str
    too_slow: str
    not_http: str
    head_too_large: str
    rate_limited: str
    busy: str
    slow: str
    store: str
    starting: str
    broken: str
    feedback_closed: str


DE = Problems(
    invalid="Die Anfrage passt nicht zum Format (Feld „{field}“). Es steht in /api/openapi.json.",
    not_json="Die Anfrage ist kein gültiges JSON. Erwartet wird zum Beispiel: {example}",
    question_missing="In der Anfrage fehlt die Frage (Feld „question“).",
    question_not_text="Die Frage lässt sich nicht als Text lesen. Bitte schicken Sie einen Text in gültigem Unicode.",
    question_too_long="Die Frage ist zu lang. Bitte fassen Sie sie in höchstens {limit} Zeichen.",
    history=(
        "Der Verlauf („history“) nimmt höchstens {limit} Nachrichten zu je höchstens {length} Zeichen auf, "
        "jede mit „role“ (user oder assistant) und „content“."
    ),
    language="Als Sprache („language“) gehen „de“ und „en“.",
    document="Ein Dokument mit diesem Namen gibt es hier nicht. Die Liste steht unter /api/documents.",
    selection="Kein Dokument passt zu dieser Auswahl. Die Liste steht unter /api/documents.",
    feedback="Eine Rückmeldung braucht „rating“ (up oder down) und die Frage, zu der sie gehört.",
    too_long="Das Feld „{field}“ nimmt höchstens {limit} Zeichen auf.",
    media="Die Anfrage muss JSON sein und sich so nennen: Content-Type: application/json.",
    event="Diese Adresse dient allein der Seite. Fragen nimmt /api/ask entgegen.",
    forbidden="Anfragen von anderen Websites nimmt dieser Server nicht an.",
    host="Unter diesem Namen antwortet der Server nicht. Wer ihn betreibt, nennt ihn in PROTOKOLL_PUBLIC_URL.",
    not_found="Diese Adresse gibt es hier nicht.",
    method="Diese Adresse nimmt Anfragen dieser Art nicht an.",
    too_large="Die Anfrage ist zu groß; angenommen werden höchstens {limit} Kilobyte.",
    too_slow="Die Anfrage kam nicht rechtzeitig vollständig an. Bitte schicken Sie sie noch einmal.",
    not_http="Die Anfrage ist kein gültiges HTTP.",
    head_too_large="Der Kopf der Anfrage ist zu groß; angenommen werden höchstens {limit} Kilobyte und {count} Zeilen.",
    rate_limited="Das waren viele Fragen in kurzer Zeit. Bitte fragen Sie in {seconds} Sekunden weiter.",
    busy="Gerade fragen sehr viele. Bitte versuchen Sie es gleich noch einmal.",
    slow="Die Antwort hat zu lange gedauert. Bitte fragen Sie kürzer oder später noch einmal.",
    store="Der Speicher der Dokumente antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal.",
    starting="Der Server lädt noch das Protokoll. Bitte versuchen Sie es in wenigen Sekunden noch einmal.",
    broken="Hier ist ein Fehler passiert, der nicht an Ihrer Frage liegt. Er wurde vermerkt.",
    feedback_closed="Die Rückmeldung konnte nicht gespeichert werden. An den Antworten ändert das nichts.",
)

EN = Problems(
    invalid="The request does not have the expected form (field “{field}”); see /api/openapi.json.",
    not_json="The request is not valid JSON. Expected is, for example: {example}",
    question_missing="The request lacks the question (field “question”).",
    question_not_text="The question cannot be read as text. Please send a text in valid Unicode.",
    question_too_long="The question is too long. Please put it in at most {limit} characters.",
    history=(
        "The history takes at most {limit} messages of at most {length} characters each, "
        "every one with “role” (user or assistant) and “content”."
    ),
    language="The language can be “de” or “en”.",
    document="There is no document of that name here. The list is at /api/documents.",
    selection="No document fits this choice. The list is at /api/documents.",
    feedback="Feedback needs “rating” (up or down) and the question that it belongs to.",
    too_long="The field “{field}” takes at most {limit} characters.",
    media="The request must be JSON and say so: Content-Type: application/json.",
    event="This address serves the page alone. Questions are taken at /api/ask.",
    forbidden="This server takes no requests from other websites.",
    host="The server does not answer under this name. Whoever runs it puts the name into PROTOKOLL_PUBLIC_URL.",
    not_found="There is nothing at this address.",
    method="This address does not take requests of this kind.",
    too_large="The request is too large; at most {limit} kilobytes are accepted.",
    too_slow="The request did not arrive completely in time. Please send it again.",
    not_http="The request is not valid HTTP.",
    head_too_large="The head of the request is too large; at most {limit} kilobytes and {count} lines are accepted.",
    rate_limited="That was a lot of questions in a short time. Please try again in {seconds} seconds.",
    busy="Very many people are asking right now. Please try again in a moment.",
    slow="The answer took too long and was stopped. Please ask more briefly, or later.",
    store="The store of the documents is not answering right now. Please try again in a moment.",
    starting="The server is still loading the protocol. Please try again in a few seconds.",
    broken="Something went wrong here that is not due to your question. It has been noted.",
    feedback_closed="The feedback could not be stored. This does not affect the answers.",
)

PROBLEMS = {"de": DE, "en": EN}
