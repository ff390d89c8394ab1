"""Make subscriptions by chance (fixed seed), such as people may have to the articles of one day.

Of their words a part (`common`) stands in some article, the more often the more common they are (the hundred most common
never: nobody follows "the"); the rest stands in none, as most of what people follow is not in the news today. Of a
hundred, 20 are two words, 20 a phrase, 15 a state and a word, 15 a person by name, 8 a state with some of three words and
one excluded, 6 a body and a word, 5 a beginning and a word, 5 NEAR, 3 meetings of a state with a word, 3 acts or planned
meetings. Every fourth repeats one that another has, some of them very many times.
"""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import accumulate

from digests.lexicon.tables import rows
from digests.query import Meaning, QueryError, parse

#: The most common words, which nobody follows.
EVERYDAY = 100
#: Share of the subscriptions that repeat another's.
REPEATED = 0.25


def queries(texts: list[str], number: int, common: float) -> list[tuple[str, Meaning]]:
    """Return so many queries and what they mean."""
    chance = random.Random(6)
    counted = Counter(w.strip(".,;:“”‘’\"'()").lower() for text in texts for w in text.split())
    ranked = sorted(counted, key=lambda word: (-counted[word], word))[EVERYDAY:]
    words = [w for w in ranked if len(w) > 2 and w.isalpha()]
    weights_of_words = list(accumulate(counted[word] for word in words))
    surnames = [row["name"] for row in rows("given_names")]
    states = [row["code"] for row in rows("states")]
    bodies = [row["name"] for row in rows("organisations")]
    cities = [row["name"] for row in rows("cities")]

    def word() -> str:
        if chance.random() < common:
            return chance.choices(words, cum_weights=weights_of_words)[0]
        return f"{chance.choice(words)}{chance.choice(cities)[:3]}"

    def phrase() -> str:
        # Most phrases people follow stand in no article of the day; and nobody follows "of the".
        if chance.random() < 0.9:
            return f'"{word()} {word()}"'
        while True:
            text = [w.strip('“”"«».,;:') for w in chance.choice(texts).split()]
            at = chance.randrange(max(1, len(text) - 3))
            chosen = text[at : at + chance.choice((2, 3))]
            if any(len(w) > 6 for w in chosen):
                return '"' + " ".join(chosen) + '"'

    makers: list[tuple[int, Callable[[], str]]] = [
        (20, lambda: f"{word()} {word()}"),
        (20, phrase),
        (15, lambda: f"country:{chance.choice(states)} {word()}"),
        (15, lambda: f'who:"{chance.choice(surnames)} {word()}"'),
        (8, lambda: f"country:{chance.choice(states)} ({word()} OR {word()} OR {word()}) NOT {word()}"),
        (6, lambda: f'org:"{chance.choice(bodies)}" {word()}'),
        (5, lambda: f"{word()[:5]}* {word()}"),
        (5, lambda: f"{word()} NEAR/5 {word()}"),
        (3, lambda: f"kind:meeting country:{chance.choice(states)} {word()}"),
        (
            3,
            lambda: (
                f"act:{chance.choice(('reject', 'warn', 'urge'))} {word()} OR status:planned who:{word()}"
            ),
        ),
    ]
    weights = [weight for weight, _ in makers]
    out: list[tuple[str, Meaning]] = []
    while len(out) < number:
        if out and chance.random() < REPEATED:
            out.append(out[int(len(out) * chance.random() ** 4)])
            continue
        ((_, make),) = chance.choices(makers, weights)
        with suppress(QueryError):
            text = make()
            out.append((text, parse(text).meaning))
    return out
