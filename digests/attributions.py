"""Attributions: which source says which content through which cue, as token and character ranges.

Each function reads one construction: the cue before its content, after it, inside it, "according to", the
participle that shares a subject, the quotation that goes on without a cue. No names are resolved here.
"""

from dataclasses import dataclass, field

from digests.cues import ADVERBS, AUXILIARIES, Cue, find_cues
from digests.document import Document, Sentence
from digests.sources import PRONOUNS, Range, np_start, subject_after, subject_before
from scrapers.article import Span

_OPENING = frozenset(("“", '"', "''", "``", "„", "«", "‘"))
_CLOSING = frozenset(("”", '"', "''", "»", "“", "’"))
_END = frozenset((".", "!", "?", "…"))
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
_ADJUNCT = _DAYS | frozenset(
    "in on at during after before through via to by late early earlier later last this from when while following over "
    "about of ahead with as publicly afterwards recently shortly for outside inside upon since and flatly simply".split()
)
_WH = frozenset("that whether what how why who when where if".split())
_FINITE = AUXILIARIES | frozenset("'s ’s 're ’re 'm".split())


@dataclass(slots=True)
class Attribution:
    """Source, cue and content of one statement, before anyone is named."""

    #: Token ranges; None where the construction has none.
    source: Range | None
    cue: Range | None
    verb: Cue | None
    #: Pieces of the content, as spans of the text.
    pieces: list[Span]
    #: Sentence index of the cue, or of the quotation.
    sentence: int
    #: How it was built, for tests and `try`: pre, post, inverted, according, participle, shared, continued, colon.
    shape: str
    nested_in: "Attribution | None" = field(default=None, repr=False)

    @property
    def span(self) -> Span:
        """The envelope of the content."""
        return (self.pieces[0][0], self.pieces[-1][1])


