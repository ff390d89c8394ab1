"""The schema, step by step. A step that was released is never edited; a change is a new step."""

import json

from sqlite_utils import Database, Migrations

from bot.store.factwords import fact_words
from digests.query.archive import archived_words

migrations = Migrations("communique")


@migrations()
def m001_first(db: Database) -> None:
    """Sources, wanted rows, articles with versions and facts, stories, editions, deliveries."""
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


@migrations()
def m002_search_and_service(db: Database) -> None:
    """Words of statements and meetings, the rhythm of sources, and what the service notes of itself."""
    # Triggers hold semicolons of their own, so the statements are apart by a line.
    for statement in _SECOND.split("\n\n"):
        db.conn.execute(statement)
    articles = db.conn.execute("SELECT a.id, a.text, f.body FROM articles a JOIN facts f ON f.article = a.id")
    for article, text, body in articles.fetchall():
        db.conn.executemany(
            "INSERT INTO fact_texts (article, kind, n, words) VALUES (?,?,?,?)",
            [(article, *row) for row in fact_words(json.loads(body), text)],
        )


@migrations()
def m003_agenda_and_corrections(db: Database) -> None:
    """What calendars were told, the log of corrections, and editions as whole records (NULL for older ones)."""
    for statement in _THIRD.split("\n\n"):
        db.conn.execute(statement)


@migrations()
def m004_people_and_feedback(db: Database) -> None:
    """What people tell us through Slack: events taken, who they are, where we said hello, what they found wrong."""
    for statement in _PEOPLE.split("\n\n"):
        db.conn.execute(statement)


@migrations()
def m004_office_holders(db: Database) -> None:
    """Who was shown in which office when: the memory that fills in what later articles leave out."""
    db.conn.execute(_OFFICE_HOLDERS)


@migrations()
def m005_subscriptions_and_folded_words(db: Database) -> None:
    """Who follows what, with the log of changes and the alerts given; and one index of all words, as queries compare them."""
    for statement in _SUBSCRIPTIONS.split("\n\n"):
        db.conn.execute(statement)
    rows = db.conn.execute(
        "SELECT a.id, a.title, a.text, a.language, f.body FROM articles a JOIN facts f ON f.article = a.id"
    )
    for article, title, text, language, body in rows.fetchall():
        db.conn.execute(
            "INSERT INTO article_words (rowid, words, marks) VALUES (?,?,?)",
            (article, *archived_words(title, text, language, json.loads(body))),
        )


@migrations()
def m006_changes_after_posting(db: Database) -> None:
    """What a digest was like when it was last looked at; what each version was read as; which articles are looked at again."""
    for statement in _AFTER_POSTING.split("\n\n"):
        db.conn.execute(statement)


@migrations()
def m007_rooms(db: Database) -> None:
    """Who made a channel and who runs the workspace: they may change what comes to a channel."""
    for statement in _ROOMS.split("\n\n"):
        db.conn.execute(statement)


@migrations()
def m008_doubts(db: Database) -> None:
    """What was sent again because nobody knew what had become of it: it may stand twice."""
    for statement in _DOUBTS.split("\n\n"):
        db.conn.execute(statement)


@migrations()
def m009_politeness(db: Database) -> None:
    """What robots.txt of each host said, how long it wants to be left alone, and which sources are being asked."""
    for statement in _POLITENESS.split("\n\n"):
        db.conn.execute(statement)


@migrations()
def m010_same_subscription(db: Database) -> None:
    """Whether somebody follows the same there already is looked up: ten thousand of one owner were compared one by one."""
    db.conn.execute("DROP INDEX subscriptions_owner")
    db.conn.execute(
        "CREATE INDEX subscriptions_same ON subscriptions(owner, channel, query) WHERE removed IS NULL"
    )


