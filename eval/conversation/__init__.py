"""Conversations: questions that follow one another, played with the real answers as history.

`script` reads a set, `expectations` says what a turn must show, `play` asks and scores, `validate` keeps a set sound.
"""
