"""The fast matcher, the evaluator and the reference agree on queries and articles made by chance."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.query import Matcher, QueryError, holds, parse
from digests.query.meaning import meaning
from digests.query.tree import printed
from tests.digests.query.making import TREES, subject, subjects
from tests.digests.query.making import subject as making_subject
from tests.digests.query.reference import matches


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_printing_and_parsing_undo_each_other(tree):
    try:
        query = parse(printed(tree))
    except QueryError as error:
        assert "finds everything" in error.reason or "never find" in error.reason
        return
    assert query.tree == tree
    assert parse(str(query)) == query


@given(TREES, subjects())
@settings(max_examples=500, deadline=None)
def test_evaluator_and_matcher_agree_with_the_reference(tree, subject):
    expected = matches(tree, subject)
    assert bool(holds(meaning(tree), subject)) is expected
    matcher = Matcher()
    matcher.add("desk", meaning(tree))
    assert bool(matcher.match(subject)) is expected


@given(TREES, subjects())
@settings(max_examples=300, deadline=None)
def test_what_is_refused_for_finding_nothing_finds_nothing(tree, subject):
    try:
        parse(printed(tree))
    except QueryError as error:
        if "never find" in error.reason:
            assert not matches(tree, subject)
        elif "finds everything" in error.reason:
            return


@given(TREES, TREES, subjects())
@settings(max_examples=200, deadline=None)
def test_an_or_finds_what_either_side_finds(a, b, subject):
    from digests.query.tree import disjunction

    both = holds(meaning(disjunction([a, b])), subject)
    assert bool(both) is bool(holds(meaning(a), subject) or holds(meaning(b), subject))


@given(st.lists(TREES, min_size=2, max_size=8), subjects())
@settings(max_examples=200, deadline=None)
def test_many_subscriptions_are_matched_as_each_alone_also_after_some_went(trees, subject):
    matcher = Matcher()
    for owner, tree in enumerate(trees):
        matcher.add(owner, meaning(tree))
    for owner in range(0, len(trees), 3):
        assert matcher.remove(owner)
    left = {owner for owner in range(len(trees)) if owner % 3}
    assert {owner for owner, _ in matcher.match(subject)} == {n for n in left if matches(trees[n], subject)}
    for owner in left:
        assert matcher.remove(owner)
    assert matcher.match(subject) == []
    assert len(matcher) == 0


def test_a_name_in_other_letters_is_found_as_a_name_and_not_as_a_word():
    matcher = Matcher()
    for query in ("Lavrenko", "who:Lavrenko", "talks NOT Lavrenko", 'who:"Oleg Lavrenko"'):
        matcher.add(query, parse(query).meaning)
    found = {owner for owner, _ in matcher.match(subject("The talks of Олег Лавренко ended."))}
    assert found == {"who:Lavrenko", "talks NOT Lavrenko", 'who:"Oleg Lavrenko"'}


def test_a_phrase_that_repeats_a_word_costs_no_more_than_reading_the_text_once_or_twice():
    page = making_subject("stop " * 20_000 + "начало " * 5_000)
    query = meaning(parse('"' + " ".join(["stop"] * 37) + '"').tree)
    begun = process_time()
    assert holds(query, page)
    matcher = Matcher()
    matcher.add("desk", query)
    assert matcher.match(page)
    assert process_time() - begun < 2