#: Instants are ISO 8601 UTC text that sorts by time ("2026-11-24T07:30:00.000000Z").
_FIRST = """
CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,                    -- the address as configured when it was last read
    validated TEXT,                       -- where redirects led: the address the validators belong to
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,                       -- of the last document read: equal bytes are not read again
    full_at TEXT,                         -- last answer to a request without validators
    next_check TEXT,
    last_check TEXT,
    last_success TEXT,
    last_new TEXT,                        -- last time it listed something new
    failures INTEGER NOT NULL DEFAULT 0,  -- in a row
    failing_since TEXT,
    reason TEXT,                          -- why the last check failed
    first_round TEXT,                     -- when its first successful round was stored
    listed INTEGER NOT NULL DEFAULT 0     -- entries in the last document
) WITHOUT ROWID;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,                -- host:port
    not_before TEXT NOT NULL              -- end of a Retry-After
) WITHOUT ROWID;
CREATE TABLE wanted (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    entry TEXT NOT NULL,                  -- JSON of scrapers.article.Entry
    article INTEGER REFERENCES articles(id), -- set when it is a new version of a stored article
    first_seen TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try TEXT NOT NULL,
    given_up INTEGER NOT NULL DEFAULT 0,  -- five tries, and the source gave no text of its own
    last_error TEXT
);
CREATE INDEX wanted_next_try ON wanted(next_try);
CREATE TABLE identities (
    key TEXT PRIMARY KEY,                 -- see scrapers.identity
    wanted INTEGER,
    article INTEGER,                      -- both null: a tombstone of what retention removed
    seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX identities_wanted ON identities(wanted) WHERE wanted IS NOT NULL;
CREATE INDEX identities_article ON identities(article) WHERE article IS NOT NULL;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,               -- the sequence number of its first version: never used twice
    seq INTEGER NOT NULL UNIQUE,          -- ingestion sequence of its latest version
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT,
    language TEXT,
    published TEXT,
    updated TEXT,
    fetched TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    effective TEXT NOT NULL,              -- min(published, first seen)
    fingerprint TEXT NOT NULL,
    version INTEGER NOT NULL,
    captions TEXT NOT NULL,
    from_feed INTEGER NOT NULL,
    listed TEXT,                          -- title and dates the source gave, to see a change
    archive_only INTEGER NOT NULL         -- older than the freshness limit when first seen
);
CREATE INDEX articles_effective ON articles(effective);
CREATE INDEX articles_source ON articles(source, first_seen);
CREATE TABLE versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice, also after a rollback or a removal
    article INTEGER REFERENCES articles(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    fetched TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    UNIQUE (article, version)
);
CREATE TABLE facts (
    article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    story TEXT NOT NULL,
    meeting_stories TEXT NOT NULL,        -- JSON list, one per meeting
    body TEXT NOT NULL,                   -- JSON of digests.records.Facts
    signature TEXT NOT NULL,              -- JSON of digests.stories.Signature
    reader_version TEXT NOT NULL
);
CREATE INDEX facts_story ON facts(story);
CREATE TABLE story_keys (
    key TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX story_keys_article ON story_keys(article);
CREATE TABLE meeting_stories (
    story TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (story, article)
) WITHOUT ROWID;
CREATE INDEX meeting_stories_article ON meeting_stories(article);
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, text, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE digests (
    id TEXT PRIMARY KEY,
    known TEXT NOT NULL                   -- since when; what was due before is not made up for
) WITHOUT ROWID;
CREATE TABLE editions (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    slot TEXT NOT NULL,                   -- the instant it was due
    channel TEXT NOT NULL,
    after_seq INTEGER NOT NULL,
    upto_seq INTEGER NOT NULL,
    since TEXT,
    until TEXT NOT NULL,
    late INTEGER NOT NULL,
    body TEXT NOT NULL,                   -- JSON as `digest --format json` prints it
    reader_version TEXT NOT NULL,
    UNIQUE (digest, slot)
);
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,               -- order within a channel
    key TEXT NOT NULL UNIQUE,
    op TEXT NOT NULL CHECK (op IN ('post', 'update')),
    channel TEXT NOT NULL,                -- name or id, as configured
    parent TEXT,                          -- key of the message whose thread it goes to, or which it updates
    body TEXT NOT NULL,                   -- JSON payload without channel, thread and metadata
    edition INTEGER REFERENCES editions(id),
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'parked')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try TEXT NOT NULL,
    attempted TEXT,                       -- when the last attempt began: the doubt window starts here
    looks INTEGER NOT NULL DEFAULT 0,     -- how often it was looked for since then, and not found
    aside INTEGER NOT NULL DEFAULT 0,     -- refused: others may pass it until its next try
    created TEXT NOT NULL,
    sent TEXT,
    channel_id TEXT,
    ts TEXT,
    last_error TEXT
);
CREATE INDEX deliveries_open ON deliveries(channel, id) WHERE state IN ('queued', 'sending');
CREATE TABLE channels (
    name TEXT PRIMARY KEY,                -- "#name" as configured
    id TEXT NOT NULL,
    seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE notices (
    key TEXT PRIMARY KEY,                 -- one notice to the operators per key
    sent TEXT NOT NULL
) WITHOUT ROWID;
"""

