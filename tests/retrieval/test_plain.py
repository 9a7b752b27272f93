"""What was typed, made plain: what changes only its looks changes nothing of what is judged."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from retrieval.plain import Wordbook, made_plain

BOOK = Wordbook.of(
    [
        "Jülich ist das einzige Supercomputingzentrum",
        "Bashing des AI Acts nicht gerechtfertigt, der AI Act ist besser",
        "auf Open Source setzen",
        "Heilbronn ist der richtige Ansatz",
        "Die Willkommenskultur und die Größe",
        "75% schätzen die Bedeutung von LLM",
        "mehr KI",
    ]
)


def plain(typed: str, *, english: bool = False) -> str:
    return made_plain(typed, BOOK, english=english).text


@pytest.mark.parametrize(
    ("typed", "judged"),
    [
        ("Warum ist Heil\u00adbronn der rich\u00adtige Ansatz?", "Warum ist Heilbronn der richtige Ansatz?"),
        ("Was steht zur Will\u200bkommens\u200bkultur?", "Was steht zur Willkommenskultur?"),
        ("Why is Heilbronn the right approach? 🙏", "Why is Heilbronn the right approach?"),
        ("Was steht\nim 5. Impuls?\u2028", "Was steht im 5. Impuls?"),
        ("„Wer war dabei?“", "Wer war dabei?"),
        ("»Wer war dabei?«", "Wer war dabei?"),
        ("**Wer war dabei?**", "Wer war dabei?"),
        ("> - Wer war dabei???!", "Wer war dabei?"),
        ("1. Wer war dabei?", "Wer war dabei?"),
        ("1. Impuls", "1. Impuls"),
        ("WER HAT TEILGENOMMEN?", "Wer hat teilgenommen?"),
        ("WAS WURDE ZUM AI ACT GESAGT", "Was wurde zum AI Act gesagt"),
        ("Was sagt die WHO?", "Was sagt die WHO?"),
        ("Guten Tag, wer hat teilgenommen?", "Wer hat teilgenommen?"),
        ("Danke, und wer hat teilgenommen?", "Wer hat teilgenommen?"),
        ("Wer war dabei?\n\nMit freundlichen Grüßen\nMax Muster", "Wer war dabei?"),
        ("mittelstand Vielen Dank im Voraus.", "Mittelstand"),
        ("Hello! Could you please tell me what was said about Jülich? Thanks a lot!", "What was said about Jülich?"),
        ("Kannst du mir sagen, wer teilgenommen hat?", "Wer teilgenommen hat?"),
        ("Ich bin Journalist und schreibe über KI. Was wurde zu Heilbronn gesagt?", "Was wurde zu Heilbronn gesagt?"),
        ("Aha. Und was würde sich ändern?", "Und was würde sich ändern?"),
        ("Guten Tag", "Guten Tag"),
        ("Super, danke dir, das hat mir sehr geholfen.", "Super, danke dir, das hat mir sehr geholfen"),
        ("Tag der Sitzung?", "Tag der Sitzung?"),
        ("Which model is best?", "Which model is best?"),
        ("Juelich", "Jülich"),
        ("was steht zu OpenSource", "was steht zu Open Source"),
        ("Teilnehmer*innen", "Teilnehmerinnen"),
        ("Was steht im V. Impuls?", "Was steht im 5. Impuls?"),
        ("Impuls VI?", "Impuls 6?"),
        ("Wer bekommt 10.000.000 im Jahr?", "Wer bekommt 10 Millionen im Jahr?"),
        ("zehn Mio. im Jahr", "10 Millionen im Jahr"),
        ("10 000 000 Euro", "10 Millionen Euro"),
        ("Was ist mit neunzehn Prozent?", "Was ist mit 19%?"),
        ("fünfundsiebzig Prozent", "75%"),
        ("wer war am 22.02.2024 dabei", "wer war am 22.02.2024 dabei"),
        ("  ", ""),
        ("🙃", ""),
    ],
)
def test_it_is_made_plain(typed, judged):
    assert plain(typed) == judged


def test_numbers_are_written_as_in_the_language_of_the_question():
    assert plain("Who gets 10,000,000 a year?", english=True) == "Who gets 10 million a year?"


def test_what_the_asker_told_before_the_question_is_kept_beside_it():
    assert (
        made_plain("Ich schreibe über Heilbronn. Was wurde dazu gesagt?", BOOK).told == "Ich schreibe über Heilbronn."
    )


CHANGES: Mapping[str, Callable[[str], str]] = {
    "soft hyphen": lambda q: q[:3] + "\u00ad" + q[3:],
    "zero width space": lambda q: q[:4] + "\u200b" + q[4:],
    "byte order mark": lambda q: "\ufeff" + q,
    "emoji": lambda q: q + " 🙏",
    "German quotation marks": lambda q: f"„{q}“",
    "straight quotation marks": lambda q: f'"{q}"',
    "guillemets": lambda q: f"»{q}«",
    "bold": lambda q: f"**{q}**",
    "list mark": lambda q: f"- {q}",
    "quoted mail": lambda q: f"> {q}",
    "three marks": lambda q: q + "??" if q.endswith("?") else q,
    "ellipsis before the mark": lambda q: q[:-1] + " …?" if q.endswith("?") else q,
    "line break": lambda q: q.replace(" ", "\n", 1),
    "two spaces": lambda q: q.replace(" ", "  "),
    "no-break space": lambda q: q.replace(" ", "\u00a0"),
    "brackets": lambda q: f"({q})",
    "greeting": lambda q: f"Hallo, {q}",
    "greeting of the day": lambda q: f"Guten Tag! {q}",
    "thanks behind": lambda q: f"{q} Vielen Dank im Voraus!",
    "letter": lambda q: f"{q}\n\nMit freundlichen Grüßen\nErika Muster",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_harmless_change_leaves_what_is_judged_as_it_was(change):
    """Equal text is judged equally; one in a hundred questions may come out otherwise."""
    files = [Path(f"eval/gold/{name}.jsonl") for name in ("dev", "val")]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    asked = [row["question"] for row in rows if row["answerable"]]
    altered = [q for q in asked if _judged(CHANGES[change](q)) != _judged(q)]
    assert len(altered) <= 0.01 * len(asked), altered


def _judged(question: str) -> str:
    return plain(question).removesuffix(".").casefold()


def test_an_old_spelling_of_a_document_is_not_put_upon_the_question() -> None:
    old = Wordbook.of(["Man war der Ansicht, daß der Beschluß gefaßt ist."])
    assert made_plain("Welche Beschlüsse wurden gefasst?", old).text == "Welche Beschlüsse wurden gefasst?"
    new = Wordbook.of(["Die Straße bleibt gesperrt."])
    assert made_plain("Was wurde zur Strasse gesagt?", new).text == "Was wurde zur Straße gesagt?"
