"""What people do in Slack: commands, buttons, modals, words. The door to slack_bolt."""

from bot.listener.service import Listener

__all__ = ["Listener"]
