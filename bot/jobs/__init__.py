"""The four jobs, each a kind of transaction: poll, page, edition, deliver (design: the life of a message)."""
