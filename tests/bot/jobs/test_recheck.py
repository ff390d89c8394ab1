"""What stands in a posted edition is looked at again: over real HTTP, into a real database, out to the strict double."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from werkzeug import Response

from bot import corrections
from bot.console import plain
from bot.jobs.afterwards import follow
from bot.jobs.deliver import Deliverer
from bot.jobs.edition import post, preview
from bot.jobs.recheck import CONFIRM, CONFIRM_LISTED, LOOKS, MOST, begin
from bot.notices import Notices
from bot.settings import Configuration, DigestConfig
from bot.slack import Slack
from bot.store import open_store
from bot.store.corrections import Corrections
from tests.bot.jobs.test_poll_and_page import PROSE, Line, Press
from tests.slack_double import TOKEN, Double

HOUR = timedelta(hours=1)
GONE, FOUND = Response("", status=410), Response("", status=404)
OTHER = (
    "BERGEN (Halyard) - Foreign Minister Ines Calder of Portugal met the Chilean foreign minister, Henrik Dahl, in Bergen on"
    " Monday.\n\n“We shall open two new consulates before the end of the year,” Calder said after the meeting with Chile."
)
#: What a site answers (200) in the place of an article it took down.
SOFT = (
    "The article you requested is no longer available. It may have been moved, or its address was mistyped."
)
WALL = "Please subscribe to go on reading. Your five free articles of this month are used up, and we thank you for them."
KILLED = "MANDATORY KILL. Please disregard our story about talks in Oslo. The meeting did not take place."
DIGEST = DigestConfig(id="north", channel="#desk", title="North", every=timedelta(days=1))


class Newsroom(Line):
    """A line whose editions are posted, looked at again and corrected."""

    def __init__(self, press: Press, store, double: Double) -> None:
        super().__init__(press, store)
        self.configuration = Configuration(
            settings=Configuration().settings.model_copy(
                update={"slack": Configuration().settings.slack.model_copy(update={"ops_channel": "#ops"})}
            ),
            sources=(self.source,),
            digests=(DIGEST,),
        )
        self.double = double
        notices = Notices(store, "#ops", lambda: self.now)
        slack = Slack(TOKEN, double.url, timeout=2)
        self.deliverer = Deliverer(store, slack, notices, timedelta(seconds=10), lambda: self.now)
        self.deliverer.start()

    def publish(self, *texts: str) -> None:
        """Take articles in and post them."""
        for n, text in enumerate(texts, 1):
            self.press.add(n, text)
        self.poll()
        self.page()
        follow(self.store, self.configuration, self.now)
        post(self.store, self.configuration, DIGEST, self.now, self.now)

    def later(self, wait: timedelta) -> list[str]:
        """Let time pass; return what looking again brought."""
        self.now += wait
        found = []
        while begin(self.store, self.configuration, self.now):
            found += self.page()
        follow(self.store, self.configuration, self.now)
        return found

    def seen(self, channel: str = "desk") -> list[str]:
        self.deliverer.run()
        return [plain(m) for m in self.double.workspace.visible(channel)]

    def kinds(self) -> list[str]:
        return [logged.correction.kind for logged in Corrections(self.store.connection).all()]


@pytest.fixture
def newsroom(httpserver):
    with Double("desk", "ops") as double, open_store(None) as store:
        made = Newsroom(Press(httpserver), store, double)
        yield made
        made.fetcher.close()


def test_what_stands_in_an_edition_is_asked_again_ever_less_often_and_then_no_more(newsroom):
    newsroom.publish(PROSE)
    asked = []
    for minutes in range(0, 6 * 24 * 60, 30):
        before = len(newsroom.press.asked)
        newsroom.later(timedelta(minutes=30))
        asked += [minutes + 30] * (len(newsroom.press.asked) - before)
    assert [timedelta(minutes=m) for m in asked] == list(LOOKS)
    assert all(later - earlier >= HOUR for earlier, later in pairwise([timedelta(0), *LOOKS]))
    assert newsroom.kinds() == []


def test_what_is_new_does_not_wait_behind_what_is_looked_at_again(newsroom):
    newsroom.publish(PROSE, *(OTHER.replace("Bergen", city) for city in ("Tromso", "Riga", "Lima", "Oslo")))
    newsroom.press.add(7, PROSE.replace("Oslo", "Vilnius"))
    newsroom.now += HOUR
    assert begin(newsroom.store, newsroom.configuration, newsroom.now) == MOST
    assert begin(newsroom.store, newsroom.configuration, newsroom.now) == 0
    newsroom.poll()
    before = len(newsroom.press.asked)
    newsroom.page()
    assert newsroom.press.asked[before] == "/7"
    assert begin(newsroom.store, newsroom.configuration, newsroom.now) > 0


def test_a_second_look_that_meets_a_mistake_of_ours_is_the_last(newsroom, monkeypatch):
    newsroom.publish(PROSE)
    monkeypatch.setattr("bot.jobs.page.judge", lambda *_: 1 / 0)
    assert newsroom.later(HOUR) == ["unclear"]
    assert newsroom.store.wanted.count() == 0
    assert newsroom.later(LOOKS[-1]) == []


def test_a_source_that_is_followed_no_more_is_not_asked_again(newsroom):
    newsroom.publish(PROSE)
    newsroom.configuration = replace(newsroom.configuration, sources=())
    assert newsroom.later(HOUR) == []
    assert newsroom.store.wanted.count() == 0


def test_what_no_edition_printed_is_not_asked_again(newsroom):
    newsroom.press.add(1, PROSE)
    newsroom.poll()
    newsroom.page()
    assert newsroom.later(HOUR * 5) == []


@pytest.mark.parametrize("answer", [GONE, FOUND], ids=["410", "404"])
def test_a_page_that_is_gone_twice_is_withdrawn_and_its_lines_with_it(newsroom, answer):
    newsroom.publish(PROSE, OTHER)
    assert "Lund" in newsroom.seen()[0]
    newsroom.press.pages["/1"] = answer
    newsroom.press.items = [i for i in newsroom.press.items if i["n"] != "1"]
    newsroom.now += timedelta(minutes=30)
    newsroom.poll()
    assert sorted(newsroom.later(HOUR)) == ["missing", "unchanged"]
    assert newsroom.kinds() == []
    assert "withdrawn" in newsroom.later(CONFIRM)
    after = newsroom.seen()
    assert "Lund" not in after[0]
    assert "Retracted on" in after[0]
    assert "Gazette withdrew its article" in after[0]
    assert "Calder" in after[0], "the line of another article stays"
    assert any("It said: Oslo" in reply for reply in after[1:])
    assert set(newsroom.kinds()) == {"source"}
    assert newsroom.later(LOOKS[-1]) in ([], ["unchanged"])


def test_one_glitch_withdraws_nothing(newsroom):
    newsroom.publish(PROSE)
    newsroom.press.pages["/1"] = FOUND
    assert newsroom.later(HOUR) == ["missing"]
    newsroom.press.pages["/1"] = PROSE
    assert newsroom.later(CONFIRM_LISTED) == ["unchanged"]
    newsroom.press.pages["/1"] = FOUND
    assert newsroom.later(LOOKS[-2]) == ["missing"]
    assert newsroom.kinds() == []


def test_a_page_its_source_still_lists_is_waited_for_a_day(newsroom):
    newsroom.publish(PROSE, OTHER)
    newsroom.press.pages["/1"] = FOUND
    newsroom.later(HOUR)
    newsroom.later(CONFIRM)
    assert newsroom.kinds() == []
    assert "withdrawn" in newsroom.later(CONFIRM_LISTED)
    assert newsroom.kinds()


def test_a_page_that_says_that_nothing_is_there_is_believed_after_a_day_beside_one_that_is_there(newsroom):
    newsroom.publish(PROSE, OTHER)
    newsroom.press.pages["/1"] = SOFT
    newsroom.press.items = [i for i in newsroom.press.items if i["n"] != "1"]
    newsroom.now += timedelta(minutes=30)
    newsroom.poll()
    assert sorted(newsroom.later(HOUR)) == ["missing", "unchanged"]
    assert "withdrawn" not in newsroom.later(CONFIRM)
    assert newsroom.kinds() == []
    assert "withdrawn" in newsroom.later(CONFIRM_LISTED)
    assert "Gazette withdrew its article" in newsroom.seen()[0]


def test_such_a_page_is_not_believed_while_its_source_lists_the_article(newsroom):
    newsroom.publish(PROSE, OTHER)
    newsroom.press.pages["/1"] = SOFT
    for _ in LOOKS:
        newsroom.later(timedelta(hours=24))
    assert newsroom.kinds() == []


def test_such_pages_alone_are_told_to_the_operators_and_withdraw_nothing(newsroom):
    newsroom.publish(PROSE)
    newsroom.press.pages["/1"] = SOFT
    newsroom.press.items = []
    newsroom.now += timedelta(minutes=30)
    newsroom.poll()
    asked = [newsroom.later(CONFIRM_LISTED) for _ in range(30)]
    assert newsroom.kinds() == []
    assert sum("say that nothing is there" in text for text in newsroom.seen("ops")) == 1
    assert asked[0] == ["missing"]
    assert asked[-1] == [], "it is not asked for ever"


@pytest.mark.parametrize(
    "answer", [Response("", status=503), Response("", status=403), WALL], ids=["503", "403", "a wall"]
)
def test_what_says_nothing_about_the_article_changes_nothing(newsroom, answer):
    newsroom.publish(PROSE)
    newsroom.press.pages["/1"] = answer
    for _ in LOOKS:
        newsroom.later(timedelta(hours=24))
    assert newsroom.kinds() == []
    assert newsroom.store.wanted.count() == 0
    assert newsroom.articles()[0].article.text == PROSE


def test_a_notice_in_the_place_of_an_article_withdraws_it(newsroom):
    newsroom.publish(PROSE)
    newsroom.press.pages["/1"] = KILLED
    assert newsroom.later(HOUR) == ["withdrawn"]
    assert "Retracted on" in newsroom.seen()[0]


def test_a_site_that_moved_withdraws_nothing_and_the_operators_hear_of_it_once(newsroom):
    more = [OTHER, OTHER.replace("Bergen", "Tromso").replace("BERGEN", "TROMSO").replace("Calder", "Aksoy")]
    newsroom.publish(PROSE, *more)
    for n in (1, 2, 3):
        newsroom.press.pages[f"/{n}"] = GONE
    assert newsroom.later(HOUR) == ["missing"] * 3
    newsroom.later(CONFIRM)
    newsroom.later(CONFIRM_LISTED)
    newsroom.later(CONFIRM_LISTED)
    assert newsroom.kinds() == []
    assert sum("seems to have moved" in text for text in newsroom.seen("ops")) == 1


def test_an_edit_without_a_word_in_the_feed_corrects_the_line_and_its_card(newsroom):
    newsroom.publish(PROSE)
    assert "Oslo" in newsroom.seen()[0]
    newsroom.press.pages["/1"] = PROSE.replace("in Oslo on Monday", "in Bergen on Monday")
    assert newsroom.later(HOUR) == ["updated"]
    after = newsroom.seen()
    assert "Bergen" in after[0]
    assert "corrected" in after[0]
    assert "Oslo" not in after[0]
    assert any("Changed by its source: item 1 · Gazette changed its article" in reply for reply in after)
    assert not any(m.get("subtype") == "thread_broadcast" for m in newsroom.double.workspace.visible("desk"))


def test_an_edit_is_no_news_to_the_next_edition(newsroom):
    newsroom.publish(PROSE)
    newsroom.press.pages["/1"] = PROSE + "\n\nThe weather was fine in the harbour all day long."
    assert newsroom.later(HOUR) == ["updated"]
    assert preview(newsroom.store, newsroom.configuration, DIGEST, newsroom.now).items == ()
    newsroom.press.pages["/1"] += (
        "\n\n“Nobody will fish there before the treaty is signed in May,” Lund said."
    )
    assert newsroom.later(LOOKS[1]) == ["updated"]
    [new] = preview(newsroom.store, newsroom.configuration, DIGEST, newsroom.now).items
    assert "Nobody will fish" in new.text


def test_a_second_look_does_not_make_the_feed_seem_changed(newsroom):
    newsroom.publish(PROSE)
    newsroom.press.pages["/1"] = PROSE + "\n\nThe weather was fine in the harbour all day long."
    newsroom.later(HOUR)
    newsroom.press.add(5, OTHER)
    assert newsroom.poll()[0].changed == 0


def test_what_was_withdrawn_is_in_no_later_edition(newsroom):
    plan = (
        "OSLO (Halyard) - Foreign Minister Petra Lund of Norway will meet her Estonian counterpart, Aldous Finch, in Oslo on"
        " Wednesday."
    )
    newsroom.publish(plan, OTHER)
    newsroom.press.pages["/1"] = GONE
    newsroom.later(HOUR)
    newsroom.later(CONFIRM)
    newsroom.now += timedelta(days=4)
    assert "Lund" not in str(preview(newsroom.store, newsroom.configuration, DIGEST, newsroom.now).items)


def test_a_line_with_another_source_keeps_what_that_one_tells(newsroom):
    second = (
        "TALLINN (Halyard) - Estonian Foreign Minister Aldous Finch and Norwegian Foreign Minister Petra Lund met in Oslo on"
        " Monday, his office said.\n\nThe two countries share a long history of quarrels about fish and ships."
    )
    newsroom.publish(PROSE, second)
    line = corrections.current(newsroom.store, newsroom.store.editions.last("north")).items[0]
    assert [link.url.rsplit("/", 1)[1] for link in line.links] == ["1", "2"]
    newsroom.press.pages["/1"] = GONE
    newsroom.later(HOUR)
    newsroom.later(CONFIRM)
    line = corrections.current(newsroom.store, newsroom.store.editions.last("north")).items[0]
    assert "corrected" in line.text
    assert [link.url.rsplit("/", 1)[1] for link in line.links] == ["2"]


def test_a_line_corrected_by_hand_is_not_reworded_and_the_operators_are_told(newsroom):
    newsroom.publish(PROSE)
    row = newsroom.store.editions.last("north")
    corrections.correct(newsroom.store, row, 1, "Oslo, Mon 2 Mar · Lund, Finch · held", newsroom.now)
    newsroom.press.pages["/1"] = PROSE.replace("in Oslo on Monday", "in Bergen on Monday")
    newsroom.later(HOUR)
    assert "Oslo, Mon 2 Mar · Lund, Finch" in newsroom.seen()[0]
    assert any("corrected by hand" in text for text in newsroom.seen("ops"))
