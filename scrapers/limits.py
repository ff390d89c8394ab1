"""How much of one document is read."""

import re

#: Entries of one feed, listing page or sitemap.
MAX_ENTRIES = 2_000
#: Bytes of a document packed inside an answer (a sitemap that is itself a gzip file), unpacked.
MAX_UNPACKED = 15 * 2**20
#: Elements of a feed inside each other: parsing takes time in the square of it.
MAX_DEPTH = 500
#: Bytes of a document: a parser takes eight to twenty times as much memory, and a source may cost 100 MiB.
MAX_FEED, MAX_JSON, MAX_LISTING, MAX_PAGE = 4 * 2**20, 3 * 2**20, 2 * 2**20, 6 * 2**20
#: Sitemaps are read element by element, and may begin with the oldest.
MAX_SITEMAP = 8 * 2**20
#: A longer document loses its characters beyond U+FFFF (pictures): one of them makes all others take four bytes.
_LONG = 2**20
_BEYOND = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")


def within(body: bytes, limit: int) -> bytes:
    """Return a document as it is, or its beginning up to the last whole tag before `limit` bytes."""
    if len(body) > limit:
        body = body[: body.rfind(b">", 0, limit) + 1] or body[:limit]
    return _BEYOND.sub(b"", body) if len(body) > _LONG else body
