"""The words of the page and the widget, in both languages; the browser gets them as one script."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UiTexts:
    """Everything that people read around the answers; words in braces are filled in by the page."""

    title: str
    subtitle: str  # where the documents give no series
    forum_subtitle: str
    purposes: dict[str, str]  # by how many documents there are: "none", "one", "several"
    recorded: dict[str, str]  # by whether the documents say who spoke: "all", "some", "none", "nowhere" (of several)
    label: str
    examples_title: str
    forum_examples: tuple[str, ...]
    general_examples: dict[str, str]  # by what a document must hold for the question to make sense
    question: str
    placeholder: str
    ask: str
    anew: str
    anew_done: str
    undo: str
    counted: str
    too_long: str
    question_empty: str
    searching: str
    unreachable: str
    asked: str
    answered: str
    announced: str
    announced_sources: str
    announced_points: dict[str, str]  # by number: "one", "other"
    announced_closest: dict[str, str]
    announced_way: str
    to_answer: str
    reasons: dict[str, str]
    kinds: dict[str, str]
    sources: str
    closest: str
    further: str
    unanswered: str
    suggestions: str
    show_source: str
    of_source: str
    marker: str
    context: str
    context_close: str
    original: str
    translation: str
    translation_notice: str
    translation_above: str
    copy: str
    copy_answer: str
    copy_citation: str
    copy_bibtex: str
    copy_link: str
    copied: str
    copy_failed: str
    written_by: str  # {model}
    verbatim: str
    summary: str
    edit: str
    repeat: str
    conversation: str
    save: str
    print: str
    retrieved: str
    index: str
    helpful: str
    helpful_yes: str
    helpful_no: str
    comment: str
    comment_notice: str
    send: str
    thanks: str
    reader: str
    reader_open: str
    reader_close: str
    reader_notice: str
    reader_failed: str
    reader_empty: str
    reader_first: str
    search: str
    search_found: str
    search_none: str
    search_short: str
    search_next: str
    search_previous: str
    passage_ask: str
    passage_about: str
    passage_drop: str
    passage_question: str
    contents: str
    document: str
    scope: str
    scope_all: str
    page: str
    file: str
    nobody: str
    cited_once: str
    cited_often: str
    cited_in: str
    statement_link: str
    statement_link_short: str
    changed: str
    imprint: str
    privacy: str
    accessibility: str
    barrier: str
    contact: str
    skip: str


DE = UiTexts(
    title="Frag das Protokoll",
    subtitle="Auskunft aus Protokollen",
    forum_subtitle="Auskunft aus dem Protokoll eines Expertengesprächs",
    purposes={
        "none": "Hier ist zurzeit kein Protokoll hinterlegt. Fragen lassen sich deshalb nicht beantworten.",
        "one": "Stellen Sie eine Frage. Die Antwort kommt aus dem Protokoll, jede Aussage mit der genauen Stelle.",
        "several": "Stellen Sie eine Frage. Die Antwort kommt aus den Protokollen, jede Aussage mit genauer Stelle.",
    },
    recorded={
        "all": "Wer spricht, steht dabei.",
        "some": "Wer spricht, steht dabei, soweit es festgehalten ist.",
        "none": "Wer etwas gesagt hat, hält das Protokoll nicht fest.",
        "nowhere": "Wer etwas gesagt hat, halten die Protokolle nicht fest.",
    },
    label="KI-gestützte Auskunft, kann irren; maßgeblich ist das Protokoll.",
    examples_title="Zum Beispiel",
    forum_examples=(
        "Wie viele Sprachmodelle hat China entwickelt?",
        "Warum wird der AI Act kritisiert, und was spricht für ihn?",
        "Was wurde zu Jülich gesagt?",
        "Was steht im 5. Impuls?",
        "Wie sollen Talente in Deutschland gehalten werden?",
        "Wer hat teilgenommen?",
    ),
    general_examples={
        "decision": "Was wurde beschlossen?",
        "vote": "Wie wurde abgestimmt?",
        "task": "Wer macht was bis wann?",
        "participant": "Wer hat teilgenommen?",
        "absent": "Wer fehlte?",
        "speaker": "Was sagte {words}?",
        "section": "Was steht unter „{words}“?",
        "title": "Worum geht es in „{words}“?",
    },
    question="Ihre Frage an das Protokoll",
    placeholder="Deutsch oder Englisch",
    ask="Fragen",
    anew="Neu beginnen",
    anew_done="Das Gespräch beginnt neu.",
    undo="Rückgängig",
    counted="{count} von {limit} Zeichen",
    question_empty="Bitte geben Sie eine Frage ein.",
    too_long="{count} Zeichen, möglich sind {limit}. Bitte kürzen Sie die Frage.",
    searching="Das Protokoll wird durchsucht …",
    unreachable="Der Server ist gerade nicht zu erreichen. Bitte versuchen Sie es gleich noch einmal.",
    asked="Frage",
    answered="Antwort",
    announced="Antwort: {text}",
    announced_sources="Belege: {count}.",
    announced_points={"one": "Antwort mit einem Punkt.", "other": "Antwort mit {count} Punkten."},
    announced_closest={"one": "Eine nächstliegende Stelle.", "other": "{count} nächstliegende Stellen."},
    announced_way="Umschalttaste und Tabulator führen zu ihr.",
    to_answer="Zur Antwort",
    reasons={
        "not_in_protocol": "Nicht im Protokoll",
        "not_attributed": "Wer es sagte, ist nicht festgehalten",
        "false_premise": "So steht es nicht im Protokoll",
        "off_topic": "Anderes Thema",
        "unclear": "Keine Frage erkannt",
        "withheld": "Keine geprüfte Antwort",
        "conversation": "",
    },
    kinds={
        "fact": "Tatsachenangabe",
        "claim": "Einschätzung",
        "demand": "Forderung",
        "question": "Offene Frage",
        "quotation": "Zitat",
        "decision": "Beschluss",
        "vote": "Abstimmung",
        "task": "Aufgabe",
        "participant": "Beteiligte Person",
        "label": "Zwischentitel",
    },
    sources="Belege",
    closest="Nächstliegende Stellen",
    further="Alle weiteren Stellen zeigen",
    unanswered="Dazu hält das Protokoll nichts fest:",
    suggestions="Weiterfragen",
    show_source="Im Protokoll zeigen",
    of_source="{action}, Beleg {n}",
    marker="{n}, Beleg im Protokoll zeigen",
    context="Im Zusammenhang",
    context_close="Zusammenhang schließen",
    original="Wortlaut",
    translation="Maschinelle Übersetzung",
    translation_notice=(
        "Maschinelle Übersetzung, von den Herausgebern nicht geprüft; es gilt der deutsche Text."
    ),
    translation_above="Oben maschinell übersetzt, von den Herausgebern nicht geprüft; es gilt der deutsche Text.",
    copy="Kopieren",
    copy_answer="Antwort mit Belegen",
    copy_citation="Zitierzeile",
    copy_bibtex="BibTeX",
    copy_link="Link zur Frage",
    copied="Kopiert.",
    copy_failed="Kopieren ist hier nicht erlaubt. Der Text steht markiert im Feld.",
    written_by="Zusammengefasst von {model}; jeder Satz ist mit dem Protokoll verglichen.",
    verbatim="Wortlaut statt Zusammenfassung",
    summary="Zusammenfassung statt Wortlaut",
    edit="Frage bearbeiten",
    repeat="Noch einmal fragen",
    conversation="Das ganze Gespräch",
    save="Als Markdown speichern",
    print="Drucken oder als PDF sichern",
    retrieved="abgerufen am {date}",
    index="Index {hash}",
    helpful="War das hilfreich?",
    helpful_yes="Ja",
    helpful_no="Nein",
    comment="Was fehlt, was stimmt nicht? (freiwillig)",
    comment_notice="Frage und Bemerkung werden {days} Tage aufbewahrt, ohne Namen und Adresse.",
    send="Senden",
    thanks="Danke, die Rückmeldung ist angekommen.",
    reader="Das Protokoll",
    reader_open="Protokoll lesen",
    reader_close="Protokoll schließen",
    reader_notice="Wortlaut wie veröffentlicht; Fehler der Vorlage stehen unverändert.",
    reader_failed="Das Protokoll ließ sich nicht laden. Bitte laden Sie die Seite neu.",
    reader_empty="Hier ist zurzeit kein Protokoll hinterlegt.",
    reader_first="Ersten Beleg der Antwort zeigen",
    search="Im Protokoll suchen",
    search_found="{place} von {count}",
    search_none="Nicht gefunden",
    search_short="Mindestens zwei Zeichen",
    search_next="Nächste Fundstelle",
    search_previous="Vorige Fundstelle",
    passage_ask="Dazu fragen",
    passage_about="Zur Stelle",
    passage_drop="Ohne diese Stelle fragen",
    passage_question="Was sagt das Protokoll an dieser Stelle: {words}",
    contents="Inhalt",
    document="Dokument",
    scope="Gesucht wird in",
    scope_all="Alle Protokolle",
    page="S. {page}",
    file="Original",
    nobody="Ohne Angabe, wer spricht",
    cited_once="In 1 Antwort zitiert",
    cited_often="In {count} Antworten zitiert",
    cited_in="Antworten, die diese Stelle zitieren",
    statement_link="Link zu dieser Stelle kopieren",
    statement_link_short="¶ Link",
    changed="Diese Stelle hat sich geändert; der Link führt zu keinem Text dieses Protokolls.",
    imprint="Impressum",
    privacy="Datenschutz",
    accessibility="Barrierefreiheit",
    barrier="Barriere melden",
    contact="Kontakt",
    skip="Zum Fragefeld",
)

EN = UiTexts(
    title="Ask the minutes",
    subtitle="Answers from minutes",
    forum_subtitle="Answers from the minutes of an expert talk",
    purposes={
        "none": "No minutes are stored here at present, so questions cannot be answered.",
        "one": "Ask a question. The answer comes from the minutes, each statement with its exact passage.",
        "several": "Ask a question. The answer comes from the minutes of these meetings, each statement with its exact "
        "passage.",
    },
    recorded={
        "all": "Speakers are named.",
        "some": "Speakers are named where the minutes record them.",
        "none": "The minutes do not record who said what.",
        "nowhere": "The minutes do not record who said what.",
    },
    label="AI-assisted, can be wrong; the minutes count.",
    examples_title="For example",
    forum_examples=(
        "How many language models has China developed?",
        "Why is the AI Act criticised, and what speaks for it?",
        "What was said about Jülich?",
        "What does the fifth opening statement say?",
        "How can talent be kept in Germany?",
        "Who took part?",
    ),
    general_examples={
        "decision": "What was decided?",
        "vote": "What were the results of the votes?",
        "task": "Which tasks were assigned?",
        "participant": "Who took part?",
        "absent": "Who was absent?",
        "speaker": "What did {words} say?",
        "section": "What do the minutes record under “{words}”?",
        "title": "What is “{words}” about?",
    },
    question="Your question to the minutes",
    placeholder="English or German",
    ask="Ask",
    anew="Start again",
    anew_done="The conversation starts again.",
    undo="Undo",
    counted="{count} of {limit} characters",
    question_empty="Please enter a question.",
    too_long="{count} characters, the limit is {limit}. Please shorten the question.",
    searching="Searching the minutes …",
    unreachable="The server cannot be reached right now. Please try again in a moment.",
    asked="Question",
    answered="Answer",
    announced="Answer: {text}",
    announced_sources="Sources: {count}.",
    announced_points={"one": "Answer with one point.", "other": "Answer with {count} points."},
    announced_closest={"one": "One closest passage.", "other": "{count} closest passages."},
    announced_way="Shift and Tab lead to it.",
    to_answer="To the answer",
    reasons={
        "not_in_protocol": "Not in the minutes",
        "not_attributed": "Who said it is not recorded",
        "false_premise": "The minutes do not say so",
        "off_topic": "Another topic",
        "unclear": "No question recognised",
        "withheld": "No verified answer",
        "conversation": "",
    },
    kinds={
        "fact": "Fact",
        "claim": "Assessment",
        "demand": "Demand",
        "question": "Open question",
        "quotation": "Quotation",
        "decision": "Decision",
        "vote": "Vote",
        "task": "Task",
        "participant": "Participant",
        "label": "Subheading",
    },
    sources="Sources",
    closest="Closest passages",
    further="Show all further passages",
    unanswered="The minutes say nothing about:",
    suggestions="Ask next",
    show_source="Show in the minutes",
    of_source="{action}, source {n}",
    marker="{n}, show this source in the minutes",
    context="In context",
    context_close="Close the context",
    original="German original",
    translation="Machine translation",
    translation_notice="Machine translation, not reviewed by the publishers; the German text counts.",
    translation_above="Above in machine translation, not reviewed by the publishers; the German text counts.",
    copy="Copy",
    copy_answer="Answer with sources",
    copy_citation="Citation",
    copy_bibtex="BibTeX",
    copy_link="Link to the question",
    copied="Copied.",
    copy_failed="Copying is not allowed here. The text is selected in the field.",
    written_by="Summarised by {model}; each sentence was compared with the minutes.",
    verbatim="Exact words instead of the summary",
    summary="Summary instead of the exact words",
    edit="Edit the question",
    repeat="Ask again",
    conversation="The whole conversation",
    save="Save as Markdown",
    print="Print or save as PDF",
    retrieved="retrieved on {date}",
    index="index {hash}",
    helpful="Was this helpful?",
    helpful_yes="Yes",
    helpful_no="No",
    comment="What is missing or wrong? (optional)",
    comment_notice="Question and comment are kept for {days} days, without name or address.",
    send="Send",
    thanks="Thank you, your feedback has arrived.",
    reader="The minutes",
    reader_open="Read the minutes",
    reader_close="Close the minutes",
    reader_notice="Wording as published; errors of the source stand unchanged.",
    reader_failed="The minutes could not be loaded. Please reload the page.",
    reader_empty="No minutes are stored here at present.",
    reader_first="Show the first source of the answer",
    search="Search the minutes",
    search_found="{place} of {count}",
    search_none="Not found",
    search_short="At least two characters",
    search_next="Next match",
    search_previous="Previous match",
    passage_ask="Ask about this",
    passage_about="On this passage",
    passage_drop="Ask without this passage",
    passage_question="What do the minutes say in this passage: {words}",
    contents="Contents",
    document="Document",
    scope="Search in",
    scope_all="All minutes",
    page="p. {page}",
    file="Original file",
    nobody="No speaker recorded",
    cited_once="Cited in 1 answer",
    cited_often="Cited in {count} answers",
    cited_in="Answers that cite this passage",
    statement_link="Copy a link to this passage",
    statement_link_short="¶ Link",
    changed="This passage has changed; the link leads to no text of these minutes.",
    imprint="Imprint",
    privacy="Privacy",
    accessibility="Accessibility",
    barrier="Report a barrier",
    contact="Contact",
    skip="To the question field",
)

UI = {"de": DE, "en": EN}
