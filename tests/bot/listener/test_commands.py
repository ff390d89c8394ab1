"""`/diplomacy` from end to end: acknowledged at once, answered for the eyes of who asked."""

from datetime import timedelta

from tests.bot.listener.conftest import Setting, words
from tests.bot.test_agenda import add


def ask(setting: Setting, text: str, **where: str) -> str:
    exchange = setting.people.command(text, **where)
    assert exchange.acknowledged() < 1
    answer = exchange.answer()
    assert answer["response_type"] == "ephemeral"
    assert answer["replace_original"] is False
    return words(answer["blocks"])


def test_help_shows_every_verb_with_an_example(setting: Setting):
    said = ask(setting, "")
    assert all(f"/diplomacy {verb}" in said for verb in ("today", "search", "agenda", "sources", "status"))


def test_a_slip_gets_the_nearest_verb_with_the_rest_kept(setting: Setting):
    assert "Did you mean  /diplomacy search oslo talks ?" in ask(setting, "serach oslo talks")


def test_a_search_tells_names_that_nobody_knows(setting: Setting):
    said = ask(setting, "search place:Genevva")
    assert "Nothing is found" in said
    assert "did you mean place:Geneva?" in said


def test_what_is_no_verb_is_offered_as_a_search(setting: Setting):
    add(setting.store, 1, setting.now)
    answer = setting.people.command("lund in talks").answer()
    assert "I do not know “lund”" in words(answer["blocks"])
    found = setting.people.press(answer, "search.older").answer()
    assert "“lund in talks”" in words(found["blocks"])


def test_today_without_an_edition_previews_it_and_says_when_it_comes_in_the_zone_of_who_asks(
    setting: Setting,
):
    setting.workspace.people["U0ANN0001"] = {"tz": "Asia/Tokyo"}
    said = ask(setting, "today")
    assert "Daily · Tuesday 24 November 2026" in said
    assert "Not posted yet" in said
    assert "The next edition comes Wed 25 Nov 15:30 (Tokyo time)" in said


def test_an_unknown_digest_is_named_with_the_nearest(setting: Setting):
    assert "did you mean daily?" in ask(setting, "today dayly")


def test_a_search_that_finds_nothing_says_so_and_one_that_cannot_be_read_says_why(setting: Setting):
    assert "Nothing is found for “ceasefire”" in ask(setting, "search ceasefire")
    assert "never closed" in ask(setting, 'search "ceasefire')
    assert "Search for what?" in ask(setting, "search")


def test_a_search_is_turned_page_by_page(setting: Setting):
    for n in range(14):
        add(setting.store, n, setting.now - timedelta(hours=n))
    answer = setting.people.command("search lund").answer()
    seen = [words(answer["blocks"])]
    for _ in range(2):
        answer = setting.people.press({"blocks": answer["blocks"]}, "search.older").answer()
        seen.append(words(answer["blocks"]))
    assert [text.count("Ministers talk, part") for text in seen] == [6, 6, 2]
    assert "These are the oldest" in seen[2]


def test_nothing_is_asked_of_slack_before_the_first_acknowledgement(setting: Setting):
    setting.double.calls.clear()
    setting.double.fail("slow_before", method="auth.test", delay=5.0, times=9)
    setting.double.fail("slow_before", method="users.info", delay=1.5, times=1)
    exchange = setting.people.command("help")
    assert exchange.acknowledged() < 1
    assert "auth.test" not in setting.double.methods()
    assert exchange.answer()


def test_one_hundred_thousand_characters_are_refused_in_a_line(setting: Setting):
    assert "longer than 3,000 characters" in ask(setting, "search " + "x" * 100_000)


def test_what_people_type_can_neither_ping_nor_format(setting: Setting):
    evil = "<!channel> <@U0EVE0001> *bold* &lt;!here&gt; <https://evil.example|Reuters> \u202egnp.exe\u200b"
    for text in (evil, f"search {evil}", f"today {evil}", f"sources {evil}", f"subscribe {evil}"):
        ask(setting, text)
    assert setting.workspace.pings == []
