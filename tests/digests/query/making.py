"""Articles and queries for the tests of the query language: by hand, and by chance."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from digests.query import Outlet, Subject
from digests.query.tree import And, Field, Near, Not, Or, Phrase, Prefix, conjunction, disjunction
from digests.records import Facts, Meeting, Participant, Statement
from scrapers.article import Article

DAY = datetime(2026, 3, 14, 12, tzinfo=UTC)
GAZETTE = Outlet(id="gazette", name="Harbour Gazette", family="Harbour Press", klass="press")


def article(text: str, *, title: str = "", language: str | None = "en") -> Article:
    """Return an article."""
    return Article(
        url="https://press.example/1", source="gazette", title=title, text=text, language=language, published=DAY, fetched=DAY,
        fingerprint="0",
    )  # fmt: skip


def subject(text: str, facts: Facts | None = None, *, outlet: Outlet = GAZETTE, **more) -> Subject:
    """Return an article as queries see it."""
    return Subject(article(text, **more), facts or Facts(), outlet)


WORDS = (
    "pre-conditions preconditions pre conditions condition al-Lund Lund el-Lund Lund’s talks talk cease-fire ceasefire cease "
    "fire fires Lavrenko Лавренко Лавренком Geneva Oslo Syria Syrian the a way away co operation co-operation cooperation U.N. "
    "UN un Petra café cafe\u0301s L’accord accords 停戦 دمشق الدمشق al el"
).split()
GAPS = (" ", " ", " ", "\n\n", ". ", " “", "” ")


@st.composite
def texts(draw, most: int = 14) -> str:
    """Return a text of a few words that are hard to tell apart."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=most))
    out = words[0]
    for word in words[1:]:
        out += draw(st.sampled_from(GAPS)) + word
    return out


PEOPLE = (
    Participant(name="Petra Lund", role="Norwegian Foreign Minister", country="NOR"),
    Participant(name="Oleg Lavrenko", role="Foreign Minister", country="RUS"),
    Participant(role="diplomats", org="UN"),
    Participant(country="SYR"),
)


@st.composite
def subjects(draw) -> Subject:
    """Return an article with records somewhere in its text."""
    text = draw(texts())

    def span():
        begin = draw(st.integers(0, len(text) - 1))
        return begin, draw(st.integers(begin + 1, len(text)))

    meetings, statements = [], []
    for _ in range(draw(st.integers(0, 2))):
        people = tuple(draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)))
        meetings.append(
            Meeting(
                participants=people, format="talks", status=draw(st.sampled_from(("held", "planned"))), span=span(), cue="met",
                place=draw(st.sampled_from((None, "Geneva", "Oslo"))), topic=draw(st.sampled_from((None, "a ceasefire"))),
            )
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 2))):
        where, who = span(), draw(st.sampled_from(PEOPLE))
        statements.append(
            Statement(
                span=where, spans=(where,), direct=False, speaker=who.name, role=who.role, country=who.country, org=who.org,
                act=draw(st.sampled_from(("say", "reject"))),
            )
        )  # fmt: skip
    countries = tuple(draw(st.lists(st.sampled_from(("SYR", "NOR", "CHE")), unique=True)))
    facts = Facts(meetings=tuple(meetings), statements=tuple(statements), countries=countries)
    klass = draw(st.sampled_from(("press", "official")))
    outlet = Outlet(id="gazette", name="Harbour Gazette", family="Harbour Press", klass=klass)
    return Subject(article(text, title=draw(texts(3))), facts, outlet)


PLAIN = st.one_of(
    st.sampled_from(WORDS).map(Phrase),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(lambda words: Phrase(" ".join(words))),
    st.sampled_from(("pre", "cond", "cease", "precond", "la")).map(Prefix),
)
FIELDS = st.sampled_from(
    [
        Field("who", "Lund"), Field("who", "Lavrenko"), Field("who", "Petra Lund"), Field("who", "lav", True), Field("org", "UN"),
        Field("place", "Geneva"), Field("place", "Switzerland"), Field("role", "minister"), Field("topic", "ceasefire"),
        Field("source", "gazette"), Field("country", "SYR"), Field("country", "NOR"), Field("status", "held"),
        Field("status", "planned"), Field("act", "reject"), Field("kind", "meeting"), Field("kind", "statement"),
        Field("kind", "article"), Field("class", "official"), Field("lang", "en"),
    ]
)  # fmt: skip
LEAVES = st.one_of(PLAIN, st.builds(Near, st.integers(1, 4), PLAIN, PLAIN), FIELDS)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
        st.lists(inner, min_size=2, max_size=3).map(conjunction),
        st.lists(inner, min_size=2, max_size=3).map(disjunction),
    ),
    max_leaves=6,
)
__all__ = ["LEAVES", "PLAIN", "TREES", "And", "Or", "article", "subject", "subjects", "texts"]
