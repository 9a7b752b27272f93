from eval.words import own_words, quotations, sentences


def test_own_words_leave_out_quotations_nested_ones_and_markers():
    text = "Das Protokoll hält fest: „Groß denken: „Yes, we can““ [1], und “more” [2]."
    assert own_words(text).split() == ["Das", "Protokoll", "hält", "fest:", ",", "und", "."]


def test_quotations_are_the_outermost():
    assert quotations("„Groß: „Yes““ und “so”") == ["Groß: „Yes“", "so"]


def test_a_sentence_does_not_end_at_a_title_an_ordinal_or_inside_a_quotation():
    text = "Prof. Dr. Ada Lang war dabei [1]. Im 5. Impuls heißt es: „Eins. Zwei“ [2]. Ende"
    assert [sentence.markers for sentence in sentences(text)] == [(1,), (2,), ()]


def test_a_marker_after_the_full_stop_belongs_to_the_sentence():
    assert [s.markers for s in sentences("Es heißt „so.“ [1] Danach anders. [2]")] == [(1,), (2,)]
