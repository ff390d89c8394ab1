from datetime import date

import pytest

from digests.document import annotate
from digests.times import DATED, find_times, resolve

#: A Sunday.
DAY = date(2026, 3, 15)


def read(
    text: str, tense: str = "past", anchor: date | None = None, day: date | None = DAY
) -> list[str | None]:
    found = [resolve(e, day, tense, anchor) for e in find_times(text, 0, len(text))]
    return [w.iso() if w else None for w in found]


@pytest.mark.parametrize(
    ("text", "tense", "iso"),
    [
        ("met in Paris on Saturday", "past", "2026-03-14"),
        ("will meet on Saturday", "future", "2026-03-21"),
        ("are holding talks later Saturday", "present", "2026-03-14"),
        ("met on Sunday", "past", "2026-03-15"),
        ("meets on Sunday", "future", "2026-03-15"),
        ("next Tuesday", "future", "2026-03-17"),
        ("last Tuesday", "past", "2026-03-10"),
        ("on Monday of next week", "future", "2026-03-16"),
        ("on Wednesday and Thursday", "future", "2026-03-18/2026-03-19"),
        ("Thursday’s session", "past", "2026-03-12"),
        ("today", "past", "2026-03-15"),
        ("yesterday", "past", "2026-03-14"),
        ("tomorrow", "future", "2026-03-16"),
        ("on 10 December", "past", "2025-12-10"),
        ("on 10 December", "future", "2026-12-10"),
        ("Dec. 10, 2016", "past", "2016-12-10"),
        ("on Friday, March 6", "past", "2026-03-06"),
        ("Sept. 15-21", "future", "2026-09-15/2026-09-21"),
        ("from Dec. 30 to Jan. 2", "future", "2026-12-30/2027-01-02"),
        ("in September", "past", "2025-09"),
        ("in September", "future", "2026-09"),
        ("in March 1995", "past", "1995-03"),
        ("early next week", "future", "2026-03-16/2026-03-18"),
        ("next month", "future", "2026-04"),
        ("last week", "past", "2026-03-02/2026-03-08"),
        ("at the weekend", "past", "2026-03-14/2026-03-15"),
        ("two days ago", "past", "2026-03-13"),
        ("in three days", "future", "2026-03-18"),
        ("in the next three days", "future", "2026-03-15/2026-03-18"),
        ("the day before yesterday", "past", "2026-03-13"),
        ("the day after tomorrow", "future", "2026-03-17"),
        ("weekend talks", "past", "2026-03-14/2026-03-15"),
        ("early in the week", "past", "2026-03-09/2026-03-11"),
        ("later in the month", "future", "2026-03-15/2026-03-31"),
        ("in the first week of May", "future", "2026-05-01/2026-05-07"),
        ("in the spring", "future", "2026-03-01/2026-05-31"),
        ("last summer", "past", "2025-06-01/2025-08-31"),
        ("next winter", "future", "2026-12-01/2027-02-28"),
    ],
)
def test_words_become_days_by_publication_day_and_tense(text, tense, iso):
    assert read(text, tense) == [iso]


def test_this_week_is_the_week_just_lived_through_for_the_past():
    when = resolve(find_times("this week", 0, 9)[0], DAY, "past")
    assert (when.first, when.last, when.certain) == (date(2026, 3, 9), DAY, False)


def test_a_day_earlier_counts_from_the_day_told_before():
    assert read("a day earlier", anchor=date(2026, 3, 10)) == ["2026-03-09"]
    assert read("a day earlier") == [None]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("the same evening", "2026-03-10"),
        ("later that day", "2026-03-10"),
        ("the following day", "2026-03-11"),
        ("two hours before", "2026-03-10"),
    ],
)
def test_words_that_point_back_count_from_the_day_told_before(text, iso):
    assert read(text, anchor=date(2026, 3, 10)) == [iso]
    assert read(text) in ([None], ["2026-03-15"])


def test_without_a_publication_day_relative_days_stay_words():
    assert read("on Saturday, next week and in May", day=None) == [None, None, None]
    assert read("on 10 December 2016", day=None) == ["2016-12-10"]


@pytest.mark.parametrize(
    "text",
    [
        "they may march on",
        "Jan Novak said",
        "40 percent",
        "the sun sat low",
        "a second round",
        "31 February 2026",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(text):
    assert [iso for iso in read(text) if iso] == []


def test_the_words_a_day_rests_on_are_kept_with_their_place():
    text = "Lund met Finch on Friday, March 6, in Bonn."
    (found,) = find_times(text, 0, len(text))
    assert text[found.span[0] : found.span[1]] == found.text == "Friday, March 6"


@pytest.mark.parametrize(
    "told",
    [
        "on June 27",
        "in mid-May",
        "on 3 Sept. 2026",
        "on 2026-12-10",
        "next month",
        "at this month's end",
        "in December",
    ],
)
def test_no_date_and_no_month_stands_where_no_word_of_theirs_does(told):
    """The reader of meetings looks for them only there."""
    document = annotate(f"The envoy will leave {told}.")
    assert any(e.unit in ("dates", "month") for e in find_times(document.text, 0, len(document.text)))
    assert document.where(DATED)


def test_words_that_only_look_like_months_are_none():
    assert annotate("The mayor marched, maybe decided, and augmented it.").where(DATED) == []
