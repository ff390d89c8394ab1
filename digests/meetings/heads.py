"""Words that open, hold, join and break the phrases around a contact; the clause reader steers by them."""

import re

from digests.meetings.words import PREPOSITIONS, QUOTES, RELATIVES

#: Nouns whose "with" belongs to them and not to the contact.
OWN_WITH = frozenset(
    "dispute disputes war relations ties border deal trade cooperation agreement conflict relationship treaty links "
    "accord alliance dialogue friendship clashes fighting peace contacts association partnership pact crisis row "
    "tension tensions problems anger patience".split()
)
#: Verbs whose object the noun of a contact is: its phrase begins after them.
HOLDERS = frozenset(
    "held hold holds holding have has had having began begin begins begun opened resumed resume renewed started "
    "conducted concluded ended wrapped continued continue joined joins attend attends attended attending entered pay "
    "paid pays make made makes making hosted hosts host chaired chair completed finished cancelled canceled postponed "
    "delayed scrapped up off out back down".split()
)
#: What begins another clause or another contact after "and".
AND_THEN = frozenset(
    "then also will would talks meeting meetings negotiations discussions consultations lunch dinner".split()
)
ATTENDED = frozenset("attend attends attended attending hold holds held holding have had having".split())
BROKERED = frozenset("mediated brokered sponsored hosted backed led facilitated".split())
CHAIRED = frozenset("mediation auspices sponsorship chairmanship chair supervision".split())
LED_BY = frozenset(
    "hosted attended mediated brokered chaired led sponsored facilitated organised organized".split()
)
BREAKS = (
    frozenset("; : that while but because if although though whether — – --".split()) | RELATIVES | QUOTES
)
LEADS = PREPOSITIONS | frozenset("to including involving inviting grouping".split())
PAIRED = frozenset("between among of from by involving inviting grouping".split())
#: What talks are counted by ("two days of talks"), and what may stand before it.
MEASURES = frozenset(
    "hour hours day days week weeks month months round rounds series set string spate bout".split()
)
ORDERED = frozenset(
    "first second third fourth fifth sixth new fresh latest last final further several few full".split()
)
ARTICLES = frozenset("the a an his her its their this that these those any no".split())
ING_ADJECTIVES = frozenset(
    "ongoing upcoming forthcoming working continuing preceding opening closing morning evening".split()
)
ING_LEADS = frozenset("visiting outgoing incoming leading ruling".split())
#: In "-ing" behind somebody and no participle of what he does beside a contact, or one by which he takes part in it.
ING_OTHERS = (
    ING_LEADS
    | ING_ADJECTIVES
    | frozenset(
        "mediating shuttling hosting chairing attending joining participating brokering facilitating observing presiding "
        "during following regarding concerning including according pending meeting being having spring".split()
    )
)
#: Verbs of who brings others together at a contact.
HOSTED = frozenset(
    "host hosts hosted hosting chaired chairs mediated brokered sponsored facilitated convened".split()
)
PURPOSES = frozenset("aim view goal help hope eye support ease backing aid regard respect".split())
TOLD = frozenset("told assured informed briefed asked urged thanked promised".split())
MARKS = frozenset(("'s", "’s", "'", "’"))
COMPARED = frozenset("to that than as after before".split())
MORE = frozenset(("and", "&", "or", "plus"))
LONG_MORE = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("followed", "by"), ("then",))
OPENS_APPOSITION = frozenset("the a an his her who whose".split())
REGIONS = frozenset("region province state district territory republic area county department".split())
OFFICE_WORDS = frozenset("head chief leader chairman president secretary".split())
#: What tells of a day.
TIMEY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|yesterday|tomorrow|week|month|year)$"
)