class Reader:
    """Reads the attributions of one document; holds what the constructions share."""

    def __init__(self, document: Document, atoms: dict[int, int]) -> None:
        """`atoms` maps each token inside a mention to the mention's first token."""
        self.document = document
        self.atoms = atoms
        self.quoted = bytearray(len(document.words))
        self.opening: dict[int, int] = {}
        for n, quotation in enumerate(document.quotations):
            for i in document.tokens_in((quotation.start, quotation.end)):
                self.quoted[i] = 1
            self.opening[document.token_at(quotation.start)] = n

    def read(self) -> list[Attribution]:
        """Return the attributions in order of the text, quotations without a cue of their own included."""
        found: list[Attribution] = []
        for index, sentence in enumerate(self.document.sentences):
            if self.document.paragraphs[sentence.paragraph].kind == "other":
                continue
            found.extend(self._sentence(index, sentence))
        return found

    # -- one sentence ---------------------------------------------------------------------------------------

    def _sentence(self, index: int, sentence: Sentence) -> list[Attribution]:
        cues = find_cues(self.document, sentence.first, sentence.last, self.quoted)
        out: list[Attribution] = self._according(index, sentence)
        last_source: Range | None = None
        for n, cue in enumerate(cues):
            limit = sentence.last
            for other in cues[n + 1 :]:
                if self._shares_subject(other) and not any(
                    self.quoted[k] for k in range(cue.last, other.first)
                ):
                    limit = other.first - 1
                    break
            attribution = self._attribute(index, sentence, cue, last_source, limit)
            if attribution:
                out.append(attribution)
                if attribution.source:
                    last_source = attribution.source
        return out

    def _shares_subject(self, cue: Cue) -> bool:
        """Tell whether a cue has no subject of its own: "and added", ", adding"."""
        before = self.document.lower[cue.first - 1] if cue.first else ""
        if cue.form == "ing":
            return before in (",", "—", "and")
        return before in ("and", "but") and cue.form != "base"

    def _attribute(
        self, index: int, sentence: Sentence, cue: Cue, last_source: Range | None, limit: int
    ) -> Attribution | None:
        document, lower, words = self.document, self.document.lower, self.document.words
        frames = cue.frames()
        shared = self._shares_subject(cue)
        if shared:
            source = last_source or self._main_subject(sentence, cue)
            pieces = self._after(sentence, cue, limit)
            if not pieces or source is None:
                return None
            return Attribution(source, (cue.first, cue.last), cue, pieces, index, "shared")
        if cue.form == "ing" and cue.first == cue.verb:
            return None
        source = subject_before(document, cue.first, sentence.first, self.atoms, self.quoted)
        if source is None:
            return self._inverted(index, sentence, cue)
        after = self._after(sentence, cue, limit)
        before = self._before(sentence, source)
        trailing = self._only_adjunct(cue, sentence, limit)
        if before and frames & {"after", "quote"} and (trailing or not after):
            pieces = [before]
            more = self._resumed(sentence, cue, limit)
            if more:
                pieces.append(more)
            return Attribution(source, (cue.first, cue.last), cue, pieces, index, "post")
        if after and self._takes(cue, after):
            return Attribution(source, (cue.first, cue.last), cue, after, index, "pre")
        if words[source[0]] and lower[source[0]] in PRONOUNS and before and "after" in frames:
            return Attribution(source, (cue.first, cue.last), cue, [before], index, "post")
        return None

    def _main_subject(self, sentence: Sentence, cue: Cue) -> Range | None:
        """The subject of the sentence: the phrase before its first finite verb."""
        lower = self.document.lower
        for i in range(sentence.first + 1, cue.first):
            if self.quoted[i]:
                return None
            if lower[i] in _FINITE or (
                lower[i].endswith("ed") and len(lower[i]) > 4 and not self.document.words[i][0].isupper()
            ):
                start = np_start(self.document, i, sentence.first, self.atoms)
                return (start, i) if start < i else None
        return None

    # -- content after the cue --------------------------------------------------------------------------------

    def _after(self, sentence: Sentence, cue: Cue, limit: int) -> list[Span]:
        """Return the content that follows the cue; empty when nothing that can be one does."""
        document, lower, words = self.document, self.document.lower, self.document.words
        i = cue.last
        end = limit
        frames = cue.frames()
        if i >= end:
            return []
        if frames & {"inform"} or (lower[i] in ("to",) and "clause" in frames):
            j = self._skip_recipient(i, end, cue)
            if j is None and not frames & {"object", "to", "clause"}:
                return []
            i = j if j is not None else i
        elif (
            (lower[i] not in _WH and not frames & {"object", "to", "named"})
            or lower[i] in _DAYS
            or (lower[i] == "on" and i + 1 < end and lower[i + 1] in _DAYS)
        ):
            i = self._skip_adjunct(i, end)
        if i >= end or words[i] in _END:
            return []
        if words[i] in (":", ",") and i + 1 < end:
            if words[i + 1] in _OPENING or words[i] == ":" or lower[i + 1] == "that":
                i += 1
            elif words[i] == ",":
                return []
        if i in self.opening:
            return self._from_quotation(i, sentence, end)
        stop = self._clause_end(i, end, cue)
        if stop <= i:
            return []
        piece_end = document.ends[stop - 1]
        # A quotation that opens inside the content and runs past the sentence belongs to it whole.
        quotation = document.quotation_at(document.starts[stop - 1])
        if quotation and quotation.end > piece_end and quotation.start >= document.starts[i]:
            piece_end = quotation.end
        return [(document.starts[i], piece_end)]

    def _skip_recipient(self, i: int, end: int, cue: Cue) -> int | None:
        """Step over "reporters", "the council on Friday" to the content; None when no content follows."""
        lower, words = self.document.lower, self.document.words
        quoted = self.quoted
        for j in range(i, min(end, i + 22)):
            if lower[j] in ("that", "whether", "how", "what", "why") and not quoted[j]:
                return j
            if j in self.opening or words[j] == ":":
                return j
            if words[j] in _END | {";"}:
                break
        if lower[i] == "to":
            return None
        # No "that": the recipient is one noun phrase; the clause begins at the next subject.
        j = i
        if lower[j] in (
            "him",
            "her",
            "them",
            "us",
            "me",
            "you",
            "it",
            "reporters",
            "journalists",
            "parliament",
            "lawmakers",
        ):
            j += 1
        elif j in self.atoms:
            while j < end and j in self.atoms:
                j += 1
        else:
            while j < end and (
                words[j][0].isupper() or lower[j] in ("the", "a", "an", "of", "state", "news", "local")
            ):
                j += 1
            if (
                j < end
                and lower[j].endswith(("s", "ion", "er", "ent", "cy", "ing"))
                and lower[j] not in PRONOUNS
            ):
                j += 1
        j = self._skip_adjunct(j, end)
        if j < end and (words[j] in (",",) or words[j] in _END):
            return None
        return j if j < end - 2 else None

    def _skip_adjunct(self, i: int, end: int) -> int:
        """Step over a day or a short prepositional phrase between the cue and its content."""
        lower, words = self.document.lower, self.document.words
        start = i
        while i < end and (
            lower[i] in _DAYS or lower[i] in ADVERBS or lower[i] in ("late", "early", "earlier", "recently")
        ):
            i += 1
        if i < end and lower[i] in (
            "in",
            "on",
            "at",
            "during",
            "after",
            "through",
            "to",
            "of",
            "via",
            "by",
            "last",
            "before",
            "following",
            "about",
        ):
            for j in range(i + 1, min(end, i + 18)):
                if self.quoted[j] and j in self.opening:
                    return j
                if lower[j] == "that" and not self.quoted[j]:
                    return j
                if (
                    words[j] in (",", ":")
                    and j + 1 < end
                    and (j + 1 in self.opening or words[j] == ":" or lower[j + 1] == "that")
                ):
                    return j
                if words[j] in _END | {";", ","}:
                    break
            if lower[i] == "on" and i + 1 < end and lower[i + 1] in _DAYS:
                return i + 2
            if lower[i] == "last" and i + 1 < end:
                return i + 2
            return start if i == start else i
        return i

    def _from_quotation(self, i: int, sentence: Sentence, end: int) -> list[Span]:
        """Return the content that begins with the quotation opening at token `i`."""
        document = self.document
        quotation = document.quotations[self.opening[i]]
        paragraph = document.paragraphs[sentence.paragraph]
        after = document.token_at(quotation.end - 1) + 1
        closes = (
            after >= sentence.last
            or document.words[after] in _END | {",", ";"}
            or quotation.end >= paragraph.end
        )
        if closes or quotation.end > sentence.end:
            return [quotation.inner]
        stop = self._clause_end(after, end, None)
        return [(quotation.start, max(quotation.end, document.ends[stop - 1]))]

    def _clause_end(self, i: int, end: int, cue: Cue | None) -> int:
        """Return the token after the content that begins at `i`: the sentence's end, or an attribution that cuts in."""
        lower, words = self.document.lower, self.document.words
        for j in range(i + 2, end):
            if self.quoted[j]:
                continue
            if words[j] == "," and j + 1 < end:
                nxt = lower[j + 1]
                if nxt in ("according", "adding", "saying", "calling", "noting", "citing", "stressing", "warning", "insisting", "arguing",
                           "although", "amid", "referring"):  # fmt: skip
                    return j
            if words[j] in (";",):
                return j
        stop = end
        while stop > i and (words[stop - 1] in _END or words[stop - 1] in (",", "—", "and", "but")):
            stop -= 1
        # A closing mark after the full stop belongs to the content's quotation.
        if stop > i and words[stop - 1] in _CLOSING and not self.quoted[stop - 1]:
            stop -= 1
        return stop

    def _takes(self, cue: Cue, pieces: list[Span]) -> bool:
        """Tell whether what follows the cue is something the cue can take."""
        document = self.document
        frames = cue.frames()
        start = document.token_at(pieces[0][0])
        tokens = document.tokens_in((pieces[0][0], pieces[-1][1]))
        first = document.lower[start]
        quoted_part = any(self.quoted[k] for k in tokens)
        if len(tokens) < 1:
            return False
        if "object" in frames:
            return first not in ("by", "in", "on", "at", "from") or quoted_part
        if "to" in frames and any(document.lower[k] == "to" for k in list(tokens)[:12]):
            return True
        if "inform" in frames:
            return True
        if quoted_part and ("quote" in frames or "named" in frames):
            return True
        if "clause" in frames:
            if first in _WH or first == ":":
                return True
            return any(document.lower[k] in _FINITE or document.lower[k].endswith(("ed", "n't", "n’t")) for k in tokens) and first not in (
                "by", "to", "for", "with", "from", "against", "at", "into", "over",
            )  # fmt: skip
        return False

    # -- content before the cue -------------------------------------------------------------------------------

    def _before(self, sentence: Sentence, source: Range) -> Span | None:
        """Return the content that ends before the source, reached through a comma, a dash or a closing mark."""
        document, words = self.document, self.document.words
        paragraph = document.paragraphs[sentence.paragraph]
        j = source[0] - 1
        begin = sentence.first
        if j < begin:
            # `“Will they?” Lund asked.`: the quotation is the sentence before.
            previous = document.quotation_at(document.starts[source[0]] - 2)
            if previous and previous.start >= paragraph.start and source[0] == sentence.first:
                return self._with_quotation(previous.start, previous.end)
            return None
        closing = self.quoted[j]
        if not closing and words[j] not in (",", "—", "–", "-"):
            return None
        while j >= begin and not self.quoted[j] and words[j] in (",", "—", "–", "-"):
            j -= 1
        if j < begin:
            return None
        if not self.quoted[j] and j - begin < 2:
            return None
        if not self.quoted[j] and not any(
            document.lower[k] in _FINITE or document.lower[k].endswith(("ed", "s"))
            for k in range(begin, j + 1)
        ):
            return None
        end = document.ends[j]
        start = document.starts[begin]
        quotation = document.quotation_at(start)
        if quotation and quotation.start < start:
            start = quotation.start
        if document.lower[begin] in ("and", "but") and not self.quoted[begin]:
            start = document.starts[begin + 1]
        # A quotation in the middle may have begun sentences ago.
        first = document.quotation_at(document.starts[j])
        if first and first.start < start:
            start = first.start
        return self._with_quotation(start, end)

    def _with_quotation(self, start: int, end: int) -> Span:
        quotation = self.document.quotation_at(start)
        if quotation and quotation.start == start and quotation.end >= end - 1:
            return quotation.inner
        return (start, end)

    def _only_adjunct(self, cue: Cue, sentence: Sentence, limit: int) -> bool:
        """Tell whether nothing that could be content follows the cue."""
        lower, words = self.document.lower, self.document.words
        i = cue.last
        if (
            i >= limit
            or words[i] in _END
            or (
                words[i] in (",", ";", "—", ")", ":")
                and not (
                    i + 1 < limit
                    and words[i] in (",", ":")
                    and i + 1 in self.opening
                    and self._is_fresh(i + 1, cue)
                )
            )
        ):
            return True
        if "inform" in cue.frames() and "that" not in lower[i:limit]:
            return True
        if lower[i] in ("that", "whether"):
            return False
        if lower[i] in _ADJUNCT or lower[i] in ADVERBS or lower[i].endswith("ly"):
            return "that" not in lower[i : min(limit, i + 10)]
        return False

    def _is_fresh(self, token: int, cue: Cue) -> bool:
        """Tell whether a quotation after the cue starts a content of its own (no content stood before it)."""
        return False

    def _resumed(self, sentence: Sentence, cue: Cue, limit: int) -> Span | None:
        """Return what goes on after ", Lund said," in the middle of a content."""
        document, words = self.document, self.document.words
        i = cue.last
        while i < limit and words[i] not in (",", ";", "—") and not self.quoted[i]:
            i += 1
        if i >= limit or self.quoted[i] or words[i] == ";":
            return None
        i += 1
        if i >= limit - 1:
            return None
        if i in self.opening:
            quotation = document.quotations[self.opening[i]]
            return quotation.inner
        if document.lower[i] in ("adding", "saying", "calling", "according", "referring", "who", "and", "but", "noting", "speaking", "citing",
                                 "as", "while", "after", "in", "on", "at", "during", "although", "when", "which", "where"):  # fmt: skip
            return None
        if document.lower[i].endswith("ing"):
            return None
        stop = self._clause_end(i, limit, cue)
        return (document.starts[i], document.ends[stop - 1]) if stop - i > 1 else None

    # -- further constructions --------------------------------------------------------------------------------

    def _inverted(self, index: int, sentence: Sentence, cue: Cue) -> Attribution | None:
        """Read "“…,” said Petra Lund" and "…, says the ministry"."""
        if not cue.frames() & {"after", "quote"} or cue.form not in ("past", "third"):
            return None
        words = self.document.words
        if cue.first > sentence.first:
            before = words[cue.first - 1]
            if before not in (",", "—", "–") and not self.quoted[cue.first - 1]:
                return None
        elif not self._quotation_ends_before(sentence):
            return None
        source = subject_after(self.document, cue.last, sentence.last, self.atoms)
        if source is None:
            return None
        content = self._before(sentence, (cue.first, cue.last))
        if content is None:
            return None
        return Attribution(source, (cue.first, cue.last), cue, [content], index, "inverted")

    def _quotation_ends_before(self, sentence: Sentence) -> bool:
        paragraph = self.document.paragraphs[sentence.paragraph]
        previous = self.document.quotation_at(sentence.start - 2)
        return bool(previous and previous.start >= paragraph.start)

    def _according(self, index: int, sentence: Sentence) -> list[Attribution]:
        """Read "according to X" before and after its content."""
        document, lower, words = self.document, self.document.lower, self.document.words
        out: list[Attribution] = []
        for i in range(sentence.first, sentence.last - 2):
            if lower[i] != "according" or lower[i + 1] != "to" or self.quoted[i]:
                continue
            source = subject_after(document, i + 2, sentence.last, self.atoms)
            if source is None:
                source = self._plain_phrase(i + 2, sentence.last)
            if source is None:
                continue
            if i <= sentence.first + 1:
                begin = source[1]
                while begin < sentence.last and words[begin] != ",":
                    begin += 1
                if begin + 2 >= sentence.last:
                    continue
                stop = self._clause_end(begin + 1, sentence.last, None)
                span = (document.starts[begin + 1], document.ends[stop - 1])
            else:
                j = i - 1
                while j > sentence.first and words[j] in (",", "—", "–"):
                    j -= 1
                begin = self._content_start(sentence, j)
                span = (document.starts[begin], document.ends[j])
            quotation = document.quotation_at(span[0])
            if quotation and quotation.end >= span[1]:
                span = quotation.inner
            out.append(Attribution(source, (i, i + 2), None, [span], index, "according"))
        return out

    def _content_start(self, sentence: Sentence, j: int) -> int:
        """Return the first token of the clause that ends at `j`."""
        for k in range(j, sentence.first, -1):
            if self.document.words[k] == ";":
                return k + 1
        return sentence.first

    def _plain_phrase(self, i: int, last: int) -> Range | None:
        words = self.document.words
        j = i
        while j < last and words[j] not in (",", ".", ";", "—", "“", '"'):
            j += 1
        return (i, j) if j > i else None
