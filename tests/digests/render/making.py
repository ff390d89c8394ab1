"""Editions made by hand for the tests of the forms they are rendered in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from digests.edition import Coverage, Edition, Item, Link, Passage, Run, Scope

WIRE = Link(url="https://wire.example/1?a=1&b=2", source="Halyard Wire", klass="wire")
MINISTRY = Link(url="https://mfa.example/2", source="Norwegian Foreign Ministry", klass="official")
EARLIER = Link(url="https://gazette.example/0", source="Gazette")
TEXT = "Finch met Lund in Oslo on Friday. “The border is <open> & quiet,” Lund said."


def passage(text: str = TEXT, link: Link = WIRE) -> Passage:
    """Return a whole text as a passage."""
    return Passage(url=link.url, source=link.source, span=(0, len(text)), text=text)


def item(number: int, section: Any = "met", **more: Any) -> Item:
    """Return a line; its values can be set one by one."""
    values: dict[str, Any] = {
        "runs": (Run(text="Oslo, Fri 13 Mar", style="bold"), Run(text=" · Aldous Finch, Petra Lund · held")),
        "links": (WIRE,),
        "facts": (f"{number}.m0",),
        "story": "s",
        "families": ("Halyard",),
        "passages": (passage(),),
        **more,
    }
    return Item(number=number, section=section, **values)


MET = item(1, links=(WIRE, MINISTRY), families=("Halyard", "Norway"), before=(EARLIER,))
SAID = item(
    3,
    "said",
    runs=(
        Run(text="Petra Lund: "),
        Run(text="The border is <open> & quiet,", style="quote"),
        Run(text=" of it", style="italic"),
    ),
    passages=(passage(), passage("She spoke in Oslo.", MINISTRY)),
    notes=("Another account has <b>no</b> border.",),
)


def edition(*items: Item, title: str = "North & South <desk>") -> Edition:
    """Return an edition of Saturday 14 March 2026."""
    scope = Scope(
        digest="north",
        title=title,
        channel="#north",
        after_seq=0,
        upto_seq=9,
        since=datetime(2026, 3, 13, 6, 30, tzinfo=UTC),
        until=datetime(2026, 3, 14, 6, 30, tzinfo=UTC),
        timezone="Europe/Oslo",
    )
    coverage = Coverage(asked=3, answered=2, failed=(("<i>Gazette</i>", "HTTP 500"),))
    return Edition(scope=scope, items=items, coverage=coverage, reader_version="1")


def numbered(count: int) -> Edition:
    """Return an edition of so many lines, half of them met, half expected."""
    rows = [
        replace(
            item(n, "met" if n <= count // 2 else "expected"),
            dated=True,
            score={"people": float(n)},
            gist=f"gist {n}",
        )
        for n in range(1, count + 1)
    ]
    return edition(*rows)
