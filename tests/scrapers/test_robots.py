"""robots.txt, RFC 9309."""

from datetime import timedelta

import pytest

from scrapers.robots import (
    MAX_SIZE,
    RETRY_ERROR,
    RETRY_SILENCE,
    copy_from,
    copy_unread,
    product_token,
    rules_of,
)
from tests.scrapers.making import NOON

AGENT = "Communique/1.0 (+https://desk.example/bot; desk@desk.example)"


def rules(text, status=200):
    return rules_of(copy_from(status, text.encode(), NOON), AGENT)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public", True),
        ("User-agent: *\nDisallow: /\nAllow: /feed.xml$", "/feed.xml", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: communique\nDisallow: /no", "/yes", True),
        ("User-agent: *\nDisallow:\n\nUser-agent: Communique\nDisallow: /no", "/no", False),
        ("User-agent: bot\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html>not a robots file</html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_the_longest_rule_of_our_group_decides(text, path, allowed):
    assert rules(text).allows(f"https://harbour.example{path}") is allowed


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_file_that_is_not_there_allows_everything(status):
    assert rules("User-agent: *\nDisallow: /", status).allows("https://harbour.example/a")


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_file_that_the_server_cannot_give_allows_nothing_for_a_while(status):
    found = rules("", status)
    assert not found.allows("https://harbour.example/a")
    assert str(status) in (found.copy.refused or "")
    assert found.copy.until == NOON + RETRY_ERROR


def test_an_empty_success_allows_everything():
    assert rules("", 204).allows("https://harbour.example/a")


def test_no_answer_allows_nothing_for_a_shorter_while():
    found = rules_of(copy_unread("connection refused", NOON, silent=True), AGENT)
    assert not found.allows("https://harbour.example/a")
    assert found.copy.silent
    assert found.copy.until == NOON + RETRY_SILENCE


@pytest.mark.parametrize(
    ("written", "seconds"), [("10", 10), ("0.5", 0.5), ("600", 60), ("-3", 0), ("x", 0), ("inf", 0)]
)
def test_crawl_delay_is_honoured_up_to_a_minute(written, seconds):
    assert rules(f"User-agent: *\nCrawl-delay: {written}").delay == timedelta(seconds=seconds)


def test_what_stands_behind_the_first_half_mebibyte_is_not_read():
    text = "User-agent: *\nDisallow: /a\n" + "#" * MAX_SIZE + "\nDisallow: /b"
    assert not rules(text).allows("https://harbour.example/a")
    assert rules(text).allows("https://harbour.example/b")


@pytest.mark.parametrize(
    ("agent", "token"), [(AGENT, "Communique"), ("Desk Reader/2", "Desk"), ("", "Communique")]
)
def test_robots_files_know_us_by_the_part_before_the_version(agent, token):
    assert product_token(agent) == token
