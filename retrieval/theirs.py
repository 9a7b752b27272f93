"""Which statements are somebody's: spoken by them, or telling by name or office what they say or do."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from ingest.document import Document, Participant, Speaker
from ingest.names import PART, forms
from ingest.statement import Statement
from ingest.verbs import says
from retrieval.who import surname_in, surnames

# What tells of somebody, but of nothing that they said or did in the matter.
_NO_DEED = (
    r"(?!(?:wurden?|wird|werden|fehlt\w*|joined|left|arrived|verlässt|verließ|betritt|"
    r"(?:is|was|were|ist|war) (?:thanked|welcomed|elected|absent|present|excused|entschuldigt|abwesend|anwesend))\b)"
)
_GOES_ON = re.compile(r"(?:^|[.!?]\s+)(?:She|He|Sie|Er)(?P<verb>\s+[a-zäöü]\w+)")


@dataclass(frozen=True)
class Who:
    """A person, party or office that a question asks to hear.

    `name` as the question has it; `rows` are the positions of the statements that are theirs: spoken by them, or
    telling what they say or do; else those that name them where nobody is recorded as speaking. `spoke`: at least one
    statement is theirs. `lines` are lines of the lists that name them, `subject` a sentence that tells of them.
    `described` are those who are told of in the asker's own words alone: they may be called otherwise here.
    """

    name: str
    rows: tuple[int, ...] = ()
    spoke: bool = False
    lines: tuple[Statement, ...] = ()
    subject: re.Pattern[str] | None = None
    described: bool = False


def hear(
    name: str,
    speakers: Sequence[Speaker],
    names: Sequence[str],
    document: Document,
    people: Sequence[Participant] = (),
) -> Who:
    """Find what somebody says, or what names them while nobody is recorded as speaking.

    Args:
        name: as asked.
        speakers: of the document, whose words are theirs.
        names: surnames that may stand in a statement without a speaker.
        document: the document.
        people: of its lists, whose offices may stand there for their names.

    Returns:
        Whom the name means.
    """
    written, listed = {speaker.written for speaker in speakers}, {person.line for person in people}
    lines = tuple(s for s in document.statements if s.text in listed)
    free = [s for s in document.statements if s.speaker is None and not {"participant", "task"} & {*s.kind_names}]
    own = {s.position for s in document.statements if s.speaker in written}
    subject = _subject(names, titles_of(people, document), document)
    own |= {s.position for s in free if subject and subject.search(s.quote)}
    if own:
        others = [other for other in surnames(document) if other not in names and len(other) > 2]
        own |= {s.position for s in free if s.position - 1 in own and _goes_on(s, document, others)}
        return Who(name, tuple(sorted(own)), True, lines, subject)
    either = "|".join(map(re.escape, names)) or "(?!)"
    shape = re.compile(rf"(?<![\w-])(?:{either})(?:s|’s|'s)?(?![\w-])")
    return Who(name, tuple(s.position for s in free if shape.search(s.text) and _tells(s)), False, lines, subject)


def _subject(names: Sequence[str], titles: Set[str], document: Document) -> re.Pattern[str] | None:
    """Return a sentence with one of some people as its subject: by surname, where one alone has it, or by office."""
    alike = [speaker.surname for speaker in document.speakers]
    named = "|".join(re.escape(name) for name in names if name and alike.count(name) < 2)
    held = "|".join(map(re.escape, sorted(titles)))
    if not named and not held:
        return None
    by_name = rf"(?:{forms().lead})?(?:{PART}\s+){{0,2}}(?:{named or '(?!)'})"
    who = rf"(?:{by_name}|(?:The|the|Der|Die)\s+(?:{held or '(?!)'}))"
    beside = rf"(?:(?:{forms().lead})?(?:{PART}\s+){{1,3}}(?:und|and)\s+)?"
    aside = r"\s*\([^()]*\)|,[^,.;]{1,60},|\s+(?:aus|vom|von|of|from)\s[^,.;]{1,40}?"
    aside = rf"(?:{aside}|\s+(?:und|and)\s+(?:{forms().lead})?{PART}(?:\s+{PART})?)?"
    return re.compile(rf"(?:^|[.!?;]\s+){beside}{who}{aside}\s+{_NO_DEED}[a-zäöü]")


def titles_of(people: Sequence[Participant], document: Document) -> set[str]:
    """Return the offices by which minutes may call some people: those that nobody else of the lists has."""
    held = Counter(title for person in document.participants for title in _titles(person))
    return {title for person in people for title in _titles(person) if held[title] == 1}


def _titles(person: Participant) -> set[str]:
    """The offices of one: "Harbour Master, Tarrock Port" is master there, and no port."""
    found = {*re.split(r"\s(?:und|and)\s", re.split(r"\s*[,;/]\s*", person.role)[0])}
    if person.state == "chair":
        found |= {"Chair", "Chairman", "Chairwoman", "Vorsitzende"}
    return {title for title in found if title[:1].isupper()}


def _goes_on(statement: Statement, document: Document, others: Sequence[str]) -> bool:
    """Say whether a statement goes on with whoever the one before is of: "She recommended …", nobody else named."""
    before = document.statements[statement.position - 1]
    goes_on = _GOES_ON.search(statement.quote)
    named = any(surname_in(f"{before.quote} {statement.quote}", name) for name in others)
    alike = before.section == statement.section and before.lead == 0
    return bool(alike and goes_on and says(goes_on["verb"]) and not named)


def _tells(statement: Statement) -> bool:
    """Say whether a statement that names somebody says more than the name: no heckling, no "Berichterstatter: X"."""
    return len(statement.text.split()) > 7 and not (statement.text.startswith("(") and statement.text.endswith(")"))
