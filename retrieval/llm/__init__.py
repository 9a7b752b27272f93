"""A chat model writes the answer over the statements that the extractive answer cites.

Imported only where `PROTOKOLL_LLM` names a model: model (any of LangChain's) → prompt → claims → gate → writer.
"""

from retrieval.llm.claims import Claim
from retrieval.llm.gate import Gate, Verdict
from retrieval.llm.model import ChatModel
from retrieval.llm.writer import Writer

__all__ = ["ChatModel", "Claim", "Gate", "Verdict", "Writer"]
