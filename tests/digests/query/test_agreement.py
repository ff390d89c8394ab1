"""The fast matcher, the evaluator and the reference agree on queries and articles made by chance."""

from hypothesis import given, settings

from digests.query import Matcher, QueryError, holds, parse
from digests.query.meaning import meaning
from digests.query.tree import printed
from tests.digests.query.making import TREES, subjects
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
