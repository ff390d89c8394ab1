"""What reading processes are told at their start: the administrator's tables and holders, and the bot's own memory."""

from datetime import date

from bot.reading import Knowledge
from bot.settings import Configuration
from bot.store import Store


def knowledge_of(configuration: Configuration, store: Store, today: date) -> Knowledge:
    """Put the configured office-holders before the remembered ones; a name the administrator lists is not remembered beside."""
    listed = {holder.name.casefold() for holder in configuration.holders}
    remembered = (h for h in store.people.holders(today) if h.name.casefold() not in listed)
    return Knowledge(lexicon=dict(configuration.lexicon), holders=(*configuration.holders, *remembered))
