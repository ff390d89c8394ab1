"""The archive finds what alerts would have found: the same articles, by queries made by chance."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.finding import find, matching, trial
from bot.queries import read_query
from bot.settings import Configuration
from bot.store import open_store
from digests.query import Query, Subject, holds
from digests.query.meaning import meaning
from scrapers.article import Entry
from scrapers.source import Source
from tests.digests.query.making import DAY, TREES, subjects

SOURCE = Source(
    id="gazette",
    url="https://press.example/",
    name="Harbour Gazette",
    family="Harbour Press",
    klass="official",
)
CONFIGURATION = Configuration(sources=(SOURCE,))


def filled(found: list[Subject]):
    store = open_store(None)
    with store.write():
        for n, subject in enumerate(found):
            number = store.articles.insert(
                subject.article, first_seen=DAY, effective=DAY + timedelta(minutes=n), archive_only=False,
                listed=Entry(source="gazette", url=subject.article.url, title=""),
            )  # fmt: skip
            store.articles.save_facts(
                number,
                subject.facts,
                story="s",
                meeting_stories=["s"] * len(subject.facts.meetings),
                signature={},
                keys=(),
            )
    return store


@given(st.lists(subjects(), min_size=1, max_size=4), st.lists(TREES, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_archive_and_alerts_find_the_same_articles(found, trees):
    with filled(found) as store:
        everything = list(store.articles.each())
        for tree in trees:
            query = Query(tree, meaning(tree))
            told = [
                row.id
                for row in everything
                if holds(query.meaning, Subject(row.article, row.facts, _outlet()))
            ]
            assert [stored.id for stored, _ in matching(store, CONFIGURATION, query)] == told[::-1]


def _outlet():
    from bot.queries import outlet_of

    return outlet_of(CONFIGURATION, "gazette")


def test_a_trial_counts_by_day_as_far_as_the_archive_reaches():
    from tests.digests.query.making import subject

    with filled(
        [subject("A ceasefire holds."), subject("Talks."), subject("The cease-fire broke.")]
    ) as store:
        now = DAY + timedelta(days=2)
        done = trial(
            store, CONFIGURATION, read_query("ceasefire"), since=now - timedelta(days=30), now=now, zone="UTC"
        )
        assert [(str(day), count) for day, count in done.days] == [
            ("2026-03-14", 2),
            ("2026-03-15", 0),
            ("2026-03-16", 0),
        ]
        assert (done.total, len(done.samples), done.depth) == (2, 2, DAY)
        empty = trial(store, CONFIGURATION, read_query("nothing"), since=DAY, now=now, zone="UTC")
        assert (empty.total, empty.samples) == (0, ())
        assert [h.article for h in find(store, CONFIGURATION, read_query("cease fire"))] == [3]
        assert [h.article for h in find(store, CONFIGURATION, read_query('"cease fire"'), limit=1)] == [3]
