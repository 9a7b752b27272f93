"""The prompt of a language: one readable file, whose hash stands in every answer that was written with it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from protokoll.texts.llm import LLM
from retrieval.answer import Citation

_SPEAKS = {"de": "Es spricht", "en": "Speaker"}


@dataclass(frozen=True)
class Prompt:
    """What the file says, part by part; `hash` are 8 hex digits of its SHA-256."""

    language: str
    system: str
    task: str
    repair: str
    hash: str

    def messages(self, question: str, citations: Sequence[Citation]) -> list[BaseMessage]:
        """Put the question to the model, with the statements numbered from 1."""
        numbered = [f"[{n}] {self._line(citation)}" for n, citation in enumerate(citations, 1)]
        task = Template(self.task).safe_substitute(question=question, statements="\n".join(numbered))
        return [SystemMessage(self.system), HumanMessage(task)]

    def again(self, asked: Sequence[BaseMessage], written: str) -> list[BaseMessage]:
        """Ask for the form once more, after an answer that could not be read."""
        return [*asked, AIMessage(written[:4000]), HumanMessage(self.repair)]

    def _line(self, citation: Citation) -> str:
        marks = LLM[self.language].kinds
        kinds = ", ".join(marks[kind] for kind in citation.kinds if kind in marks)
        said = f"{_SPEAKS[self.language]}: {citation.speaker}" if citation.speaker else ""
        about = "; ".join(part for part in (kinds, " > ".join(citation.section), said) if part)
        words = citation.translation if self.language == "en" and citation.translation else citation.quote
        return f"({about}) {words}" if about else words


@cache
def read_prompt(language: str) -> Prompt:
    """Return the prompt of a language ("de" or "en")."""
    parts, hash_ = read_parts(language)
    return Prompt(language, **parts, hash=hash_)


@cache
def read_parts(name: str) -> tuple[dict[str, str], str]:
    """Return the parts of a file of prompts by their headings, and 8 hex digits of its hash."""
    text = resources.files("retrieval.llm").joinpath(f"prompts/{name}.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (\w+)\n\n(.*?)\s*(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    return parts, hashlib.sha256(text.encode()).hexdigest()[:8]
