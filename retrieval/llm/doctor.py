"""Is the chat model there, how fast is it, and can it do what it is for: one small real answer."""

import time
from dataclasses import dataclass
from itertools import chain

from protokoll.errors import ChatModelError
from protokoll.settings import Settings
from retrieval.answer import Citation
from retrieval.llm.claims import ClaimReader
from retrieval.llm.gate import Gate
from retrieval.llm.model import ChatModel
from retrieval.llm.prompt import read_prompt

_QUOTE = "Der Gemeinderat beschließt, den Radweg am Bahnhof bis 2026 zu bauen; er kostet 200.000 Euro."
_STATEMENT = Citation(
    marker=1,
    statement_id="doctor/1",
    document="doctor",
    title="Gemeinderat",
    section=("Radweg",),
    speaker=None,
    page=None,
    printed=None,
    start=0,
    end=len(_QUOTE),
    quote=_QUOTE,
    translation=None,
    kinds=("decision",),
)


@dataclass(frozen=True)
class Health:
    """What was found: seconds to the first word and in all, characters a second, and how many claims stood the gate.

    `problem` is the word for what went wrong, "" for nothing; the words are the keys of `ADVICE`.
    """

    model: str
    problem: str
    first: float = 0.0
    total: float = 0.0
    speed: float = 0.0
    claims: int = 0
    borne: int = 0


def examine(settings: Settings) -> Health:
    """Ask the chat model for one small answer.

    Args:
        settings: which model, where.

    Returns:
        What was found; a failure is a finding.

    Raises:
        SettingsError: The settings of the model cannot be used.
    """
    model = ChatModel(settings)
    messages = read_prompt("de").messages("Was wurde zum Radweg beschlossen?", [_STATEMENT])
    reader, started = ClaimReader(), time.perf_counter()
    try:
        pieces = model.stream(messages)
        begun = next(pieces, "")
        first = time.perf_counter() - started
        claims = list(reader.read(chain([begun], pieces)))
    except ChatModelError as error:
        return Health(model.name, error.kind)
    total = time.perf_counter() - started
    gate = Gate(frozenset())
    borne = sum(gate.judge(claim, [_STATEMENT], "de").grade != "none" for claim in claims)
    problem = "" if borne else "unsupported" if claims else "garbage" if reader.text.strip() else "empty"
    speed = len(reader.text) / max(total - first, 0.001)
    return Health(model.name, problem, first, total, speed, len(claims), borne)
