"""Who met whom: the meetings of an edition as a small table."""

from collections.abc import Iterable
from html import escape

from digests.edition import Item

#: In an edition of one meeting the line says it all.
_LEAST = 2
#: Names of a cell before the rest is counted.
_NAMES = 4
_MARKS = (
    ("only in a photo caption: ", ", only in a photo caption"),
    ("only in the headline: ", ", only in the headline"),
)


def took_place(item: Item) -> bool:
    """Tell whether people met: a meeting that is told as held, also without a result, and was not corrected since."""
    if item.section != "met" or len(item.participants) < 2:
        return False
    told = "".join(run.text for run in item.runs if run.style == "plain")
    return item.status in ("held", "ongoing") or (item.status == "failed" and " held, " in told)


def where(item: Item) -> str:
    """Return place and day of a meeting's line: what it begins with."""
    return next((run.text for run in item.runs if run.style == "bold"), "")


def whom(items: Iterable[Item]) -> str:
    """Return the table as mark-up; "" where there is too little for one."""
    met = [item for item in items if took_place(item)]
    if len(met) < _LEAST:
        return ""
    rows = "\n".join(
        _row(item) for item in sorted(met, key=lambda i: (i.participants[0].casefold(), i.number))
    )
    return (
        '<section id="whom" aria-labelledby="whom-heading">\n<h2 id="whom-heading">Who met whom</h2>\n'
        '<table class="whom"><thead><tr><th scope="col">Who</th><th scope="col">Met</th>'
        '<th scope="col">Where and when</th><th scope="col">Line</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table>\n</section>"
    )


def _row(item: Item) -> str:
    first, *others = [name + _mark(item, name) for name in item.participants]
    more = len(others) - _NAMES
    shown = "".join(f"<li>{escape(name)}</li>" for name in others[:_NAMES])
    shown += f"<li>and {more} more</li>" if more > 0 else ""
    return (
        f'<tr><th scope="row" dir="auto">{escape(first)}</th><td dir="auto"><ul>{shown}</ul></td>'
        f'<td dir="auto">{escape(where(item))}</td>'
        f'<td><a href="#item-{item.number}" aria-label="Item {item.number}">{item.number}</a></td></tr>'
    )


def caption_only(item: Item, name: str) -> bool:
    """Tell whether no text names somebody, only a caption or a headline."""
    return bool(_mark(item, name))


def _mark(item: Item, name: str) -> str:
    """Return how the line marks a name that no text bears out."""
    for run in item.runs:
        for clause in run.text.removeprefix(" · ").split("; "):
            for lead, mark in _MARKS:
                if clause.startswith(lead) and name in clause:
                    return mark
    return ""
