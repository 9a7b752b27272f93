"""What a chat client is told about the tools; in English, which its model reads best."""

INSTRUCTIONS = (
    "Questions to protocols (minutes, transcripts, results papers). Every answer quotes the documents word for word "
    "and names the passages. Repeat quotations unchanged and with their source. Where an answer says that the protocol "
    "does not tell something, say so and add nothing of your own: `closest` holds passages on the topic, not an answer."
)

# In place of what the API says, which names its own addresses.
NOT_CHOSEN = {
    "document": "There is no document with this id. The tool list_documents lists them.",
    "selection": "No document fits this choice. The tool list_documents lists them.",
}
WRONG_ARGUMENTS = "The arguments do not fit the tool:"
NO_MESSAGE = "Invalid Request: this is no message of JSON-RPC 2.0."

TOOLS = {
    "ask": (
        "Ask the protocols",
        "Answer a question from the documents alone. Returns the answer with numbered citations, each a verbatim quote "
        "with document, section, speaker and page; or `answered: false` with a reason and the closest passages. "
        "German and English. `body`, `series`, `since` and `until` restrict which documents are asked.",
    ),
    "search": (
        "Search statements",
        "Return the statements nearest to a question or to some words, best first, without judging whether they answer "
        "it. Every quote is verbatim. `speaker` leaves those that this person said, where the documents record it.",
    ),
    "read_statement": (
        "Read a statement",
        "Return one statement by its id, with the statements before and after it.",
    ),
    "list_documents": (
        "List documents",
        "List the documents that can be asked, with title, date, body, series and speakers, filtered by words of their "
        "description, body, series, speaker and date; 200 at most, go on with `first`.",
    ),
}
