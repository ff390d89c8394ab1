"""The buttons under an alert. Each says the number of its subscription, so that old alerts work, too."""

from bot.elements import Element, actions, button, overflow
from bot.store.subscriptions import Subscription


def alert_buttons(one: Subscription) -> Element:
    """Return Mute 24 h · Stop · ⋯; what stands in digests.yaml can be muted here, and is changed there."""
    number = str(one.id)
    remarks = (("Not relevant", f"alert.irrelevant:{number}"), ("Wrong", f"edition.wrong:{number}"))
    mute = button("Mute 24 h", "sub.mute", number)
    if one.name is not None:
        return actions(mute, overflow("alert.more", *remarks))
    more = overflow("alert.more", ("Edit", f"sub.edit:{number}"), *remarks)
    return actions(mute, button("Stop", "sub.stop", number), more)
