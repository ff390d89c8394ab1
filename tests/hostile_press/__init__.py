"""A press that does everything wrong: one site per way in which servers fail, over real connections on loopback."""
