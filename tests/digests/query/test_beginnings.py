"""Beginnings that are asked for: of one, two and many letters, and after some went."""

from hypothesis import given
from hypothesis import strategies as st

from digests.query.beginnings import Beginnings

LETTERS = st.text("abc", min_size=1, max_size=6)


@given(st.sets(LETTERS, max_size=12), st.sets(LETTERS, max_size=6), LETTERS)
def test_a_word_has_the_beginnings_it_starts_with_and_may_be_gone_on_by_longer_ones(there, gone, word):
    begun: Beginnings[str] = Beginnings()
    for letters in there | gone:
        begun[letters] = letters
    begun.goes_on(word)
    for letters in gone - there:
        del begun[letters]
    assert set(begun.of(word)) == {one for one in there if word.startswith(one)}
    longer = any(one.startswith(word) and one != word for one in there)
    assert begun.goes_on(word) is longer
    if there and (longer or begun.of(word)):
        assert word in begun.some([word])
    assert len(begun) == len(there)
