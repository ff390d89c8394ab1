"""The texts of an edition's material: asked for again and again, and never all in memory."""

import gc

from digests.compose.texts import KEPT, Texts
from digests.document import Document
from tests.digests.making import told

TEXT = "Petra Lund met Aldous Finch in Oslo. They spoke of fish. {} boats came."
MANY = [told(TEXT.format(n), id=n) for n in range(3 * KEPT)]


def whole() -> int:
    return sum(isinstance(one, Document) for one in gc.get_objects())


def test_of_however_many_texts_a_few_are_kept_as_read():
    before, texts = whole(), Texts()
    for one in MANY:
        texts.sentence(one, 40)
        texts.document(one)
    assert whole() - before <= KEPT


def test_a_text_that_was_let_go_says_the_same_again():
    texts = Texts()
    spans = [texts.sentence(one, 40) for one in MANY]
    assert spans == [texts.sentence(one, 40) for one in MANY]
    assert {one.article.text[a:b] for one, (a, b) in zip(MANY, spans, strict=True)} == {"They spoke of fish."}
    assert [texts.sentence_index(MANY[0], at) for at in (0, 40, 60)] == [0, 1, 2]
    assert texts.document(MANY[0]).text == MANY[0].article.text


def test_what_is_asked_for_again_and_again_is_not_read_again():
    texts = Texts()
    first = texts.document(MANY[0])
    for one in MANY:
        texts.document(one)
        assert texts.document(MANY[0]) is first


def test_a_text_without_sentences_is_one():
    empty = told("", id=1)
    assert Texts().sentence(empty, 0) == (0, 0)
    assert Texts().sentence_index(empty, 5) == 0
