"""All sentences that users read, per language: a missing sentence is a type error."""

from protokoll.texts.acts import ACTS, ActTexts
from protokoll.texts.answers import ANSWERS, AnswerTexts

__all__ = ["ACTS", "ANSWERS", "ActTexts", "AnswerTexts"]
