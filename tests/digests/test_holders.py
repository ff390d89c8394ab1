from datetime import date

import pytest

from digests.document import annotate
from digests.holders import Holder, Holders
from digests.mentions import offices_told, read_mentions

KNOWN = Holders(
    [
        Holder(
            name="Daniel Otuoma",
            role="President",
            country="KEN",
            since=date(2020, 1, 1),
            until=date(2024, 12, 31),
        ),
        Holder(name="Petra Lund", role="Norwegian Foreign Minister", country="NOR", since=date(2022, 5, 1)),
        Holder(name="Karl Lund", role="UN envoy", org="UN", since=date(2022, 5, 1)),
    ]
)


def told(text: str, day: date | None) -> list[tuple[str | None, str | None, str | None]]:
    mentions = read_mentions(annotate(text, published=day), KNOWN)
    return [(m.name, m.role, m.country) for m in mentions.all if m.kind == "person"]


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        ("President Otuoma spoke on Monday.", date(2023, 3, 1), ("Otuoma", "President", "KEN")),
        ("President Otuoma spoke on Monday.", date(2026, 3, 1), ("Otuoma", "President", None)),
        (
            "Petra Lund spoke on Monday.",
            date(2023, 3, 1),
            ("Petra Lund", "Norwegian Foreign Minister", "NOR"),
        ),
        ("Petra Lund spoke on Monday.", None, ("Petra Lund", "Norwegian Foreign Minister", "NOR")),
        ("Swedish envoy Petra Lund spoke.", date(2023, 3, 1), ("Petra Lund", "Swedish envoy", "SWE")),
        ("Minister Lund spoke on Monday.", date(2023, 3, 1), ("Lund", "Minister", "NOR")),
        ("Mr. Lund spoke on Monday.", date(2023, 3, 1), ("Lund", None, None)),
        ("Judge Petra Lund spoke on Monday.", date(2023, 3, 1), ("Petra Lund", "Judge", None)),
    ],
)
def test_a_holder_fills_in_only_what_the_text_leaves_out_on_a_day_in_office(text, day, found):
    assert told(text, day) == [found]


def test_an_article_tells_who_is_in_office_that_day():
    day = date(2026, 3, 2)
    text = "Kenyan President Daniel Otuoma met former Hungarian prime minister Péter Halász and Aldous Finch."
    mentions = read_mentions(annotate(text, published=day))
    assert offices_told(mentions) == (
        Holder(name="Daniel Otuoma", role="Kenyan President", country="KEN", since=day, until=day),
    )
