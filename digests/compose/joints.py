"""Joints: how a speaker and the words of a line are put together, so that it reads on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from digests.compose.texts import EDGES, MARKS
from digests.document import Document
from digests.edition import Run
from digests.records import Statement

Joint = Literal["colon", "said", "cue", "participle"]

# A verb without its subject: "could unleash turmoil".
_HEADLESS = re.compile(
    r"(?:not |also )?(?:to|could|would|will|should|might|may|must|can|cannot|is|are|was|were|has|have|had|does|did)\b",
    re.IGNORECASE,
)


def joint_of(
    document: Document, start: int, runs: Sequence[Run], statements: Sequence[Statement], with_cue: bool
) -> Joint:
    """Return what stands between a speaker and their words; `start` is where these begin in the text."""
    if with_cue:
        return "participle" if re.match(r"\w+ing\b", runs[0].text) else "cue"
    if headless(runs[0].text):
        return "cue"  # "Opposition leaders, told by Lund, would accept ...": their own verb goes on
    # What begins a sentence begins with a capital letter, and a question is none that is said. Facts may be older than
    # the reader that now finds no sentence in their text.
    begins = not document.sentences or not document.text[document.sentence_at(start).start : start].strip(
        MARKS + EDGES
    )
    asks = "".join(r.text for r in runs).rstrip().endswith("?")
    if runs[0].style != "italic" or begins or asks or all(s.cue_span is None for s in statements):
        return "colon"
    return "said"


def lowered(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Begin a cue small: "Accusing Lund of haste, Finch ..." stands behind the name."""
    first = runs[0]
    return (replace(first, text=first.text[:1].lower() + first.text[1:]), *runs[1:])


def headless(words: str) -> bool:
    """Tell whether words begin with a verb whose subject they lack."""
    return bool(_HEADLESS.match(words)) and not words.rstrip().endswith("?")