_SECOND = """
CREATE TABLE fact_texts (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'meeting')),
    n INTEGER NOT NULL,                   -- its number among those of its kind in the article
    words TEXT NOT NULL,                  -- see bot.store.factwords
    UNIQUE (article, kind, n)
)

CREATE VIRTUAL TABLE facts_fts USING fts5(
    words, content='fact_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)

CREATE TRIGGER fact_texts_added AFTER INSERT ON fact_texts BEGIN
    INSERT INTO facts_fts (rowid, words) VALUES (new.id, new.words);
END

CREATE TRIGGER fact_texts_removed AFTER DELETE ON fact_texts BEGIN
    INSERT INTO facts_fts (facts_fts, rowid, words) VALUES ('delete', old.id, old.words);
END

CREATE INDEX articles_rhythm ON articles(source, effective)

CREATE INDEX articles_fetched ON articles(fetched)

CREATE TABLE service (
    key TEXT PRIMARY KEY,                 -- see bot.store.service
    value TEXT NOT NULL                   -- JSON
) WITHOUT ROWID"""

_THIRD = """
ALTER TABLE editions ADD COLUMN record TEXT

CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES editions(id),
    item INTEGER NOT NULL,                -- its number
    kind TEXT NOT NULL CHECK (kind IN ('retracted', 'corrected', 'source', 'status')),
    reason TEXT,                          -- in our words or the editor's; NULL when none was given
    before TEXT NOT NULL,                 -- the line as it was printed until then
    body TEXT NOT NULL,                   -- JSON of the item as it is printed since then
    at TEXT NOT NULL
)

CREATE INDEX corrections_edition ON corrections(edition)

CREATE TABLE appointments (
    story TEXT PRIMARY KEY,               -- what the UID of a calendar's event is made of
    sequence INTEGER NOT NULL,            -- raised with every change of significance (RFC 5545, section 3.8.7.4)
    last TEXT NOT NULL,                   -- last day, to leave out what is long past
    event TEXT NOT NULL,                  -- JSON of bot.ical.Event without uid, sequence and time
    modified TEXT NOT NULL
) WITHOUT ROWID"""

_PEOPLE = """
CREATE TABLE events (
    id TEXT PRIMARY KEY,                  -- Slack sends an event again when it misses our acknowledgement
    at TEXT NOT NULL
) WITHOUT ROWID

CREATE TABLE people (
    id TEXT PRIMARY KEY,                  -- Slack's id of the user
    timezone TEXT,                        -- IANA zone; NULL when Slack does not say
    deactivated INTEGER NOT NULL DEFAULT 0,
    seen TEXT NOT NULL                    -- when Slack was last asked
) WITHOUT ROWID

CREATE TABLE greeted (
    channel TEXT PRIMARY KEY,             -- Slack's id
    at TEXT NOT NULL
) WITHOUT ROWID

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    channel TEXT NOT NULL,                -- Slack's id
    message TEXT NOT NULL,                -- key of the delivery it is about
    edition INTEGER,                      -- NULL for an alert
    item INTEGER,                         -- its number; NULL for the whole message
    kind TEXT NOT NULL CHECK (kind IN ('speaker', 'not_held', 'place_or_day', 'same', 'not_for_us', 'other')),
    note TEXT NOT NULL,                   -- in the person's words; "" for none
    about TEXT NOT NULL                   -- JSON: line, section, facts and passages as they were shown
)"""

_OFFICE_HOLDERS = """
CREATE TABLE office_holders (
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    country TEXT NOT NULL,                -- ISO 3166-1 alpha-3, or ''
    org TEXT NOT NULL,                    -- or ''
    first TEXT NOT NULL,                  -- first and last day an article of that day showed it
    last TEXT NOT NULL,
    told INTEGER NOT NULL,                -- by how many articles
    PRIMARY KEY (name, role, country, org)
) WITHOUT ROWID"""

_ROOMS = """
CREATE TABLE rooms (
    id TEXT PRIMARY KEY,                  -- Slack's id of the channel
    name TEXT NOT NULL,                   -- without "#"
    creator TEXT,                         -- Slack's id of who made it; NULL when it does not say
    private INTEGER NOT NULL,
    member INTEGER NOT NULL,              -- whether the bot is in it
    seen TEXT NOT NULL                    -- when Slack was last asked
) WITHOUT ROWID

CREATE INDEX rooms_creator ON rooms(creator)

ALTER TABLE people ADD COLUMN admin INTEGER NOT NULL DEFAULT 0"""

