"""Recheck: an article that stands in a posted edition is looked at again for some days, ever less often.

What its source changed becomes a new version, what it withdrew is withdrawn here (see `bot.jobs.afterwards`). One answer
may be a glitch: an address is gone when it is gone twice, hours apart, and other pages of its source are not.
"""

from datetime import datetime, timedelta
from typing import Literal

from bot.notices import Notices
from bot.reading import Read
from bot.settings import Configuration
from bot.store import Store
from bot.store.rechecks import Recheck
from bot.store.wanted import WantedRow
from digests.edition import Edition
from digests.renewed import is_same_article, is_withdrawal
from scrapers.article import Entry
from scrapers.errors import FetchError, ScrapeError, ThrottledError

#: After an edition its articles are looked at again so long after it was posted.
LOOKS = tuple(timedelta(hours=h) for h in (1, 4, 12, 24, 48, 72))
#: An address that is gone is gone for good when it still is after this time; after the longer one where its source lists
#: it all the same.
CONFIRM, CONFIRM_LISTED = timedelta(hours=3), timedelta(hours=24)
#: Pages of a site that seems to have moved are looked at no longer than this.
LONGEST = timedelta(days=14)
#: So many pages gone and none there: the site moved, and no article was withdrawn.
MOVED = 3
#: Pages of a source wanted at a time.
MOST = 3

Verdict = Literal["unchanged", "updated", "missing", "withdrawn", "unclear", "later"]


def enrol(store: Store, edition: Edition, now: datetime) -> None:
    """Have the articles of an edition looked at again; call it in the transaction that posts it."""
    store.rechecks.enrol(articles_of(edition), now, now + LOOKS[0])


def articles_of(edition: Edition) -> set[int]:
    """Return the ids of the articles that the lines of an edition rest on."""
    return {int(fact.partition(".")[0]) for item in edition.items for fact in item.facts}


def begin(store: Store, configuration: Configuration, now: datetime) -> int:
    """Want the pages that are due to be looked at again, of the sources there still are; return how many."""
    known = {source.id for source in configuration.sources}
    due = store.rechecks.due(now, MOST)
    if not due:
        return 0
    with store.write():
        for number in due:
            stored = store.articles.get(number)
            if (
                stored is not None
                and stored.article.source in known
                and not store.wanted.wants_article(number)
            ):
                entry = Entry(
                    source=stored.article.source,
                    url=stored.article.url,
                    title=stored.article.title,
                    published=stored.article.published,
                    language=stored.article.language,
                )
                store.wanted.add(entry, (), now, article=number, again=True)
            store.rechecks.asked(number)
    return len(due)


def judge(
    store: Store,
    notices: Notices,
    row: WantedRow,
    result: Read,
    trouble: ScrapeError | None,
    now: datetime,
) -> Verdict:
    """Note what a look at an article found, and say what it was; "updated" may be kept as a new version."""
    assert row.article is not None
    article = result.article
    known, stored = store.rechecks.get(row.article), store.articles.get(row.article)
    if known is None or stored is None:
        return "unclear"
    if isinstance(trouble, ThrottledError):
        store.rechecks.put(known.article, next_try=now + trouble.wait, done=known.done, missing=known.missing)
        return "later"
    if isinstance(trouble, FetchError) and trouble.status in (404, 410):
        return _gone(store, notices, known, trouble.status, now)
    if trouble is None and result.absent:
        return _gone(store, notices, known, None, now)
    if trouble is not None or article is None or article.from_feed:
        # Whoever does not answer has said nothing about the article.
        _look_again(store, known, now, missing=known.missing)
        return "unclear"
    if is_same_article(stored.article.text, article.text):
        _look_again(store, known, now)
        return "unchanged" if article.fingerprint == stored.article.fingerprint else "updated"
    if is_withdrawal(article.title, article.text):
        store.rechecks.withdraw(known.article, now)
        return "withdrawn"
    _look_again(store, known, now)
    return "unclear"


def _look_again(store: Store, known: Recheck, now: datetime, missing: datetime | None = None) -> None:
    age = now - known.posted
    following = next((known.posted + wait for wait in LOOKS if wait > age), None)
    store.rechecks.put(known.article, next_try=following, done=known.done + 1, missing=missing)


def _gone(store: Store, notices: Notices, known: Recheck, status: int | None, now: datetime) -> Verdict:
    """Settle a look at an address that answers 404 or 410, or (None) with a page that says that nothing is there.

    Such a page may be an outage in friendly words: it is believed after the longer time only, never while its source lists
    the article, and only beside another page of the source that is there.
    """
    since = known.missing or now
    listed = status != 410 and store.rechecks.listed_since(known.article)
    if status is None and listed:
        _look_again(store, known, now, missing=known.missing)
        return "unclear"
    wait = CONFIRM_LISTED if listed or status is None else CONFIRM
    store.rechecks.put(known.article, next_try=since + wait, done=known.done + 1, missing=since)
    if now - since < wait:
        return "missing"
    missing, there = store.rechecks.missing_and_there(known.source)
    if not there and (missing >= MOVED or status is None):
        following = now + CONFIRM_LISTED if now - known.posted < LONGEST else None
        store.rechecks.put(known.article, next_try=following, done=known.done, missing=since)
        answer = f"answer {status}" if status else "say that nothing is there"
        notices.tell(
            f"moved:{known.source}:",
            f"All pages of {known.source} that editions rest on ({missing}) {answer}. The site seems to have moved, so "
            "nothing was corrected. If they were withdrawn: `communique retract EDITION ITEM`.",
        )
        return "missing"
    store.rechecks.withdraw(known.article, now)
    return "withdrawn"
