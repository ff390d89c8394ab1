"""How much of one document is read."""

#: Entries of one feed, listing page or sitemap.
MAX_ENTRIES = 2_000
#: Bytes of a document packed inside an answer (a sitemap that is itself a gzip file), unpacked.
MAX_UNPACKED = 15 * 2**20
