"""The quotation gate: quotation marks stand only around characters found in the stored text.

White space and the glyphs of quotation marks are normalised before comparing, nothing else: no case, no accents, no
spelling, no left-out word. The gate reads the finished line, whatever the composer meant by it: every stretch
between quotation marks is looked up, and a line with one that is not found is dropped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digests.edition import Edition, Item, Run

#: Glyphs that open or close a quotation, in pairs of meaning; straight and primed ones serve both ends.
DOUBLE = '"“”„‟«»″〝〞〟＂❝❞'
SINGLE = "'‘’‚‛′＇‹›❛❜`´"
_ANY = re.compile(f"[{re.escape(DOUBLE + SINGLE)}]")
_WORD_EDGE = re.compile(r"\w")
# A single mark that opens is not inside a word and has a letter after it; one that closes ends a word.
_SINGLE_PAIR = re.compile(
    rf"(?<!\w)[{re.escape(SINGLE)}](?=\w)(.+?)(?<=[\w.,!?…])[{re.escape(SINGLE)}](?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A line that did not pass, for the log."""

    number: int
    text: str
    reason: str


def normalise(text: str) -> str:
    """Return a text with white space folded and every quotation glyph made one glyph."""
    text = _ANY.sub("'", text.replace("''", '"').replace("``", '"'))
    return " ".join(text.split())


def holds(text: str, quote: str) -> bool:
    """Tell whether `quote` stands in `text`, whole words of it."""
    wanted, stored = normalise(quote), normalise(text)
    if not _WORD_EDGE.search(wanted):
        return False
    at = stored.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before, after = stored[max(0, at - 2) : at], stored[end : end + 2]
        if not (_joined(before[::-1], wanted[0]) or _joined(after, wanted[-1])):
            return True
        at = stored.find(wanted, at + 1)
    return False


def _joined(beside: str, edge: str) -> bool:
    """Tell whether a word goes on beyond an edge: "open" is no quotation from "re-open"."""
    if not beside or not edge.isalnum():
        return False
    return beside[0].isalnum() or (beside[0] in "'-‐‑" and beside[1:].isalnum())


def quoted(line: str) -> list[str]:
    """Return the stretches of a line that stand in quotation marks; raises ValueError for a mark without its fellow."""
    parts = re.split(f"[{re.escape(DOUBLE)}]", line)
    if len(parts) % 2 == 0:
        raise ValueError("a quotation mark without its fellow")
    stretches = parts[1::2]
    for outside in parts[::2]:
        stretches += _SINGLE_PAIR.findall(outside)
    return stretches


def written(run: Run) -> str:
    """Return a run as it is printed: a quotation in its marks, marks inside it single."""
    if run.style != "quote":
        return run.text
    return "“" + re.sub(f"[{re.escape(DOUBLE)}]", "’", run.text) + "”"


def line(runs: Iterable[Run]) -> str:
    """Return a line as it is printed without any mark-up."""
    return "".join(written(run) for run in runs)


def fault(runs: Sequence[Run], notes: Sequence[str], texts: Sequence[str]) -> str | None:
    """Return why a line and its notes may not be printed, or None."""
    for run in runs:
        if run.style == "quote" and not any(holds(text, run.text) for text in texts):
            return f"not in the stored text: {run.text}"
    for printed in ["".join(run.text if run.style != "quote" else "" for run in runs), *notes]:
        try:
            stretches = quoted(printed)
        except ValueError as error:
            return str(error)
        for stretch in stretches:
            if not any(holds(text, stretch) for text in texts):
                return f"not in the stored text: {stretch}"
    return None


def _item_fault(item: Item, texts: Mapping[str, str] | None) -> str | None:
    if texts is not None:
        for passage in item.passages:
            stored = texts.get(passage.url)
            if stored is not None and stored[passage.span[0] : passage.span[1]] != passage.text:
                return f"the passage does not stand where it should: {passage.text}"
    return fault((*item.runs, *item.compared), item.notes, [passage.text for passage in item.passages])


def passed(edition: Edition, texts: Mapping[str, str] | None = None) -> tuple[Edition, tuple[Dropped, ...]]:
    """Return the edition with only the lines that pass, and those that do not. Every renderer prints the former.

    Quotations are looked up in the passages each line carries; with `texts` (stored text by address) the passages
    are looked up too.
    """
    kept: list[Item] = []
    dropped: list[Dropped] = []
    for item in edition.items:
        reason = _item_fault(item, texts)
        if reason is None:
            kept.append(item)
        else:
            dropped.append(Dropped(number=item.number, text=line(item.runs), reason=reason))
    return (replace(edition, items=tuple(kept)) if dropped else edition), tuple(dropped)
