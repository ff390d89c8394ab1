"""Scores of statements by PolNeAR's matching: contents, sources and cues by the words they share.

A content matches when at least half of the words of both are common. Quotations are compared piece by piece, cut at
quotation marks and line ends; paraphrases whole. A label may be `optional`, of kind `ignore`, or no act of speech: what is
read there counts for nothing. So does what is read inside another statement (`nested`) or as a quotation within a
paraphrase.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.scores.measures import Rate, Row, Share, one_to_one

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
_CUTS = re.compile(r"[\"“”„«»\n]|``|''")
#: Shorter paraphrases ("denied it") are not counted.
_LEAST = 4
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "s"))
_STOPS = frozenset("the a an of for to in at on and s former".split())
#: What ends the head of a source: an apposition, a clause, a complement.
_AFTER_HEAD = re.compile(
    r"\s*(?:[,;:(\[—–]|--|\s-\s|\b(?:who|which|whose|that)\b)"
    r"|\s+(?:of|at|in|from|for|with|on|to|by|near|against|behind|about|inside|outside|among)\s+"
)
_TITLES = frozenset(
    "secretary minister president senator governor representative prince princess king queen".split()
)

Words = frozenset[int]


@dataclass(frozen=True, eq=False)
class _Unit:
    """One content to match: a piece of a quotation, or a whole paraphrase."""

    row: Row
    kind: str
    words: Words


def score(
    texts: dict[str, str], gold: Sequence[Row], read: Sequence[Row], pronouns: Sequence[Row]
) -> dict[str, object]:
    """Return the scores by name; `read` are rows of `communique extract` with the id of their text under `doc`."""
    labels, found = _by_text(gold), _by_text(read)
    scores = _Scores()
    for name, text in texts.items():
        scores.add(text, labels[name], found[name])
    out = scores.table()
    if pronouns:
        out["pronoun_name"] = _pronouns(texts, pronouns, found)
    return out


def _by_text(rows: Sequence[Row]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[row["doc"]].append(row)
    return out


class _Scores:
    """Counts over texts."""

    def __init__(self) -> None:
        self.quotes, self.exact, self.whole = Rate(), Rate(), Rate()
        self.speakers, self.roles, self.countries = Share(), Share(), Share()
        self.paraphrases, self.all = Rate(), Rate()
        self.sources, self.cues = Rate(), Rate()
        self._roles_told = False

    def table(self) -> dict[str, object]:
        """Return the scores by name."""
        out: dict[str, object] = {
            "direct_quotes": self.quotes,
            "direct_quotes_exact": self.exact,
            "speaker_on_direct": self.speakers,
            "direct_with_speaker": self.whole,
            "indirect": self.paraphrases,
            "statements": self.all,
            "source_span": self.sources,
            "cue": self.cues,
        }
        if self._roles_told:
            out |= {"role_present": self.roles, "country_acc": self.countries}
        return out

    def add(self, text: str, gold: list[Row], read: list[Row]) -> None:
        """Compare one text."""
        labels = [u for row in gold for u in _units(text, row, row["kind"], least=3)]
        ignored = [u for u in labels if u.kind == "ignore" or u.row.get("optional")]
        labels = [u for u in labels if u not in ignored]
        units = [u for row in read for u in _units(text, row, "direct" if row.get("quote") else "indirect")]
        free = {id(u) for u in units if any(_covers(i, u, 0.5) for i in ignored)}
        mixed = [u for u in labels if u.kind == "mixed"]
        for unit in units:
            inside = unit.kind == "direct" and any(_covers(m, unit, 0.8) for m in mixed)
            nested = unit.row.get("nested") and any(_covers(label, unit, 0.8) for label in labels)
            if inside or nested:
                free.add(id(unit))
        quotations = self._direct(text, labels, units, free)
        self._indirect(labels, [u for u in units if u not in quotations], free)
        self._any(text, labels, units, free)

    def _direct(self, text: str, labels: list[_Unit], units: list[_Unit], free: set[int]) -> set[_Unit]:
        wanted = [u for u in labels if u.kind == "direct"]
        given = [u for u in units if u.kind == "direct"]
        pairs = _match(wanted, given)
        right = set(pairs.values())
        counted = sum(u in right or id(u) not in free for u in given)
        sourced = sum(u.row.get("speaker_start") is not None for u in wanted)
        told: set[int] = set()
        for label, unit in pairs.items():
            self.exact.right += label.words == unit.words
            if label.row.get("speaker_start") is not None:
                good = _speaks(text, label.row, unit.row)
                self.speakers.add(good)
                self.whole.right += good
            if id(label.row) not in told:
                told.add(id(label.row))
                self._office(label.row, unit.row)
        self.quotes.right += len(pairs)
        for rate, labelled in ((self.quotes, len(wanted)), (self.exact, len(wanted)), (self.whole, sourced)):
            rate.predicted += counted
            rate.labelled += labelled
        return right

    def _office(self, label: Row, read: Row) -> None:
        self._roles_told = self._roles_told or "role" in label
        if label.get("role"):
            self.roles.add(_bag(label["role"]) & _bag(read.get("role")))
        if label.get("country"):
            self.countries.add(read.get("country") == label["country"])

    def _indirect(self, labels: list[_Unit], units: list[_Unit], free: set[int]) -> None:
        wanted = [u for u in labels if u.kind in ("indirect", "mixed")]
        fits = [(w, u) for w in wanted for u in units if u.kind == "indirect" or w.kind == "mixed"]
        pairs = _match_pairs(fits)
        of = {unit: label for label, unit in pairs.items()}
        for unit in units:
            label = of.get(unit)
            if label is not None:
                self.paraphrases.right += _is_speech(label)
                self.paraphrases.predicted += _is_speech(label)
            elif unit.kind == "indirect" and id(unit) not in free:
                self.paraphrases.predicted += 1
        self.paraphrases.labelled += sum(_is_speech(u) for u in wanted)

    def _any(self, text: str, labels: list[_Unit], units: list[_Unit], free: set[int]) -> None:
        of = {unit: label for label, unit in _match(labels, units).items()}
        for unit in units:
            label = of.get(unit)
            if (label is None and id(unit) in free) or (label is not None and not _is_speech(label)):
                continue
            sourced, cued = unit.row.get("speaker_start") is not None, unit.row.get("cue") is not None
            self.all.predicted += 1
            self.sources.predicted += sourced
            self.cues.predicted += cued
            if label is None:
                continue
            self.all.right += 1
            self.sources.right += sourced and _alike(text, label.row, unit.row, "speaker") >= 0.5
            self.cues.right += cued and _touch(label.row, unit.row)
        for label in filter(_is_speech, labels):
            self.all.labelled += 1
            self.sources.labelled += label.row.get("speaker_start") is not None
            self.cues.labelled += label.row.get("cue_start") is not None


# -- what matches ---------------------------------------------------------------------------------------------------


def _spans(row: Row) -> list[tuple[int, int]]:
    return [(a, b) for a, b in row.get("spans") or [(row["start"], row["end"])]]


def words(text: str, spans: Sequence[tuple[int, int]]) -> Words:
    """Return where the words inside some spans begin."""
    return frozenset(m.start() for a, b in spans for m in _WORD.finditer(text, a, b))


def _units(text: str, row: Row, kind: str, *, least: int = 1) -> Iterator[_Unit]:
    if kind != "direct":
        yield _Unit(row, kind, words(text, _spans(row)))
        return
    for a, b in _spans(row):
        begin = a
        for cut in [*_CUTS.finditer(text, a, b), None]:
            piece = words(text, [(begin, cut.start() if cut else b)])
            begin = cut.end() if cut else b
            if piece:
                # A word or two that a label has between nested marks are no quotation by themselves.
                yield _Unit(row, "direct" if len(piece) >= least else "ignore", piece)


def _is_speech(label: _Unit) -> bool:
    return label.kind == "direct" or (
        label.row.get("act", "speech") == "speech" and len(label.words) >= _LEAST
    )


def _covers(region: _Unit, unit: _Unit, share: float) -> bool:
    return len(unit.words & region.words) >= share * len(unit.words)


def _overlap(a: Words, b: Words) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _match(labels: Sequence[_Unit], units: Sequence[_Unit]) -> dict[_Unit, _Unit]:
    return _match_pairs([(label, unit) for label in labels for unit in units])


def _match_pairs(pairs: Sequence[tuple[_Unit, _Unit]]) -> dict[_Unit, _Unit]:
    return one_to_one([(_overlap(a.words, b.words), a, b) for a, b in pairs if a.words & b.words], 0.5)


def _span(text: str, row: Row, what: str) -> Words:
    a, b = row.get(f"{what}_start"), row.get(f"{what}_end")
    return words(text, [(a, b)]) if a is not None and b is not None else frozenset()


def _touch(label: Row, read: Row) -> bool:
    """Tell whether the cues of a label and of what was read share a character."""
    if label.get("cue_start") is None or read.get("cue_start") is None:
        return False
    return bool(read["cue_start"] < label["cue_end"] and label["cue_start"] < read["cue_end"])


def _alike(text: str, label: Row, read: Row, what: str) -> float:
    return _overlap(_span(text, label, what), _span(text, read, what))


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s?$", "", word)).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c)).strip(".'’-")


def _bag(role: str | None) -> set[str]:
    return {_fold(w) for w in _WORD.findall(role or "")} - _STOPS


def _last_name(name: str) -> str:
    found = [_fold(w) for w in _WORD.findall(re.split(r"[,;(\[—–]", name.strip())[0])]
    while len(found) > 1 and found[-1] in _SUFFIXES:
        found.pop()
    return found[-1] if found else ""


def _head(text: str, row: Row) -> int | None:
    """Return where the head word of a source begins: the last one before an apposition, a clause or a complement."""
    if row.get("speaker_start") is None or row.get("speaker_end") is None:
        return None
    a, b = row["speaker_start"], row["speaker_end"]
    stop = b
    for cut in _AFTER_HEAD.finditer(text, a + 1, b):
        before = _WORD.findall(text, a, cut.start())
        after = _WORD.findall(text[cut.end() : b])
        titled = bool(before) and _fold(before[-1]) in _TITLES
        if not (titled and len(after) > 1 and all(w[0].isupper() for w in after[-2:])):
            stop = cut.start()  # "a spokesman for Lund", not "Secretary of State Petra Lund"
            break
    found = list(_WORD.finditer(text, a, stop)) or list(_WORD.finditer(text, a, b))[:1]
    while len(found) > 1 and _fold(found[-1].group()) in _SUFFIXES:
        found.pop()
    return found[-1].start() if found else None


def _speaks(text: str, label: Row, read: Row) -> bool:
    """Tell whether the speaker is right: by the head of the mention beside the cue, or by last name."""
    head = _head(text, label)
    name = _last_name(read.get("speaker") or "")
    return (head is not None and head == _head(text, read)) or bool(name and name in label["speaker_last"])


def _pronouns(texts: dict[str, str], rows: Sequence[Row], found: dict[str, list[Row]]) -> Share:
    """Count "he" and "she" resolved to an accepted last name."""
    out = Share()
    for row in rows:
        text = texts[row["doc"]]
        wanted = words(text, _spans(row))
        shared = [
            (len(wanted & w) if 2 * len(wanted & w) >= len(w) else 0, r)
            for r in found[row["doc"]]
            if (w := words(text, _spans(r)))
        ]
        most, near = max(shared, key=lambda pair: pair[0], default=(0, {}))
        out.add(most and _last_name(near.get("speaker") or "") in row["names"])
    return out
