"""What people ask for in words: verbs, and their answers as blocks. Nothing here talks to Slack."""

from bot.commands.asking import Answer, Ask, Office
from bot.commands.verbs import answer

__all__ = ["Answer", "Ask", "Office", "answer"]
