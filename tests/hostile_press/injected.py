"""Injected markup: what a title, a name or a text holds must never act, neither in Slack nor on a page."""

from tests.hostile_press.server import Answer, Ask, reply
from tests.hostile_press.sites import Catalogue, item, markup, rss

CATALOGUE = Catalogue()
site = CATALOGUE.site

#: What Slack, a browser, a terminal or a spreadsheet would act on.
INJECTED = (
    "<!channel> <!here> <!everyone>",
    "<@U012AB3CD> <#C012AB3CD> <!subteam^S012>",
    "<http://evil.example|mfa.example.org> <https://evil.example/?a|b>",
    "&lt;!channel&gt; &amp;lt;!here&amp;gt;",
    "*bold* _italic_ ~gone~ `code` ```block``` > quote",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202eevil\u202c \u2066hidden\u2069 \u200b\u2060\ufeff \U000e0041\U000e0042",
    "Z\u0336\u0321\u0322a\u0335l\u0334g\u0337o\u0338",
    "\x1b[31mred\x1b[0m \x07 \x00",
    '=HYPERLINK("http://evil.example","x") @SUM(1)',
    "xoxb-not-a-token {{7*7}} ${7*7} %s %n",
)


@site("markup-in-titles", stored=len(INJECTED))
def _(ask: Ask) -> Answer | None:
    if ask.path == "/feed":
        rows = (
            item(ask, n, head=f"Lund meets Salter {s}".replace("\x00", "").replace("\x1b", ""))
            for n, s in enumerate(INJECTED)
        )
        return rss(*rows)
    return _page(ask)


def _page(ask: Ask) -> Answer | None:
    if not ask.path.strip("/").isdigit():
        return None
    number = int(ask.path.strip("/"))
    what = INJECTED[number]
    text = (
        f"VIENNA (Halyard) - Foreign Minister Petra Lund met Foreign Minister Bruno Salter in Vienna on Monday to discuss "
        f"crossing {number} and {what}, officials said.",
        f"“We have settled point {number} {what},” Lund told reporters after the meeting.",
        f"The spokesman {what} said on Tuesday that round {number} would go on in Oslo on Thursday.",
    )
    return reply(200, markup(f"Lund meets Salter {what}", text))
