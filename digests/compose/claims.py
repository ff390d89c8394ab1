"""Claims: figures and holders of offices that articles contradict each other in, outside any one meeting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from digests.compose.disputes import Dispute, Side
from digests.compose.material import Material
from digests.compose.statements import speaker_of
from digests.compose.texts import EDGES
from digests.compose.times import effective
from digests.edition import Told
from digests.figures import Figure, figures
from digests.naming import country_name, state_words
from digests.rank import unfit_article
from digests.records import Office
from digests.relevance import sole_office, tells_change
from digests.stories.words import PLAIN, READ, stem, words
from scrapers.article import Span

#: What rises as more is known is no contradiction when told so much later.
_UPDATED = timedelta(hours=12)
#: Holders of one office told further apart may be of two times.
_AT_ONCE = timedelta(days=3)
_RISEN = re.compile(
    r"\b(?:rose|risen|rises|rising|climb\w*|increas\w*|revised|updated|by then|so far|now)\b", re.IGNORECASE
)
#: Words that two sentences have in common besides what is counted, so that they tell of one thing.
_SHARED = 2
#: Words printed on each side of a figure.
_BEFORE, _AFTER = 6, 9
#: Last names as like as this are spellings of one.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A figure as one article tells it."""

    told: Told
    figure: Figure
    sentence: Span
    about: frozenset[str]
    #: Who says so in the article, and where their words begin.
    voice: str | None
    begins: int


def claims(material: Material) -> list[Dispute]:
    """Return the contradictions of the material in figures and in who holds an office."""
    fit = [t for t in (*material.earlier, *material.now) if _whole(t) and not unfit_article(t)]
    return [*_figures(material, fit), *_offices(material, [t for t in fit if t in material.now])]


def _whole(told: Told) -> bool:
    """Tell whether a digest's filter lets all of an article in."""
    return told.only is None or all(told.shows(f"s{n}") for n in range(len(told.facts.statements)))


def _figures(material: Material, fit: Sequence[Told]) -> Iterator[Dispute]:
    running = {t.story for t in material.now}
    stories: dict[str, list[Told]] = {}
    for told in fit:
        if told.story in running:
            stories.setdefault(told.story, []).append(told)
    for articles in stories.values():
        found: dict[tuple[str, ...], list[_Claim]] = {}
        for told in articles:
            for claim in _claims(material, told):
                found.setdefault(claim.figure.key, []).append(claim)
        for same in found.values():
            dispute = _contradiction(material, _clear(same))
            if dispute:
                yield dispute


def _claims(material: Material, told: Told) -> Iterator[_Claim]:
    text = told.article.text
    for figure in figures(text, 0, READ):
        sentence = material.texts.sentence(told, figure.span[0])
        if not sentence[0] <= figure.span[0] < figure.span[1] <= sentence[1]:
            continue
        plain = text[sentence[0] : figure.span[0]] + " " + text[figure.span[1] : sentence[1]]
        about = {w if name else stem(w) for w, name in words(plain) if w not in PLAIN}
        said = [
            s for s in told.facts.statements if s.span[0] <= figure.span[0] and figure.span[1] <= s.span[1]
        ]
        speaker = speaker_of(said[0]) if said else None
        yield _Claim(
            told=told,
            figure=figure,
            sentence=sentence,
            about=frozenset(w for w in about if not w[:1].isdigit()),
            voice=material.namer.plain(speaker) or None if speaker else None,
            begins=max(sentence[0], said[0].span[0]) if said else sentence[0],
        )


def _clear(same: Sequence[_Claim]) -> list[_Claim]:
    """Leave out articles that tell several numbers of one thing without saying whose: of which event is not clear."""
    out = []
    for claim in same:
        beside = [c for c in same if c.told.id == claim.told.id and c.figure.contradicts(claim.figure)]
        if all(c.voice and claim.voice and c.voice != claim.voice for c in beside):
            out.append(claim)
    return out


def _contradiction(material: Material, same: Sequence[_Claim]) -> Dispute | None:
    sides: list[list[_Claim]] = []
    for claim in same:
        if not any(_contradict(material, claim, other) for other in same):
            continue
        like = next((s for s in sides if not any(claim.figure.contradicts(c.figure) for c in s)), None)
        if like is None:
            sides.append([claim])
        else:
            like.append(claim)
    fresh = {t.id for t in material.now}
    if len(sides) < 2 or not any(c.told.id in fresh for side in sides for c in side):
        return None
    first = sides[0][0]
    return Dispute(
        kind="figure",
        head=first.figure.label,
        sides=tuple(
            Side(
                words=_clip(side[0]),
                told=tuple(c.told for c in side),
                spans=tuple(c.figure.span for c in side),
                voice=side[0].voice if all(c.voice == side[0].voice for c in side) else None,
                foreign=True,
            )
            for side in sides[:3]
        ),
        facts=tuple(f"{c.told.id}.f{c.figure.span[0]}" for side in sides for c in side),
    )


