"""Statements that give orders to a machine are shown as they are, but never handed to a model."""

import re

from ingest.packaged import read_table


def gives_orders(words: str) -> bool:
    """Say whether a statement reads like an instruction to a language model ("ignore all previous instructions")."""
    folded = re.sub(r"\s+", " ", words.casefold())
    return any(re.search(pattern, folded) for pattern in read_table("retrieval.llm", "cues.toml")["orders"])