_SUBSCRIPTIONS = """
CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,                            -- id in digests.yaml; null for what people subscribed to
    owner TEXT NOT NULL,                  -- Slack id, or "administrators"
    channel TEXT NOT NULL,                -- name or id
    query TEXT NOT NULL,
    daily TEXT,                           -- HH:MM of the summary; null: as it happens
    zone TEXT NOT NULL,
    created TEXT NOT NULL,
    muted TEXT,                           -- no alerts before
    removed TEXT                          -- the row stays, so that its alerts keep their meaning
)

CREATE INDEX subscriptions_owner ON subscriptions(owner) WHERE removed IS NULL

CREATE TABLE subscription_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    details TEXT NOT NULL                 -- JSON
)

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions(id),
    article INTEGER NOT NULL,
    story TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'listed', 'dropped')),
    reason TEXT,
    due TEXT,                             -- when a held one may be told
    matched TEXT NOT NULL,
    delivery TEXT,                        -- key of the message that tells it
    UNIQUE (subscription, article)
)

CREATE INDEX alerts_story ON alerts(subscription, story)

CREATE INDEX alerts_held ON alerts(due) WHERE state = 'held'

CREATE INDEX alerts_article ON alerts(article)

CREATE VIRTUAL TABLE article_words USING fts5(words, marks, tokenize='unicode61 remove_diacritics 0', columnsize=0)

DROP TABLE facts_fts

DROP TABLE fact_texts

DROP TABLE articles_fts

CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
    DELETE FROM article_words WHERE rowid = old.id;
    DELETE FROM alerts WHERE article = old.id;
END
""".strip()

_AFTER_POSTING = """
ALTER TABLE digests ADD COLUMN rhythm TEXT

ALTER TABLE versions ADD COLUMN facts TEXT

ALTER TABLE articles ADD COLUMN withdrawn TEXT

ALTER TABLE wanted ADD COLUMN again INTEGER NOT NULL DEFAULT 0

CREATE TABLE rechecks (
    article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    next_try TEXT,                        -- NULL while it is wanted, and when there is no more to do
    posted TEXT NOT NULL,                 -- when it was last printed in an edition
    done INTEGER NOT NULL DEFAULT 0,      -- how often it was looked at since
    missing TEXT,                         -- since when it answers 404 or 410; NULL when it does not
    told INTEGER NOT NULL DEFAULT 0       -- that it is withdrawn was taken into the editions
)

CREATE INDEX rechecks_next_try ON rechecks(next_try)
""".strip()

_DOUBTS = """
CREATE TABLE doubts (
    delivery INTEGER PRIMARY KEY REFERENCES deliveries(id) ON DELETE CASCADE,
    channel_id TEXT NOT NULL,
    since TEXT NOT NULL,                  -- when the first attempt began of which nobody knew the end
    looks INTEGER NOT NULL DEFAULT 0,     -- how often the channel was read for repetitions since the last attempt
    next_look TEXT,                       -- NULL when there is no more to do
    removed TEXT NOT NULL DEFAULT '[]'    -- JSON: time stamps of the repetitions taken away
)

CREATE INDEX doubts_next_look ON doubts(next_look)
""".strip()

_POLITENESS = """
CREATE TABLE hosts_before AS SELECT * FROM hosts

DROP TABLE hosts

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,                -- host:port
    not_before TEXT,                      -- end of a Retry-After; NULL when it has answered since
    untold INTEGER NOT NULL DEFAULT 0,    -- requests to wait in a row that did not say how long
    robots_until TEXT,                    -- until when its robots.txt serves; NULL: never asked for
    robots TEXT,                          -- the file; NULL when there is none, or it was never had
    refused TEXT,                         -- why nothing is allowed; NULL when the file decides
    silent INTEGER NOT NULL DEFAULT 0,    -- refused since there was no answer at all
    noted TEXT NOT NULL                   -- last change of the row
) WITHOUT ROWID

INSERT INTO hosts (host, not_before, noted) SELECT host, not_before, not_before FROM hosts_before

DROP TABLE hosts_before

CREATE TABLE looks (
    source TEXT PRIMARY KEY,              -- asked, and has not answered: a row that outlives its process was cut off
    begun TEXT NOT NULL,
    tries INTEGER NOT NULL                -- how often since it last answered
) WITHOUT ROWID
""".strip()
