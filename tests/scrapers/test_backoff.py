"""When a source is asked again."""

from datetime import timedelta

import pytest

from scrapers.backoff import after_cut, next_check
from scrapers.errors import GoneError, NetworkError, ThrottledError
from tests.scrapers.making import NOON

QUARTER = timedelta(minutes=15)
DOWN = NetworkError("harbour", "connection refused")


def test_after_an_answer_a_source_keeps_its_rhythm_within_five_percent():
    wait = next_check("harbour", NOON, QUARTER) - NOON
    assert QUARTER <= wait < QUARTER * 1.05


def test_sources_of_one_rhythm_are_spread():
    assert len({next_check(f"source-{n}", NOON, QUARTER) for n in range(50)}) == 50


@pytest.mark.parametrize(("failures", "hours"), [(1, 0.5), (2, 1), (3, 2), (5, 8), (9, 24), (1_000, 24)])
def test_failures_double_the_wait_up_to_a_day(failures, hours):
    wait = next_check("harbour", NOON, QUARTER, failures, DOWN) - NOON
    assert timedelta(hours=hours) <= wait < timedelta(hours=hours) * 1.05


def test_a_slow_source_is_not_asked_faster_because_it_fails():
    assert next_check("harbour", NOON, timedelta(days=7), 3, DOWN) - NOON >= timedelta(days=7)


def test_retry_after_is_kept_but_never_shortens_the_rhythm():
    assert next_check(
        "harbour", NOON, QUARTER, 0, ThrottledError("harbour", timedelta(hours=3))
    ) == NOON + timedelta(hours=3)
    assert next_check("harbour", NOON, QUARTER, 0, ThrottledError("harbour", timedelta(0))) == NOON + QUARTER


def test_what_is_gone_is_probed_once_a_week():
    assert next_check("harbour", NOON, QUARTER, 1, GoneError("harbour", "HTTP 410")) == NOON + timedelta(
        days=7
    )


@pytest.mark.parametrize(("tries", "minutes"), [(1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (6, 15), (1_000, 15)])
def test_what_was_cut_off_is_asked_again_at_once_and_then_later_and_later(tries, minutes):
    assert after_cut(NOON, QUARTER, tries) == NOON + timedelta(minutes=minutes)


def test_a_source_cut_off_again_and_again_waits_no_longer_than_its_rhythm():
    assert after_cut(NOON, timedelta(seconds=1), 5) == NOON + timedelta(seconds=1)
