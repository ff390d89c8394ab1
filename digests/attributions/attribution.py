"""One attribution before anyone is named: source, cue and content (PolNeAR)."""

from dataclasses import dataclass, field

from digests.attributions.grammar import Grammar
from digests.attributions.sources import Range, Source
from digests.attributions.verbs import Cue
from digests.document import Document, Sentence
from scrapers.article import Span


@dataclass(slots=True)
class Attribution:
    """Source, cue and content of one statement."""

    source: Source
    #: Tokens of the cue; None for a quotation that goes on without one.
    cue: Range | None
    #: The verb, where the cue is one.
    verb: Cue | None
    #: Pieces of the content, as spans of the text.
    pieces: list[Span]
    #: Sentence index of the cue, or of the quotation.
    sentence: int
    #: How it was built: pre, post, inverted, according, participle, shared, passive, quoted, continued, colon, transcript.
    shape: str
    #: What the content is to its cue: clause, to, object, named.
    frame: str = "clause"
    nested_in: "Attribution | None" = field(default=None, repr=False)
    #: Who passes it on, where the text names a channel beside the speaker ("state media quoted an officer as saying").
    channel: Source | None = None

    @property
    def span(self) -> Span:
        """The envelope of the content."""
        return (self.pieces[0][0], self.pieces[-1][1])


# Not frozen: most sentences get one, and its bounds are asked for at every step. Treat as immutable.
@dataclass(slots=True)
class Site:
    """The sentence an attribution is looked for in."""

    grammar: Grammar
    index: int
    sentence: Sentence
    document: Document = field(init=False)
    #: Its first token and the token after it.
    first: int = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.document = self.grammar.document
        self.first, self.last = self.sentence.first, self.sentence.last

    def made(
        self,
        source: Source,
        cue: Cue,
        pieces: list[Span],
        shape: str,
        frame: str = "clause",
        *,
        first: int | None = None,
    ) -> Attribution:
        """Return an attribution by a verb; its cue may begin before the verb group, at token `first`."""
        tokens = (cue.first if first is None else first, cue.last)
        return Attribution(source, tokens, cue, pieces, self.index, shape, frame)

    def finite_in(self, span: Span) -> bool:
        """Tell whether a span holds a verb in a tense."""
        return any(self.grammar.finite(k) for k in self.document.tokens_in(span))

    def opens_at(self, i: int) -> bool:
        """Tell whether only conjunctions, adverbs and commas stand between the sentence's begin and token `i`."""
        return all(self.grammar.tags[k] in "cr," for k in range(self.first, i))
