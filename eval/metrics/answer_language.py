"""Answer language: 1 when the answer says it is in the asker's language and its own words are.

Own words are those outside quotation marks, titles and headings; the language with more function words in them wins.
Questions are asked without a language hint, so that the recognition of the language is measured.
"""

import re

from eval.cases import Case
from eval.words import own_words
from retrieval.answer import Answer

GERMAN = """
der die das den dem des ein eine einen und oder nicht ist sind war zu zur zum im am vom von mit für auf
aus bei nach über wie was wer es sie ich wir kein keine als auch dazu hält fest steht nennt laut
"""
ENGLISH = """
the a an and or not is are was were to of in on at from with for by about how what who it they i we no
as also this that these record records minutes says names asks
"""
PLACE = re.compile(r"\[\d+\]\s*\((?:[^()]|\([^()]*\))*\)")  # the headings behind a marker
FUNCTION_WORDS = {"de": frozenset(GERMAN.split()), "en": frozenset(ENGLISH.split())}


def answer_language(case: Case, answer: Answer) -> float | None:
    """Return 1 or 0; counts every question but kind `nonsense`: letters struck at random have no language."""
    if case.kind == "nonsense":
        return None
    text = own_words(PLACE.sub(" ", answer.answer))
    for citation in answer.citations:
        text = text.replace(citation.title, "")
    words = re.findall(r"[^\W\d_]+", text.lower())
    count = {language: sum(word in known for word in words) for language, known in FUNCTION_WORDS.items()}
    other = count["en" if case.lang == "de" else "de"]
    return float(answer.language == case.lang and count[case.lang] >= other)
