"""The fast matcher, the evaluator and the reference agree on queries and articles made by chance."""

from collections import Counter
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.query import Matcher, QueryError, holds, parse
from digests.query.meaning import meaning
from digests.query.tree import printed
from tests.digests.query.making import TREES, subject, subjects
from tests.digests.query.making import subject as making_subject
from tests.digests.query.reference import matches
from tests.digests.query.test_parser import HOSTILE


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


def test_evaluator_and_matcher_agree_with_the_reference():
    seen: Counter[bool] = Counter()

    @given(TREES, subjects())
    @settings(max_examples=500, deadline=None)
    def agree(tree, subject):
        expected = matches(tree, subject)
        seen[expected] += 1
        assert bool(holds(meaning(tree), subject)) is expected
        matcher = Matcher()
        matcher.add("desk", meaning(tree))
        assert bool(matcher.match(subject)) is expected

    agree()
    # Made by chance, but never all of one kind, which would show nothing.
    assert seen[True] > 50
    assert seen[False] > 50


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


def test_many_subscriptions_are_matched_as_each_alone_also_after_some_went_and_others_came():
    seen: Counter[bool] = Counter()

    @given(st.lists(TREES, min_size=2, max_size=8), st.lists(TREES, max_size=4), subjects())
    @settings(max_examples=200, deadline=None)
    def agree(trees, later, subject):
        matcher = Matcher()
        for owner, tree in enumerate(trees):
            matcher.add(owner, meaning(tree))
        matcher.match(subject)
        for owner in range(0, len(trees), 3):
            assert matcher.remove(owner)
        for owner, tree in enumerate(later, len(trees)):
            matcher.add(owner, meaning(tree))
        there = dict(enumerate([*trees, *later]))
        left = {owner for owner in there if owner >= len(trees) or owner % 3}
        expected = {n for n in left if matches(there[n], subject)}
        assert {owner for owner, _ in matcher.match(subject)} == expected
        seen.update(owner in expected for owner in left)
        for owner in left:
            assert matcher.remove(owner)
        assert matcher.match(subject) == []
        assert len(matcher) == 0
        assert matcher.keys() == 0

    agree()
    assert seen[True] > 100
    assert seen[False] > 100


def test_a_subscription_is_matched_from_the_moment_it_is_added_until_it_is_removed():
    page = subject("The cease-fire talks of Petra Lund and the UN went on; pre conditions were not named.")
    matcher = Matcher()
    matcher.add("first", parse("talks").meaning)
    for query in (
        "ceasefire",
        "preconditions",
        '"petra lund" talks',
        "org:UN talks",
        "cease NEAR/3 talks went",
        "precond*",
    ):
        assert [owner for owner, _ in matcher.match(page)] == ["first"]
        matcher.add(query, parse(query).meaning)
        assert {owner for owner, _ in matcher.match(page)} == {"first", query}
        assert matcher.remove(query)
    assert [owner for owner, _ in matcher.match(page)] == ["first"]


LONG = {
    "one word": "stop " * 20_000, "words that may be one": "pre conditions ab abab " * 5_000, "hyphens": "ab-" * 30_000,
    "no gap": "a" * 100_000, "no gaps between words": "停戦会談" * 25_000, "articles": "al el al-Lund el " * 6_000,
    "apostrophes": "l'a'b'c " * 12_000, "other letters": "лавров محمود " * 8_000,
}  # fmt: skip
HEAVY = [
    *HOSTILE.values(), '"' + "stop " * 390 + '"', '"' + "stop " * 380 + 'end"', '"' + "preconditions pre conditions " * 66 + '"',
    '"' + "ab abab ababab " * 120 + '"', " OR ".join(f"a{chr(97 + n % 26)}*" for n in range(99)), '"' + "停戦" * 400 + '"',
    " ".join(f"stop NEAR/{n} stop" for n in range(1, 60)), " OR ".join(f"ab* NEAR/{n} aba*" for n in range(1, 60)),
    " OR ".join(f'"ab abab" NEAR/{n} "abab ab"' for n in range(1, 40)), " OR ".join(f"who:lavrov{n}" for n in range(90)),
    "act:say (" + " OR ".join(f"a{n}" for n in range(99)) + ")", " OR ".join(f'org:"UN" x{n} stop' for n in range(50)),
]  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_queries_built_to_cost_time_are_matched_in_little_on_texts_built_for_them(text):
    matcher = Matcher()
    for owner, query in enumerate(HEAVY):
        with suppress(QueryError):
            matcher.add(owner, parse(query).meaning)
    assert len(matcher) > 15
    page = subject(text)
    begun = process_time()
    matcher.match(page)
    assert process_time() - begun < 2


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
