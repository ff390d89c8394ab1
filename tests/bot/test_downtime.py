"""After a long downtime: a thousand new articles are a handful of messages, and one crowded line leaves room for others."""

import re
from datetime import timedelta

from bot.blocks import payloads
from digests.edition import Told
from tests.digests import making

#: The promise.
MESSAGES = 10
CITIES = "Oslo Lima Hanoi Rabat Quito Tunis Vienna Nairobi Ottawa Seoul".split()


def told(number: int, city: str, day: int) -> Told:
    """Return an article about a meeting of its own host, and what that host said."""
    mark = f"{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}"
    # No first name twice: two of one office would be spellings of one.
    host = f"Petra{mark} Lund{mark}"
    said = f"We have settled quota number {number} between both sides for good"
    text = (
        f"Norwegian Foreign Minister {host} met British Foreign Secretary Aldous Finch in {city} to discuss quota number "
        f"{number}. “{said},” {host} said."
    )
    person = making.Participant(name=host, role="Norwegian Foreign Minister", country="NOR")
    return making.told(
        text,
        id=number + 1,
        outlet=f"Outlet {number % 40}",
        klass="official",
        story=f"story-{number}",
        day=making.NOON - timedelta(minutes=number),
        title=f"Lund and Finch meet over quota {number}",
        meetings=[
            making.meeting(
                text,
                "met",
                person,
                making.FINCH,
                place=city,
                date=f"2026-03-{day:02}",
                topic=f"quota number {number}",
            )
        ],
        statements=[making.statement(text, said, person, direct=True)],
    )


def test_a_thousand_new_articles_are_at_most_ten_messages():
    made = making.edition([told(n, CITIES[n % 10], 1 + n // 10 % 13) for n in range(1_000)])
    assert len(made.items) > 5
    sent = payloads(made)
    assert len(sent) <= MESSAGES
    assert sum("parent" not in payload for payload in sent) == 1, "one in the channel, the rest in its thread"


def test_a_conference_of_sixty_leaves_room_for_other_lines():
    made = making.edition([told(n, "Oslo", 13) for n in range(60)])
    assert len(made.items) > 5
    first = made.items[0]
    assert "Aldous Finch (British Foreign Secretary)" in first.text
    assert re.search(r"\b\d\d more\b", first.text)
    assert len(first.participants) == 61, "the card names all"
