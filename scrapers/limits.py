"""How much of one document is read."""

#: Entries of one feed, listing page or sitemap.
MAX_ENTRIES = 2_000
#: Bytes of a document packed inside an answer (a sitemap that is itself a gzip file), unpacked.
MAX_UNPACKED = 15 * 2**20
#: Elements of a feed inside each other: parsing takes time in the square of it.
MAX_DEPTH = 500
#: Characters of a listing page: a hostile one takes seconds for each million.
MAX_LISTING = 2 * 2**20
