"""Training: teaching material in, models out. Nothing of this is imported when questions are answered.

`python -m eval.train.encoder` and `eval.train.reranker` tune the models, `eval.train.export` writes them for
onnxruntime, `eval.train.judge` learns when to answer, `eval.train.report` measures, `eval.train.words`
writes the tables of words.
"""
