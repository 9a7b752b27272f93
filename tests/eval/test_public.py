from eval.squad import as_document, read_articles
from ingest.corpus import read_document


def test_the_public_set_is_whole_and_aligned():
    articles = read_articles()
    questions = [question for article in articles for question in article.questions]
    assert len(articles) == 48
    assert sum(len(article.paragraphs) for article in articles) == 240
    assert len(questions) == 1190
    assert questions[0].words["en"] == "How many points did the Panthers defense surrender?"
    assert questions[0].sentence in questions[0].paragraph


def test_ingest_cuts_it_into_the_units_that_are_ranked(tmp_path):
    articles = read_articles()[:3]
    for unit in ("paragraph", "sentence"):
        (tmp_path / f"{unit}.md").write_text(as_document(articles, unit), encoding="utf-8")
        statements = read_document(tmp_path / f"{unit}.md").statements
        whole = " ".join(statement.text for statement in statements)  # a long paragraph is cut at sentence ends
        assert all(question.text(unit) in whole for article in articles for question in article.questions)


def test_a_removed_text_is_gone_and_the_others_stay():
    article = read_articles()[0]
    gone = article.questions[0].sentence
    left = as_document([article], "sentence", without={gone})
    assert gone not in left
    assert article.paragraphs[0][1] in left
