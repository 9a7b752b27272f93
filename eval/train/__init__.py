"""Training of the judge: bank in, arrays and figures out. Nothing of this is imported when questions are answered.

`python -m eval.train.rarity` writes the table of word rarity, `python -m eval.train.judge` the judge.
"""
