"""Past editions: what the site lists of each, and each whole again.

All editions of some years take more memory than there is: whole ones are had one at a time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.corrections import first_form
from bot.store import Store
from bot.store.corrections import Logged
from bot.store.editions import PREVIEW, EditionRow
from digests.corrections import Correction, as_it_stands
from digests.edition import Edition
from digests.render import site
from digests.render.site import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An edition without what it says."""

    row: EditionRow
    listed: Listed
    corrections: tuple[Correction, ...]


def page_of(edition: int) -> str:
    """Return where the page of an edition lies in the site; the same for ever."""
    return f"editions/{edition}.html"


def editions_of(store: Store, log: Sequence[Logged]) -> list[Past]:
    """Return what is listed of each edition, the latest first."""
    corrections: dict[int, list[Correction]] = {}
    for one in log:
        corrections.setdefault(one.edition, []).append(one.correction)
    out = []
    for row in store.editions.each():
        # What was posted elsewhere to look at comes again in the edition itself.
        if row.digest.endswith(PREVIEW):
            continue
        mine = tuple(corrections.get(row.id, ()))
        listed = site.listed(_as_it_stands(row, mine), id=row.id, page=page_of(row.id), corrected=bool(mine))
        out.append(Past(row=replace(row, body={}, record=None), listed=listed, corrections=mine))
    return out[::-1]


def whole(store: Store, past: Past) -> Edition:
    """Return a whole edition again."""
    row = store.editions.get(past.row.id)
    # The ledger loses none.
    assert row is not None
    return _as_it_stands(row, past.corrections)


def neighbours(editions: Sequence[Past]) -> dict[int, tuple[Listed | None, Listed | None]]:
    """Return which editions of the same digest came before and after each."""
    out: dict[int, tuple[Listed | None, Listed | None]] = {}
    later: dict[str, Listed] = {}
    for past in editions:
        after = later.get(past.row.digest)
        if after is not None:
            out[after.id] = (past.listed, out[after.id][1])
        out[past.row.id] = (None, after)
        later[past.row.digest] = past.listed
    return out


def _as_it_stands(row: EditionRow, corrections: Iterable[Correction]) -> Edition:
    return as_it_stands(first_form(row), {c.number: c.item for c in corrections})
