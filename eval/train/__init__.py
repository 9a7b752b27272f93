"""Training of the judge: bank in, arrays and figures out. Nothing of this is imported when questions are answered.

`python -m eval.train.judge` writes the judge, `eval.train.ablation` the page about it, `eval.train.rarity` the table of
word rarity and `eval.train.languages` that of languages.
"""