def _contradict(material: Material, a: _Claim, b: _Claim) -> bool:
    if not a.figure.contradicts(b.figure) or len(a.about & b.about) < _SHARED:
        return False
    if a.told.id == b.told.id:
        # Both sides in one article: beside each other, each by name.
        near = material.texts.sentence_index(a.told, a.figure.span[0])
        return abs(near - material.texts.sentence_index(b.told, b.figure.span[0])) <= 1
    if len(material.copies.independent([a.told, b.told])) < 2:
        return False
    first, second = sorted((a, b), key=lambda c: effective(c.told))
    if (
        a.figure.rises
        and second.figure.low > first.figure.high
        and not (a.voice and b.voice and a.voice != b.voice)
    ):
        later = effective(second.told) - effective(first.told) > _UPDATED
        text = second.told.article.text[second.sentence[0] : second.sentence[1]]
        return not (later or _RISEN.search(text))
    return True


def _clip(claim: _Claim) -> str:
    """Return the figure with the words around it, within its sentence and its quotation."""
    text, (start, end) = claim.told.article.text, claim.figure.span
    marks = r"\b(?:and|but|that|while)\b|[,;:()\"“”„«»‘]|\s[-–—]\s"
    before = re.split(marks, text[claim.begins : start])[-1]
    after = re.split(marks, text[end : claim.sentence[1]])[0]
    lead = list(re.finditer(r"\S+", before))
    tail = list(re.finditer(r"\S+", after))
    begin = start - len(before) + (lead[-_BEFORE].start() if len(lead) > _BEFORE else 0)
    stop = end + (tail[_AFTER - 1].end() if len(tail) > _AFTER else len(after))
    # A few words of a clause say less than none.
    words = " ".join(text[begin:stop].split()).strip(EDGES + ".")
    lead_cut, tail_cut = "… " * (len(lead) > _BEFORE), " …" * (len(tail) > _AFTER)
    return lead_cut + words + tail_cut


def _offices(material: Material, now: Sequence[Told]) -> Iterator[Dispute]:
    found: dict[tuple[str, str], list[tuple[Told, int, Office, Span]]] = {}
    for told in now:
        for n, office in enumerate(told.facts.offices):
            key = _office_key(office)
            shown = _shown(material, told, office) if key else None
            if key and shown:
                found.setdefault(key, []).append((told, n, office, shown))
    for (office_words, _), rows in found.items():
        sides: dict[str, list[tuple[Told, int, Office, Span]]] = {}
        for row in rows:
            if any(_rivals(material, row, other) for other in rows):
                sides.setdefault(_last(row[2].name), []).append(row)
        if len(sides) < 2:
            continue
        best = max((r[2] for side in sides.values() for r in side), key=lambda o: (len(o.role), o.role))
        state = country_name(best.country) or best.org or ""
        yield Dispute(
            kind="office",
            head=f"{office_words}, {state}",
            sides=tuple(
                Side(
                    words=max((r[2].name for r in side), key=len),
                    told=tuple(dict.fromkeys(r[0] for r in side)),
                    spans=tuple({r[0]: r[3] for r in side}.values()),
                )
                for side in sides.values()
            ),
            facts=tuple(f"{r[0].id}.o{r[1]}" for side in sides.values() for r in side),
        )


def _office_key(office: Office) -> tuple[str, str] | None:
    """Return an office that one person holds, with its state or body; None for what is more or less than one."""
    whose = office.country or office.org
    sole = sole_office(office.role)
    if not whose or not sole or (office.country and office.org):
        return None
    rest = office.role.casefold().replace(sole, " ")
    own = state_words(office.country) if office.country else frozenset({(office.org or "").casefold()})
    for word in sorted(own, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(word)}(?:[’']s)?(?!\w)", " ", rest)
    return (sole, whose) if not set(re.findall(r"\w+", rest)) - {"of", "the", "s", "republic"} else None


def _shown(material: Material, told: Told, office: Office) -> Span | None:
    """Return the sentence that shows somebody in an office; None where none does, or where the office changes hands."""
    text = told.article.text
    sole = sole_office(office.role) or ""
    for found in re.finditer(rf"(?<!\w){re.escape(office.name.split()[-1])}(?!\w)", text):
        sentence = material.texts.sentence(told, found.start())
        words = text[sentence[0] : sentence[1]]
        if sole in words.casefold():
            return None if tells_change(words) else sentence
    return None


def _rivals(
    material: Material, one: tuple[Told, int, Office, Span], other: tuple[Told, int, Office, Span]
) -> bool:
    (a, _, mine, _), (b, _, theirs, _) = one, other
    if len(material.copies.independent([a, b])) < 2 or abs(effective(a) - effective(b)) > _AT_ONCE:
        return False
    first, second = _last(mine.name), _last(theirs.name)
    if (
        set(_name(mine.name)) & set(_name(theirs.name))
        or SequenceMatcher(None, first, second).ratio() >= _ALIKE
    ):
        return False
    # An article that knows both tells who is who.
    return not (_named(a, second) or _named(b, first))


def _name(name: str) -> list[str]:
    return [w.casefold() for w in re.findall(r"\w{2,}", name)]


def _last(name: str) -> str:
    return (_name(name) or [""])[-1]


def _named(told: Told, last: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(last)}(?!\w)", told.article.text, re.IGNORECASE))
