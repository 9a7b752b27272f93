"""A chat model writes the answer over the statements that the extractive answer cites.

Imported only where `PROTOKOLL_LLM` names a model: model (any of LangChain's) → prompt → claims → gate → writer. `model`
alone needs one of the extras; what only checks texts (claims, gate, prepare's `check`) does without.
"""
